//! Marks in JSON, as states and articles carry them: each value with its time.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Marks;
use crate::domain::statement::{Aspect, Statement};
use crate::domain::{ExportedFollow, Highlight, Prose, Verbatim};

/// A value and its time.
type Timed<T> = (T, Timestamp);

/// The JSON form of marks. Of a note that was taken back only the digest is left.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MarksJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    read: Option<Timed<bool>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bookmark: Option<Timed<Option<Timestamp>>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    tags: BTreeMap<Prose, Timed<bool>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    notes: BTreeMap<String, Timed<Option<Verbatim>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    follow: Option<Timed<Option<ExportedFollow>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted: Option<Timed<bool>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    highlights: BTreeMap<String, Timed<Option<Highlight>>>,
}

impl From<MarksJson> for Marks {
    fn from(form: MarksJson) -> Self {
        let MarksJson { read, bookmark, tags, notes, follow, deleted, highlights } = form;
        let whether = |aspect| move |(holds, at): Timed<bool>| Statement::of_flag(aspect, holds, at);
        let mut marks = Self::default();
        marks.0.extend(read.map(whether(Aspect::Read)));
        marks.0.extend(
            bookmark.map(|(added, at)| {
                Statement::new(Aspect::Bookmark, added.map(|added| added.to_string()), at)
            }),
        );
        marks.0.extend(tags.into_iter().map(|(tag, said)| whether(Aspect::Tag(tag))(said)));
        marks.0.extend(notes.into_iter().map(|(digest, (text, at))| {
            Statement::new(Aspect::Note(digest), text.map(|text| text.as_str().to_owned()), at)
        }));
        marks.0.extend(follow.map(|(follow, at)| Statement::new(Aspect::Follow, json(follow), at)));
        marks.0.extend(deleted.map(whether(Aspect::Deletion)));
        marks.0.extend(
            highlights.into_iter().map(|(digest, (highlight, at))| {
                Statement::new(Aspect::Highlight(digest), json(highlight), at)
            }),
        );
        marks
    }
}

impl From<Marks> for MarksJson {
    fn from(marks: Marks) -> Self {
        let mut form = Self::default();
        for Statement { aspect, value, at } in marks.0 {
            match aspect {
                Aspect::Read => form.read = Some((value.is_some(), at)),
                Aspect::Bookmark => form.bookmark = Some((value.and_then(|added| added.parse().ok()), at)),
                Aspect::Tag(tag) => drop(form.tags.insert(tag, (value.is_some(), at))),
                Aspect::Note(digest) => {
                    let text = value.map(|text| Verbatim::from_untrusted(&text));
                    form.notes.insert(digest, (text, at));
                }
                Aspect::Follow => form.follow = Some((parsed(value), at)),
                Aspect::Deletion => form.deleted = Some((value.is_some(), at)),
                Aspect::Highlight(digest) => drop(form.highlights.insert(digest, (parsed(value), at))),
            }
        }
        form
    }
}

fn json<T: Serialize>(value: Option<T>) -> Option<String> {
    value.map(|value| serde_json::to_string(&value).expect("it has only string keys"))
}

fn parsed<T: for<'json> Deserialize<'json>>(json: Option<String>) -> Option<T> {
    json.and_then(|json| serde_json::from_str(&json).ok())
}
