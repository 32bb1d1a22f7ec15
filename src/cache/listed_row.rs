//! The row of a list: its columns, and how they are read, in this one place.

use rusqlite::Row;
use rusqlite::types::FromSql;

use crate::domain::{ArticleId, Body, Cursor, ListRow, Prose, Recording, StoryId};

/// The value of `article.read` for an article that a rule mutes.
pub(super) const MUTED: u8 = 2;

/// The condition of articles that are not muted.
pub(super) const NOT_MUTED: &str = "article.read < 2";

/// The columns of a row, in the order in which [`listed_row`] reads them after the cursor. A feed's name by
/// the person takes precedence over the publication.
pub(super) const COLUMNS: &str = "article.number, article.headline,
    coalesce((SELECT feed.name FROM entry CROSS JOIN feed ON feed.id = entry.feed
        WHERE entry.key = article.key AND feed.name IS NOT NULL LIMIT 1), publication.name),
    section.name, article.published, article.words, article.read, article.bookmarked, reading.progress,
    article.story,
    CASE article.bookmarked WHEN 1 THEN (SELECT group_concat(topic, char(10)) FROM statement
        WHERE statement.article = article.number AND statement.name = 0 AND about = 2 AND value IS NOT NULL) END,
    CASE article.bookmarked WHEN 1 THEN (SELECT value FROM statement
        WHERE statement.article = article.number AND statement.name = 0 AND about = 3 AND value <> '') END,
    article.media, article.marked";

/// The joins for those columns beside `article` and `reading`.
pub(super) const NAME_JOINS: &str = "LEFT JOIN publication ON publication.id = article.publication
    LEFT JOIN section ON section.id = article.section";

/// The joins for those columns beside `article`.
pub(super) const ROW_JOINS: &str = "LEFT JOIN publication ON publication.id = article.publication
    LEFT JOIN section ON section.id = article.section
    LEFT JOIN reading ON reading.number = article.number";

/// Reads a row of its cursor and [`COLUMNS`].
pub(super) fn listed_row(row: &Row<'_>) -> rusqlite::Result<ListRow> {
    let mut columns = Columns { row, next: 0 };
    let is_muted;
    Ok(ListRow {
        cursor: Cursor(columns.take()?),
        id: ArticleId(columns.take()?),
        headline: columns.prose()?.unwrap_or_default(),
        publication: columns.prose()?,
        section: columns.prose()?,
        published: columns.text()?.and_then(|text| text.parse().ok()),
        minutes: Body::minutes(usize::try_from(columns.take::<i64>()?).unwrap_or_default()),
        read: {
            let read: u8 = columns.take()?;
            is_muted = read == MUTED;
            read > 0
        },
        is_muted,
        bookmarked: columns.take()?,
        progress: columns.take()?,
        story: columns.take::<Option<u32>>()?.map(StoryId),
        tags: columns
            .text()?
            .map(|tags| tags.lines().map(Prose::from_untrusted).collect())
            .unwrap_or_default(),
        note: columns.text()?.and_then(ListRow::first_words),
        recording: recording(columns.take()?),
        is_marked: columns.take()?,
        snippet: None,
        others_in_story: 0,
        others_of_day: 0,
        series: None,
        why: None,
        front_page: None,
    })
}

/// A recording as a number: whether it is video, then its seconds; 0 for none.
pub(super) fn recording_number(recording: Option<Recording>) -> i64 {
    recording.map_or(0, |recording| i64::from(recording.seconds) * 4 + 2 + i64::from(recording.is_video))
}

fn recording(number: i64) -> Option<Recording> {
    let seconds = u32::try_from(number / 4).unwrap_or_default();
    (number & 2 == 2).then_some(Recording { is_video: number & 1 == 1, seconds })
}

/// Reads the columns of a row one after the other.
struct Columns<'row, 'statement> {
    row: &'row Row<'statement>,
    next: usize,
}

impl<'row> Columns<'row, '_> {
    fn take<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        self.next += 1;
        self.row.get(self.next - 1)
    }

    fn text(&mut self) -> rusqlite::Result<Option<&'row str>> {
        self.next += 1;
        Ok(self.row.get_ref(self.next - 1)?.as_str_or_null()?)
    }

    fn prose(&mut self) -> rusqlite::Result<Option<Prose>> {
        Ok(self.text()?.map(Prose::from_untrusted))
    }
}
