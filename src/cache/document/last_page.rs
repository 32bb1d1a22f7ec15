//! The space left on the last page of the table of texts, so that a text is cut where the page ends.
//!
//! SQLite puts an appended row on the last page, or on a new one where it does not fit: whole texts would
//! leave a third of every page empty, and small pieces cost a row each. So the writer tracks the space on the
//! last page, and a text fills it first. A wrong figure, after other writes, costs the rest of one page and
//! is right again from the next page on.

use rusqlite::Connection;

use super::PIECES;
use crate::cache::CacheError;

/// Bytes of a page after its header, of SQLite's default size. Source: sqlite.org/fileformat2.html, 1.6.
const PAGE_BYTES: usize = 4_096 - 8;

/// The longest content of a row that stays on its page, with four bytes of header before it; anything longer
/// overflows to other pages. Source: sqlite.org/fileformat2.html, 1.6.
const MOST_CONTENT_BYTES: usize = 4_096 - 35 - 4;

/// The least space on a page that is used: with less, a row would be mostly overhead, and reading the text
/// would cost one more page.
const LEAST_USED_BYTES: usize = 64;

/// The most rows searched for the beginning of a page.
const MOST_ROWS_SEARCHED: i64 = 128;

/// The bytes left on the last page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cache) struct LastPage {
    bytes_left: usize,
}

impl LastPage {
    /// Computes the space. A text is cut where a page ends, so the last piece that continues one begins a
    /// page.
    pub fn of(connection: &Connection) -> Result<Self, CacheError> {
        let mut statement = connection
            .prepare_cached("SELECT piece, length(content) FROM document ORDER BY piece DESC LIMIT ?1")?;
        let mut rows = statement.query([MOST_ROWS_SEARCHED])?;
        let mut on_it: Vec<(i64, usize)> = Vec::new();
        while let Some(row) = rows.next()? {
            let (piece, length): (i64, u32) = row.try_into()?;
            on_it.push((piece, usize::try_from(length).unwrap_or(PAGE_BYTES)));
            if piece % PIECES > 0 {
                break;
            }
        }
        let mut page = Self { bytes_left: 0 };
        on_it.into_iter().rev().for_each(|(piece, length)| page.append(piece, length));
        Ok(page)
    }

    /// Cuts off the part of a text for the next appended row; returns it and the rest.
    pub fn cut<'text>(&mut self, piece: i64, text: &'text [u8]) -> (&'text [u8], &'text [u8]) {
        if self.room(piece) < LEAST_USED_BYTES.min(text.len()) {
            self.bytes_left = PAGE_BYTES;
        }
        let (content, rest) = text.split_at(self.room(piece).min(text.len()));
        self.append(piece, content.len());
        (content, rest)
    }

    /// The longest row content that fits.
    fn room(self, piece: i64) -> usize {
        let beside = row_overhead(piece, self.bytes_left.min(MOST_CONTENT_BYTES));
        self.bytes_left.saturating_sub(beside).min(MOST_CONTENT_BYTES)
    }

    /// Accounts for a row that SQLite appends.
    fn append(&mut self, piece: i64, length: usize) {
        let row = length + row_overhead(piece, length);
        let page = if row > self.bytes_left { PAGE_BYTES } else { self.bytes_left };
        self.bytes_left = page.saturating_sub(row);
    }
}

/// Bytes of a row beside its content: its header, length and number, and its pointer on the page. Source:
/// sqlite.org/fileformat2.html, 1.6 and 2.1.
fn row_overhead(piece: i64, length: usize) -> usize {
    let header = 2 + varint(2 * length + 12);
    header + varint(header + length) + varint(usize::try_from(piece).unwrap_or(usize::MAX)) + 2
}

/// Bytes of a varint, seven bits in each.
fn varint(number: usize) -> usize {
    std::iter::successors(Some(number), |rest| Some(rest >> 7).filter(|rest| *rest > 0)).take(9).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::Cache;
    use crate::cache::document::{append, rewrite};
    use crate::domain::ArticleId;

    /// Texts of many lengths, from a few bytes to many pages.
    fn text(number: u32) -> Vec<u8> {
        let length = number.wrapping_mul(2_654_435_761) >> 20;
        let length = if number.is_multiple_of(50) { length * 9 } else { length };
        vec![7; usize::try_from(length).unwrap() + 1]
    }

    fn pages(cache: &Cache) -> usize {
        let pages: u32 = cache.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        usize::try_from(pages).unwrap()
    }

    fn read(cache: &Cache, number: u32) -> Vec<u8> {
        let pieces = "SELECT content FROM document WHERE piece >> 16 = ?1 ORDER BY piece";
        let mut pieces = cache.connection.prepare(pieces).unwrap();
        let pieces = pieces.query_map([number], |row| row.get(0)).unwrap();
        pieces.collect::<Result<Vec<Vec<u8>>, _>>().unwrap().concat()
    }

    #[test]
    fn texts_fill_their_pages() {
        let cache = Cache::in_memory().unwrap();
        let before = pages(&cache);
        let mut page = LastPage::of(&cache.connection).unwrap();

        for number in 1..1_000 {
            append(&cache.connection, &mut page, ArticleId(number), &text(number)).unwrap();
        }

        let bytes: usize = (1..1_000).map(|number| text(number).len()).sum();
        let taken = (pages(&cache) - before) * 4_096;
        assert!(taken * 100 < bytes * 102, "{taken} for {bytes}");
        assert!((1..1_000).all(|number| read(&cache, number) == text(number)));
    }

    #[test]
    fn an_account_is_taken_up_where_another_ended() {
        let cache = Cache::in_memory().unwrap();
        let mut kept = LastPage::of(&cache.connection).unwrap();

        for number in 1..1_000 {
            append(&cache.connection, &mut kept, ArticleId(number), &text(number)).unwrap();

            assert_eq!(LastPage::of(&cache.connection).unwrap(), kept, "{number}");
        }
    }

    #[test]
    fn an_account_that_is_wrong_corrects_itself() {
        let [right, wrong] = [(); 2].map(|()| Cache::in_memory().unwrap());
        for (cache, is_wrong) in [(&right, false), (&wrong, true)] {
            rewrite(&cache.connection, ArticleId(1), &[7; 5_000]).unwrap();
            let mut page = LastPage::of(&cache.connection).unwrap();
            for number in 2..1_000 {
                if is_wrong && number == 9 {
                    page.bytes_left = PAGE_BYTES;
                }
                append(&cache.connection, &mut page, ArticleId(number), &text(number)).unwrap();
            }
        }

        assert!(pages(&wrong) - pages(&right) <= 1);
    }

    #[test]
    fn the_bytes_of_a_row_are_known() {
        assert_eq!([0, 127, 128, 16_383, 16_384, usize::MAX].map(varint), [1, 1, 2, 2, 3, 9]);
        assert_eq!([57, 58, 123, 124].map(|length| row_overhead(65_536, length)), [9, 10, 10, 11]);
        assert_eq!(
            [PAGE_BYTES, 100, 9].map(|bytes_left| LastPage { bytes_left }.room(65_536)),
            [MOST_CONTENT_BYTES, 90, 0]
        );
    }
}
