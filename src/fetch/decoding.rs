//! Bodies are decompressed here and not by the client, so that both sizes are known: what came, and what
//! it became.

use std::cell::Cell;
use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use flate2::read::{MultiGzDecoder, ZlibDecoder};

use super::{FetchError, LARGEST_ANSWER, Stop};

/// How we say what we can decompress.
pub(super) const ACCEPTED: &str = "gzip, br, deflate";

/// No document is compressed more than this.
const MOST_RATIO: u64 = 100;

/// Up to this size any ratio is harmless: small repetitive documents compress well.
const HARMLESS: u64 = 1 << 20;

/// Bytes that are read before anybody looks whether to go on.
const STEP: usize = 32 << 10;

/// Reads a body whole, decompressed as its encoding says.
pub(super) fn read(body: impl Read, coding: &str, stop: &Stop) -> Result<Vec<u8>, FetchError> {
    let came = Cell::new(0);
    let body = Counted { body, came: &came };
    let mut plain: Box<dyn Read + '_> = match coding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" => Box::new(body),
        "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(body)),
        "deflate" => Box::new(ZlibDecoder::new(body)),
        "br" => Box::new(Decompressor::new(body, STEP)),
        other => return Err(FetchError::Nonsense(format!("it is encoded as {other}"))),
    };
    let (mut bytes, mut piece) = (Vec::new(), vec![0; STEP]);
    loop {
        let count = plain.read(&mut piece).map_err(|error| FetchError::of_reading(&error))?;
        if count == 0 {
            return Ok(bytes);
        }
        bytes.extend_from_slice(piece.get(..count).unwrap_or_default());
        check(size(bytes.len()), came.get())?;
        if stop.is_asked() {
            return Err(FetchError::Stopped);
        }
    }
}

fn check(became: u64, came: u64) -> Result<(), FetchError> {
    if became > LARGEST_ANSWER || came > LARGEST_ANSWER {
        return Err(FetchError::TooLarge);
    }
    if became > HARMLESS && became > came.saturating_mul(MOST_RATIO) {
        return Err(FetchError::Bomb(MOST_RATIO));
    }
    Ok(())
}

fn size(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// A body that counts what came of it.
struct Counted<'count, R> {
    body: R,
    came: &'count Cell<u64>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.body.read(buffer)?;
        self.came.set(self.came.get().saturating_add(size(count)));
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};

    use super::*;

    fn gzip(plain: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(plain).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: &[u8], encoding: &str) -> Result<Vec<u8>, FetchError> {
        super::read(bytes, encoding, &Stop::default())
    }

    #[test]
    fn a_body_is_read_as_its_encoding_says() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(b"rain").unwrap();
        // "rain" as brotli: a stored block.
        let brotli = [0x8b, 0x01, 0x80, b'r', b'a', b'i', b'n', 0x03];

        assert_eq!(read(b"rain", "").unwrap(), b"rain");
        assert_eq!(read(&gzip(b"rain"), "GZIP").unwrap(), b"rain");
        assert_eq!(read(&zlib.finish().unwrap(), "deflate").unwrap(), b"rain");
        assert_eq!(read(&brotli, "br").unwrap(), b"rain");
        assert!(matches!(read(b"rain", "zstd"), Err(FetchError::Nonsense(_))));
    }

    #[test]
    fn what_grows_too_much_is_refused_before_it_has_grown() {
        let bomb = gzip(&vec![0; 40 << 20]);

        assert!(matches!(read(&bomb, "gzip"), Err(FetchError::Bomb(100))));
        assert!(matches!(super::read(io::repeat(b' '), "", &Stop::default()), Err(FetchError::TooLarge)));
        assert_eq!(read(&gzip(&vec![b' '; 1 << 19]), "gzip").unwrap().len(), 1 << 19);
    }

    #[test]
    fn what_breaks_off_is_told_so() {
        let whole = gzip(&(0..=255).cycle().take(9_000).collect::<Vec<u8>>());

        assert!(matches!(read(&whole[..whole.len() - 9], "gzip"), Err(FetchError::BrokeOff)));
    }

    #[test]
    fn reading_stops_when_somebody_asks() {
        let stop = Stop::default();
        stop.ask();

        assert!(matches!(super::read(io::repeat(b' '), "", &stop), Err(FetchError::Stopped)));
    }
}
