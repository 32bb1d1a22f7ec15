//! The whole text of an article: its JSON, compressed, in pieces.

mod dictionary;
mod last_page;
pub(super) mod learning;
mod packing;
mod without_links;

use std::ops::Range;

use rusqlite::{Connection, params};
use serde::Deserialize as _;

use super::{Cache, CacheError};
use crate::domain::{Article, ArticleId};
pub(super) use last_page::LastPage;
pub(super) use packing::Unpacker;
pub use packing::{Packer, SharedDictionary};

/// Bytes of a piece between others: SQLite spreads pieces over neighbouring pages, where small ones leave
/// little room empty.
const PIECE: usize = 500;

/// The most pieces of an article.
const PIECES: i64 = 1 << 16;

const INSERT: &str = "INSERT INTO document (piece, content) VALUES (?1, ?2)";

/// Appends the packed JSON of a new article after all others.
pub(super) fn append(
    connection: &Connection,
    page: &mut LastPage,
    id: ArticleId,
    packed: &[u8],
) -> Result<(), CacheError> {
    let mut statement = connection.prepare_cached(INSERT)?;
    let mut rest = packed;
    for piece in pieces(id) {
        let content;
        (content, rest) = page.cut(piece, rest);
        statement.execute(params![piece, content])?;
        if rest.is_empty() {
            break;
        }
    }
    Ok(())
}

/// Replaces the packed JSON of an article.
pub(super) fn rewrite(connection: &Connection, id: ArticleId, packed: &[u8]) -> Result<(), CacheError> {
    let all = pieces(id);
    connection
        .prepare_cached("DELETE FROM document WHERE piece >= ?1 AND piece < ?2")?
        .execute([all.start, all.end])?;
    let mut statement = connection.prepare_cached(INSERT)?;
    for (piece, content) in all.zip(packed.chunks(PIECE)) {
        statement.execute(params![piece, content])?;
    }
    Ok(())
}

/// Replaces the text of an article outside of a group of stored ones. The packer serves the next article too.
pub(super) fn rewrite_article(
    connection: &Connection,
    packer: &mut Option<Packer>,
    id: ArticleId,
    article: &Article,
) -> Result<(), CacheError> {
    let packer = match packer {
        Some(packer) => packer,
        none => {
            let learnt = SharedDictionary::default();
            learnt.read(connection)?;
            none.insert(Packer::of(learnt))
        }
    };
    rewrite(connection, id, &packer.pack(&to_json(article)))
}

/// The JSON of an article as it is stored.
pub(super) fn to_json(article: &Article) -> Vec<u8> {
    serde_json::to_vec(article.without_bytes().as_ref()).expect("an article has only string keys")
}

/// The rows of an article.
fn pieces(id: ArticleId) -> Range<i64> {
    let first = i64::from(id.0) * PIECES;
    first..first + PIECES
}

/// The JSON of an article; `None` where no such article is stored.
pub(super) fn json(
    connection: &Connection,
    unpacker: &mut Unpacker,
    id: ArticleId,
) -> Result<Option<Vec<u8>>, CacheError> {
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
    let text = unpacker.unpack(connection, &packed)?;
    text.map(Some).ok_or(CacheError::DamagedArticle { id, what: "its text cannot be unpacked" })
}

/// Reads an article out of its JSON.
pub(super) fn parse(id: ArticleId, json: &[u8]) -> Result<Article, CacheError> {
    serde_json::from_slice(json).map_err(|_reason| not_an_article(id))
}

const fn not_an_article(id: ArticleId) -> CacheError {
    CacheError::DamagedArticle { id, what: "its text is not an article" }
}

impl Cache {
    /// The JSON of an article; `None` where no such article is stored.
    pub(super) fn json(&self, id: ArticleId) -> Result<Option<Vec<u8>>, CacheError> {
        json(&self.connection, &mut self.unpacker.borrow_mut(), id)
    }

    /// The article without its links, for reading many articles: links are half of the work.
    pub fn article_without_links(&self, id: ArticleId) -> Result<Option<Article>, CacheError> {
        let Some(json) = self.json(id)? else { return Ok(None) };
        let mut reader = serde_json::Deserializer::from_slice(&json);
        let article = Article::deserialize(without_links::WithoutLinks(&mut reader));
        article.map(Some).map_err(|_reason| not_an_article(id))
    }

    /// The whole article; `None` where there is no article of this number or it was deleted.
    pub fn article(&self, id: ArticleId) -> Result<Option<Article>, CacheError> {
        self.json(id)?.map(|json| parse(id, &json)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, now, stored};

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
        let ids = ["Rain", "Snow", "Hail", "Fog"].map(|headline| stored(&mut cache, &article(headline)));
        let spoil = |id, content: &[u8]| {
            let spoilt = params![pieces(id).start, content];
            cache.connection.execute("UPDATE document SET content = ?2 WHERE piece = ?1", spoilt).unwrap();
        };

        spoil(ids[0], b"\x00not JSON");
        spoil(ids[1], b"\x01not deflated");
        spoil(ids[2], b"\x02not packed");

        let words = |id: ArticleId| cache.article(id).unwrap_err().to_string();
        assert_eq!(words(ids[0]), "cannot read article n1: its text is not an article");
        assert_eq!(words(ids[1]), "cannot read article n2: its text cannot be unpacked");
        assert_eq!(words(ids[2]), "cannot read article n3: its text cannot be unpacked");
        assert!(cache.article(ids[3]).unwrap().is_some());
    }

    #[test]
    fn a_cache_that_has_grown_packs_with_what_its_articles_have_in_common() {
        let mut cache = Cache::in_memory().unwrap();
        let told = |number: usize| {
            let words =
                |word: usize| format!("Engineer {} of the harbour measured {word}. ", number * word % 89);
            let text: String = (1..20).map(words).collect();
            Article { standfirst: Some(text.as_str().into()), ..article(&format!("Harbour report {number}")) }
        };
        let size = |cache: &Cache, number: u32| -> i64 {
            let all = pieces(ArticleId(number));
            let sum = "SELECT sum(length(content)) FROM document WHERE piece >= ?1 AND piece < ?2";
            cache.connection.query_one(sum, [all.start, all.end], |row| row.get(0)).unwrap()
        };
        let first: Vec<Article> = (0..600).map(told).collect();
        cache.store(&first, now()).unwrap();

        let id = stored(&mut cache, &told(600));

        assert!(size(&cache, id.0) * 2 < size(&cache, 600), "{} {}", size(&cache, id.0), size(&cache, 600));
        assert_eq!(cache.article(id).unwrap(), Some(told(600)));
        assert_eq!(cache.article(ArticleId(600)).unwrap(), Some(told(599)));
        assert_eq!(cache.check().unwrap(), [""; 0]);
        cache.connection.execute("DELETE FROM dictionary", []).unwrap();
        *cache.unpacker.borrow_mut() = Unpacker::default();
        let words = cache.article(id).unwrap_err().to_string();
        assert_eq!(words, "cannot read article n601: its text cannot be unpacked");
    }

    #[test]
    fn texts_packed_by_an_older_version_are_read() {
        let mut cache = Cache::in_memory().unwrap();
        let id = stored(&mut cache, &article("Rain"));
        let json = cache.json(id).unwrap().unwrap();
        let mut deflate = flate2::write::DeflateEncoder::new(vec![1], flate2::Compression::default());
        std::io::Write::write_all(&mut deflate, &json).unwrap();

        let spoilt = params![pieces(id).start, deflate.finish().unwrap()];
        cache.connection.execute("UPDATE document SET content = ?2 WHERE piece = ?1", spoilt).unwrap();

        assert_eq!(cache.article(id).unwrap(), Some(article("Rain")));
    }
}
