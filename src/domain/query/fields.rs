//! Fields: what stands after their colon, and what it means.

use super::dates;
use super::mistake::{QueryMistake, quoted};
use super::written::Written;
use super::{Clause, NameField, State};
use crate::domain::Language;

const KNOWN: &[&str] = &[
    "author:", "site:", "section:", "topic:", "lang:", "is:", "has:", "tag:", "before:", "after:", "last:",
    "in:",
];

const ALL: &str = "fields are author: site: section: topic: lang: is: has: tag: before: after: last: and in:headline; \
                   in quotation marks it is searched for as words";

/// What other programs call our fields.
const ELSEWHERE: &[(&str, &str)] = &[
    ("by", "author:"),
    ("byline", "author:"),
    ("category", "section:"),
    ("date", "after:2024-01-15, before:2024-02 or last:7d"),
    ("from", "author:, or site:"),
    ("headline", "in:headline and the words"),
    ("intitle", "in:headline and the words"),
    ("keyword", "topic:"),
    ("label", "tag:"),
    ("language", "lang:"),
    ("paper", "site:"),
    ("publication", "site:"),
    ("since", "after:"),
    ("source", "site:"),
    ("title", "in:headline and the words"),
    ("until", "before:"),
];

/// What a field asks.
pub(super) fn clause(field: &Written) -> Result<Clause, QueryMistake> {
    match field.name.to_lowercase().as_str() {
        "author" => field.names(NameField::Author),
        "section" => field.names(NameField::Section),
        "site" => field.names(NameField::Site),
        "topic" => field.names(NameField::Topic),
        "tag" => field.text("tag:5g").map(Clause::Tagged),
        "lang" => field.language(),
        "is" => field.state(),
        "has" => field.one_of(&[("note", Clause::HasNote)]),
        "in" => field.one_of(&[("headline", Clause::InHeadline)]),
        "before" => dates::day(field).map(Clause::Before),
        "after" => dates::day(field).map(Clause::After),
        "last" => dates::span(field).map(Clause::Last),
        unknown => Err(field.unknown(unknown)),
    }
}

impl Written {
    fn names(&self, field: NameField) -> Result<Clause, QueryMistake> {
        let example = match field {
            NameField::Author => "author:oliver or author:\"dan oliver\"",
            NameField::Section => "section:world",
            NameField::Site => "site:gazette or site:bbc.co.uk",
            NameField::Topic => "topic:5g",
        };
        self.text(example).map(|names| Clause::Names(field, names, self.reach))
    }

    fn language(&self) -> Result<Clause, QueryMistake> {
        let value = self.text("lang:en")?;
        Language::parse(value.as_str()).map(Clause::In).ok_or_else(|| {
            let what = format!("{} is no language tag", quoted(value.as_str()));
            QueryMistake::new(self.value_at.clone(), what)
                .hint("write two letters, such as lang:en or lang:pt-BR")
        })
    }

    fn state(&self) -> Result<Clause, QueryMistake> {
        self.one_of(&[
            ("unread", Clause::Is(State::Unread)),
            ("read", Clause::Is(State::Read)),
            ("bookmarked", Clause::Is(State::Bookmarked)),
        ])
    }

    /// One of a few words and what each asks.
    fn one_of(&self, meanings: &[(&str, Clause)]) -> Result<Clause, QueryMistake> {
        let known: Vec<&str> = meanings.iter().map(|(word, _)| *word).collect();
        let name = self.name.to_lowercase();
        let value = self.text(&format!("{name}:{}", known.first().unwrap_or(&"")))?;
        let found = meanings.iter().find(|(word, _)| value.as_str().eq_ignore_ascii_case(word));
        found.map(|(_, clause)| clause.clone()).ok_or_else(|| {
            let what = format!("{name}: does not know {}", quoted(value.as_str()));
            let all: Vec<String> = known.iter().map(|word| format!("{name}:{word}")).collect();
            let otherwise = format!("write {}", all.join(", "));
            QueryMistake::new(self.value_at.clone(), what).did_you_mean(value.as_str(), &known, &otherwise)
        })
    }

    fn unknown(&self, name: &str) -> QueryMistake {
        let what = format!("no field is called {}", quoted(name));
        let mistake = QueryMistake::new(self.name_at.clone(), what);
        match ELSEWHERE.iter().find(|(theirs, _)| *theirs == name) {
            Some((_, ours)) => mistake.hint(format!("write {ours}")),
            None => mistake.did_you_mean(name, KNOWN, ALL),
        }
    }
}
