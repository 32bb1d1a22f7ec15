//! The novelty of a text: the sentence with the most telling words that no earlier text has.

use std::collections::HashSet;

use unicode_segmentation::UnicodeSegmentation as _;

use super::article_terms::TermReader;
use super::document_frequencies::DocumentFrequencies;
use super::term::Term;
use crate::domain::{Article, Block, is_line_of_facts};

/// The fewest new telling words of a sentence.
const FEWEST: usize = 2;

/// The fewest words in small letters of a sentence that is more than names and numbers.
const FEWEST_SMALL: usize = 3;

/// Words added to the length of a sentence, so that short ones do not win by their brevity.
const LENIENCE: f64 = 6.0;

/// The least rarity of a telling term.
const LEAST_RARITY: f64 = 2.3;

/// The sentences of a text that are examined.
const LOOKED_AT: usize = 120;

/// The telling words of the articles of a story so far.
#[derive(Default)]
pub struct Novelty {
    known_terms: HashSet<Term>,
}

impl Novelty {
    /// The sentence by which an article adds most to those before it; of the first article its beginning. The
    /// words of the article count as known from now on.
    pub fn add(
        &mut self,
        article: &Article,
        frequencies: &DocumentFrequencies,
        term_reader: &mut TermReader,
    ) -> Option<String> {
        let is_first = self.known_terms.is_empty();
        let sentences = sentences(article);
        let reading = term_reader.read(article);
        let articles = frequencies.articles_in(reading.stemming);
        let rarity = |term: Term| frequencies.rarity(term, articles) * term.weight();
        let added = if is_first {
            sentences.iter().find(|sentence| !is_dateline(sentence)).or(sentences.first()).cloned()
        } else {
            let telling = sentences.into_iter().filter(|sentence| !is_a_list_of_names(sentence));
            let weighed = telling.map(|sentence| {
                let terms = term_reader.terms(reading.stemming, &sentence);
                (self.weight(&terms, &rarity), sentence)
            });
            let best = weighed.max_by(|(one, _), (other, _)| one.total_cmp(other));
            best.filter(|(weight, _)| *weight > 0.0).map(|(_, sentence)| sentence)
        };
        self.known_terms.extend(reading.headline.iter().chain(&reading.body));
        added
    }

    /// The weight of a sentence for its length.
    fn weight(&self, terms: &[Term], rarity: &impl Fn(Term) -> f64) -> f64 {
        let mut seen = HashSet::new();
        let is_new = |term: &&Term| {
            !self.known_terms.contains(*term) && seen.insert(**term) && rarity(**term) > LEAST_RARITY
        };
        let new: Vec<f64> = terms.iter().filter(is_new).map(|term| rarity(*term)).collect();
        let length = u32::try_from(terms.len()).map_or(f64::MAX, f64::from);
        if new.len() < FEWEST { 0.0 } else { new.iter().sum::<f64>() / (length + LENIENCE).sqrt() }
    }
}

/// Whether a sentence is only names and numbers, such as "ALDMOUTH, May 7 (Halyard).", in a script with
/// capitals.
pub(super) fn is_dateline(sentence: &str) -> bool {
    let begins_small = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
    let has_capitals = sentence.chars().any(char::is_uppercase);
    has_capitals && sentence.unicode_words().filter(begins_small).count() < FEWEST_SMALL
}

/// Whether most words of a sentence are names, as in a list of participants: every name is new, and none
/// is informative. In any other sentence of a language with capitals, at least two of five words begin small.
pub(super) fn is_a_list_of_names(sentence: &str) -> bool {
    let begins_small = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
    let has_capitals = sentence.chars().any(char::is_uppercase);
    let (words, small) =
        (sentence.unicode_words().count(), sentence.unicode_words().filter(begins_small).count());
    has_capitals && small * 5 < words * 2
}

/// The sentences of the standfirst and of the running text.
pub(super) fn sentences(article: &Article) -> Vec<String> {
    let mut pieces: Vec<String> = article.standfirst.iter().map(ToString::to_string).collect();
    for block in article.body.blocks() {
        if let Block::Paragraph { text } = block {
            pieces.push(text.to_plain());
        }
    }
    pieces.retain(|piece| !is_line_of_facts(piece));
    let of = |piece: String| -> Vec<String> {
        piece.unicode_sentences().map(|sentence| sentence.trim().to_owned()).collect()
    };
    pieces.into_iter().flat_map(of).filter(|sentence| !sentence.is_empty()).take(LOOKED_AT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Body, Text};

    fn told(text: &str) -> Article {
        Article {
            headline: "Marram Bridge shut".into(),
            body: Body(vec![Block::Paragraph { text: Text::plain(text) }]),
            ..Article::default()
        }
    }

    #[test]
    fn the_first_report_adds_its_beginning_and_the_others_their_new_sentences() {
        let (frequencies, mut term_reader, mut novelty) =
            (DocumentFrequencies::default(), TermReader::default(), Novelty::default());
        let mut add = |text: &str| novelty.add(&told(text), &frequencies, &mut term_reader);

        let first = add("Marram Bridge was shut at dawn. A crack was found in a girder.");
        let second = add("A crack was found in a girder. Ferries from Oxelby will carry nurses.");
        let third = add("A crack was found in a girder at dawn.");

        assert_eq!(first.as_deref(), Some("Marram Bridge was shut at dawn."));
        assert_eq!(second.as_deref(), Some("Ferries from Oxelby will carry nurses."));
        assert_eq!(third, None);
    }

    #[test]
    fn a_list_of_those_who_took_part_adds_nothing() {
        let (frequencies, mut term_reader, mut novelty) =
            (DocumentFrequencies::default(), TermReader::default(), Novelty::default());
        let mut add = |text: &str| novelty.add(&told(text), &frequencies, &mut term_reader);
        add("Marram Bridge was shut at dawn.");

        let added = add(
            "Ferries will carry nurses. Ana Lens, Tomas Reyl, Ines Calder, Jon Wick and Mara Olin reported.",
        );

        assert_eq!(added.as_deref(), Some("Ferries will carry nurses."));
    }

    #[test]
    fn a_dateline_is_not_the_sentence_of_the_first_report() {
        let (frequencies, mut term_reader, mut novelty) =
            (DocumentFrequencies::default(), TermReader::default(), Novelty::default());

        let first = novelty.add(
            &told("HAVNVIK, Skerran Islands, Oct 8 (Halyard). The crack in the girder was found at dawn."),
            &frequencies,
            &mut term_reader,
        );

        assert!(first.is_some_and(|told| told.contains("found at dawn")));
    }
}
