//! An HTTP response as a record keeps it: the head, and the body with its transfer and content codings.

use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};

use super::record::fields;
use crate::decompression::{LARGEST_RATIO, is_readable, most_bytes};
use crate::import::document::{ImportError, LARGEST_DOCUMENT};

/// Most content codings of a body.
const MOST_CODINGS: usize = 3;

/// Most bytes of the head of a response.
const LONGEST_HEAD: usize = 256 << 10;

/// Bytes of a read of the brotli decoder.
const STEP: usize = 16 << 10;

/// An HTTP response.
#[derive(Debug)]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// The media type of the body, in lower case, without parameters.
    pub media_type: String,
    /// The charset that the host declared.
    pub charset: Option<String>,
    is_chunked: bool,
    codings: Vec<String>,
    content: Vec<u8>,
    body_at: usize,
}

impl HttpResponse {
    /// Reads the head of a response.
    pub fn of(content: Vec<u8>) -> Option<Self> {
        let end = end_of_head(&content)?;
        let head = String::from_utf8_lossy(content.get(..end)?).into_owned();
        let status = head.lines().next()?;
        let status = status.strip_prefix("HTTP/")?.split_ascii_whitespace().nth(1)?.parse().ok()?;
        let mut answer = Self::bare(content, end);
        answer.status = status;
        for (name, value) in fields(&head) {
            match name.as_str() {
                "content-type" => answer.take_type(&value),
                "transfer-encoding" => answer.is_chunked = value.to_ascii_lowercase().contains("chunked"),
                "content-encoding" => {
                    let codings = value.split(',').map(|coding| coding.trim().to_ascii_lowercase());
                    answer.codings = codings.filter(|coding| !coding.is_empty()).collect();
                }
                _ => {}
            }
        }
        Some(answer)
    }

    /// A document in a record without a head.
    pub fn alone(content: Vec<u8>, media_type: &str) -> Self {
        let mut answer = Self::bare(content, 0);
        answer.take_type(media_type);
        answer
    }

    fn bare(content: Vec<u8>, body_at: usize) -> Self {
        let (media_type, codings) = (String::new(), Vec::new());
        Self { status: 200, media_type, charset: None, is_chunked: false, codings, content, body_at }
    }

    fn take_type(&mut self, value: &str) {
        let (kind, parameters) = value.split_once(';').unwrap_or((value, ""));
        self.media_type = kind.trim().to_ascii_lowercase();
        let charset = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
        let charset = charset.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
        self.charset = charset.map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned()).next();
    }

    /// The body without its codings. Its first bytes count more than its head, since many archives hold
    /// bodies that were decoded before.
    pub fn body(&self) -> Result<Vec<u8>, ImportError> {
        let sent = self.content.get(self.body_at..).unwrap_or_default();
        let mut bytes = if self.is_chunked { dechunked(sent) } else { None }.unwrap_or_else(|| sent.to_vec());
        let named = self.codings.iter().rev().map(String::as_str).take(MOST_CODINGS);
        for coding in named.chain([""]) {
            bytes = decoded(bytes, coding)?;
        }
        Ok(bytes)
    }
}

/// The position after the blank line at the end of the head.
fn end_of_head(content: &[u8]) -> Option<usize> {
    let mut at = 0;
    for line in content.get(..LONGEST_HEAD).unwrap_or(content).split_inclusive(|byte| *byte == b'\n') {
        at += line.len();
        if line.trim_ascii().is_empty() {
            return Some(at);
        }
    }
    None
}

/// A chunked body joined, as far as it is complete; `None` where it is not chunked.
fn dechunked(sent: &[u8]) -> Option<Vec<u8>> {
    let (mut whole, mut rest) = (Vec::new(), sent);
    loop {
        let end = rest.iter().take(STEP).position(|byte| *byte == b'\n');
        let line = end.and_then(|end| rest.split_at_checked(end + 1));
        let size = line.and_then(|(line, _)| {
            let digits = std::str::from_utf8(line).ok()?.split(';').next()?.trim();
            usize::from_str_radix(digits, 16).ok()
        });
        match (size, line) {
            (Some(0), _) => return Some(whole),
            (Some(size), Some((_, after))) => {
                whole.extend_from_slice(after.get(..size).unwrap_or(after));
                let after = after.get(size..).unwrap_or_default();
                rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
            }
            _ => return (rest.len() < sent.len()).then_some(whole),
        }
    }
}

/// A body without one of its codings. A body that cannot be decoded stays where it is readable as it is.
fn decoded(bytes: Vec<u8>, coding: &str) -> Result<Vec<u8>, ImportError> {
    let came = bytes.as_slice();
    let plain = match coding {
        _ if came.starts_with(&[0x1f, 0x8b]) => grown(GzDecoder::new(came), came),
        _ if came.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            match zstd::stream::read::Decoder::with_buffer(came) {
                Ok(mut frame) => {
                    frame.window_log_max(23)?;
                    grown(frame, came)
                }
                Err(reason) => Err(reason.into()),
            }
        }
        // Compressed bytes are not readable as text.
        "br" | "deflate" if is_readable(came) => return Ok(bytes),
        "br" => grown(Decompressor::new(came, STEP), came),
        "deflate" => grown(ZlibDecoder::new(came), came).or_else(|reason| match reason {
            ImportError::Read(_) => grown(DeflateDecoder::new(came), came),
            other => Err(other),
        }),
        _ => return Ok(bytes),
    };
    match plain {
        Err(ImportError::Read(_)) if is_readable(came) => Ok(bytes),
        Err(ImportError::Read(reason)) => {
            Err(ImportError::NoArticle(format!("it cannot be unpacked: {reason}")))
        }
        plain => plain,
    }
}

/// The decoded body, within the limits of a document; of one that breaks off, the part so far.
fn grown(mut from: impl Read, came: &[u8]) -> Result<Vec<u8>, ImportError> {
    let size = u64::try_from(came.len()).unwrap_or(u64::MAX);
    let most = most_bytes(size).min(LARGEST_DOCUMENT);
    let mut bytes = Vec::new();
    let read = (&mut from).take(most + 1).read_to_end(&mut bytes);
    match u64::try_from(bytes.len()) {
        Ok(became) if became <= most => match read {
            Err(reason) if bytes.is_empty() || is_readable(came) => Err(reason.into()),
            _ => Ok(bytes),
        },
        _ if most < LARGEST_DOCUMENT => Err(ImportError::NoArticle(format!(
            "it cannot be unpacked: it grows more than {LARGEST_RATIO} times"
        ))),
        _ => Err(ImportError::TooLarge),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn gzip(plain: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(plain).unwrap();
        packed.finish().unwrap()
    }

    fn answer(head: &str, body: &[u8]) -> HttpResponse {
        let content = [format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat();
        HttpResponse::of(content).unwrap()
    }

    #[test]
    fn the_head_of_a_response_has_its_media_type_and_codings() {
        let page = answer("Content-Type: Text/HTML;\r\n charset=\"Windows-1252\"\r\nX: y", b"rain");

        assert_eq!((page.status, page.media_type.as_str()), (200, "text/html"));
        assert_eq!(page.charset.as_deref(), Some("Windows-1252"));
        assert_eq!(page.body().unwrap(), b"rain");
        assert_eq!(HttpResponse::of(b"HTTP/2 404\n\n".to_vec()).unwrap().status, 404);
        assert!(HttpResponse::of(b"<html>".to_vec()).is_none());
    }

    #[test]
    fn pieces_are_joined_and_codings_undone_where_that_was_not_done_before() {
        let pieces = b"3;x=y\r\nrai\r\n1\r\nn\r\n0\r\n\r\n";
        let packed = gzip(b"rain");
        let packed_pieces =
            [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
        let zstd = zstd::bulk::compress(b"rain", 3).unwrap();
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(b"rain").unwrap();
        let brotli = [0x8b, 0x01, 0x80, b'r', b'a', b'i', b'n', 0x03];

        for (head, body) in [
            ("Transfer-Encoding: chunked", pieces.as_slice()),
            ("Transfer-Encoding: chunked", b"rain"),
            ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", &packed_pieces),
            ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", &packed),
            ("X: y", &packed),
            ("Content-Encoding: gzip", b"rain"),
            ("Content-Encoding: br", &brotli),
            ("Content-Encoding: br", b"rain"),
            ("Content-Encoding: deflate", &zlib.finish().unwrap()),
            ("Content-Encoding: deflate", b"rain"),
            ("Content-Encoding: zstd", &zstd),
            ("Content-Encoding: what", b"rain"),
        ] {
            assert_eq!(answer(head, body).body().unwrap(), b"rain", "{head}");
        }
        assert_eq!(answer("Transfer-Encoding: chunked", b"4\r\nrain\r\n9\r\n ").body().unwrap(), b"rain ");
    }

    #[test]
    fn a_body_that_grows_beyond_measure_is_refused_and_one_that_breaks_off_is_kept_so_far() {
        let bomb = answer("Content-Encoding: gzip", &gzip(&vec![b' '; 12 << 20]));
        let text: String = (0..20_000).map(|number| number.to_string() + " ").collect();
        let mut cut = gzip(text.as_bytes());
        cut.truncate(cut.len() / 2);

        assert!(bomb.body().unwrap_err().to_string().contains("grows more than 100 times"));
        assert!(answer("X: y", &cut).body().unwrap().len() > 10_000);
    }
}
