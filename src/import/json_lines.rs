//! JSON Lines of any length: one article a line; an invalid line is skipped and reported with its number.
//!
//! Lines are parsed on a second thread while the caller stores the articles, a few batches ahead: memory
//! stays the same however long the document is.

use std::io::{self, BufRead, Read as _};
use std::ops::ControlFlow;
use std::sync::mpsc;
use std::thread;

use super::document::{ImportError, ImportSink, ImportedArticle, LONGEST_LINE, Skipped};
use super::{guard, json};

/// Bytes of lines in a batch; enough to make the hand-over cheap.
const BATCH: usize = 256 << 10;

/// Most batches ahead.
const AHEAD: usize = 3;

struct Line {
    number: usize,
    bytes: Result<Vec<u8>, String>,
}

type Parsed = Vec<Result<ImportedArticle, Skipped>>;

/// Reads all lines in order.
pub fn read(input: &mut dyn BufRead, each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    let mut lines = Lines { input, number: 0 };
    thread::scope(|scope| {
        let (send, batches) = mpsc::channel::<Vec<Line>>();
        let (answer, answers) = mpsc::channel::<Parsed>();
        let parser = thread::Builder::new().name("json lines".to_owned()).stack_size(guard::STACK);
        parser.spawn_scoped(scope, move || {
            for batch in batches {
                if answer.send(batch.into_iter().map(parsed).collect()).is_err() {
                    break;
                }
            }
        })?;
        deliver(&mut lines, &send, &answers, each)
    })
}

fn deliver(
    lines: &mut Lines<'_>,
    send: &mpsc::Sender<Vec<Line>>,
    answers: &mpsc::Receiver<Parsed>,
    each: &mut ImportSink<'_>,
) -> Result<(), ImportError> {
    let mut under_way = 0;
    let mut ended = false;
    while !ended || under_way > 0 {
        while !ended && under_way < AHEAD {
            let batch = lines.batch()?;
            ended = batch.is_empty();
            if !ended {
                send.send(batch).map_err(|_gone| ImportError::ReaderFailed)?;
                under_way += 1;
            }
        }
        if under_way > 0 {
            under_way -= 1;
            for result in answers.recv().map_err(|_gone| ImportError::ReaderFailed)? {
                if let ControlFlow::Break(()) = each(result.map(ImportedArticle::into)) {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

fn parsed(line: Line) -> Result<ImportedArticle, Skipped> {
    let skipped = |reason| Skipped { line: Some(line.number), reason };
    let bytes = line.bytes.map_err(skipped)?;
    let article = guard::catch_panic(|| json::article(&bytes).map_err(ImportError::NoArticle));
    article.map_err(|reason| skipped(reason.to_string()))
}

struct Lines<'input> {
    input: &'input mut dyn BufRead,
    number: usize,
}

impl Lines<'_> {
    /// The next lines that are not blank, up to the size of a batch; `None` at the end.
    fn batch(&mut self) -> io::Result<Vec<Line>> {
        let mut batch = Vec::new();
        let mut size = 0;
        while size < BATCH {
            let Some(line) = self.line()? else { break };
            size += line.bytes.as_ref().map_or(0, Vec::len);
            if !matches!(&line.bytes, Ok(bytes) if bytes.trim_ascii().is_empty()) {
                batch.push(line);
            }
        }
        Ok(batch)
    }

    fn line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let read = (&mut *self.input).take(LONGEST_LINE).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        if self.number == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        let is_whole = bytes.ends_with(b"\n") || self.input.fill_buf()?.is_empty();
        let bytes = if is_whole {
            Ok(bytes)
        } else {
            self.input.skip_until(b'\n')?;
            Err(format!("the line is longer than {} MB", LONGEST_LINE >> 20))
        };
        Ok(Some(Line { number: self.number, bytes }))
    }
}
