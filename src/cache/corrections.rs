//! The former texts of corrected articles.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Cache, CacheError};
use crate::domain::{ArticleId, Correction};

/// Stores the former text of an article, replacing an older one.
pub(super) fn save(
    connection: &Connection,
    id: ArticleId,
    correction: &Correction,
) -> Result<(), CacheError> {
    let before = serde_json::to_string(&correction.before).unwrap_or_default();
    let mut statement =
        connection.prepare_cached("REPLACE INTO correction (number, noticed, before) VALUES (?1, ?2, ?3)")?;
    statement.execute(params![id.0, correction.noticed.as_second(), before])?;
    Ok(())
}

impl Cache {
    /// The text of an article before its last correction; `None` where it was never corrected.
    pub fn correction(&self, id: ArticleId) -> Result<Option<Correction>, CacheError> {
        let mut statement =
            self.connection.prepare_cached("SELECT noticed, before FROM correction WHERE number = ?1")?;
        let row = statement.query_row([id.0], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)));
        let read = |(noticed, before): (i64, String)| {
            let noticed = Timestamp::from_second(noticed).ok()?;
            Some(Correction { noticed, before: serde_json::from_str(&before).ok()? })
        };
        Ok(row.optional()?.and_then(read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::Prepared;
    use crate::cache::samples::{article, now, stored};
    use crate::domain::{Article, Block, Body, PassageChange, Text};
    use crate::related::TermReader;

    #[test]
    fn the_former_text_is_stored_for_a_correction_by_a_fetch_and_not_for_an_import() {
        let said = |words: &str| Article {
            body: Body(vec![Block::Paragraph { text: Text::plain(words) }]),
            ..article("Rain")
        };
        let mut cache = Cache::in_memory().unwrap();
        let id = stored(&mut cache, &said("Rain fell on two towns at dawn."));
        stored(&mut cache, &said("Rain fell on three towns at dawn."));
        assert_eq!(cache.correction(id).unwrap(), None);

        let page = said("Rain fell on four towns at dawn.");
        let prepared = Prepared::of(&page, &mut TermReader::default());
        cache.store_full_text(id, &page, &prepared, now()).unwrap();

        let correction = cache.correction(id).unwrap().unwrap();
        assert_eq!(
            correction.changes(&page.body),
            [
                PassageChange::Removed("Rain fell on three towns at dawn.".into()),
                PassageChange::Added("Rain fell on four towns at dawn.".into()),
            ]
        );
    }
}
