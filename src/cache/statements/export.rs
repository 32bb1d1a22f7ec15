//! The export of all statements, name by name, for states and backups.

use std::cmp::Ordering;

use rusqlite::{Row, Rows, Statement as Prepared};

use super::read_statement;
use crate::cache::identity::Identity;
use crate::cache::{Cache, CacheError};
use crate::domain::{ArticleId, Marks};

/// The statements about the article of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedMarks {
    /// The name.
    pub name: Identity,
    /// The number of the article, where it is stored or was deleted.
    pub id: Option<ArticleId>,
    /// The statements.
    pub marks: Marks,
}

/// The statements about articles that have a number, by each of their names from ?1 to ?2.
const OF_ARTICLES: &str = "
    SELECT identity.hash, statement.article, about, topic, value, at
    FROM identity CROSS JOIN statement ON statement.article = identity.number AND statement.name = 0
    WHERE identity.hash BETWEEN ?1 AND ?2 ORDER BY identity.hash";

/// The statements about articles that are not stored.
const WAITING: &str = "
    SELECT name, 0, about, topic, value, at FROM statement
    WHERE article = 0 AND name BETWEEN ?1 AND ?2 ORDER BY name";

impl Cache {
    /// Visits the statements under each name of each article, in the order of the names. Memory does not grow
    /// with the number of statements.
    pub fn each_named<E: From<CacheError>>(
        &self,
        visit: &mut dyn FnMut(NamedMarks) -> Result<(), E>,
    ) -> Result<(), E> {
        // Names are unsigned; as rows, the upper half of them is negative.
        for (first, last) in [(0, i64::MAX), (i64::MIN, -1)] {
            let prepare = |words| self.connection.prepare_cached(words).map_err(CacheError::from);
            let (mut articles, mut waiting) = (prepare(OF_ARTICLES)?, prepare(WAITING)?);
            let mut articles = RowsByName::of(&mut articles, first, last)?;
            let mut waiting = RowsByName::of(&mut waiting, first, last)?;
            while let Some(named) = next(&mut articles, &mut waiting)? {
                visit(named)?;
            }
        }
        Ok(())
    }
}

/// The lower of two names, or both in one where they are equal.
fn next(
    articles: &mut RowsByName<'_>,
    waiting: &mut RowsByName<'_>,
) -> Result<Option<NamedMarks>, CacheError> {
    let order = match (&articles.ahead, &waiting.ahead) {
        (None, _) => Ordering::Greater,
        (_, None) => Ordering::Less,
        (Some(one), Some(other)) => one.0.cmp(&other.0),
    };
    match order {
        Ordering::Less => articles.next(),
        Ordering::Greater => waiting.next(),
        Ordering::Equal => {
            let (named, more) = (articles.next()?, waiting.next()?);
            Ok(named.map(|mut named| {
                if let Some(more) = more {
                    named.marks.merge(more.marks);
                }
                named
            }))
        }
    }
}

/// Rows in the order of a name, grouped by name.
struct RowsByName<'rows> {
    rows: Rows<'rows>,
    /// The name of the row that was read ahead, its article, and its statements.
    ahead: Option<(i64, u32, Marks)>,
}

impl<'rows> RowsByName<'rows> {
    fn of(statement: &'rows mut Prepared<'_>, first: i64, last: i64) -> Result<Self, CacheError> {
        let mut groups = Self { rows: statement.query([first, last])?, ahead: None };
        groups.ahead = groups.read()?;
        Ok(groups)
    }

    fn read(&mut self) -> Result<Option<(i64, u32, Marks)>, CacheError> {
        let read = |row: &Row<'_>| {
            let said = read_statement(row, 2)?.into_iter().collect();
            Ok::<_, rusqlite::Error>((row.get(0)?, row.get(1)?, said))
        };
        Ok(self.rows.next()?.map(read).transpose()?)
    }

    /// All statements under the next name.
    fn next(&mut self) -> Result<Option<NamedMarks>, CacheError> {
        let Some((name, article, mut marks)) = self.ahead.take() else { return Ok(None) };
        while let Some(more) = self.read()? {
            if more.0 != name {
                self.ahead = Some(more);
                break;
            }
            marks.merge(more.2);
        }
        let id = Some(ArticleId(article)).filter(|id| id.0 > 0);
        Ok(Some(NamedMarks { name: Identity(name.cast_unsigned()), id, marks }))
    }
}
