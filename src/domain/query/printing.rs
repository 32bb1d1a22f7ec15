//! Writes a search in the query language, so that parsing it gives the same search.

use super::letters::{is_bare, is_quote};
use super::{Clause, NameField, RecordingWanted, State, WordMatch};

/// The search in the query language.
pub(super) fn print(clause: &Clause) -> String {
    match clause {
        Clause::All(clauses) => join(clauses, " ", operand),
        alone => operand(alone),
    }
}

fn join(clauses: &[Clause], between: &str, print: impl Fn(&Clause) -> String) -> String {
    clauses.iter().map(print).collect::<Vec<_>>().join(between)
}

/// A clause that may stand beside others.
fn operand(clause: &Clause) -> String {
    match clause {
        Clause::Any(clauses) => join(clauses, " or ", unit),
        other => unit(other),
    }
}

/// A clause that may stand anywhere.
fn unit(clause: &Clause) -> String {
    match clause {
        Clause::All(_) | Clause::Any(_) => format!("({})", print(clause)),
        Clause::Not(inner) => {
            let inner = unit(inner);
            if inner.starts_with('-') { format!("-({inner})") } else { format!("-{inner}") }
        }
        Clause::InHeadline => "in:headline".to_owned(),
        Clause::InHighlights => "in:highlights".to_owned(),
        Clause::Word(word, WordMatch::Prefix) => format!("{word}*"),
        Clause::Word(word, WordMatch::Typing) if is_or(word.as_str()) => format!("\"{word}\""),
        Clause::Word(word, WordMatch::Exact | WordMatch::Typing) => word.to_string(),
        Clause::Phrase(words) => format!("\"{words}\""),
        Clause::Pattern(pattern) => format!("/{}/", pattern.as_str()),
        Clause::FromFeed(name) => field("feed", name.as_str()),
        Clause::InFolder(name) => field("folder", name.as_str()),
        Clause::HasRecording(RecordingWanted::Audio) => "has:audio".to_owned(),
        Clause::HasRecording(RecordingWanted::Video) => "has:video".to_owned(),
        Clause::HasRecording(RecordingWanted::Any) => "has:recording".to_owned(),
        Clause::ReadOn(days) => format!("read:{days}"),
        Clause::FieldWords(field, names, reach) => names_of(*field, names.as_str(), *reach),
        Clause::InLanguage(language) => field("lang", language.as_str()),
        Clause::Is(State::Unread) => "is:unread".to_owned(),
        Clause::Is(State::Read) => "is:read".to_owned(),
        Clause::Is(State::Bookmarked) => "is:bookmarked".to_owned(),
        Clause::Is(State::Muted) => "is:muted".to_owned(),
        Clause::Is(State::New) => "is:new".to_owned(),
        Clause::HasNote => "has:note".to_owned(),
        Clause::HasHighlight => "has:highlight".to_owned(),
        Clause::Tagged(tag) => field("tag", tag.as_str()),
        Clause::Before(day) => format!("before:{day}"),
        Clause::After(day) => format!("after:{day}"),
        Clause::PublishedWithin(span) => format!("last:{span}"),
    }
}

/// The word that stands between alternatives.
pub(super) const fn is_or(word: &str) -> bool {
    word.eq_ignore_ascii_case("or")
}

fn names_of(names: NameField, value: &str, word_match: WordMatch) -> String {
    let name = match names {
        NameField::Author => "author",
        NameField::Section => "section",
        NameField::Site => "site",
        NameField::Topic => "topic",
    };
    match word_match {
        WordMatch::Prefix => format!("{name}:{value}*"),
        WordMatch::Exact | WordMatch::Typing => field(name, value),
    }
}

fn field(name: &str, value: &str) -> String {
    debug_assert!(!value.chars().any(is_quote), "no value can hold a quotation mark");
    let is_plain = value.chars().all(is_bare) && !value.starts_with("//") && !value.ends_with('*');
    if is_plain { format!("{name}:{value}") } else { format!("{name}:\"{value}\"") }
}
