//! Whether a document is a web archive, and how its records are packed.

use std::io::Read;
use std::path::Path;

use flate2::bufread::GzDecoder;
use zstd::stream::read::Decoder;

/// How a member of gzip begins.
pub const GZIP: &[u8] = &[0x1f, 0x8b, 0x08];

/// How a frame of zstd begins.
pub const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// How the frame begins that holds the dictionary of an archive.
pub const DICTIONARY: &[u8] = &[0x5d, 0x2a, 0x4d, 0x18];

/// How the records of an archive are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// They are not.
    None,
    /// Each in a member of gzip, or all in one.
    Gzip,
    /// Each in a frame of zstd.
    Zstd,
}

impl Packing {
    /// Tells an archive, and how it is packed, from the first bytes of a document, or else from its name: the first
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
