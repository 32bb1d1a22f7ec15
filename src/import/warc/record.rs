//! The records of an archive, one after another: heads and contents, as ISO 28500 defines them.
//!
//! A record counts only where the next one begins at its end. Otherwise the next beginning is searched for
//! within its bytes.

use std::io::{self, BufRead as _, Read};

use jiff::Timestamp;

use super::rewindable_stream::RewindableStream;
use crate::domain::WebUrl;
use crate::import::document::LARGEST_DOCUMENT;

/// The beginning of a record, after the end of the line before it.
const BEGINNING: &[u8] = b"\nWARC/";

/// Most bytes of the head of a record.
const LONGEST_HEAD: u64 = 64 << 10;

/// Bytes of too large a record by which it is recognised.
const LOOKED_AT: u64 = 16 << 10;

/// The head of a record.
#[derive(Debug, Default)]
pub struct Head {
    /// The type of the record: `response`, `revisit`.
    pub kind: String,
    /// The target URI of the record, as written.
    pub target: String,
    /// The target URI, where it is an address of the web.
    pub address: Option<WebUrl>,
    /// The time of capture.
    pub date: Option<Timestamp>,
    /// The media type of the content.
    pub media_type: String,
    /// Whether the record was truncated when it was written.
    pub is_cut: bool,
    /// Whether the record is a later segment of another.
    pub is_later_segment: bool,
    /// The digest of the payload.
    pub digest: Option<String>,
    length: u64,
}

/// A record with its content, within the limits of a document.
#[derive(Debug)]
pub struct Record {
    pub head: Head,
    pub content: Vec<u8>,
    /// Whether the content is only the beginning of one that is too large.
    pub is_too_large: bool,
}

/// The records of a stream.
pub struct Records<Input> {
    stream: RewindableStream<Input>,
    /// The target URI of the last record.
    target: String,
}

impl<Input: Read> Records<Input> {
    /// Wraps a stream.
    pub const fn of(input: Input) -> Self {
        Self { stream: RewindableStream::of(input), target: String::new() }
    }

    /// Whether a record begins at this place of the stream.
    pub fn is_at_record(&mut self) -> io::Result<bool> {
        Ok(self.stream.peek(5)? == b"WARC/")
    }

    /// The target URI of the last record.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The next record, or the reason why it is unreadable.
    pub fn next(&mut self) -> io::Result<Option<Result<Record, String>>> {
        self.target.clear();
        if !self.skip_blank_lines()? {
            return Ok(None);
        }
        self.stream.mark();
        let (head, size) = match self.head()? {
            Ok(read) => read,
            Err(reason) => {
                self.seek_next_record(1)?;
                return Ok(Some(Err(reason.to_owned())));
            }
        };
        self.target.clone_from(&head.target);
        let is_too_large = head.length > LARGEST_DOCUMENT;
        let length = if is_too_large { LOOKED_AT } else { head.length };
        let mut content = Vec::new();
        let read = (&mut self.stream).take(length).read_to_end(&mut content)?;
        let mut is_whole = u64::try_from(read).is_ok_and(|read| read == length);
        if is_whole && is_too_large {
            is_whole = self.stream.find(BEGINNING, head.length - length)?.is_none();
        }
        if is_whole && self.is_end_of_record()? {
            return Ok(Some(Ok(Record { head, content, is_too_large })));
        }
        self.seek_next_record(size)?;
        let reason = if is_whole { "its length is wrong" } else { "it is cut off" };
        Ok(Some(Err(reason.to_owned())))
    }

    /// Whether two line breaks follow, or at least the next record or the end.
    fn is_end_of_record(&mut self) -> io::Result<bool> {
        Ok(self.stream.peek(4)? == b"\r\n\r\n" || !self.skip_blank_lines()? || self.is_at_record()?)
    }

    /// Skips the blank lines between records; false at the end.
    fn skip_blank_lines(&mut self) -> io::Result<bool> {
        loop {
            let ahead = self.stream.fill_buf()?;
            if ahead.is_empty() {
                return Ok(false);
            }
            let blank = ahead.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let is_all = blank == ahead.len();
            self.stream.consume(blank);
            if !is_all {
                return Ok(true);
            }
        }
    }

    /// Moves to the next beginning of a record at least `size` bytes after that of this one.
    fn seek_next_record(&mut self, size: usize) -> io::Result<()> {
        self.stream.rewind(size);
        if self.stream.find(BEGINNING, u64::MAX)?.is_some() {
            self.stream.consume(1);
        }
        Ok(())
    }

    /// The head of a record, and its size.
    fn head(&mut self) -> io::Result<Result<(Head, usize), &'static str>> {
        if !self.is_at_record()? {
            return Ok(Err("a record was expected here"));
        }
        let mut text = Vec::new();
        loop {
            let before = text.len();
            let left = LONGEST_HEAD - u64::try_from(before).unwrap_or(LONGEST_HEAD);
            (&mut self.stream).take(left).read_until(b'\n', &mut text)?;
            match text.get(before..) {
                None | Some([] | [.., 0..=9 | 11..]) => return Ok(Err("the header of a record is cut off")),
                Some(line) if line.trim_ascii().is_empty() => break,
                Some(_) => {}
            }
        }
        let head = Head::of(&String::from_utf8_lossy(&text));
        Ok(head.map(|head| (head, text.len())).ok_or("a record without its type or length"))
    }
}

impl Head {
    fn of(text: &str) -> Option<Self> {
        let (mut head, mut length) = (Self::default(), None);
        for (name, value) in fields(text) {
            match name.as_str() {
                "content-length" => length = value.parse().ok(),
                "content-type" => head.media_type = value.to_ascii_lowercase(),
                "warc-type" => head.kind = value.to_ascii_lowercase(),
                // Some versions of wget write brackets around the URI, as early drafts of the standard did.
                "warc-target-uri" => value.trim_matches(['<', '>']).clone_into(&mut head.target),
                "warc-date" => head.date = value.parse().ok(),
                "warc-truncated" => head.is_cut = true,
                "warc-segment-number" => head.is_later_segment = value.parse() != Ok(1),
                "warc-payload-digest" => head.digest = Some(value),
                _ => {}
            }
        }
        head.address = WebUrl::parse(&head.target).ok();
        head.length = length?;
        Some(head).filter(|head| !head.kind.is_empty())
    }
}

/// The fields below the first line of a head, their names in lower case; a line that begins with a blank
/// continues the one before.
pub fn fields(text: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines().skip(1) {
        match (fields.last_mut(), line.split_once(':')) {
            (Some((_, value)), _) if line.starts_with([' ', '\t']) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (_, Some((name, value))) => {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
            (_, None) => {}
        }
    }
    fields
}
