//! An article's words beside their terms: which are adjacent, and which are written as names.

use super::piece::Piece;
use crate::domain::Article;
use crate::related::article_terms::ArticleTerms;
use crate::related::term::{Stemming, Term};
use crate::related::term_counts::TermCounts;

/// The words of an article as they are spelt, with their terms.
#[derive(Debug)]
pub struct SpelledArticle {
    pub(super) stemming: Stemming,
    /// The terms with their counts, sorted by term.
    pub(super) counts: Vec<(Term, f64)>,
    /// The text and the headline.
    pub(super) pieces: [Piece; 2],
    /// Whether the article is a bare headline.
    pub(super) is_bare: bool,
    /// Pairs of adjacent terms, sorted.
    pairs: Vec<(Term, Term)>,
    /// The terms of uncapitalised words, sorted.
    small: Vec<Term>,
    /// The terms of words capitalised within a sentence, sorted.
    names: Vec<Term>,
}

impl SpelledArticle {
    /// The words of an article with their terms, in order.
    pub fn of(article: &Article, terms: &ArticleTerms) -> Self {
        let pieces = [
            Piece::of(terms.text(article), &terms.body, true),
            Piece::of(article.headline.to_string(), &terms.headline, false),
        ];
        let mut spelt = Self {
            stemming: terms.stemming,
            counts: TermCounts::of(terms).terms,
            is_bare: terms.is_bare(),
            pieces,
            pairs: Vec::new(),
            small: Vec::new(),
            names: Vec::new(),
        };
        spelt.note();
        spelt
    }

    fn note(&mut self) {
        for piece in &self.pieces {
            let befores = [None].into_iter().chain(piece.words.iter().map(Some));
            for (before, word) in befores.zip(&piece.words) {
                if let Some(before) = before.filter(|_| word.is_joined) {
                    self.pairs.push((before.term, word.term));
                }
                if !word.is_capitalised {
                    self.small.push(word.term);
                } else if piece.is_text
                    && !word.is_titled
                    && before.is_some_and(|before| piece.is_within_a_sentence(*before, *word))
                {
                    self.names.push(word.term);
                }
            }
        }
        self.pairs.sort_unstable();
        self.small.sort_unstable();
        self.names.sort_unstable();
    }

    pub(super) fn has(&self, term: Term) -> bool {
        self.counts.binary_search_by_key(&term, |(known, _)| *known).is_ok()
    }

    pub(super) fn has_pair(&self, one: Term, other: Term) -> bool {
        self.pairs.binary_search(&(one, other)).is_ok()
    }

    pub(super) fn seen_small(&self, term: Term) -> bool {
        self.small.binary_search(&term).is_ok()
    }

    pub(super) fn seen_as_name(&self, term: Term) -> bool {
        self.names.binary_search(&term).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Block, Body, Text};
    use crate::related::{DocumentFrequencies, TermReader, shared_words};

    fn spelt(headline: &str, text: &str) -> SpelledArticle {
        let body = Body(vec![Block::Paragraph { text: Text::plain(text) }]);
        let article = Article { headline: headline.into(), body, ..Article::default() };
        SpelledArticle::of(&article, &TermReader::default().read(&article))
    }

    fn common(one: &SpelledArticle, other: &SpelledArticle) -> Vec<String> {
        shared_words(one, other, &DocumentFrequencies::default(), 3)
    }

    #[test]
    fn names_are_whole_and_go_without_titles() {
        let one = spelt(
            "Runoff",
            "On Tuesday voters chose Sen. Cindy Hyde-Smith over Mike Espy, whom Frank W. Lowen supports.",
        );
        let other =
            spelt("Vote", "It was Mrs. Cindy Hyde-Smith who won, said Frank W. Lowen of the Bank of Marram.");

        let named = common(&one, &other);

        assert_eq!(named.len(), 2, "{named:?}");
        assert!(named.iter().any(|name| name == "Cindy Hyde-Smith"), "{named:?}");
        assert!(named.iter().any(|name| name == "Frank W. Lowen"), "{named:?}");
    }

    #[test]
    fn small_words_within_a_name_belong_to_it() {
        let one = spelt("Rates", "The move by the Bank of Marram came early in the ferry season.");
        let other = spelt("Money", "Critics of the Bank of Marram had waited long.");

        assert_eq!(common(&one, &other), ["Bank of Marram"]);
    }

    #[test]
    fn a_phrase_that_stands_in_both_texts_comes_before_its_words() {
        let one = spelt("Court", "The judges upheld the travel ban, and the ferry sailed.");
        let other = spelt("Ruling", "A ban on ferries is no travel ban, they said.");

        assert_eq!(common(&one, &other)[0], "travel ban");
    }

    #[test]
    fn a_word_is_no_name_for_standing_in_a_headline_with_capitals_and_a_name_has_one_form() {
        let one =
            spelt("Korea Plumes Seen Again", "Scientists saw plumes over Korea, where Korean divers swam.");
        let other = spelt("Plumes", "The plumes over Korea were seen by a Korean ferry.");

        let named = common(&one, &other);

        assert_eq!(named.iter().filter(|name| name.starts_with("Korea")).count(), 1, "{named:?}");
        assert!(named.contains(&"plumes".to_owned()), "{named:?}");
    }

    #[test]
    fn words_that_always_accompany_a_name_belong_to_it_and_days_do_not() {
        let one = spelt("Crash", "A driver fled on Monday after a crash outside Lowen's Club in Marram.");
        let other = spelt("Driver", "The crash near Lowen's Club was on Monday, and Ana's boat saw it.");

        let named = common(&one, &other);

        assert!(named.iter().any(|name| name == "Lowen's Club"), "{named:?}");
        assert!(!named.iter().any(|name| name.contains("Monday")), "{named:?}");
    }

    #[test]
    fn letters_cut_off_by_an_apostrophe_are_not_named() {
        let one = spelt("Ferry", "Don’t take the ferry, it doesn’t sail.");
        let other = spelt("Harbour", "Don’t wait. The ferry doesn’t come.");

        assert_eq!(common(&one, &other), ["ferry"]);
    }

    #[test]
    fn a_hyphen_joins_words_of_a_name_and_of_a_phrase() {
        let one = spelt("Charge", "He was charged with first-degree murder, said Lee Marn-ok on the ferry.");
        let other = spelt("Court", "The first-degree murder of Lee Marn-ok shook the harbour.");

        let named = common(&one, &other);

        assert!(named.iter().any(|name| name == "Lee Marn-ok"), "{named:?}");
        assert!(named.iter().any(|name| name == "first-degree murder"), "{named:?}");
    }

    #[test]
    fn a_part_of_a_longer_name_is_none() {
        let one = spelt("Island", "An island in Lake Malaren is for sale, and Ana Lowen wants it.");
        let other = spelt("Sale", "Ana Lowen looked at the island in Lake Mälaren.");

        let named = common(&one, &other);

        assert_eq!(named[0], "Ana Lowen");
        assert!(!named.contains(&"Lake".to_owned()), "{named:?}");
    }

    #[test]
    fn a_verb_of_a_headline_and_an_office_end_a_name_and_an_adjective_of_a_country_is_a_weak_one() {
        let bare = |headline: &str| spelt(headline, "");
        let one = bare("Marram Confirms Six Days of Storm");
        let other = bare("Marram Confirms Storm to Come");
        assert!(!common(&one, &other).contains(&"Marram Confirms".to_owned()), "{:?}", common(&one, &other));

        let one =
            spelt("Blast", "At the bank Aldmouth Chief Ana Lowen told the Chinese crew of the tortoise.");
        let other =
            spelt("Bomb", "The wounded Aldmouth Chief Petr Koval fed the tortoise of the Chinese crew.");
        let named = common(&one, &other);
        assert!(named.contains(&"Aldmouth".to_owned()), "{named:?}");
        assert!(!named.iter().any(|name| name == "Aldmouth Chief" || name == "Chinese"), "{named:?}");
    }

    #[test]
    fn a_name_has_its_usual_form_and_headlines_in_capitals_are_spelt_as_the_text_does() {
        let told = "The film Notorious Bettie Marn was about Bettie Marn. Bettie Marn kept the nerve toxins.";
        let one = spelt("Film", told);
        let other = spelt("BETTIE MARN KEPT NERVE TOXINS FROM HER NEIGHBOURS", told);

        let named = common(&one, &other);

        assert_eq!(named[..2], ["Bettie Marn", "nerve toxins"]);
    }
}
