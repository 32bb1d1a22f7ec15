//! The row of a list: its columns, and how they are read. Both stand here and nowhere else.

use rusqlite::Row;
use rusqlite::types::FromSql;

use crate::domain::{ArticleId, Body, Cursor, Listed, Prose, StoryId};

/// The columns of a row, in the order in which [`listed_row`] takes them after the cursor.
pub(super) const COLUMNS: &str = "article.number, article.headline, publication.name, section.name,
    article.published, article.words, article.read, article.bookmarked, reading.progress, article.story";

/// The tables of those columns beside `article` and `reading`.
pub(super) const SHELVES: &str = "LEFT JOIN publication ON publication.id = article.publication
    LEFT JOIN section ON section.id = article.section";

/// The tables of those columns beside `article`.
pub(super) const BESIDE: &str = "LEFT JOIN publication ON publication.id = article.publication
    LEFT JOIN section ON section.id = article.section
    LEFT JOIN reading ON reading.number = article.number";

/// Reads a row that begins with its cursor and goes on with [`COLUMNS`].
pub(super) fn listed_row(row: &Row<'_>) -> rusqlite::Result<Listed> {
    let mut columns = Columns { row, next: 0 };
    Ok(Listed {
        cursor: Cursor(columns.take()?),
        id: ArticleId(columns.take()?),
        headline: columns.prose()?.unwrap_or_default(),
        publication: columns.prose()?,
        section: columns.prose()?,
        published: columns.text()?.and_then(|text| text.parse().ok()),
        minutes: Body::minutes(usize::try_from(columns.take::<i64>()?).unwrap_or_default()),
        read: columns.take()?,
        bookmarked: columns.take()?,
        progress: columns.take()?,
        story: columns.take::<Option<u32>>()?.map(StoryId),
        snippet: None,
        more: 0,
        why: None,
        front: None,
    })
}

/// Takes the columns of a row one after the other.
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
