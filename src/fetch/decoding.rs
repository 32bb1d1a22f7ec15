//! Decompresses bodies here and not in the client, so that both sizes are known: compressed and decompressed.
//!
//! The first bytes of a body show its compression more reliably than its header: some hosts send gzip without
//! declaring it, others declare an unknown coding, or one that a proxy has decoded already.

use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};

use super::{FetchError, LARGEST_DOCUMENT, StopSignal};
use crate::decompression::{LARGEST_RATIO, is_readable, most_bytes};
use crate::domain::Prose;

/// The value of the `Accept-Encoding` header.
pub(super) const ACCEPTED: &str = "gzip, br, deflate";

/// The bytes read between two checks for a stop.
const STEP: usize = 32 << 10;

/// The most codings of a body that are decoded in turn.
const MOST_CODINGS: usize = 3;

const GZIP: &[u8] = &[0x1f, 0x8b];

/// Reads a whole body, decompressed by its encoding or its first bytes.
pub(super) fn read(body: impl Read, coding: &str, stop: &StopSignal) -> Result<Vec<u8>, FetchError> {
    let mut bytes = all(body, u64::MAX, stop)?;
    let codings = coding.split(',').map(str::trim).filter(|name| !name.is_empty());
    for name in codings.rev().take(MOST_CODINGS) {
        bytes = decoded_once(bytes, &name.to_ascii_lowercase(), stop)?;
    }
    if bytes.starts_with(GZIP) {
        return gunzipped(&bytes, stop);
    }
    // The header of zlib is not text, and only zlib ends with its checksum.
    if is_zlib(&bytes)
        && !is_readable(&bytes)
        && let Ok(plain) = all(ZlibDecoder::new(bytes.as_slice()), size(bytes.len()), stop)
    {
        return Ok(plain);
    }
    Ok(bytes)
}

/// A body decoded by one of its codings; a body that is text already is returned unchanged.
fn decoded_once(bytes: Vec<u8>, coding: &str, stop: &StopSignal) -> Result<Vec<u8>, FetchError> {
    let came = size(bytes.len());
    let plain = match coding {
        _ if bytes.is_empty() => return Ok(bytes),
        _ if bytes.starts_with(GZIP) => gunzipped(&bytes, stop),
        "identity" | "none" => return Ok(bytes),
        "gzip" | "x-gzip" => Err(FetchError::Incomplete),
        "deflate" if is_zlib(&bytes) => all(ZlibDecoder::new(bytes.as_slice()), came, stop)
            .or_else(|_reason| all(DeflateDecoder::new(bytes.as_slice()), came, stop)),
        "deflate" => all(DeflateDecoder::new(bytes.as_slice()), came, stop),
        "br" => all(Decompressor::new(bytes.as_slice(), STEP), came, stop),
        other => {
            Err(FetchError::InvalidHttp(format!("it has the unsupported encoding {}", Prose::trimmed(other))))
        }
    };
    match plain {
        Err(FetchError::Incomplete | FetchError::InvalidHttp(_)) if is_readable(&bytes) => Ok(bytes),
        plain => plain,
    }
}

/// The members of a gzip file, one after another; anything after them is left out.
fn gunzipped(bytes: &[u8], stop: &StopSignal) -> Result<Vec<u8>, FetchError> {
    let (mut rest, mut plain) = (bytes, Vec::new());
    while rest.starts_with(GZIP) {
        let mut member = GzDecoder::new(rest);
        read_into(&mut plain, &mut member, size(bytes.len()), stop)?;
        rest = member.into_inner();
    }
    Ok(plain)
}

fn all(mut from: impl Read, came: u64, stop: &StopSignal) -> Result<Vec<u8>, FetchError> {
    let mut bytes = Vec::new();
    read_into(&mut bytes, &mut from, came, stop)?;
    Ok(bytes)
}

/// Reads to the end, within the limits for `came` compressed bytes.
fn read_into(
    bytes: &mut Vec<u8>,
    from: &mut impl Read,
    came: u64,
    stop: &StopSignal,
) -> Result<(), FetchError> {
    let mut piece = vec![0; STEP];
    loop {
        if stop.is_raised() {
            return Err(FetchError::Stopped);
        }
        let count = from.read(&mut piece).map_err(|error| FetchError::of_body(&error))?;
        if count == 0 {
            return Ok(());
        }
        bytes.extend_from_slice(piece.get(..count).unwrap_or_default());
        check(size(bytes.len()), came)?;
    }
}

fn check(became: u64, came: u64) -> Result<(), FetchError> {
    if became > LARGEST_DOCUMENT {
        return Err(FetchError::TooLarge);
    }
    if became > most_bytes(came) {
        return Err(FetchError::DecompressionBomb(LARGEST_RATIO));
    }
    Ok(())
}

fn size(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Whether bytes begin with a zlib header (RFC 1950).
fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [method, flags, ..] => {
            method & 0x0f == 8 && method >> 4 <= 7 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write as _};

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    fn gzip(plain: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(plain).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: &[u8], encoding: &str) -> Result<Vec<u8>, FetchError> {
        super::read(bytes, encoding, &StopSignal::default())
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
    }

    #[test]
    fn a_coding_that_is_none_or_was_undone_is_no_reason_to_refuse_what_reads() {
        for coding in ["aws-chunked", "UTF-8", "none", "gzip", "br", "deflate", "gzip, br", "zstd"] {
            assert_eq!(read(b"<rss>rain</rss>", coding).unwrap(), b"<rss>rain</rss>", "{coding}");
        }
        assert!(matches!(read(b"\x28\xb5\x2f\xfd\x00\x01", "zstd"), Err(FetchError::InvalidHttp(_))));
    }

    #[test]
    fn the_compression_of_a_body_is_recognised_by_its_bytes() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(b"rain").unwrap();
        let zlib = zlib.finish().unwrap();
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::fast());
        raw.write_all(b"rain").unwrap();
        let raw = raw.finish().unwrap();

        for coding in ["", "gzip", "deflate", "br", "UTF-8", "identity"] {
            assert_eq!(read(&gzip(b"rain"), coding).unwrap(), b"rain", "{coding}");
        }
        assert_eq!(read(&gzip(&gzip(b"rain")), "gzip").unwrap(), b"rain");
        assert_eq!(read(&zlib, "").unwrap(), b"rain");
        assert_eq!(read(&raw, "deflate").unwrap(), b"rain");
    }

    #[test]
    fn bytes_after_a_compressed_body_are_ignored() {
        let mut junk = gzip(b"rain");
        junk.extend_from_slice(b"\n\njunk");
        let members = [gzip(b"ra"), gzip(b"in")].concat();

        assert_eq!(read(&junk, "gzip").unwrap(), b"rain");
        assert_eq!(read(&members, "gzip").unwrap(), b"rain");
    }

    #[test]
    fn a_decompression_bomb_is_refused_while_it_expands() {
        let bomb = gzip(&vec![0; 40 << 20]);

        assert!(matches!(read(&bomb, "gzip"), Err(FetchError::DecompressionBomb(100))));
        assert!(matches!(
            super::read(io::repeat(b' '), "", &StopSignal::default()),
            Err(FetchError::TooLarge)
        ));
        assert_eq!(read(&gzip(&vec![b' '; 1 << 19]), "gzip").unwrap().len(), 1 << 19);
    }

    #[test]
    fn an_incomplete_body_is_an_error() {
        let whole = gzip(&(0..=255).cycle().take(9_000).collect::<Vec<u8>>());

        assert!(matches!(read(&whole[..whole.len() - 9], "gzip"), Err(FetchError::Incomplete)));
    }

    #[test]
    fn reading_stops_when_somebody_asks() {
        let stop = StopSignal::default();
        stop.raise();

        assert!(matches!(super::read(io::repeat(b' '), "", &stop), Err(FetchError::Stopped)));
    }
}
