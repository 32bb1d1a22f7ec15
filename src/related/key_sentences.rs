//! The most telling sentences of an article, for a summary of a few words.

use std::collections::HashSet;

use super::article_terms::TermReader;
use super::document_frequencies::DocumentFrequencies;
use super::novelty::{is_a_list_of_names, is_dateline, sentences};
use super::term::Term;
use crate::domain::Article;

/// The sentences at the beginning among which the most telling is sought: later ones depend on what was said
/// before them.
const LOOKED_AT: usize = 6;

/// The factor of weight for each sentence before.
const LATER: f64 = 0.85;

/// Words added to the length of a sentence, so that short ones do not win by their brevity.
const LENIENCE: f64 = 10.0;

/// The fewest letters of a sentence; shorter ones are calls, captions and remarks.
const SHORTEST: usize = 24;

/// Letters of the shortest place that a dateline names, and of the longest dateline.
const SHORTEST_PLACE: usize = 3;
const LONGEST_DATELINE: usize = 60;

/// The sentence near the beginning of an article of most weight for its length; `None` where it has no text.
pub fn telling_sentence(
    article: &Article,
    frequencies: &DocumentFrequencies,
    term_reader: &mut TermReader,
) -> Option<String> {
    let reading = term_reader.read_beginning(article);
    let articles = frequencies.articles_in(reading.stemming);
    let headline: HashSet<Term> = reading.headline.iter().copied().collect();
    let mut best: Option<(f64, String)> = None;
    let mut standing = 1.0;
    for sentence in beginning(article).take(LOOKED_AT) {
        let terms = term_reader.terms(reading.stemming, &sentence);
        let mut seen = HashSet::new();
        let distinct = terms.iter().filter(|term| seen.insert(**term));
        // A word of the headline counts half.
        let weight = |term: &Term| if headline.contains(term) { 0.5 } else { 1.0 };
        let weight: f64 =
            distinct.map(|term| frequencies.rarity(*term, articles) * term.weight() * weight(term)).sum();
        let length = u32::try_from(terms.len()).map_or(f64::MAX, f64::from);
        let weight = standing * weight / (length + LENIENCE).sqrt();
        if best.as_ref().is_none_or(|(most, _)| weight > *most) {
            best = Some((weight, sentence));
        }
        standing *= LATER;
    }
    best.map(|(_, sentence)| sentence)
}

/// The first sentences of an article, together at most about `letters` long; at least one where there is any.
pub fn first_sentences(article: &Article, letters: usize) -> String {
    let mut text = String::new();
    for sentence in beginning(article) {
        if !text.is_empty() && text.len() + sentence.len() > letters {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&sentence);
    }
    text
}

/// The sentences from the beginning, without datelines, lists of names, and repetitions of the headline.
fn beginning(article: &Article) -> impl Iterator<Item = String> {
    let headline = article.headline.to_string();
    let mut said = HashSet::new();
    let bare = sentences(article).into_iter().map(|sentence| without_dateline(&sentence).to_owned());
    bare.filter(move |sentence| {
        sentence.len() >= SHORTEST
            && !is_dateline(sentence)
            && !is_a_list_of_names(sentence)
            && sentence.trim_end_matches('.') != headline
            && said.insert(sentence.clone())
    })
}

/// A sentence without the place and the agency before it: "LONDON (AP) — ".
fn without_dateline(sentence: &str) -> &str {
    let Some((before, after)) = sentence.split_once(['—', '–']).or_else(|| sentence.split_once(" - "))
    else {
        return sentence;
    };
    let place = before.split([' ', ',']).next().unwrap_or_default();
    let is_place = place.chars().count() >= SHORTEST_PLACE && place.chars().all(char::is_uppercase);
    if is_place && before.chars().count() <= LONGEST_DATELINE { after.trim_start() } else { sentence }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Block, Body, Text};

    fn told(text: &str) -> Article {
        Article {
            headline: "Marram Bridge shut".into(),
            body: Body(vec![Block::Paragraph { text: Text::plain(text) }]),
            ..Article::default()
        }
    }

    #[test]
    fn the_key_sentence_is_neither_a_remark_nor_a_dateline() {
        let article = told(
            "ALDMOUTH, May 7 (Halyard). It was a day like any other. Marram Bridge was shut at dawn after divers \
             found a crack of 38 centimetres in its main girder. Nobody knows more.",
        );

        let found = telling_sentence(&article, &DocumentFrequencies::default(), &mut TermReader::default());

        assert!(found.is_some_and(|sentence| sentence.starts_with("Marram Bridge was shut at dawn")));
    }

    #[test]
    fn a_dateline_before_a_sentence_is_left_out() {
        assert_eq!(without_dateline("LONDON (AP) — The quay is dry."), "The quay is dry.");
        assert_eq!(without_dateline("Divers – two of them – saw it."), "Divers – two of them – saw it.");
        assert_eq!(without_dateline("PARIS, May 7 - It rained."), "It rained.");
    }

    #[test]
    fn first_sentences_are_whole_and_as_many_as_fit() {
        let article = told(
            "Marram Bridge was shut at dawn. Divers found a crack in its girder. Ferries will carry nurses over.",
        );

        assert_eq!(
            first_sentences(&article, 70),
            "Marram Bridge was shut at dawn. Divers found a crack in its girder."
        );
        assert_eq!(first_sentences(&article, 1), "Marram Bridge was shut at dawn.");
        assert_eq!(first_sentences(&told(""), 70), "");
    }
}
