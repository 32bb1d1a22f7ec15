//! The rank of a text: BM25 with the words of the headline weighted within the text.

use crate::cache::full_text::{IndexField, each_text};
use crate::cache::search::condition::{Condition, Word};
use crate::cache::{Cache, CacheError};
use crate::domain::Article;
use crate::text::each_folded_word;

/// The most words that count.
const MOST_WORDS: usize = 6;

/// The parameters k1 and b of BM25: how soon repetition of a word stops counting, and how much a long text is
/// discounted. Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
/// 2009.
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.75;

/// The words of an average article.
const USUAL_LENGTH: f32 = 450.0;

/// The weight of a word in the headline, in words of the text.
const HEADLINE: f32 = 5.0;

/// A word with its weight.
pub(super) struct Weighed {
    pub word: Word,
    /// The weight of the word: rare words have more.
    pub weight: f32,
}

/// The words of a search by which articles are ranked.
pub(super) fn weighed(cache: &Cache, condition: &Condition) -> Result<Vec<Weighed>, CacheError> {
    let mut words: Vec<Word> = Vec::new();
    condition.each_wanted(&mut |leaf| match leaf {
        Condition::Word(word) if word.is_of_text() => words.push(word.plain()),
        Condition::Sequence(sequence) => words.extend(sequence.words.iter().map(Word::plain)),
        _ => {}
    });
    let mut weighed: Vec<Weighed> = Vec::new();
    for word in words {
        if weighed.len() < MOST_WORDS && weighed.iter().all(|known| known.word != word) {
            let weight = weight(cache.counts()?.articles, cache.articles_with(&word)?);
            weighed.push(Weighed { word, weight });
        }
    }
    Ok(weighed)
}

fn weight(articles: u32, with_word: i64) -> f32 {
    let (all, with) = (f64::from(articles), f64::from(u32::try_from(with_word).unwrap_or(articles)));
    let weight = (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln();
    #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "it lies between 0 and 23")]
    let weight = weight as f32;
    weight.max(0.01)
}

/// The rank of an article.
pub(super) fn judge(article: &Article, plain: &str, words: &[Weighed]) -> f32 {
    let mut counts = vec![0.0_f32; words.len()];
    let mut length = 0.0_f32;
    each_text(article, plain, &mut |field, text| {
        let worth = if field == Some(IndexField::Headline) { HEADLINE } else { 1.0 };
        each_folded_word(text, |found, _| {
            length += 1.0;
            for (count, weighed) in counts.iter_mut().zip(words) {
                if weighed.word.matches(found) {
                    *count += worth;
                }
            }
        });
    });
    let damping = SATURATION * (1.0 - LENGTH + LENGTH * length / USUAL_LENGTH);
    let counted = counts.iter().zip(words);
    counted.map(|(count, word)| word.weight * count * (SATURATION + 1.0) / (count + damping)).sum()
}
