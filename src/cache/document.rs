//! The whole text of an article: its JSON, compressed where that makes it smaller.

use std::io::{self, Read as _};

use flate2::bufread::DeflateDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Cache, CacheError};
use crate::domain::{Article, ArticleId};

/// Higher levels cost more time than their few bytes are worth.
const LEVEL: u32 = 5;

/// How the JSON of an article is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Codec {
    Plain,
    Deflate,
}

/// Writes articles as JSON, reusing its memory from one to the next.
#[derive(Debug)]
pub(super) struct Packer {
    deflate: Compress,
    packed: Vec<u8>,
}

impl Packer {
    pub(super) fn new() -> Self {
        Self { deflate: Compress::new(Compression::new(LEVEL), false), packed: Vec::new() }
    }

    /// Writes the JSON of an article in the place of what was there.
    pub(super) fn write(
        &mut self,
        connection: &Connection,
        id: ArticleId,
        json: &[u8],
        now: Timestamp,
    ) -> Result<(), CacheError> {
        let (codec, content) = self.pack(json);
        let mut statement = connection.prepare_cached(
            "INSERT INTO document (number, stored, codec, content) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (number) DO UPDATE SET codec = excluded.codec, content = excluded.content",
        )?;
        statement.execute(params![id.0, now.as_second(), codec.row(), content])?;
        Ok(())
    }

    fn pack<'bytes>(&'bytes mut self, json: &'bytes [u8]) -> (Codec, &'bytes [u8]) {
        self.deflate.reset();
        self.packed.clear();
        self.packed.reserve(json.len());
        // What does not end within the length of the JSON is not smaller.
        let ended = self.deflate.compress_vec(json, &mut self.packed, FlushCompress::Finish);
        match ended {
            Ok(Status::StreamEnd) if self.packed.len() < json.len() => (Codec::Deflate, &self.packed),
            _ => (Codec::Plain, json),
        }
    }
}

impl Codec {
    const fn row(self) -> u8 {
        match self {
            Self::Plain => 0,
            Self::Deflate => 1,
        }
    }

    const fn of_row(row: u8) -> Option<Self> {
        match row {
            0 => Some(Self::Plain),
            1 => Some(Self::Deflate),
            _ => None,
        }
    }

    fn unpack(self, content: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Plain => Ok(content.to_vec()),
            Self::Deflate => {
                let mut json = Vec::with_capacity(content.len().saturating_mul(4));
                DeflateDecoder::new(content).read_to_end(&mut json)?;
                Ok(json)
            }
        }
    }
}

/// The JSON of an article; `None` where no such article is stored.
pub(super) fn json(connection: &Connection, id: ArticleId) -> Result<Option<Vec<u8>>, CacheError> {
    let mut statement = connection.prepare_cached("SELECT codec, content FROM document WHERE number = ?1")?;
    let unpacked = statement.query_row([id.0], |row| {
        let codec = row.get(0).ok().and_then(Codec::of_row);
        let content = row.get_ref(1)?.as_blob().unwrap_or_default();
        Ok(codec.and_then(|codec| codec.unpack(content).ok()))
    });
    match unpacked.optional()? {
        None => Ok(None),
        Some(Some(json)) => Ok(Some(json)),
        Some(None) => Err(CacheError::DamagedArticle { id, what: "its text cannot be unpacked" }),
    }
}

/// Reads an article out of its JSON.
pub(super) fn parse(id: ArticleId, json: &[u8]) -> Result<Article, CacheError> {
    serde_json::from_slice(json)
        .map_err(|_reason| CacheError::DamagedArticle { id, what: "its text is not an article" })
}

impl Cache {
    /// The whole article; `None` where the number was never given or the article was deleted.
    ///
    /// # Errors
    /// Where the cache cannot be read or this article is damaged.
    pub fn article(&self, id: ArticleId) -> Result<Option<Article>, CacheError> {
        json(&self.connection, id)?.map(|json| parse(id, &json)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, stored};

    #[test]
    fn an_article_is_read_back_as_it_was_stored() {
        let mut cache = Cache::in_memory().unwrap();
        let long =
            Article { standfirst: Some("The river rose. ".repeat(99).as_str().into()), ..article("Flood") };
        let ids = [stored(&mut cache, &article("Rain")), stored(&mut cache, &long)];

        assert_eq!(cache.article(ids[0]).unwrap(), Some(article("Rain")));
        assert_eq!(cache.article(ids[1]).unwrap(), Some(long));
        assert_eq!(cache.article(ArticleId(9)).unwrap(), None);
    }

    #[test]
    fn a_damaged_article_is_named_and_the_others_stay_readable() {
        let mut cache = Cache::in_memory().unwrap();
        let ids = ["Rain", "Snow", "Hail"].map(|headline| stored(&mut cache, &article(headline)));
        let spoil = |number: u32, codec: u8| {
            let spoilt = params![number, codec, b"\xff\xff\xff"];
            let statement = "UPDATE document SET codec = ?2, content = ?3 WHERE number = ?1";
            cache.connection.execute(statement, spoilt).unwrap();
        };

        spoil(ids[0].0, 0);
        spoil(ids[1].0, 1);

        let words = |id: ArticleId| cache.article(id).unwrap_err().to_string();
        assert_eq!(words(ids[0]), "cannot read article n1: its text is not an article");
        assert_eq!(words(ids[1]), "cannot read article n2: its text cannot be unpacked");
        assert!(cache.article(ids[2]).unwrap().is_some());
    }

    #[test]
    fn text_is_compressed_only_where_that_makes_it_smaller() {
        let mut packer = Packer::new();

        assert_eq!(packer.pack(b"{}").0, Codec::Plain);
        assert_eq!(packer.pack(&[b'a'; 500]).0, Codec::Deflate);
    }
}
