//! A person's marks on one article: whether it is read, bookmarked, tagged, noted, followed, highlighted or
//! deleted, in a form that merges.
//!
//! Two machines' marks, or two exports of one library, are merged statement by statement; of two statements
//! about the same aspect the later one counts. The merge is a maximum, so the order, the number of times and
//! the path by which statements arrive do not matter. Taking something back (unread again, a tag removed, a
//! bookmark removed) is a statement too, and nothing older brings it back.
//!
//! Of a note changed on two machines at once both versions stay: each text is a statement of its own.

mod form;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::statement::{Aspect, Highlight, Statement, digest, time_after};
use super::{Bookmark, Prose, Verbatim};
use form::MarksJson;

/// A person's marks on one article: the latest statement about each aspect, sorted by aspect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "MarksJson", into = "MarksJson")]
pub struct Marks(Vec<Statement>);

impl Marks {
    /// The marks that another program has for an article. They have no times, so any statement made here
    /// counts as later.
    pub fn without_times(read: Option<bool>, bookmark: Option<&Bookmark>) -> Self {
        let mut marks = Self::default();
        if let Some(read) = read {
            marks.add(Statement::of_flag(Aspect::Read, read, Timestamp::UNIX_EPOCH));
        }
        if let Some(bookmark) = bookmark {
            marks.set_bookmark(Some(bookmark), Timestamp::UNIX_EPOCH);
        }
        marks
    }

    /// Whether there is no statement at all.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All statements, sorted by aspect.
    pub fn statements(&self) -> &[Statement] {
        &self.0
    }

    /// Whether the article was read; `None` without a statement about it.
    pub fn read(&self) -> Option<bool> {
        self.statement_about(&Aspect::Read).map(|said| said.value.is_some())
    }

    /// Whether the article is deleted.
    pub fn is_deleted(&self) -> bool {
        self.statement_about(&Aspect::Deletion).is_some_and(|said| said.value.is_some())
    }

    /// The current bookmark.
    pub fn bookmark(&self) -> Option<Bookmark> {
        let added = self.statement_about(&Aspect::Bookmark)?.value.as_deref()?.parse().ok()?;
        let tags = self.0.iter().filter(|said| said.value.is_some()).filter_map(Statement::tag).cloned();
        Some(Bookmark { added, note: self.note(), tags: tags.collect() })
    }

    /// The current highlights, the first made first.
    pub fn highlights(&self) -> Vec<Highlight> {
        let made = self.0.iter().filter(|said| matches!(said.aspect, Aspect::Highlight(_)));
        let mut made: Vec<&Statement> = made.collect();
        made.sort_by_key(|said| said.at);
        made.into_iter().filter_map(|said| serde_json::from_str(said.value.as_deref()?).ok()).collect()
    }

    /// The current note: its texts in the order they were written, a text that another contains left out.
    fn note(&self) -> Option<Verbatim> {
        let notes = self.0.iter().filter(|said| matches!(said.aspect, Aspect::Note(_)));
        let mut texts: Vec<(Timestamp, &str)> =
            notes.filter_map(|said| Some((said.at, said.value.as_deref()?))).collect();
        texts.sort_unstable();
        let holds = |other: &str, text: &str| other != text && other.contains(text);
        let alone = texts.iter().filter(|(_, text)| !texts.iter().any(|(_, other)| holds(other, text)));
        let lines: Vec<&str> = alone.map(|(_, text)| *text).collect();
        (!lines.is_empty()).then(|| Verbatim::from_untrusted(&lines.join("\n")))
    }

    /// The statement about an aspect.
    pub fn statement_about(&self, aspect: &Aspect) -> Option<&Statement> {
        let found = self.0.binary_search_by(|said| said.aspect.cmp(aspect)).ok()?;
        self.0.get(found)
    }

    /// Adds a statement; of two about the same aspect the later one stays.
    pub fn add(&mut self, said: Statement) {
        match self.0.binary_search_by(|known| known.aspect.cmp(&said.aspect)) {
            Ok(found) if said.supersedes(&self.0[found]) => self.0[found] = said,
            Ok(_) => {}
            Err(place) => self.0.insert(place, said),
        }
    }

    /// States the bookmark from now on. Unchanged parts are not stated again, except the bookmark itself: a
    /// person who changes a tag wants the article bookmarked.
    pub fn set_bookmark(&mut self, bookmark: Option<&Bookmark>, now: Timestamp) {
        if self.bookmark().as_ref() == bookmark {
            return;
        }
        let before = self.0.iter().filter(|said| said.is_of_bookmark()).map(|said| said.at).max();
        let at = time_after(now, before);
        self.set_tags(bookmark, at);
        self.set_note(bookmark.and_then(|bookmark| bookmark.note.as_ref()), at);
        let added = bookmark.map(|bookmark| bookmark.added.to_string());
        self.add(Statement::new(Aspect::Bookmark, added, at));
    }

    fn set_tags(&mut self, bookmark: Option<&Bookmark>, at: Timestamp) {
        let wanted = |tag: &Prose| bookmark.is_some_and(|bookmark| bookmark.tags.contains(tag));
        let known: Vec<Prose> = self.0.iter().filter_map(Statement::tag).cloned().collect();
        for tag in known.iter().chain(bookmark.iter().flat_map(|bookmark| &bookmark.tags)) {
            let has =
                self.statement_about(&Aspect::Tag(tag.clone())).is_some_and(|said| said.value.is_some());
            if has != wanted(tag) {
                self.add(Statement::of_flag(Aspect::Tag(tag.clone()), !has, at));
            }
        }
    }

    fn set_note(&mut self, note: Option<&Verbatim>, at: Timestamp) {
        if self.note().as_ref() == note {
            return;
        }
        let written = self.0.iter_mut().filter(|said| matches!(said.aspect, Aspect::Note(_)));
        for said in written.filter(|said| said.value.is_some()) {
            (said.value, said.at) = (None, at);
        }
        if let Some(note) = note.map(Verbatim::as_str).filter(|note| !note.is_empty()) {
            self.add(Statement::new(Aspect::Note(digest(note)), Some(note.to_owned()), at));
        }
    }

    /// States a highlight of a passage from now on.
    pub fn set_highlight(&mut self, highlight: &Highlight, now: Timestamp) {
        self.set_passage(&highlight.words, Some(highlight), now);
    }

    /// Removes the highlight of a passage.
    pub fn remove_highlight(&mut self, words: &Verbatim, now: Timestamp) {
        self.set_passage(words, None, now);
    }

    fn set_passage(&mut self, words: &Verbatim, highlight: Option<&Highlight>, now: Timestamp) {
        let json = highlight.map(|kept| serde_json::to_string(kept).expect("a highlight is plain text"));
        self.restate(Aspect::Highlight(digest(words.as_str())), json, now);
    }

    /// Adds a statement about an aspect that supersedes the present one, whatever its time.
    pub fn restate(&mut self, aspect: Aspect, value: Option<String>, now: Timestamp) {
        let at = time_after(now, self.statement_about(&aspect).map(|said| said.at));
        self.add(Statement::new(aspect, value, at));
    }

    /// Merges in other marks: of each aspect the latest statement stays.
    pub fn merge(&mut self, other: Self) {
        other.0.into_iter().for_each(|said| self.add(said));
    }
}

impl FromIterator<Statement> for Marks {
    fn from_iter<T: IntoIterator<Item = Statement>>(said: T) -> Self {
        let mut marks = Self::default();
        said.into_iter().for_each(|said| marks.add(said));
        marks
    }
}

impl Statement {
    const fn tag(&self) -> Option<&Prose> {
        match &self.aspect {
            Aspect::Tag(tag) => Some(tag),
            Aspect::Read
            | Aspect::Bookmark
            | Aspect::Note(_)
            | Aspect::Follow
            | Aspect::Deletion
            | Aspect::Highlight(_) => None,
        }
    }

    const fn is_of_bookmark(&self) -> bool {
        matches!(self.aspect, Aspect::Bookmark | Aspect::Tag(_) | Aspect::Note(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ExportedFollow;
    use proptest::prelude::*;

    /// An act of a person, and on which machine.
    #[derive(Clone, Debug)]
    enum Did {
        Read(bool),
        Bookmark(&'static str, Vec<&'static str>),
        Unbookmark,
        Follow(Option<(&'static str, bool)>),
        Delete(bool),
        Highlight(&'static str, bool),
    }

    fn moment(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn bookmark(added: i64, note: &str, tags: &[&str]) -> Bookmark {
        let note = (!note.is_empty()).then(|| note.into());
        Bookmark { added: moment(added), note, tags: tags.iter().map(|tag| (*tag).into()).collect() }
    }

    fn highlight(words: &str) -> Highlight {
        Highlight { words: words.into(), before: Some("where".into()), after: None, note: None }
    }

    fn merged(one: &Marks, other: &Marks) -> Marks {
        let mut merged = one.clone();
        merged.merge(other.clone());
        merged
    }

    fn did() -> impl Strategy<Value = Did> {
        let note = prop::sample::select(vec!["", "why", "for the talk", "for the talk\nwhy"]);
        let tags = prop::sample::subsequence(vec!["city", "river", "talk"], 0..=3);
        prop_oneof![
            any::<bool>().prop_map(Did::Read),
            (note, tags).prop_map(|(note, tags)| Did::Bookmark(note, tags)),
            Just(Did::Unbookmark),
            prop::option::of((prop::sample::select(vec!["Dam", "Flood"]), any::<bool>()))
                .prop_map(Did::Follow),
            any::<bool>().prop_map(Did::Delete),
            (prop::sample::select(vec!["the river", "a dam"]), any::<bool>())
                .prop_map(|(words, kept)| Did::Highlight(words, kept)),
        ]
    }

    /// The marks after some acts, each some seconds after the one before.
    fn marks() -> impl Strategy<Value = Marks> {
        prop::collection::vec((did(), 0..4_i64), 0..8).prop_map(|deeds| {
            let (mut marks, mut now) = (Marks::default(), 0);
            for (did, seconds) in deeds {
                now += seconds;
                match did {
                    Did::Read(read) => {
                        marks.restate(Aspect::Read, read.then(String::new), moment(now));
                    }
                    Did::Bookmark(note, tags) => {
                        marks.set_bookmark(Some(&bookmark(now, note, &tags)), moment(now));
                    }
                    Did::Unbookmark => marks.set_bookmark(None, moment(now)),
                    Did::Follow(follow) => {
                        let follow =
                            follow.map(|(name, paused)| ExportedFollow { name: name.into(), paused });
                        let json =
                            follow.map(|follow: ExportedFollow| serde_json::to_string(&follow).unwrap());
                        marks.restate(Aspect::Follow, json, moment(now));
                    }
                    Did::Delete(deleted) => {
                        marks.restate(Aspect::Deletion, deleted.then(String::new), moment(now));
                    }
                    Did::Highlight(words, true) => marks.set_highlight(&highlight(words), moment(now)),
                    Did::Highlight(words, false) => marks.remove_highlight(&words.into(), moment(now)),
                }
            }
            marks
        })
    }

    proptest! {
        #[test]
        fn marks_merge_the_same_in_any_order_and_any_number_of_times(one in marks(), two in marks(), three in marks()) {
            prop_assert_eq!(merged(&one, &two), merged(&two, &one));
            prop_assert_eq!(merged(&merged(&one, &two), &three), merged(&one, &merged(&two, &three)));
            prop_assert_eq!(merged(&merged(&one, &two), &two), merged(&one, &two));
        }

        #[test]
        fn the_latest_statement_counts(mut marks in marks(), note in "[a-c]{0,3}", now in 0..20_i64) {
            let last = bookmark(now, &note, &["river"]);

            marks.set_bookmark(Some(&last), moment(now));

            prop_assert_eq!(marks.bookmark(), Some(last));
            marks.set_bookmark(None, moment(now));
            prop_assert_eq!(marks.bookmark(), None);
        }

        #[test]
        fn marks_are_read_back_as_they_are_written(marks in marks()) {
            let json = serde_json::to_string(&marks).unwrap();

            prop_assert_eq!(serde_json::from_str::<Marks>(&json).unwrap(), marks);
        }
    }

    #[test]
    fn an_older_statement_does_not_restore_a_removed_mark() {
        let older = Marks::without_times(Some(true), Some(&bookmark(5, "why", &["city"])));
        let mut newer = older.clone();
        newer.restate(Aspect::Read, None, moment(9));
        newer.set_bookmark(None, moment(9));

        let merged = merged(&older, &newer);

        assert_eq!(merged, newer);
        assert_eq!((merged.read(), merged.bookmark()), (Some(false), None));
    }

    #[test]
    fn two_notes_written_at_once_both_stay_and_an_edit_replaces_what_it_edits() {
        let first = Marks::without_times(None, Some(&bookmark(1, "draft", &[])));
        let (mut here, mut there) = (first.clone(), first);
        here.set_bookmark(Some(&bookmark(1, "ask Ana", &[])), moment(5));
        there.set_bookmark(Some(&bookmark(1, "for the talk", &[])), moment(6));

        let mut both = merged(&here, &there);

        assert_eq!(both.bookmark().unwrap().note, Some("ask Ana\nfor the talk".into()));
        both.set_bookmark(Some(&bookmark(1, "done", &[])), moment(7));
        assert_eq!(both.bookmark(), merged(&both, &there).bookmark());
        assert!(!serde_json::to_string(&both).unwrap().contains("Ana"));
    }

    #[test]
    fn a_clock_that_goes_back_does_not_undo_a_new_statement() {
        let mut marks = Marks::default();
        marks.restate(Aspect::Read, Some(String::new()), moment(100));

        marks.restate(Aspect::Read, None, moment(1));

        assert_eq!(marks.read(), Some(false));
    }

    #[test]
    fn each_highlight_of_an_article_stands_for_itself() {
        let (mut here, mut there) = (Marks::default(), Marks::default());
        here.set_highlight(&highlight("the river"), moment(1));
        there.set_highlight(&highlight("a dam"), moment(2));
        let noted = Highlight { note: Some("look it up".into()), ..highlight("the river") };
        there.set_highlight(&noted, moment(3));

        let mut both = merged(&here, &there);

        assert_eq!(both.highlights(), [highlight("a dam"), noted.clone()]);
        both.remove_highlight(&"a dam".into(), moment(4));
        assert_eq!(merged(&both, &there).highlights(), [noted]);
    }
}
