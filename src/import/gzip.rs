//! Decompresses a gzip document, up to a ratio that no text reaches.

use std::io::{self, BufRead, Read};

use flate2::bufread::MultiGzDecoder;

use crate::decompression::Counted;

/// The decompressed document of a stream.
pub fn decompressed(input: impl BufRead) -> io::Result<impl Read> {
    Counted::of(input).bounded(|input| Ok(MultiGzDecoder::new(input)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn a_gzip_bomb_is_refused() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&vec![b' '; 30 << 20]).unwrap();
        let packed = packed.finish().unwrap();

        let reason = decompressed(packed.as_slice()).unwrap().read_to_end(&mut Vec::new()).unwrap_err();

        assert!(reason.to_string().contains("grows more than 100 times"));
    }
}
