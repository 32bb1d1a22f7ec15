//! Reads a byte stream of any length as UTF-8, with bad bytes replaced.

use std::io::{self, BufRead, Read};

/// The replacement for bytes that are no character.
const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

/// Bytes of a read.
const PIECE: usize = 64 << 10;

/// The text of a stream of bytes.
pub struct LossyUtf8<'input> {
    input: &'input mut dyn BufRead,
    text: Vec<u8>,
    /// Bytes of the text that were read.
    read: usize,
    /// The start of a character whose end has not been read yet.
    open: Vec<u8>,
}

impl<'input> LossyUtf8<'input> {
    /// Wraps a stream.
    pub fn of(input: &'input mut dyn BufRead) -> Self {
        Self { input, text: Vec::new(), read: 0, open: Vec::new() }
    }

    fn refill(&mut self) -> io::Result<()> {
        let mut bytes = std::mem::take(&mut self.open);
        let before = bytes.len();
        let taken =
            (&mut *self.input).take(u64::try_from(PIECE).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
        self.text.clear();
        self.read = 0;
        let mut at = 0;
        for chunk in bytes.utf8_chunks() {
            self.text.extend_from_slice(chunk.valid().as_bytes());
            at += chunk.valid().len() + chunk.invalid().len();
            let may_go_on = at == bytes.len() && taken > 0 && chunk.invalid().len() < 4;
            match chunk.invalid() {
                [] => {}
                open if may_go_on && open.len() + before < PIECE => self.open = open.to_vec(),
                _ => self.text.extend_from_slice(REPLACEMENT),
            }
        }
        Ok(())
    }
}

impl Read for LossyUtf8<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read == self.text.len() {
            let was_open = !self.open.is_empty();
            self.refill()?;
            if self.text.is_empty() && (self.open.is_empty() || was_open && self.input.fill_buf()?.is_empty())
            {
                break;
            }
        }
        let left = self.text.get(self.read..).unwrap_or_default();
        let count = left.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(left) {
            *to = *from;
        }
        self.read += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> String {
        // One byte at a time, so that every character is cut.
        let mut input = io::BufReader::with_capacity(1, bytes);
        let mut text = String::new();
        LossyUtf8::of(&mut input).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn bad_bytes_are_replaced_and_characters_stay_whole() {
        assert_eq!(text_of("Новости 😀 end".as_bytes()), "Новости 😀 end");
        assert_eq!(text_of(b"a\xffb\xe2\x82"), "a\u{fffd}b\u{fffd}");
        assert_eq!(text_of(b""), "");

        let long = "я".repeat(PIECE);
        assert_eq!(text_of(long.as_bytes()), long);
    }
}
