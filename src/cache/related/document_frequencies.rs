//! The document frequencies of terms: the number of articles in the cache that contain each.

use rusqlite::{Connection, OptionalExtension as _};

use crate::cache::{Cache, CacheError};
use crate::related::DocumentFrequencies;

/// The frequencies of this cache; those of English news while it has none.
pub(super) fn read(connection: &Connection) -> Result<DocumentFrequencies, CacheError> {
    let mut statement = connection.prepare_cached("SELECT counts FROM census")?;
    let read = statement.query_row([], |row| Ok(DocumentFrequencies::from_bytes(row.get_ref(0)?.as_blob()?)));
    Ok(read.optional()?.unwrap_or_default())
}

pub(super) fn write(
    connection: &Connection,
    frequencies: &mut DocumentFrequencies,
) -> Result<(), CacheError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO census (id, counts) VALUES (1, ?1)")?
        .execute([frequencies.to_bytes()])?;
    Ok(())
}

impl Cache {
    /// The document frequencies of terms.
    pub fn document_frequencies(&self) -> Result<DocumentFrequencies, CacheError> {
        read(&self.connection)
    }
}
