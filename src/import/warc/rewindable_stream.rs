//! A stream that can go back to a mark, since within a damaged record the next one may begin.

use std::io::{self, BufRead, Read};

/// Most bytes after a mark that the stream keeps.
const MOST_KEPT: usize = 24 << 20;

/// Bytes of a read.
const STEP: usize = 64 << 10;

/// A stream with a mark.
pub struct RewindableStream<Input> {
    input: Input,
    /// The bytes read since the mark.
    kept: Vec<u8>,
    /// The position in these bytes.
    at: usize,
    /// Whether the mark lies before the kept bytes.
    is_lost: bool,
}

impl<Input: Read> RewindableStream<Input> {
    /// Wraps a stream.
    pub const fn of(input: Input) -> Self {
        Self { input, kept: Vec::new(), at: 0, is_lost: false }
    }

    /// Sets the mark here.
    pub fn mark(&mut self) {
        self.kept.drain(..self.at);
        self.at = 0;
        self.is_lost = false;
        if self.kept.capacity() > 16 * STEP && self.kept.len() <= STEP {
            self.kept.shrink_to(2 * STEP);
        }
    }

    /// Goes back to `after` bytes after the mark, or to the first kept byte.
    pub fn rewind(&mut self, after: usize) {
        self.at = if self.is_lost { 0 } else { after.min(self.kept.len()) };
    }

    /// The next bytes, fewer only where the stream ends.
    pub fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.kept.len() - self.at < count && self.refill()? > 0 {}
        let end = self.kept.len().min(self.at + count);
        Ok(self.kept.get(self.at..end).unwrap_or_default())
    }

    /// Moves to the next occurrence of some bytes, or on by at most `within` bytes; returns the distance
    /// where they were found. The mark follows.
    pub fn find(&mut self, wanted: &[u8], within: u64) -> io::Result<Option<u64>> {
        let mut passed = 0;
        loop {
            let ahead = self.kept.get(self.at..).unwrap_or_default();
            let left = usize::try_from(within - passed).unwrap_or(usize::MAX);
            if let Some(found) = position(ahead, wanted).filter(|found| *found < left) {
                self.at += found;
                return Ok(Some(passed + size(found)));
            }
            // The wanted bytes may be cut by the end of those read so far.
            let step = ahead.len().saturating_sub(wanted.len() - 1).min(left);
            self.at += step;
            passed += size(step);
            if passed >= within {
                return Ok(None);
            }
            self.mark();
            if self.refill()? == 0 {
                self.at = self.kept.len().min(left - step);
                return Ok(None);
            }
        }
    }

    fn refill(&mut self) -> io::Result<usize> {
        if self.kept.len() > MOST_KEPT {
            self.kept.drain(..self.at);
            self.at = 0;
            self.is_lost = true;
        }
        let before = self.kept.len();
        self.kept.resize(before + STEP, 0);
        let room = self.kept.get_mut(before..).unwrap_or_default();
        let read = loop {
            match self.input.read(room) {
                Err(reason) if reason.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.kept.truncate(before + *read.as_ref().unwrap_or(&0));
        read
    }
}

fn size(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

fn position(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let at = rest.iter().position(|byte| *byte == first)?;
        if rest.get(at..)?.starts_with(wanted) {
            return Some(from + at);
        }
        from += at + 1;
    }
}

impl<Input: Read> Read for RewindableStream<Input> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut ahead = self.fill_buf()?;
        let read = ahead.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<Input: Read> BufRead for RewindableStream<Input> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.peek(1)?;
        Ok(self.kept.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.at = self.kept.len().min(self.at + amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_rewinds_to_its_mark_or_to_the_first_kept_byte() {
        let bytes: Vec<u8> = (0..30_000_000_u32).map(|at| at.to_le_bytes()[2]).collect();
        let mut tape = RewindableStream::of(bytes.as_slice());
        let mut some = [0; 100];

        tape.read_exact(&mut some).unwrap();
        tape.mark();
        io::copy(&mut (&mut tape).take(1_000_000), &mut io::sink()).unwrap();
        tape.rewind(900_000);
        assert_eq!(tape.peek(1).unwrap(), [bytes[900_100]]);
        io::copy(&mut tape, &mut io::sink()).unwrap();
        tape.rewind(0);

        assert!(tape.peek(1).unwrap()[0] > bytes[100]);
    }

    #[test]
    fn bytes_are_found_wherever_the_steps_of_reading_part_them() {
        for at in (2 * STEP - 9..2 * STEP + 2).chain([0, 1]) {
            let mut text = vec![b'-'; 3 * STEP];
            text[at..at + 6].copy_from_slice(b"needle");
            let mut tape = RewindableStream::of(text.as_slice());

            assert_eq!(tape.find(b"needle", u64::MAX).unwrap(), Some(size(at)));
            assert_eq!(tape.peek(7).unwrap(), b"needle-");
            assert_eq!(RewindableStream::of(text.as_slice()).find(b"needle", size(at)).unwrap(), None);
        }
        let mut tape = RewindableStream::of(b"nothing".as_slice());
        assert_eq!(tape.find(b"needle", 3).unwrap(), None);
        assert_eq!(tape.peek(9).unwrap(), b"hing");
        assert_eq!(tape.find(b"needle", 30).unwrap(), None);
        assert_eq!(tape.peek(9).unwrap(), b"");
    }
}
