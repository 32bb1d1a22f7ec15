//! The articles of stories as rows of the cache: with what decides where they belong. Does not know how they are placed.

use rusqlite::{Connection, Row, params};

use super::REACH;
use crate::cache::CacheError;
use crate::cache::order::FIRST_DATED;
use crate::domain::{ArticleId, Moment, StoryId};
use crate::related::{DatedSignature, HeadlineForm, Issue, Signature};

/// The articles that represent a followed story, whenever they were published.
const FOLLOWED: usize = 64;

/// The latest articles without a date that are loaded with those of their arrival.
const ARRIVED_LAST: usize = 512;

/// The second in which an article without a date came from a feed: in stories it counts as its time. For an
/// imported file it means nothing.
pub const ARRIVED: &str = "CASE WHEN article.published IS NULL
    AND EXISTS (SELECT 1 FROM entry WHERE entry.key = article.key) THEN article.stored END";

/// The facts known of an article in the cache.
pub struct StoryArticle {
    pub key: i64,
    pub id: ArticleId,
    pub story: Option<StoryId>,
    pub moment: Option<Moment>,
    pub signature: Option<Signature>,
    /// The number of the publication.
    pub source: Option<u32>,
    /// The forms of the headline, where the article has a publication.
    pub forms: Vec<HeadlineForm>,
    issue: Issue,
}

/// The moment of a second in which an article came.
pub fn arrival(second: Option<i64>) -> Option<Moment> {
    let arrived = jiff::Timestamp::from_second(second?).ok()?;
    Some(Moment::Instant(arrived, jiff::tz::Offset::UTC))
}

impl StoryArticle {
    pub fn dated_signature(&self) -> Option<DatedSignature<'_>> {
        let signature = self.signature.as_ref()?;
        Some(DatedSignature { signature, moment: self.moment, source: self.source, issue: self.issue })
    }

    /// The columns read of an article. An article that waits, or was taken out of its story, has no signature
    /// here.
    fn columns() -> String {
        format!(
            "article.key, number, story, published, (SELECT terms FROM signature
             WHERE signature.number = article.number
             AND NOT EXISTS (SELECT 1 FROM unplaced WHERE unplaced.number = article.number)
             AND NOT EXISTS (SELECT 1 FROM apart WHERE apart.number = article.number)), publication, headline,
             {ARRIVED}"
        )
    }

    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let published = row.get_ref(3)?.as_str_or_null()?;
        let source: Option<u32> = row.get(5)?;
        let headline = row.get_ref(6)?.as_str_or_null()?.unwrap_or_default();
        let arrived = arrival(row.get(7)?);
        let signature = row.get_ref(4)?.as_blob_or_null()?.map(Signature::from_bytes);
        Ok(Self {
            key: row.get(0)?,
            id: ArticleId(row.get(1)?),
            story: row.get::<_, Option<u32>>(2)?.map(StoryId),
            moment: published.and_then(|text| text.parse().ok()).or(arrived),
            signature: signature.filter(Signature::can_identify_event),
            source,
            forms: source.map(|source| HeadlineForm::all(source, headline)).unwrap_or_default(),
            issue: Issue::of(source.unwrap_or_default(), headline),
        })
    }

    /// The nearest articles on one side of a key, the nearest first.
    pub fn nearest(connection: &Connection, side: (&str, &str), key: i64) -> Result<Vec<Self>, CacheError> {
        let (beyond, way) = side;
        let columns = Self::columns();
        let mut statement = connection.prepare_cached(&format!(
            "SELECT {columns} FROM article NOT INDEXED
             WHERE article.key {beyond} ?1 ORDER BY article.key {way} LIMIT ?2"
        ))?;
        let limit = i64::try_from(REACH).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![key, limit], Self::of)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The latest articles without a date that came from feeds.
    pub fn latest_undated(connection: &Connection) -> Result<Vec<Self>, CacheError> {
        let columns = Self::columns();
        let mut statement = connection.prepare_cached(&format!(
            "SELECT {columns} FROM article NOT INDEXED WHERE article.key < ?1 ORDER BY article.key DESC LIMIT ?2"
        ))?;
        let limit = i64::try_from(ARRIVED_LAST).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![FIRST_DATED, limit], Self::of)?;
        let mut known: Vec<Self> = rows.collect::<Result<_, _>>()?;
        known.retain(|known| known.moment.is_some());
        Ok(known)
    }

    /// The latest articles of each followed story, from outside a range of keys.
    pub fn of_followed(connection: &Connection, from: i64, to: i64) -> Result<Vec<Self>, CacheError> {
        let mut stories = connection.prepare_cached("SELECT story FROM followed WHERE paused = 0")?;
        let stories: Vec<u32> = stories.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let columns = Self::columns();
        let mut statement = connection.prepare_cached(&format!(
            "SELECT {columns} FROM article INDEXED BY article_story
             WHERE story = ?1 AND article.key NOT BETWEEN ?2 AND ?3 ORDER BY article.key DESC LIMIT ?4"
        ))?;
        let limit = i64::try_from(FOLLOWED).unwrap_or(i64::MAX);
        let mut all = Vec::new();
        for story in stories {
            for known in statement.query_map(params![story, from, to, limit], Self::of)? {
                all.push(known?);
            }
        }
        Ok(all)
    }

    pub fn read(connection: &Connection, id: ArticleId) -> Result<Option<Self>, CacheError> {
        let mut statement = connection.prepare_cached(&format!(
            "SELECT article.key, article.number, article.story, article.published, signature.terms,
             article.publication, article.headline, {ARRIVED}
             FROM article JOIN signature USING (number) WHERE number = ?1"
        ))?;
        let mut rows = statement.query([id.0])?;
        Ok(rows.next()?.map(Self::of).transpose()?)
    }
}
