//! Mailboxes: e-mail messages one after another in one file (`mbox`, RFC 4155).
//!
//! A mailbox may be of any size. Its messages are read on all cores and delivered in order; one that is too
//! large or damaged is skipped and reported.

use std::io::{BufRead, Read as _};
use std::mem;
use std::ops::ControlFlow;

use super::ahead::ReadAhead;
use super::document::{ImportError, ImportSink, ImportedArticle, LARGEST_DOCUMENT, LONGEST_LINE, Skipped};
use super::mail;

/// Whether a text begins as a mailbox does.
pub fn is_mailbox(start: &str) -> bool {
    start.split_once('\n').is_some_and(|(line, rest)| is_separator(line.as_bytes()) && mail::is_mail(rest))
}

/// Reads a mailbox.
pub fn read(input: &mut dyn BufRead, each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    let mut messages = Messages { input, is_begun: false, count: 0 };
    let mut ahead = ReadAhead::default();
    while let Some(message) = messages.next()? {
        let (number, size) = (messages.count, message.len());
        while ahead.is_full_for(size) {
            if deliver(&mut ahead, each).is_break() {
                return Ok(());
            }
        }
        ahead.begin(number, size, move || {
            if is_too_large(size) { Err(ImportError::TooLarge) } else { mail::read(&message) }
        })?;
    }
    while !ahead.is_empty() {
        if deliver(&mut ahead, each).is_break() {
            return Ok(());
        }
    }
    if messages.count == 0 { Err(ImportError::Empty) } else { Ok(()) }
}

/// Delivers the first of the messages that are being read.
fn deliver(ahead: &mut ReadAhead<usize, ImportedArticle>, each: &mut ImportSink<'_>) -> ControlFlow<()> {
    match ahead.take() {
        None => ControlFlow::Continue(()),
        Some((_, Ok(found))) => each(Ok(found.into())),
        Some((number, Err(reason))) => {
            each(Err(Skipped { line: None, reason: format!("message {number}: {reason}") }))
        }
    }
}

fn is_too_large(size: usize) -> bool {
    u64::try_from(size).is_ok_and(|size| size > LARGEST_DOCUMENT)
}

/// The messages of a mailbox.
struct Messages<'input> {
    input: &'input mut dyn BufRead,
    /// Whether the separator of the next message was read.
    is_begun: bool,
    count: usize,
}

impl Messages<'_> {
    /// The next message, or the beginning of one that is too large.
    fn next(&mut self) -> Result<Option<Vec<u8>>, ImportError> {
        let (mut message, mut line) = (Vec::new(), Vec::new());
        let mut is_after_blank = true;
        loop {
            line.clear();
            let is_end = (&mut *self.input).take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0;
            if is_end || is_after_blank && is_separator(&line) {
                let is_message = mem::replace(&mut self.is_begun, true) && !message.trim_ascii().is_empty();
                if is_message {
                    self.count += 1;
                    return Ok(Some(message));
                }
                if is_end {
                    return Ok(None);
                }
                message.clear();
            } else if !is_too_large(message.len()) {
                message.extend_from_slice(unquoted(&line));
            }
            is_after_blank = line.trim_ascii().is_empty();
        }
    }
}

/// Whether a line parts messages: "From ana@paper.example Thu May  7 10:30:00 2020".
fn is_separator(line: &[u8]) -> bool {
    let is_hour =
        |word: &[u8]| matches!(word, [b'0'..=b'9', b'0'..=b'9', b':', b'0'..=b'9', b'0'..=b'9', ..]);
    line.strip_prefix(b"From ").is_some_and(|rest| rest.split(|byte| *byte == b' ').any(is_hour))
}

/// A line without the mark that quotes a line which looks like a separator.
fn unquoted(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|byte| **byte == b'>').count();
    let is_quoted = marks > 0 && line.get(marks..).is_some_and(|rest| rest.starts_with(b"From "));
    if is_quoted { line.get(1..).unwrap_or_default() } else { line }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::document::ImportItem;

    fn told(mailbox: &str) -> Vec<String> {
        let mut told = Vec::new();
        let end = crate::import::read(&mut mailbox.as_bytes(), Path::new("inbox"), &mut |piece| {
            told.push(match piece {
                Ok(ImportItem::Article(found)) => {
                    let article = found.article;
                    format!(
                        "{}: {}",
                        article.headline,
                        article.body.to_plain().split_whitespace().collect::<Vec<_>>().join(" ")
                    )
                }
                Ok(other) => format!("{other:?}"),
                Err(skipped) => skipped.reason,
            });
            std::ops::ControlFlow::Continue(())
        });
        told.extend(end.err().map(|reason| reason.to_string()));
        told
    }

    fn message(subject: &str, text: &str) -> String {
        format!(
            "From ana@paper.example Thu May  7 10:30:00 2020\nFrom: Ana Ruiz <ana@paper.example>\n\
             Message-ID: <{subject}@paper.example>\nSubject: {subject}\n\n{text}\n\n"
        )
    }

    #[test]
    fn every_message_of_a_mailbox_is_an_article_in_its_order() {
        let mailbox: Vec<String> = (0..40)
            .map(|number| message(&format!("Rain {number}"), ">From the hills it came.\nFrom far."))
            .collect();

        let told = told(&mailbox.concat());

        let expected: Vec<_> =
            (0..40).map(|number| format!("Rain {number}: From the hills it came. From far.")).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn an_unreadable_message_does_not_affect_the_others() {
        let large = message("Flood", &"all the rain of a year\n".repeat(1_000_000));
        let empty = "From x Thu May  7 10:30:00 2020\nMIME-Version: 1.0\nContent-Type: image/png\n\nx\n\n";

        assert_eq!(
            told(
                &[message("Rain", "It rained."), large, empty.to_owned(), message("Snow", "It snowed.")]
                    .concat()
            ),
            [
                "Rain: It rained.",
                "message 2: larger than 20 MB",
                "message 3: a message without text",
                "Snow: It snowed."
            ]
        );
    }
}
