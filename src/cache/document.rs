//! The whole text of an article: its JSON, compressed where that makes it smaller.

use std::io::Read as _;
use std::ops::Range;

use flate2::bufread::DeflateDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};
use rusqlite::{Connection, params};
use serde::Deserialize;

use super::{Cache, CacheError};
use crate::domain::{Article, ArticleId, Author, Body, Language, LeadImage, Prose, WebUrl};

/// Higher levels cost more time than their few bytes are worth.
const LEVEL: u32 = 5;

/// Bytes of a piece: four of them fill a page of 4,096 bytes.
const PIECE: usize = 500;

/// The pieces an article may have.
const PIECES: i64 = 1 << 16;

/// How the JSON of an article is written; the first byte of its first piece.
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

    /// Writes the JSON of a new article.
    pub(super) fn write(
        &mut self,
        connection: &Connection,
        id: ArticleId,
        json: &[u8],
    ) -> Result<(), CacheError> {
        let mut statement =
            connection.prepare_cached("INSERT INTO document (piece, content) VALUES (?1, ?2)")?;
        for (piece, content) in pieces(id).zip(self.pack(json).chunks(PIECE)) {
            statement.execute(params![piece, content])?;
        }
        Ok(())
    }

    /// Writes the JSON of an article in the place of what was there.
    pub(super) fn rewrite(
        &mut self,
        connection: &Connection,
        id: ArticleId,
        json: &[u8],
    ) -> Result<(), CacheError> {
        let all = pieces(id);
        connection
            .prepare_cached("DELETE FROM document WHERE piece >= ?1 AND piece < ?2")?
            .execute([all.start, all.end])?;
        self.write(connection, id, json)
    }

    fn pack(&mut self, json: &[u8]) -> &[u8] {
        self.deflate.reset();
        self.packed.clear();
        self.packed.reserve_exact(json.len() + 1);
        self.packed.push(Codec::Deflate.byte());
        // What does not end within the length of the JSON is not smaller.
        let ended = self.deflate.compress_vec(json, &mut self.packed, FlushCompress::Finish);
        if !matches!(ended, Ok(Status::StreamEnd)) {
            self.packed.clear();
            self.packed.push(Codec::Plain.byte());
            self.packed.extend_from_slice(json);
        }
        &self.packed
    }
}

impl Codec {
    const fn byte(self) -> u8 {
        match self {
            Self::Plain => 0,
            Self::Deflate => 1,
        }
    }

    const fn of_byte(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::Plain),
            1 => Some(Self::Deflate),
            _ => None,
        }
    }
}

/// The rows of an article.
fn pieces(id: ArticleId) -> Range<i64> {
    let first = i64::from(id.0) * PIECES;
    first..first + PIECES
}

fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let (codec, content) = packed.split_first()?;
    match Codec::of_byte(*codec)? {
        Codec::Plain => Some(content.to_vec()),
        Codec::Deflate => {
            let mut json = Vec::with_capacity(content.len().saturating_mul(4));
            DeflateDecoder::new(content).read_to_end(&mut json).ok()?;
            Some(json)
        }
    }
}

/// The JSON of an article; `None` where no such article is stored.
pub(super) fn json(connection: &Connection, id: ArticleId) -> Result<Option<Vec<u8>>, CacheError> {
    let all = pieces(id);
    let mut statement = connection
        .prepare_cached("SELECT content FROM document WHERE piece >= ?1 AND piece < ?2 ORDER BY piece")?;
    let mut rows = statement.query([all.start, all.end])?;
    let mut packed = Vec::new();
    while let Some(row) = rows.next()? {
        packed.extend_from_slice(row.get_ref(0)?.as_blob().unwrap_or_default());
    }
    if packed.is_empty() {
        return Ok(None);
    }
    let unpacked = unpack(&packed).map(Some);
    unpacked.ok_or(CacheError::DamagedArticle { id, what: "its text cannot be unpacked" })
}

/// Reads an article out of its JSON.
pub(super) fn parse(id: ArticleId, json: &[u8]) -> Result<Article, CacheError> {
    serde_json::from_slice(json).map_err(|_reason| not_an_article(id))
}

const fn not_an_article(id: ArticleId) -> CacheError {
    CacheError::DamagedArticle { id, what: "its text is not an article" }
}

/// What is read of an article and known about it; everything but its links and its dates.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Told {
    url: Option<WebUrl>,
    headline: Prose,
    standfirst: Option<Prose>,
    byline: Vec<Author>,
    publication: Option<Prose>,
    section: Option<Prose>,
    topics: Vec<Prose>,
    language: Option<Language>,
    lead_image: Option<LeadImage>,
    body: Body,
}

impl From<Told> for Article {
    fn from(told: Told) -> Self {
        let Told {
            url,
            headline,
            standfirst,
            byline,
            publication,
            section,
            topics,
            language,
            lead_image,
            body,
        } = told;
        Self {
            url,
            headline,
            standfirst,
            byline,
            publication,
            section,
            topics,
            language,
            lead_image,
            body,
            ..Self::default()
        }
    }
}

impl Cache {
    /// The article without its links and dates, for those who read many: links are half of the work.
    pub(super) fn told(&self, id: ArticleId) -> Result<Option<Article>, CacheError> {
        let Some(json) = json(&self.connection, id)? else { return Ok(None) };
        let told: Told = serde_json::from_slice(&json).map_err(|_reason| not_an_article(id))?;
        Ok(Some(told.into()))
    }

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
        let spoil = |id, content: &[u8]| {
            let spoilt = params![pieces(id).start, content];
            cache.connection.execute("UPDATE document SET content = ?2 WHERE piece = ?1", spoilt).unwrap();
        };

        spoil(ids[0], b"\x00not JSON");
        spoil(ids[1], b"\x01not deflated");

        let words = |id: ArticleId| cache.article(id).unwrap_err().to_string();
        assert_eq!(words(ids[0]), "cannot read article n1: its text is not an article");
        assert_eq!(words(ids[1]), "cannot read article n2: its text cannot be unpacked");
        assert!(cache.article(ids[2]).unwrap().is_some());
    }

    #[test]
    fn text_is_compressed_only_where_that_makes_it_smaller() {
        let mut packer = Packer::new();

        assert_eq!(packer.pack(b"{}"), b"\x00{}");
        assert!(packer.pack(&[b'a'; 500]).len() < 50);
    }
}
