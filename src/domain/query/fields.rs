//! The fields of a search: their names, and how their values are read.

use std::iter;

use super::dates;
use super::mistake::{QueryMistake, quoted};
use super::written_field::WrittenField;
use super::{Clause, NameField, Pattern, RecordingWanted, State};
use crate::domain::Language;

/// A function that reads the value of a field.
type ReadValue = fn(&WrittenField) -> Result<Clause, QueryMistake>;

/// The fields: the name as written, and the function that reads its value.
const FIELDS: &[(&str, ReadValue)] = &[
    ("author", |field| field.names(NameField::Author)),
    ("title", WrittenField::in_headline),
    ("site", |field| field.names(NameField::Site)),
    ("section", |field| field.names(NameField::Section)),
    ("topic", |field| field.names(NameField::Topic)),
    ("lang", WrittenField::language),
    ("is", WrittenField::state),
    ("has", WrittenField::has_value),
    ("feed", |field| field.text("feed:wire or feed:\"night radio\"").map(Clause::FromFeed)),
    ("folder", |field| field.text("folder:news").map(Clause::InFolder)),
    ("read", |field| dates::days(field).map(Clause::ReadOn)),
    ("tag", |field| field.text("tag:5g").map(Clause::Tagged)),
    ("before", |field| dates::before(field).map(Clause::Before)),
    ("after", dates::since),
    ("last", |field| dates::span(field).map(Clause::PublishedWithin)),
    ("in", |field| field.one_of(SCOPES)),
];

const SCOPES: &[(&str, Clause)] = &[
    ("headline", Clause::InHeadline),
    ("highlights", Clause::InHighlights),
    ("highlight", Clause::InHighlights),
];

const IS_VALUES: &[(&str, Clause)] = &[
    ("unread", Clause::Is(State::Unread)),
    ("read", Clause::Is(State::Read)),
    ("bookmarked", Clause::Is(State::Bookmarked)),
    ("starred", Clause::Is(State::Bookmarked)),
    ("muted", Clause::Is(State::Muted)),
    ("new", Clause::Is(State::New)),
];

const HAS_VALUES: &[(&str, Clause)] = &[
    ("note", Clause::HasNote),
    ("highlight", Clause::HasHighlight),
    ("audio", Clause::HasRecording(RecordingWanted::Audio)),
    ("video", Clause::HasRecording(RecordingWanted::Video)),
    ("recording", Clause::HasRecording(RecordingWanted::Any)),
    ("enclosure", Clause::HasRecording(RecordingWanted::Any)),
];

/// Common days and spans.
const DAYS: &[&str] = &["today", "yesterday"];
const SPANS: &[&str] = &["1d", "7d", "30d", "1y"];

/// The names of the fields.
pub fn names() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|(name, _)| *name)
}

/// Common values of a field; none where a person writes their own words.
pub fn values(name: &str) -> Vec<&'static str> {
    let words = |meanings: &[(&'static str, Clause)]| meanings.iter().map(|(word, _)| *word).collect();
    match canonical_name(&name.to_lowercase()) {
        "is" => words(IS_VALUES),
        "has" => words(HAS_VALUES),
        "in" => words(SCOPES.get(..2).unwrap_or_default()),
        "read" | "before" | "after" => DAYS.to_vec(),
        "last" => SPANS.to_vec(),
        _ => Vec::new(),
    }
}

/// Names that other programs have for our fields, understood as well.
const SYNONYMS: &[(&str, &str)] = &[
    ("by", "author"),
    ("byline", "author"),
    ("category", "section"),
    ("headline", "title"),
    ("intitle", "title"),
    ("keyword", "topic"),
    ("label", "tag"),
    ("language", "lang"),
    ("newer", "after"),
    ("older", "before"),
    ("paper", "site"),
    ("publication", "site"),
    ("since", "after"),
    ("source", "site"),
    ("until", "before"),
];

/// Fields of other programs that stand for several of ours, and which those are.
const FIELDS_OF_OTHER_PROGRAMS: &[(&str, &str)] =
    &[("date", "after:2024-01-15, before:2024-02 or last:7d"), ("from", "author:, or site:")];

/// Whether the value of a field may be a regular expression.
pub(super) fn takes_pattern(name: &str) -> bool {
    canonical_name(&name.to_lowercase()) == "title"
}

/// Our name of a field.
fn canonical_name(written: &str) -> &str {
    SYNONYMS.iter().find(|(theirs, _)| *theirs == written).map_or(written, |(_, ours)| ours)
}

/// The condition that a field asks for.
pub(super) fn clause(field: &WrittenField) -> Result<Clause, QueryMistake> {
    let written = field.name.to_lowercase();
    let ours = canonical_name(&written);
    match FIELDS.iter().find(|(name, _)| *name == ours) {
        Some((_, read)) => read(field),
        None => Err(field.unknown(&written)),
    }
}

impl WrittenField {
    fn names(&self, field: NameField) -> Result<Clause, QueryMistake> {
        let example = match field {
            NameField::Author => "author:oliver or author:\"dan oliver\"",
            NameField::Section => "section:world",
            NameField::Site => "site:gazette or site:bbc.co.uk",
            NameField::Topic => "topic:5g",
        };
        self.text(example).map(|names| Clause::FieldWords(field, names, self.word_match))
    }

    /// The words of the value, in the headline alone; between slashes it is a regular expression.
    fn in_headline(&self) -> Result<Clause, QueryMistake> {
        if let Some(pattern) = &self.pattern {
            let pattern = Pattern::parse(pattern, self.value_at.clone())?;
            return Ok(Clause::All(
                iter::once(Clause::InHeadline).chain(pattern.map(Clause::Pattern)).collect(),
            ));
        }
        let words = self.text("title:bridge or title:\"marram bridge\"")?;
        let asked = if words.as_str().contains(char::is_whitespace) {
            Clause::Phrase(words)
        } else {
            Clause::Word(words, self.word_match)
        };
        Ok(Clause::All(vec![Clause::InHeadline, asked]))
    }

    fn language(&self) -> Result<Clause, QueryMistake> {
        let value = self.text("lang:en")?;
        Language::parse(value.as_str()).map(Clause::InLanguage).ok_or_else(|| {
            let what = format!("{} is not a language tag", quoted(value.as_str()));
            QueryMistake::new(self.value_at.clone(), what)
                .hint("write two letters, such as lang:en or lang:pt-BR")
        })
    }

    fn state(&self) -> Result<Clause, QueryMistake> {
        self.one_of(IS_VALUES)
    }

    fn has_value(&self) -> Result<Clause, QueryMistake> {
        self.one_of(HAS_VALUES)
    }

    /// The condition of a value that is one of a few words.
    fn one_of(&self, meanings: &[(&str, Clause)]) -> Result<Clause, QueryMistake> {
        let known: Vec<&str> = meanings.iter().map(|(word, _)| *word).collect();
        let name = self.name.to_lowercase();
        let value = self.text(&format!("{name}:{}", known.first().unwrap_or(&"")))?;
        let found = meanings.iter().find(|(word, _)| value.as_str().eq_ignore_ascii_case(word));
        found.map(|(_, clause)| clause.clone()).ok_or_else(|| {
            let what = format!("{name}: does not accept {}", quoted(value.as_str()));
            let all: Vec<String> = known.iter().map(|word| format!("{name}:{word}")).collect();
            let otherwise = format!("write {}", all.join(", "));
            QueryMistake::new(self.value_at.clone(), what).did_you_mean(value.as_str(), &known, &otherwise)
        })
    }

    fn unknown(&self, name: &str) -> QueryMistake {
        let what = format!("there is no field {}", quoted(name));
        let mistake = QueryMistake::new(self.name_at.clone(), what);
        if let Some((_, ours)) = FIELDS_OF_OTHER_PROGRAMS.iter().find(|(theirs, _)| *theirs == name) {
            return mistake.hint(format!("write {ours}"));
        }
        let known: Vec<String> = FIELDS.iter().map(|(name, _)| format!("{name}:")).collect();
        let otherwise =
            format!("fields are {}; put it in quotation marks to search for the words", known.join(" "));
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        mistake.did_you_mean(name, &known, &otherwise)
    }
}
