//! Finds the words of a search in a text, to be marked there.

use std::ops::Range;

use super::{Clause, Pattern, Query, WordMatch};
use crate::text::{each_folded_word_at, folded_words};

/// Consecutive words that a search asks for.
#[derive(Debug)]
struct SoughtWords {
    words: Vec<String>,
    word_match: WordMatch,
}

impl SoughtWords {
    /// Whether a word matches the one at this position of the row.
    fn matches_at(&self, place: usize, word: &str) -> bool {
        let is_last = place + 1 == self.words.len();
        self.words.get(place).is_some_and(|wanted| match self.word_match {
            WordMatch::Prefix | WordMatch::Typing if is_last => word.starts_with(wanted.as_str()),
            WordMatch::Exact | WordMatch::Prefix | WordMatch::Typing => word == wanted,
        })
    }
}

/// A partial match in the text.
struct PartialMatch {
    sought_index: usize,
    matched: usize,
    start: usize,
}

impl Query {
    /// The characters of a text that match words of the search, none that are excluded; in a headline also
    /// those asked of headlines alone. Whole words match, and beginnings only where asked for.
    pub fn match_ranges(&self, text: &str, is_headline: bool) -> Vec<Range<usize>> {
        let sought = self.sought(is_headline);
        let mut places: Vec<Range<usize>> = Vec::new();
        self.clause.each_pattern(false, &mut |pattern, in_headline| {
            if is_headline || !in_headline {
                places.extend(pattern.match_ranges(text));
            }
        });
        if sought.is_empty() {
            return merged(places);
        }
        let mut begun: Vec<PartialMatch> = Vec::new();
        each_folded_word_at(text, |folded, place| {
            begun.extend((0..sought.len()).map(|which| PartialMatch {
                sought_index: which,
                matched: 0,
                start: place.start,
            }));
            begun.retain_mut(|row| {
                let Some(wanted) = sought.get(row.sought_index) else { return false };
                let goes_on = wanted.matches_at(row.matched, folded);
                row.matched += 1;
                if goes_on && row.matched == wanted.words.len() {
                    places.push(row.start..place.end);
                }
                goes_on && row.matched < wanted.words.len()
            });
        });
        merged(places)
    }

    fn sought(&self, is_headline: bool) -> Vec<SoughtWords> {
        let mut sought = Vec::new();
        self.clause.each_sought(false, &mut |text, reach, in_headline| {
            let words = folded_words(text);
            if (is_headline || !in_headline) && !words.is_empty() {
                sought.push(SoughtWords { words, word_match: reach });
            }
        });
        sought
    }

    /// The word that is being typed.
    pub fn word_being_typed(&self) -> Option<&str> {
        let mut begun = None;
        self.clause.each_sought(false, &mut |text, reach, _| {
            if reach == WordMatch::Typing {
                begun = Some(text);
            }
        });
        begun
    }

    /// The only word or phrase of the search, as it was written.
    pub fn only_words(&self) -> Option<&str> {
        let mut all = Vec::new();
        self.clause.each_sought(false, &mut |text, _, _| all.push(text));
        all.pop().filter(|_| all.is_empty())
    }
}

impl Clause {
    /// Whether the clause limits the words beside it to a field.
    pub(super) const fn is_scope(&self) -> bool {
        matches!(self, Self::InHeadline | Self::InHighlights)
    }

    /// Visits the words that are asked of a text, how much of the last of them is written, and whether they are
    /// asked of its headline alone.
    fn each_sought<'clause>(
        &'clause self,
        in_headline: bool,
        visit: &mut dyn FnMut(&'clause str, WordMatch, bool),
    ) {
        match self {
            Self::All(clauses) | Self::Any(clauses) => {
                let in_headline = in_headline || clauses.contains(&Self::InHeadline);
                for clause in clauses {
                    clause.each_sought(in_headline, visit);
                }
            }
            Self::Word(words, reach) => visit(words.as_str(), *reach, in_headline),
            Self::Phrase(words) => visit(words.as_str(), WordMatch::Exact, in_headline),
            Self::Not(_)
            | Self::InHeadline
            | Self::InHighlights
            | Self::Pattern(_)
            | Self::FromFeed(_)
            | Self::InFolder(_)
            | Self::HasRecording(_)
            | Self::ReadOn(_)
            | Self::FieldWords(..)
            | Self::InLanguage(_)
            | Self::Is(_)
            | Self::HasNote
            | Self::HasHighlight
            | Self::Tagged(_)
            | Self::Before(_)
            | Self::After(_)
            | Self::PublishedWithin(_) => {}
        }
    }

    /// Visits the regular expressions that are asked of a text, and whether they are asked of its headline alone.
    fn each_pattern<'clause>(
        &'clause self,
        in_headline: bool,
        visit: &mut dyn FnMut(&'clause Pattern, bool),
    ) {
        match self {
            Self::All(clauses) | Self::Any(clauses) => {
                let in_headline = in_headline || clauses.contains(&Self::InHeadline);
                for clause in clauses {
                    clause.each_pattern(in_headline, visit);
                }
            }
            Self::Pattern(pattern) => visit(pattern, in_headline),
            _ => {}
        }
    }
}

/// The places in their order, overlapping ones joined.
fn merged(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|place| place.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for place in places {
        match merged.last_mut() {
            Some(last) if place.start < last.end => last.end = last.end.max(place.end),
            _ => merged.push(place),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(search: &str, text: &str, is_headline: bool) -> Vec<String> {
        let query = Query::parse(search).unwrap();
        let letters: Vec<char> = text.chars().collect();
        query
            .match_ranges(text, is_headline)
            .into_iter()
            .map(|place| letters[place].iter().collect())
            .collect()
    }

    #[test]
    fn whole_words_are_marked_and_beginnings_where_they_were_asked_for() {
        let text = "Floods: the FLOOD left no boat afloat; Łódź floods.";

        assert_eq!(marked("flood", text, false), ["FLOOD"]);
        assert_eq!(marked("flood* lodz", text, false), ["Floods", "FLOOD", "Łódź", "floods"]);
        assert_eq!(marked("\"the flood\" flood", text, false), ["the FLOOD"]);
        assert_eq!(marked("-flood boat", text, false), ["boat"]);
    }

    #[test]
    fn a_word_with_signs_in_it_is_a_row_of_words() {
        assert_eq!(marked("covid-19", "COVID 19 and COVID-19, not covid", false), ["COVID 19", "COVID-19"]);
        assert_eq!(marked("地震", "東京で地震", false), ["地震"]);
    }

    #[test]
    fn matches_of_a_regular_expression_are_marked() {
        assert_eq!(marked("/brid?g[es]+/", "Łódź: BRIDGES and bridge", false), ["BRIDGES", "bridge"]);
        assert_eq!(marked("title:/^why/", "Why the toll", true), ["Why"]);
        assert_eq!(marked("title:/^why/ toll", "Why the toll", false), ["toll"]);
    }

    #[test]
    fn words_for_the_headline_are_marked_in_headlines_alone() {
        assert_eq!(marked("(in:headline with over) toll", "with the toll", false), ["toll"]);
        assert_eq!(marked("(in:headline with over) toll", "with the toll", true), ["with", "toll"]);
    }
}
