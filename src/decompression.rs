//! The limits of decompression, shared by the network and the importers: text compresses to a hundredth at most;
//! what grows more is a decompression bomb.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// The largest ratio of decompressed to compressed bytes.
pub const LARGEST_RATIO: u64 = 100;

/// Decompressed bytes up to which any ratio is harmless: small repetitive documents compress well.
const HARMLESS: u64 = 1 << 20;

/// Bytes at the start of a document that show whether it is text.
const EXAMINED: usize = 1_024;

/// The most decompressed bytes that a number of compressed bytes may become.
pub fn most_bytes(compressed: u64) -> u64 {
    compressed.saturating_mul(LARGEST_RATIO).max(HARMLESS)
}

/// Whether bytes begin like text, in any charset; compressed bytes do not.
pub fn is_readable(bytes: &[u8]) -> bool {
    let start = bytes.get(..EXAMINED).unwrap_or(bytes);
    let is_control = |byte: &&u8| **byte < 0x20 && !b"\t\n\x0c\r\x1b".contains(*byte);
    let is_wide = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
    is_wide || start.iter().filter(is_control).count() * 100 <= start.len()
}

/// Compressed bytes, counted as they are read.
#[derive(Debug)]
pub struct Counted<Input> {
    input: Input,
    count: Rc<Cell<u64>>,
}

impl<Input> Counted<Input> {
    /// Counts the bytes read from an input.
    pub fn of(input: Input) -> Self {
        Self { input, count: Rc::default() }
    }

    /// What decompresses these bytes, bounded by their count.
    pub fn bounded<Decoder: Read>(
        self,
        decoder: impl FnOnce(Self) -> io::Result<Decoder>,
    ) -> io::Result<Bounded<Decoder>> {
        let compressed = Rc::clone(&self.count);
        Ok(Bounded { decoder: decoder(self)?, decompressed: 0, compressed })
    }

    fn add(&self, read: usize) {
        self.count.update(|count| count.saturating_add(u64::try_from(read).unwrap_or(u64::MAX)));
    }
}

impl<Input: Read> Read for Counted<Input> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.add(read);
        Ok(read)
    }
}

impl<Input: BufRead> BufRead for Counted<Input> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.add(amount);
        self.input.consume(amount);
    }
}

/// Decompressed bytes, which end with an error at a decompression bomb.
#[derive(Debug)]
pub struct Bounded<Decoder> {
    decoder: Decoder,
    decompressed: u64,
    /// The compressed bytes read so far.
    compressed: Rc<Cell<u64>>,
}

impl<Decoder: Read> Read for Bounded<Decoder> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.decompressed = self.decompressed.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        if self.decompressed > most_bytes(self.compressed.get()) {
            let reason = format!("it grows more than {LARGEST_RATIO} times when unpacked");
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_ends_where_its_bytes_grow_beyond_the_ratio() {
        let grown = |compressed: &[u8]| {
            // All compressed bytes are read before the first decompressed one.
            let mut whole = Vec::new();
            let reader = Counted::of(compressed).bounded(|mut input| {
                io::copy(&mut input, &mut io::sink())?;
                Ok(io::repeat(b' ').take(3 << 20))
            });
            reader.and_then(|mut reader| reader.read_to_end(&mut whole))
        };

        let reason = grown(&vec![0; 20_000]).unwrap_err();

        assert_eq!(reason.to_string(), "it grows more than 100 times when unpacked");
        assert_eq!(grown(&vec![0; 40_000]).unwrap(), 3 << 20);
    }

    #[test]
    fn text_of_any_charset_is_readable_and_compressed_bytes_are_not() {
        for text in [&b"rain\n"[..], "Regen \u{fc}ber K\u{f6}ln".as_bytes(), b"\xff\xfer\0a\0i\0n\0", b""] {
            assert!(is_readable(text), "{text:?}");
        }
        assert!(!is_readable(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03"));
    }
}
