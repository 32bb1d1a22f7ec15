//! The terms of an article, in order.

use super::term::{Stemming, Term, Vocabulary};
use crate::domain::{Article, Moment};
use crate::text::{self, Segmentation, Word};

/// The most letters of a word; longer ones are addresses and encoded bytes, not language.
const LONGEST: usize = 64;

/// The most bytes of a text that are read, as of a whole book.
const MOST_BYTES_READ: usize = 1 << 17;

/// The bytes of a text that are compared. The news stands at the beginning: comparing more measured no
/// better.
pub(super) const COMPARED_BYTES: usize = 2_500;

/// The words for each number from which a text counts as a table.
const WORDS_PER_NUMBER: usize = 6;
/// The first bytes of a text that are tested for a table.
const BEGINNING_OF_FIGURES: usize = 600;
/// The fewest words in these bytes for which the test applies.
const FEWEST_WORDS: usize = 10;

/// The terms of an article in their order.
#[derive(Clone, Debug, Default)]
pub struct ArticleTerms {
    pub(super) stemming: Stemming,
    pub(super) headline: Vec<Term>,
    pub(super) body: Vec<Term>,
    pub(super) published: Option<Moment>,
    /// Whether the article is a table more than a text: results of a firm or a game, prices, rates.
    pub(super) is_table: bool,
    /// Bytes of the text that were read.
    extent: usize,
}

/// Reads articles, and remembers words from one to the next.
#[derive(Default)]
pub struct TermReader {
    vocabularies: Vec<(Stemming, Vocabulary)>,
}

impl TermReader {
    /// Reads the terms of an article.
    pub fn read(&mut self, article: &Article) -> ArticleTerms {
        self.read_up_to(MOST_BYTES_READ, article)
    }

    /// Reads the terms at the beginning of an article: as many as have to be compared.
    pub fn read_beginning(&mut self, article: &Article) -> ArticleTerms {
        self.read_up_to(COMPARED_BYTES, article)
    }

    /// The terms of a piece of text, in order.
    pub(super) fn terms(&mut self, stemming: Stemming, text: &str) -> Vec<Term> {
        let mut words = Vec::with_capacity(text.len() / 6);
        each_word(text, &mut |word| words.push(word));
        self.vocabulary(stemming).terms(&words)
    }

    fn read_up_to(&mut self, extent: usize, article: &Article) -> ArticleTerms {
        let text = text_of(article, extent);
        let stemming = Stemming::of(article, &text);
        let headline = self.terms(stemming, article.headline.as_str());
        let body = self.terms(stemming, &text);
        let published = article.published.or(article.updated);
        let is_of_figures = is_table(&text);
        ArticleTerms { stemming, headline, body, published, is_table: is_of_figures, extent }
    }

    pub(super) fn vocabulary(&mut self, stemming: Stemming) -> &mut Vocabulary {
        let at = self.vocabularies.iter().position(|(known, _)| *known == stemming).unwrap_or_else(|| {
            self.vocabularies.push((stemming, Vocabulary::of(stemming)));
            self.vocabularies.len() - 1
        });
        &mut self.vocabularies[at].1
    }
}

impl ArticleTerms {
    /// The number of words.
    pub const fn words(&self) -> usize {
        self.headline.len() + self.body.len()
    }

    /// The text of an article that was read.
    pub(super) fn text(&self, article: &Article) -> String {
        text_of(article, self.extent)
    }

    /// Whether there is hardly any text: an entry of a feed that is little more than a headline.
    pub(super) fn is_bare(&self) -> bool {
        self.body.len() < 12
    }
}

/// Calls `visit` with every word of a text that is not too long, in order.
pub(super) fn each_word<'text>(text: &'text str, visit: &mut impl FnMut(Word<'text>)) {
    text::each_word(text, Segmentation::Pairs, &mut |word| {
        if word.text.len() <= LONGEST {
            visit(word);
        }
    });
}

/// The standfirst and the text, one line a piece, up to a number of bytes.
pub(super) fn text_of(article: &Article, extent: usize) -> String {
    let mut text = article.standfirst.as_ref().map(ToString::to_string).unwrap_or_default();
    for block in article.body.blocks() {
        if text.len() >= extent {
            break;
        }
        block.each_text(&mut |piece| {
            text.push('\n');
            text.push_str(piece);
        });
    }
    text.truncate(text.floor_char_boundary(extent));
    text
}

/// Whether the beginning of a text has so many numbers that the article is a table.
fn is_table(text: &str) -> bool {
    let beginning = text.get(..text.floor_char_boundary(BEGINNING_OF_FIGURES)).unwrap_or_default();
    let (mut words, mut figures) = (0_usize, 0_usize);
    for word in beginning.split_ascii_whitespace() {
        words += 1;
        figures += usize::from(word.starts_with(|letter: char| letter.is_ascii_digit()));
    }
    words >= FEWEST_WORDS && figures * WORDS_PER_NUMBER >= words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endless_word_is_none() {
        let mut words = Vec::new();

        each_word(&format!("a {} b", "x".repeat(65)), &mut |word| words.push(word.text.to_owned()));

        assert_eq!(words, ["a", "b"]);
    }

    #[test]
    fn results_are_figures_and_a_report_with_some_numbers_is_none() {
        assert!(is_table(
            "Profit a share 14 pence vs 9 pence. Sales 36.4 mln vs 30.1 mln. Net 2.1 mln vs loss 400,000"
        ));
        assert!(!is_table(
            "The ferry of 1962 ran aground at 4 in the morning with 112 people on board, who were all brought ashore by lifeboats from the harbour."
        ));
    }
}
