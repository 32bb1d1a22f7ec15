//! Decompresses a gzip document, up to a ratio that no text reaches.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

/// The largest ratio of decompressed to compressed bytes; a larger one is a decompression bomb.
const RATIO: u64 = 100;

/// Decompressed bytes below which the ratio is not checked.
const ALWAYS: u64 = 4 << 20;

/// The decompressed document of a stream.
pub struct Inflated<Input: BufRead> {
    decoder: MultiGzDecoder<BufReader<Counted<Input>>>,
    out: u64,
}

impl<Input: BufRead> Inflated<Input> {
    /// Starts to decompress a stream.
    pub fn of(input: Input) -> Self {
        Self { decoder: MultiGzDecoder::new(BufReader::new(Counted { input, count: 0 })), out: 0 }
    }
}

impl<Input: BufRead> Read for Inflated<Input> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.out += u64::try_from(read).unwrap_or(u64::MAX);
        let packed = self.decoder.get_ref().get_ref().count;
        if self.out > ALWAYS && self.out / RATIO > packed {
            let reason = format!("it grows more than {RATIO} times when unpacked");
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        Ok(read)
    }
}

struct Counted<Input> {
    input: Input,
    count: u64,
}

impl<Input: Read> Read for Counted<Input> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.count += u64::try_from(read).unwrap_or(u64::MAX);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn what_grows_beyond_measure_is_refused() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&vec![b' '; 30 << 20]).unwrap();
        let packed = packed.finish().unwrap();

        let reason = Inflated::of(packed.as_slice()).read_to_end(&mut Vec::new()).unwrap_err();

        assert!(reason.to_string().contains("grows more than 100 times"));
    }
}
