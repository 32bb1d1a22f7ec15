//! Marking many articles: found and changed in one transaction, however many they are.

use std::collections::HashSet;

use jiff::Timestamp;

use super::lists::{ListSource, Scope};
use super::{Cache, CacheError};
use crate::domain::{ArticleId, Bookmark, Change, ListRow, Mark, Selection, View};

/// An article and its current marks.
#[derive(Clone, Copy)]
struct MarkedArticle {
    id: ArticleId,
    read: bool,
    bookmarked: bool,
}

impl Cache {
    /// Marks the selected articles by the first mark that changes any; returns the change and its inverse.
    /// Articles that have the mark already are not part of the change.
    pub fn mark_all(
        &mut self,
        selection: &Selection,
        marks: &[Mark],
        now: Timestamp,
    ) -> Result<(Change, Change), CacheError> {
        self.transaction(|cache| {
            let marked = cache.selected(selection)?;
            let mut change = Change::Read(Vec::new());
            for mark in marks {
                change = cache.change_of(&marked, mark, now)?;
                if !change.is_empty() {
                    break;
                }
            }
            let inverse = cache.apply(&change, now)?;
            Ok((change, inverse))
        })
    }

    /// The articles of a selection, in the order of the list.
    pub fn selected_articles(&self, selection: &Selection) -> Result<Vec<ArticleId>, CacheError> {
        Ok(self.selected(selection)?.into_iter().map(|marked| marked.id).collect())
    }

    fn selected(&self, selection: &Selection) -> Result<Vec<MarkedArticle>, CacheError> {
        let (view, but) = match selection {
            Selection::AllBut(view, but) => (view, but),
            Selection::These(ids) => return self.these(ids),
        };
        let mut all = match ListSource::of(view) {
            ListSource::Index(scope) => self.in_scope(&scope)?,
            ListSource::Search(_) | ListSource::Feeds(_) => self.in_search(view)?,
        };
        all.retain(|marked| !but.contains(&marked.id));
        Ok(all)
    }

    fn these(&self, ids: &[ArticleId]) -> Result<Vec<MarkedArticle>, CacheError> {
        let mut seen = HashSet::new();
        let mut all = Vec::with_capacity(ids.len());
        for id in ids.iter().filter(|id| seen.insert(**id)) {
            let row = self.listed(&View::All, *id)?;
            all.extend(row.map(|row| MarkedArticle {
                id: row.id,
                read: row.read,
                bookmarked: row.bookmarked,
            }));
        }
        Ok(all)
    }

    fn in_scope(&self, scope: &Scope<'_>) -> Result<Vec<MarkedArticle>, CacheError> {
        let mut statement = self.connection.prepare_cached(&scope.marks_sql())?;
        let rows = statement.query_map(scope.with_name(&[]).as_slice(), |row| {
            Ok(MarkedArticle { id: ArticleId(row.get(0)?), read: row.get(1)?, bookmarked: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn in_search(&self, view: &View) -> Result<Vec<MarkedArticle>, CacheError> {
        let marked = |row: ListRow| MarkedArticle { id: row.id, read: row.read, bookmarked: row.bookmarked };
        self.rows(view, usize::MAX).map(|row| row.map(marked)).collect()
    }

    /// The change that a mark makes to these articles, each of which exists.
    pub(super) fn change_of_all(
        &self,
        ids: &[ArticleId],
        mark: &Mark,
        now: Timestamp,
    ) -> Result<Change, CacheError> {
        let marked = self.these(ids)?;
        self.change_of(&marked, mark, now)
    }

    /// The change that a mark makes to these articles.
    fn change_of(&self, marked: &[MarkedArticle], mark: &Mark, now: Timestamp) -> Result<Change, CacheError> {
        let fresh = || Bookmark { added: now, note: None, tags: [].into() };
        let every = |wanted: bool, bookmark: Option<Bookmark>| {
            let some = marked.iter().filter(|marked| marked.bookmarked != wanted);
            Change::Bookmark(some.map(|marked| (marked.id, bookmark.clone())).collect())
        };
        Ok(match mark {
            Mark::Read(read) => {
                let some = marked.iter().filter(|marked| marked.read != *read);
                Change::Read(some.map(|marked| (marked.id, *read)).collect())
            }
            Mark::Delete => Change::Delete(marked.iter().map(|marked| (marked.id, true)).collect()),
            Mark::Bookmark => every(true, Some(fresh())),
            Mark::Unbookmark => every(false, None),
            Mark::Tag(tags) => self.rewritten(marked, |before| {
                let mut bookmark = before.unwrap_or_else(fresh);
                bookmark.tags.extend(tags.iter().cloned());
                Some(bookmark)
            })?,
            Mark::Untag(tags) => self.rewritten(marked, |before| {
                let mut bookmark = before?;
                bookmark.tags.retain(|tag| !tags.contains(tag));
                Some(bookmark)
            })?,
            Mark::Note(note) => self.rewritten(marked, |before| {
                let note = Some(note.clone()).filter(|note| !note.as_str().trim().is_empty());
                Some(Bookmark { note, ..before.unwrap_or_else(fresh) })
            })?,
        })
    }

    /// The bookmarks that differ once rewritten.
    fn rewritten(
        &self,
        marked: &[MarkedArticle],
        change: impl Fn(Option<Bookmark>) -> Option<Bookmark>,
    ) -> Result<Change, CacheError> {
        let mut marks = Vec::new();
        for article in marked {
            let before = if article.bookmarked { self.bookmark(article.id)? } else { None };
            let after = change(before.clone());
            if after != before {
                marks.push((article.id, after));
            }
        }
        Ok(Change::Bookmark(marks))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::samples::{article, now, stored};
    use crate::domain::Query;

    fn three() -> (Cache, [ArticleId; 3]) {
        let mut cache = Cache::in_memory().unwrap();
        let ids = ["Rain", "Snow", "Hail"].map(|headline| stored(&mut cache, &article(headline)));
        (cache, ids)
    }

    fn all() -> Selection {
        Selection::AllBut(View::All, HashSet::new())
    }

    #[test]
    fn a_whole_list_is_marked_and_unmarked_as_one_change() {
        let (mut cache, ids) = three();
        cache.apply(&Change::Read(vec![(ids[0], true)]), now()).unwrap();

        let (change, undo) = cache.mark_all(&all(), &[Mark::Read(true)], now()).unwrap();

        assert_eq!(change.articles().len(), 2);
        assert_eq!(cache.counts().unwrap().unread, 0);
        cache.apply(&undo, now()).unwrap();
        assert_eq!(cache.counts().unwrap().unread, 2);
    }

    #[test]
    fn a_list_is_marked_but_for_some() {
        let (mut cache, ids) = three();

        let but = Selection::AllBut(View::Matching(Query::parse("snow or hail").unwrap()), [ids[1]].into());
        cache.mark_all(&but, &[Mark::Bookmark], now()).unwrap();

        assert_eq!(cache.bookmarks().unwrap().into_iter().map(|(id, _)| id).collect::<Vec<_>>(), [ids[2]]);
    }

    #[test]
    fn the_second_mark_is_set_where_the_first_changes_nothing() {
        let (mut cache, ids) = three();
        let these = Selection::These(vec![ids[0], ids[2], ids[0]]);
        let toggle = [Mark::Bookmark, Mark::Unbookmark];

        cache.mark_all(&these, &toggle, now()).unwrap();
        assert_eq!(cache.counts().unwrap().bookmarks, 2);

        cache.mark_all(&these, &toggle, now()).unwrap();
        assert_eq!(cache.counts().unwrap().bookmarks, 0);
    }

    #[test]
    fn a_tag_is_added_to_what_a_bookmark_holds_and_taken_off_again() {
        let (mut cache, ids) = three();
        let note = Bookmark { added: now(), note: Some("why".into()), tags: ["sky".into()].into() };
        cache.apply(&Change::Bookmark(vec![(ids[0], Some(note.clone()))]), now()).unwrap();

        let (_, undo) = cache.mark_all(&all(), &[Mark::Tag(vec!["water".into()])], now()).unwrap();

        let tagged = Bookmark { tags: ["sky".into(), "water".into()].into(), ..note.clone() };
        assert_eq!(cache.bookmark(ids[0]).unwrap(), Some(tagged));
        assert_eq!(cache.counts().unwrap().bookmarks, 3);
        let (change, _) = cache.mark_all(&all(), &[Mark::Untag(vec!["sky".into()])], now()).unwrap();
        assert_eq!(change.articles(), [ids[0]]);
        cache.apply(&undo, now()).unwrap();
        assert_eq!((cache.bookmark(ids[0]).unwrap(), cache.counts().unwrap().bookmarks), (Some(note), 1));
    }
}
