//! Export of bookmarks as JSON, Markdown or a browser's bookmark file, and import of the JSON, which merges
//! in any order, from any machine, without loss.

use std::io::{self, Write};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::about::ArticleReference;
use super::{Library, LibraryError};
use crate::domain::{Article, ArticleId, Bookmark, Change, Prose, Verbatim};
use crate::text::escape_attribute;

/// A format for the export of bookmarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookmarkFormat {
    /// A JSON array with everything, which can be imported.
    Json,
    /// A Markdown list.
    Markdown,
    /// The bookmark file that browsers read.
    Netscape,
}

/// The outcome of merging bookmarks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MergeSummary {
    /// Bookmarks that are new here.
    pub added: usize,
    /// Bookmarks that gained a note, a tag or an earlier date.
    pub changed: usize,
    /// Bookmarks that were here already.
    pub unchanged: usize,
}

/// A bookmark with the identity of its article, as exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ExportedBookmark {
    #[serde(flatten)]
    about: ArticleReference,
    #[serde(flatten)]
    bookmark: Bookmark,
}

impl Library {
    /// Every bookmark with its article's headline, latest first.
    pub fn bookmarks(&self) -> Result<Vec<(ArticleId, Article, Bookmark)>, LibraryError> {
        let mut bookmarks = Vec::new();
        for (id, bookmark) in self.cache.bookmarks()? {
            if let Some(article) = self.article(id)? {
                bookmarks.push((id, article, bookmark));
            }
        }
        Ok(bookmarks)
    }

    /// Writes all bookmarks, in a stable order.
    pub fn export_bookmarks(&self, format: BookmarkFormat, out: &mut dyn Write) -> Result<(), LibraryError> {
        let record =
            |(_, article, bookmark)| ExportedBookmark { about: ArticleReference::from(article), bookmark };
        let mut records: Vec<ExportedBookmark> = self.bookmarks()?.into_iter().map(record).collect();
        records.sort_by(|a, b| {
            (a.bookmark.added, &a.about.url, &a.about.headline).cmp(&(
                b.bookmark.added,
                &b.about.url,
                &b.about.headline,
            ))
        });
        match format {
            BookmarkFormat::Json => {
                serde_json::to_writer_pretty(&mut *out, &records).map_err(io::Error::from)?;
                writeln!(out)?;
            }
            BookmarkFormat::Markdown => records.iter().try_for_each(|record| write_markdown(record, out))?,
            BookmarkFormat::Netscape => write_netscape(&records, out)?,
        }
        Ok(())
    }

    /// Merges bookmarks that were exported as JSON. An article that is not in the cache is stored by its
    /// headline and address.
    pub fn import_bookmarks(&mut self, json: &str, now: Timestamp) -> Result<MergeSummary, LibraryError> {
        let records: Vec<ExportedBookmark> = serde_json::from_str(json)
            .map_err(|source| LibraryError::Malformed { what: "the bookmarks".to_owned(), source })?;
        let mut merged = MergeSummary::default();
        for record in records {
            self.merge(record, now, &mut merged)?;
        }
        Ok(merged)
    }

    fn merge(
        &mut self,
        record: ExportedBookmark,
        now: Timestamp,
        merged: &mut MergeSummary,
    ) -> Result<(), LibraryError> {
        let article = Article::from(record.about);
        let known = self.cache.identify(&article)?;
        let id = match known {
            Some(id) => id,
            None => self.cache.store(&[article], now)?.first().map_or(ArticleId(0), |stored| stored.id),
        };
        let before = self.cache.bookmark(id)?;
        let after = before.clone().map_or(record.bookmark.clone(), |mine| union(mine, record.bookmark));
        match &before {
            None => merged.added += 1,
            Some(before) if *before == after => merged.unchanged += 1,
            Some(_) => merged.changed += 1,
        }
        if before.as_ref() != Some(&after) {
            self.apply(&Change::Bookmark(vec![(id, Some(after))]), now)?;
        }
        Ok(())
    }
}

/// Both bookmarks in one: the earlier date, all tags, both notes. The order of the two does not matter.
fn union(mine: Bookmark, theirs: Bookmark) -> Bookmark {
    let note = match (mine.note, theirs.note) {
        (Some(a), Some(b)) if a.as_str().contains(b.as_str()) => Some(a),
        (Some(a), Some(b)) if b.as_str().contains(a.as_str()) => Some(b),
        (Some(a), Some(b)) => {
            let (first, second) = if a.as_str() < b.as_str() { (a, b) } else { (b, a) };
            Some(Verbatim::from_untrusted(&format!("{first}\n{second}")))
        }
        (a, b) => a.or(b),
    };
    let tags = mine.tags.into_iter().chain(theirs.tags).collect();
    Bookmark { added: mine.added.min(theirs.added), note, tags }
}

fn write_markdown(record: &ExportedBookmark, out: &mut dyn Write) -> io::Result<()> {
    let headline = record.about.headline.as_str().replace(['[', ']'], " ");
    match &record.about.url {
        Some(url) => write!(out, "- [{headline}](<{url}>)")?,
        None => write!(out, "- {headline}")?,
    }
    if let Some(publication) = &record.about.publication {
        write!(out, " — {publication}")?;
    }
    if let Some(published) = record.about.published {
        write!(out, ", {}", published.day())?;
    }
    for tag in &record.bookmark.tags {
        write!(out, " #{}", tag.as_str().replace(' ', "-"))?;
    }
    writeln!(out)?;
    let note = record.bookmark.note.iter().flat_map(|note| note.as_str().lines());
    note.into_iter().try_for_each(|line| writeln!(out, "  {line}"))
}

/// The format of NETSCAPE-Bookmark-file-1, which every browser imports.
fn write_netscape(records: &[ExportedBookmark], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<!DOCTYPE NETSCAPE-Bookmark-file-1>")?;
    writeln!(out, "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=UTF-8\">")?;
    writeln!(out, "<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>")?;
    for record in records {
        let Some(url) = &record.about.url else { continue };
        let tags: Vec<&str> = record.bookmark.tags.iter().map(Prose::as_str).collect();
        writeln!(
            out,
            "    <DT><A HREF=\"{}\" ADD_DATE=\"{}\" TAGS=\"{}\">{}</A>",
            escape_attribute(url.as_str()),
            record.bookmark.added.as_second(),
            escape_attribute(&tags.join(",")),
            escape_attribute(record.about.headline.as_str()),
        )?;
        if let Some(note) = &record.bookmark.note {
            writeln!(out, "    <DD>{}", escape_attribute(note.as_str()))?;
        }
    }
    writeln!(out, "</DL><p>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bookmark(added: i64, note: &str, tags: &[&str]) -> Bookmark {
        Bookmark {
            added: Timestamp::from_second(added).unwrap(),
            note: (!note.is_empty()).then(|| note.into()),
            tags: tags.iter().map(|tag| (*tag).into()).collect(),
        }
    }

    #[test]
    fn two_bookmarks_merge_the_same_in_either_order() {
        let mine = bookmark(20, "for the talk", &["bridges"]);
        let theirs = bookmark(10, "ask Ana", &["city", "bridges"]);

        let merged = union(mine.clone(), theirs.clone());

        assert_eq!(merged, union(theirs, mine));
        assert_eq!(merged, bookmark(10, "ask Ana\nfor the talk", &["bridges", "city"]));
    }
}
