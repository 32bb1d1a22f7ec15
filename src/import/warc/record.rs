//! The records of an archive, one after another: heads and contents, as ISO 28500 frames them.
//!
//! A record counts only where the next one begins where it should. Where it does not, the next beginning is
//! looked for within what was taken for the record.

use std::io::{self, BufRead as _, Read};

use jiff::Timestamp;

use super::rewindable_stream::RewindableStream;
use crate::domain::WebUrl;
use crate::import::document::LARGEST_DOCUMENT;

/// How a record begins, after the line before it.
const BEGINNING: &[u8] = b"\nWARC/";

/// Bytes of the head of a record.
const LONGEST_HEAD: u64 = 64 << 10;

/// Bytes of a record that is too large that tell what it is.
const LOOKED_AT: u64 = 16 << 10;

/// What a record says of itself.
#[derive(Debug, Default)]
pub struct Head {
    /// What kind of record it is: `response`, `revisit`.
    pub kind: String,
    /// What it is a record of, as it is written there.
    pub target: String,
    /// The same where it is an address of the web.
    pub address: Option<WebUrl>,
    /// When it was captured.
    pub date: Option<Timestamp>,
    /// What its content is.
    pub media_type: String,
    /// Whether its writer cut it.
    pub is_cut: bool,
    /// Whether it is a later part of a record.
    pub goes_on: bool,
    /// The digest of what the host sent.
    pub digest: Option<String>,
    length: u64,
}

/// A record with its content, as far as a document may be large.
#[derive(Debug)]
pub struct Record {
    pub head: Head,
    pub content: Vec<u8>,
    /// Whether the content is no more than the beginning of one that is too large.
    pub is_too_large: bool,
}

/// The records of a stream.
pub struct Records<Input> {
    tape: RewindableStream<Input>,
    /// What the last record is one of.
    target: String,
}

impl<Input: Read> Records<Input> {
    /// Begins to read.
    pub const fn of(input: Input) -> Self {
        Self { tape: RewindableStream::of(input), target: String::new() }
    }

    /// Whether the stream begins as a record does.
    pub fn is_at_record(&mut self) -> io::Result<bool> {
        Ok(self.tape.peek(5)? == b"WARC/")
    }

    /// What the record is one of that was read last.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The next record, or what is wrong with it.
    pub fn next(&mut self) -> io::Result<Option<Result<Record, String>>> {
        self.target.clear();
        if !self.pass_blank()? {
            return Ok(None);
        }
        self.tape.mark();
        let (head, size) = match self.head()? {
            Ok(read) => read,
            Err(reason) => {
                self.go_on_after(1)?;
                return Ok(Some(Err(reason.to_owned())));
            }
        };
        self.target.clone_from(&head.target);
        let is_too_large = head.length > LARGEST_DOCUMENT;
        let length = if is_too_large { LOOKED_AT } else { head.length };
        let mut content = Vec::new();
        let read = (&mut self.tape).take(length).read_to_end(&mut content)?;
        let mut is_whole = u64::try_from(read).is_ok_and(|read| read == length);
        if is_whole && is_too_large {
            is_whole = self.tape.find(BEGINNING, head.length - length)?.is_none();
        }
        if is_whole && self.is_end_of_record()? {
            return Ok(Some(Ok(Record { head, content, is_too_large })));
        }
        self.go_on_after(size)?;
        let reason = if is_whole { "its length is wrong" } else { "it breaks off" };
        Ok(Some(Err(reason.to_owned())))
    }

    /// Whether two line breaks stand here, or at least the next record or nothing.
    fn is_end_of_record(&mut self) -> io::Result<bool> {
        Ok(self.tape.peek(4)? == b"\r\n\r\n" || !self.pass_blank()? || self.is_at_record()?)
    }

    /// Passes over what parts records; false at the end.
    fn pass_blank(&mut self) -> io::Result<bool> {
        loop {
            let ahead = self.tape.fill_buf()?;
            if ahead.is_empty() {
                return Ok(false);
            }
            let blank = ahead.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let is_all = blank == ahead.len();
            self.tape.consume(blank);
            if !is_all {
                return Ok(true);
            }
        }
    }

    /// Goes to the next beginning of a record that lies so far behind that of this one, or further.
    fn go_on_after(&mut self, size: usize) -> io::Result<()> {
        self.tape.rewind(size);
        if self.tape.find(BEGINNING, u64::MAX)?.is_some() {
            self.tape.consume(1);
        }
        Ok(())
    }

    /// The head of a record, and its size.
    fn head(&mut self) -> io::Result<Result<(Head, usize), &'static str>> {
        if !self.is_at_record()? {
            return Ok(Err("no record begins where one should"));
        }
        let mut text = Vec::new();
        loop {
            let before = text.len();
            let left = LONGEST_HEAD - u64::try_from(before).unwrap_or(LONGEST_HEAD);
            (&mut self.tape).take(left).read_until(b'\n', &mut text)?;
            match text.get(before..) {
                None | Some([] | [.., 0..=9 | 11..]) => return Ok(Err("the head of a record breaks off")),
                Some(line) if line.trim_ascii().is_empty() => break,
                Some(_) => {}
            }
        }
        let head = Head::of(&String::from_utf8_lossy(&text));
        Ok(head.map(|head| (head, text.len())).ok_or("a record without its kind or its length"))
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
                // Some versions of wget write brackets around it, as early drafts of the standard did.
                "warc-target-uri" => value.trim_matches(['<', '>']).clone_into(&mut head.target),
                "warc-date" => head.date = value.parse().ok(),
                "warc-truncated" => head.is_cut = true,
                "warc-segment-number" => head.goes_on = value.parse() != Ok(1),
                "warc-payload-digest" => head.digest = Some(value),
                _ => {}
            }
        }
        head.address = WebUrl::parse(&head.target).ok();
        head.length = length?;
        Some(head).filter(|head| !head.kind.is_empty())
    }
}

/// The fields below the first line of a head, their names in small letters; a line that begins with a blank goes
/// on with the one before.
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
