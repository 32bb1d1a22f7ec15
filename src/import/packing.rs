//! Recognises web archives and their compression.

use std::io::Read;
use std::path::Path;

use flate2::bufread::GzDecoder;
use zstd::stream::read::Decoder;

/// The beginning of a gzip member.
pub const GZIP: &[u8] = &[0x1f, 0x8b, 0x08];

/// The beginning of a zstd frame.
pub const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// The beginning of the zstd frame with the dictionary of an archive.
pub const DICTIONARY: &[u8] = &[0x5d, 0x2a, 0x4d, 0x18];

/// The compression of the records of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarcCompression {
    /// No compression.
    None,
    /// Each record in a gzip member, or all in one.
    Gzip,
    /// Each record in a zstd frame.
    Zstd,
}

impl WarcCompression {
    /// Recognises an archive and its compression by its first bytes, or else by its name, since the first
    /// record may be damaged.
    pub fn of(head: &[u8], name: &Path) -> Option<Self> {
        Self::of_content(head).or_else(|| Self::of_name(name))
    }

    fn of_name(name: &Path) -> Option<Self> {
        let name = name.file_name()?.to_string_lossy().to_ascii_lowercase();
        let endings = [(".warc.gz", Self::Gzip), (".warc.zst", Self::Zstd), (".warc", Self::None)];
        endings.into_iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, packing)| packing)
    }

    fn of_content(head: &[u8]) -> Option<Self> {
        let begins = |unpacked: &mut dyn Read| {
            let mut start = [0; 5];
            unpacked.read_exact(&mut start).is_ok() && start == *b"WARC/"
        };
        match head {
            _ if head.starts_with(b"WARC/") => Some(Self::None),
            _ if head.starts_with(GZIP) => begins(&mut GzDecoder::new(head)).then_some(Self::Gzip),
            _ if head.starts_with(DICTIONARY) => Some(Self::Zstd),
            _ if head.starts_with(ZSTD) => {
                Decoder::with_buffer(head).is_ok_and(|mut frame| begins(&mut frame)).then_some(Self::Zstd)
            }
            _ => None,
        }
    }
}
