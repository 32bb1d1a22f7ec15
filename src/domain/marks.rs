//! What a person has said about one article, each statement with its moment: what they read, keep and
//! follow, in a form that merges.
//!
//! Two machines that each say something, or two exports of one library, are put together statement by
//! statement, and of two about the same thing the later one counts. That is a maximum, so it does not
//! matter in which order, how often or by which way round statements arrive. Taking something back (unread
//! again, a tag removed, a bookmark let go) is a statement too, and nothing older brings it back.
//!
//! Of a note that two machines changed at once both versions stay: each text is kept or not by itself.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;

use super::{Bookmark, Follow, Prose, Verbatim};

/// The least by which a later statement is later.
const LATER: SignedDuration = SignedDuration::from_micros(1);

/// Something said, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "(T, Timestamp)", from = "(T, Timestamp)")]
pub struct Said<T: Clone> {
    /// When, to the microsecond. First, because the later statement is the greater.
    pub at: Timestamp,
    /// What.
    pub value: T,
}

impl<T: Clone> Said<T> {
    /// A statement of this moment.
    pub fn at(at: Timestamp, value: T) -> Self {
        let at = Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at);
        Self { at, value }
    }
}

impl<T: Clone> From<(T, Timestamp)> for Said<T> {
    fn from((value, at): (T, Timestamp)) -> Self {
        Self::at(at, value)
    }
}

impl<T: Clone> From<Said<T>> for (T, Timestamp) {
    fn from(said: Said<T>) -> Self {
        (said.value, said.at)
    }
}

/// Everything a person has said about one article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks {
    /// Whether they have read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<Said<bool>>,
    /// Since when they keep it, or that they do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bookmark: Option<Said<Option<Timestamp>>>,
    /// Whether it has a tag.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<Prose, Said<bool>>,
    /// The texts of its note by their hash; of one that was taken back only the hash is left.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<String, Said<Option<Verbatim>>>,
    /// How the story it tells is followed, or that it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow: Option<Said<Option<Follow>>>,
}

impl Marks {
    /// What another program tells about an article. It does not say when each thing was done, so anything
    /// said here counts as later.
    pub fn told(read: Option<bool>, bookmark: Option<&Bookmark>) -> Self {
        let mut marks = Self::default();
        marks.say_read(read, Timestamp::UNIX_EPOCH);
        if let Some(bookmark) = bookmark {
            marks.say_bookmark(Some(bookmark), Timestamp::UNIX_EPOCH);
        }
        marks
    }

    /// The marks of a bookmark of which nothing else is known than when it was added.
    pub fn of_bookmark(bookmark: &Bookmark) -> Self {
        let mut marks = Self::default();
        marks.say_bookmark(Some(bookmark), bookmark.added);
        marks
    }

    /// Whether nothing was ever said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The bookmark as it stands.
    pub fn kept(&self) -> Option<Bookmark> {
        let added = self.bookmark.as_ref()?.value?;
        let tags = self.tags.iter().filter(|(_, said)| said.value).map(|(tag, _)| tag.clone()).collect();
        Some(Bookmark { added, note: self.note(), tags })
    }

    /// The note as it stands: its texts in the order they were written, one that another holds left out.
    fn note(&self) -> Option<Verbatim> {
        let mut texts: Vec<(Timestamp, &Verbatim)> =
            self.notes.values().filter_map(|said| Some((said.at, said.value.as_ref()?))).collect();
        texts.sort_by_key(|(at, text)| (*at, text.as_str()));
        let holds =
            |other: &Verbatim, text: &Verbatim| other != text && other.as_str().contains(text.as_str());
        let alone = texts.iter().filter(|(_, text)| !texts.iter().any(|(_, other)| holds(other, text)));
        let lines: Vec<&str> = alone.map(|(_, text)| text.as_str()).collect();
        (!lines.is_empty()).then(|| Verbatim::from_untrusted(&lines.join("\n")))
    }

    /// Says whether it was read, at a moment; nothing where that is unknown.
    pub fn say_read(&mut self, read: Option<bool>, now: Timestamp) {
        if let Some(read) = read {
            let after = self.read.as_ref().map(|said| said.at);
            self.read = Some(Said::at(later(now, after), read));
        }
    }

    /// Says how the bookmark is from now on. What stays as it was is not said again, but for the bookmark
    /// itself: whoever changes a tag wants it kept.
    pub fn say_bookmark(&mut self, bookmark: Option<&Bookmark>, now: Timestamp) {
        if self.kept().as_ref() == bookmark {
            return;
        }
        let tags = self.tags.values().map(|said| said.at);
        let notes = self.notes.values().map(|said| said.at);
        let before = self.bookmark.iter().map(|said| said.at).chain(tags).chain(notes).max();
        let at = later(now, before);
        self.say_tags(bookmark, at);
        self.say_note(bookmark.and_then(|bookmark| bookmark.note.as_ref()), at);
        self.bookmark = Some(Said::at(at, bookmark.map(|bookmark| bookmark.added)));
    }

    fn say_tags(&mut self, bookmark: Option<&Bookmark>, at: Timestamp) {
        let wanted = |tag: &Prose| bookmark.is_some_and(|bookmark| bookmark.tags.contains(tag));
        for (tag, said) in &mut self.tags {
            if said.value != wanted(tag) {
                *said = Said::at(at, !said.value);
            }
        }
        for tag in bookmark.iter().flat_map(|bookmark| &bookmark.tags) {
            self.tags.entry(tag.clone()).or_insert_with(|| Said::at(at, true));
        }
    }

    fn say_note(&mut self, note: Option<&Verbatim>, at: Timestamp) {
        if self.note().as_ref() == note {
            return;
        }
        for said in self.notes.values_mut().filter(|said| said.value.is_some()) {
            *said = Said::at(at, None);
        }
        if let Some(note) = note.filter(|note| !note.as_str().is_empty()) {
            self.notes.insert(hash(note), Said::at(at, Some(note.clone())));
        }
    }

    /// Takes in what was said elsewhere: of each thing the latest statement.
    pub fn merge(&mut self, other: Self) {
        self.read = self.read.max(other.read);
        self.bookmark = self.bookmark.max(other.bookmark);
        self.follow = self.follow.take().max(other.follow);
        merge_all(&mut self.tags, other.tags);
        merge_all(&mut self.notes, other.notes);
    }
}

/// Now, or just after what was said before, where a clock went back or another machine's goes ahead.
fn later(now: Timestamp, before: Option<Timestamp>) -> Timestamp {
    let after = before.and_then(|before| before.checked_add(LATER).ok());
    after.map_or(now, |after| now.max(after))
}

fn merge_all<Key: Ord, T: Ord + Clone>(mine: &mut BTreeMap<Key, Said<T>>, theirs: BTreeMap<Key, Said<T>>) {
    for (key, said) in theirs {
        match mine.remove(&key) {
            Some(known) => mine.insert(key, known.max(said)),
            None => mine.insert(key, said),
        };
    }
}

/// A name for a text, the same on every machine.
fn hash(text: &Verbatim) -> String {
    format!("{:016x}", SipHasher13::new().hash(text.as_str().as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Something a person does, and where.
    #[derive(Clone, Debug)]
    enum Did {
        Read(bool),
        Keep(&'static str, Vec<&'static str>),
        LetGo,
        Follow(Option<(&'static str, bool)>),
    }

    fn moment(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn bookmark(added: i64, note: &str, tags: &[&str]) -> Bookmark {
        let note = (!note.is_empty()).then(|| note.into());
        Bookmark { added: moment(added), note, tags: tags.iter().map(|tag| (*tag).into()).collect() }
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
            (note, tags).prop_map(|(note, tags)| Did::Keep(note, tags)),
            Just(Did::LetGo),
            prop::option::of((prop::sample::select(vec!["Dam", "Flood"]), any::<bool>()))
                .prop_map(Did::Follow),
        ]
    }

    /// The marks after some deeds, each some seconds after the one before.
    fn marks() -> impl Strategy<Value = Marks> {
        prop::collection::vec((did(), 0..4_i64), 0..8).prop_map(|deeds| {
            let (mut marks, mut now) = (Marks::default(), 0);
            for (did, seconds) in deeds {
                now += seconds;
                match did {
                    Did::Read(read) => marks.say_read(Some(read), moment(now)),
                    Did::Keep(note, tags) => {
                        marks.say_bookmark(Some(&bookmark(now, note, &tags)), moment(now));
                    }
                    Did::LetGo => marks.say_bookmark(None, moment(now)),
                    Did::Follow(follow) => {
                        let follow = follow.map(|(name, paused)| Follow { name: name.into(), paused });
                        marks.follow = Some(Said::at(moment(now), follow));
                    }
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
        fn what_was_said_last_stands(mut marks in marks(), note in "[a-c]{0,3}", now in 0..20_i64) {
            let last = bookmark(now, &note, &["river"]);

            marks.say_bookmark(Some(&last), moment(now));

            prop_assert_eq!(marks.kept(), Some(last));
            marks.say_bookmark(None, moment(now));
            prop_assert_eq!(marks.kept(), None);
        }

        #[test]
        fn marks_are_read_back_as_they_are_written(marks in marks()) {
            let json = serde_json::to_string(&marks).unwrap();

            prop_assert_eq!(serde_json::from_str::<Marks>(&json).unwrap(), marks);
        }
    }

    #[test]
    fn what_was_taken_back_does_not_return_with_an_older_statement() {
        let older = Marks::told(Some(true), Some(&bookmark(5, "why", &["city"])));
        let mut newer = older.clone();
        newer.say_read(Some(false), moment(9));
        newer.say_bookmark(None, moment(9));

        let merged = merged(&older, &newer);

        assert_eq!(merged, newer);
        assert_eq!((merged.read.unwrap().value, merged.kept()), (false, None));
    }

    #[test]
    fn two_notes_written_at_once_both_stay_and_an_edit_replaces_what_it_edits() {
        let first = Marks::of_bookmark(&bookmark(1, "draft", &[]));
        let (mut here, mut there) = (first.clone(), first);
        here.say_bookmark(Some(&bookmark(1, "ask Ana", &[])), moment(5));
        there.say_bookmark(Some(&bookmark(1, "for the talk", &[])), moment(6));

        let mut both = merged(&here, &there);

        assert_eq!(both.kept().unwrap().note, Some("ask Ana\nfor the talk".into()));
        both.say_bookmark(Some(&bookmark(1, "done", &[])), moment(7));
        assert_eq!(both.kept(), merged(&both, &there).kept());
        assert!(!serde_json::to_string(&both).unwrap().contains("Ana"));
    }

    #[test]
    fn a_clock_that_goes_back_does_not_undo_what_is_said_now() {
        let mut marks = Marks::default();
        marks.say_read(Some(true), moment(100));

        marks.say_read(Some(false), moment(1));

        assert!(!marks.read.unwrap().value);
    }
}
