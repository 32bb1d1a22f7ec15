//! Compresses the JSON of an article with the dictionary of its cache.
//!
//! The words and names that an article shares with others are half of it, which compressing it alone cannot
//! use. So a cache that has grown learns a dictionary from its own articles, whatever their language, and
//! packs later articles with it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::io::Read as _;
use std::sync::{Arc, PoisonError, RwLock};

use flate2::bufread::DeflateDecoder;
use rusqlite::Connection;
use zstd::bulk::{Compressor, Decompressor};

use super::dictionary;
use crate::cache::CacheError;

/// Higher levels cost three times the time for a twentieth of the bytes.
const LEVEL: i32 = 3;

/// The most bytes to which one packed byte can expand: a block of 128 KiB takes four at least.
const EXPANSION: usize = 1 << 15;
/// The longest text, in bytes; a longer one is damaged.
const LONGEST: usize = 1 << 28;

/// The compression of a text, by its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Codec {
    Plain,
    /// Deflate, which the first versions used.
    Deflate,
    /// Zstandard with the dictionary of a number, 0 for none.
    Zstd(u8),
}

impl Codec {
    const fn byte(self) -> u8 {
        match self {
            Self::Plain => 0,
            Self::Deflate => 1,
            Self::Zstd(dictionary) => 2 + dictionary,
        }
    }

    const fn of_byte(byte: u8) -> Self {
        match byte {
            0 => Self::Plain,
            1 => Self::Deflate,
            _ => Self::Zstd(byte - 2),
        }
    }
}

/// The latest compression dictionary of a cache, and its number; shared with the threads that pack for it. Texts
/// packed with an older one can be unpacked as well.
#[derive(Clone, Debug, Default)]
pub struct SharedDictionary(Arc<RwLock<(u8, Arc<[u8]>)>>);

impl SharedDictionary {
    /// Reads the latest dictionary. It must be committed, since texts may be packed with it from now on.
    pub(in crate::cache) fn read(&self, connection: &Connection) -> Result<(), CacheError> {
        let (number, content) = dictionary::latest(connection)?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = (number, content.into());
        Ok(())
    }

    fn latest(&self) -> (u8, Arc<[u8]>) {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Packs texts with the latest dictionary.
#[derive(Default)]
pub struct Packer {
    dictionary: SharedDictionary,
    number: u8,
    /// The compressor; `None` where memory is short.
    compressor: Option<Compressor<'static>>,
}

impl Packer {
    /// A packer with the dictionaries of a cache, later ones included.
    pub fn of(dictionary: SharedDictionary) -> Self {
        Self { dictionary, ..Self::default() }
    }

    /// Packs a text; stores it as it is where packing does not make it smaller.
    pub(in crate::cache) fn pack(&mut self, text: &[u8]) -> Vec<u8> {
        self.load_new_dictionary();
        let smaller = self.compressor.as_mut().and_then(|made| made.compress(text).ok());
        let smaller = smaller.filter(|packed| packed.len() < text.len());
        let codec = smaller.as_ref().map_or(Codec::Plain, |_packed| Codec::Zstd(self.number));
        [&[codec.byte()], smaller.as_deref().unwrap_or(text)].concat()
    }

    /// Loads the dictionary where a newer one was learnt.
    fn load_new_dictionary(&mut self) {
        let (number, content) = self.dictionary.latest();
        if self.compressor.is_none() || number != self.number {
            let compressor = Compressor::with_dictionary(LEVEL, &content).and_then(|mut made| {
                made.include_dictid(false)?; // the number stands in front of the text already
                Ok(made)
            });
            (self.number, self.compressor) = (number, compressor.ok());
        }
    }
}

impl fmt::Debug for Packer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Packer").field("number", &self.number).finish_non_exhaustive()
    }
}

/// Unpacks texts; holds the dictionaries it needed.
#[derive(Default)]
pub(in crate::cache) struct Unpacker {
    known: BTreeMap<u8, Decompressor<'static>>,
}

impl fmt::Debug for Unpacker {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.known.keys()).finish()
    }
}

impl Unpacker {
    /// The text; `None` where it is damaged.
    pub fn unpack(&mut self, connection: &Connection, packed: &[u8]) -> Result<Option<Vec<u8>>, CacheError> {
        let Some((codec, content)) = packed.split_first() else { return Ok(None) };
        Ok(match Codec::of_byte(*codec) {
            Codec::Plain => Some(content.to_vec()),
            Codec::Deflate => inflate(content),
            Codec::Zstd(dictionary) => self.decompress(connection, dictionary, content)?,
        })
    }

    fn decompress(
        &mut self,
        connection: &Connection,
        dictionary: u8,
        content: &[u8],
    ) -> Result<Option<Vec<u8>>, CacheError> {
        let room = Decompressor::upper_bound(content).unwrap_or_default();
        if room > LONGEST.min(content.len().saturating_mul(EXPANSION)) {
            return Ok(None);
        }
        let decompressor = match self.known.entry(dictionary) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let Some(content) = dictionary::read(connection, dictionary)? else { return Ok(None) };
                let Ok(decompressor) = Decompressor::with_dictionary(&content) else { return Ok(None) };
                unknown.insert(decompressor)
            }
        };
        Ok(decompressor.decompress(content, room).ok())
    }
}

fn inflate(content: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::with_capacity(content.len().saturating_mul(4));
    DeflateDecoder::new(content).read_to_end(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::Cache;

    #[test]
    fn text_is_packed_only_where_that_makes_it_smaller() {
        let mut packer = Packer::default();

        assert_eq!(packer.pack(b"{}"), b"\x00{}");
        assert!(packer.pack(&[b'a'; 500]).len() < 50);
    }

    #[test]
    fn a_text_with_too_large_a_declared_length_is_damaged() {
        let cache = Cache::in_memory().unwrap();
        let told = Packer::default().pack(&vec![b'a'; 1 << 20]);
        let mut claims = told.clone();
        claims[6..10].copy_from_slice(&[0xff, 0xff, 0xff, 0x7f]);

        let mut unpacker = Unpacker::default();

        assert!(unpacker.unpack(&cache.connection, &told).unwrap().is_some());
        assert_eq!(unpacker.unpack(&cache.connection, &claims).unwrap(), None);
    }
}
