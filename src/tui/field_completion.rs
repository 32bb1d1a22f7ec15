//! The completions of the last word of a search: the names of fields, and the values of a field.

use super::ask::CompletionSource;
use super::command::Candidate;
use crate::domain::{NameField, field_names, field_values};
use crate::words::Words;

/// Letters from which a word is completed to the name of a field.
const FEWEST: usize = 2;

/// The source of the values of the field at the end of a search, where only the collection knows them.
pub fn completion_source(search: &str) -> Option<CompletionSource> {
    let (field, _) = last(search).1.split_once(':')?;
    match field {
        "tag" => Some(CompletionSource::Tags),
        "site" => Some(CompletionSource::Publications),
        "section" => Some(CompletionSource::Sections),
        "feed" => Some(CompletionSource::Feeds),
        "folder" => Some(CompletionSource::Folders),
        "lang" => Some(CompletionSource::Languages),
        "author" => Some(CompletionSource::Names(NameField::Author)),
        "topic" => Some(CompletionSource::Names(NameField::Topic)),
        _ => None,
    }
}

/// The completions of a search; `known` are the values of its [`completion_source`], with their descriptions.
pub fn candidates(search: &str, known: &[(String, String)], words: Words) -> Vec<Candidate> {
    let (kept, last) = last(search);
    let Some((field, value)) = last.split_once(':') else {
        let names = field_names().filter(|name| last.len() >= FEWEST && name.starts_with(last));
        return names.map(|name| name_candidate(kept, name, words)).collect();
    };
    let value = value.trim_start_matches('"').to_lowercase();
    let goes_on = |word: &str| word.to_lowercase().starts_with(&value) && word.to_lowercase() != value;
    let candidate = |word: &str, about: &str| {
        let written =
            if word.contains(char::is_whitespace) { format!("\"{word}\"") } else { word.to_owned() };
        let line = format!("{kept}{field}:{written} ");
        Candidate { line, name: format!("{field}:{written}"), about: about.to_owned() }
    };
    let fixed = field_values(field);
    if !fixed.is_empty() {
        return fixed.into_iter().filter(|word| goes_on(word)).map(|word| candidate(word, "")).collect();
    }
    let known = known.iter().filter(|(word, _)| goes_on(word));
    known.map(|(word, about)| candidate(word, about)).collect()
}

/// Every field, after the text so far.
pub fn all(search: &str, words: Words) -> Vec<Candidate> {
    field_names().map(|name| name_candidate(search, name, words)).collect()
}

fn name_candidate(kept: &str, name: &str, words: Words) -> Candidate {
    Candidate {
        line: format!("{kept}{name}:"),
        name: format!("{name}:"),
        about: about(name, words).to_owned(),
    }
}

/// The text before the last word, and the last word without the signs before it.
fn last(search: &str) -> (&str, &str) {
    let is_inside = search.matches('"').count() % 2 == 1;
    let upto = if is_inside { search.rfind('"').unwrap_or_default() } else { search.len() };
    let from = search.get(..upto).and_then(|before| before.rfind([' ', '(', '-'])).map_or(0, |at| at + 1);
    search.split_at_checked(from).unwrap_or((search, ""))
}

/// The description of a field.
fn about(name: &str, words: Words) -> &'static str {
    match name {
        "author" => words.field_author(),
        "title" => words.field_title(),
        "site" => words.field_site(),
        "section" => words.field_section(),
        "topic" => words.field_topic(),
        "lang" => words.field_lang(),
        "is" => words.field_is(),
        "has" => words.field_has(),
        "feed" => words.field_feed(),
        "folder" => words.field_folder(),
        "read" => words.field_read(),
        "tag" => words.field_tag(),
        "before" => words.field_before(),
        "after" => words.field_after(),
        "last" => words.field_last(),
        "in" => words.field_in(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Words = Words::english();

    fn lines(search: &str, known: &[(&str, &str)]) -> Vec<String> {
        let known: Vec<_> =
            known.iter().map(|(word, about)| ((*word).to_owned(), (*about).to_owned())).collect();
        candidates(search, &known, WORDS).into_iter().map(|one| one.line).collect()
    }

    #[test]
    fn a_field_is_completed_from_its_beginning_wherever_it_stands() {
        assert_eq!(lines("flood ha", &[]), ["flood has:"]);
        assert_eq!(lines("(flood or -au", &[]), ["(flood or -author:"]);
        assert_eq!(lines("f", &[]), Vec::<String>::new());
        assert_eq!(lines("flood", &[]), Vec::<String>::new());
    }

    #[test]
    fn values_are_completed_from_those_there_are() {
        assert_eq!(lines("in:h", &[]), ["in:headline ", "in:highlights "]);
        let known = [("The Verge", "publication"), ("Metro", "publication")];
        assert_eq!(lines("flood site:the", &known), ["flood site:\"The Verge\" "]);
        assert_eq!(lines("site:\"the v", &known), ["site:\"The Verge\" "]);
        assert_eq!(completion_source("flood site:the"), Some(CompletionSource::Publications));
        assert_eq!(completion_source("section:t"), Some(CompletionSource::Sections));
        assert_eq!(completion_source("flood tag:c"), Some(CompletionSource::Tags));
        assert_eq!(completion_source("lang:"), Some(CompletionSource::Languages));
        assert_eq!(completion_source("tag:c flood"), None);
    }

    #[test]
    fn every_field_has_a_description() {
        let fields = all("", WORDS);

        assert!(fields.iter().any(|field| field.name == "title:"));
        assert!(fields.iter().all(|candidate| !candidate.about.is_empty()));
    }
}
