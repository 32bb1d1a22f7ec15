//! Articles that tell the same story as one, or what came before it, and which are copies.

use super::{Library, LibraryError};
use crate::domain::{Article, ArticleId};
use crate::related::{Band, COPY, Census, Reading, containment, nearness, shared_words};

/// Articles whose signatures are near enough to be looked at.
const CANDIDATES: usize = 100;

/// Words that are read to compare texts; candidates beyond them are not near.
const WORDS: usize = 12_000;

/// Texts less near than this are not looked at for copied passages.
const COPIED: f64 = 0.4;

/// Words named as a reason.
const NAMED: usize = 3;

/// An article near another.
pub(super) struct Similar {
    pub id: ArticleId,
    pub article: Article,
    /// From 0 to 1.
    pub nearness: f64,
    pub band: Band,
}

/// What an article was compared with, and what is needed to say why.
pub(super) struct Comparison {
    reading: Reading,
    census: Census,
    /// The nearest first.
    pub similar: Vec<Similar>,
}

impl Library {
    /// Compares an article with all others.
    pub(super) fn compare(&self, id: ArticleId, article: &Article) -> Result<Comparison, LibraryError> {
        let reading = self.analyst.borrow_mut().read(article);
        let census = self.cache.census()?;
        let (articles, readings): (Vec<_>, Vec<_>) = self.candidates(id)?.into_iter().unzip();
        let near = nearness(&reading, &readings, &census);
        let similar =
            articles.into_iter().zip(readings).zip(near).map(|(((id, article), other), nearness)| {
                let shared =
                    Some(nearness).filter(|near| *near >= COPIED).and_then(|_| containment(&reading, &other));
                let band = shared.filter(|shared| *shared >= COPY).map_or(Band::of(nearness), Band::Copy);
                Similar { id, article, nearness, band }
            });
        let mut similar: Vec<Similar> = similar.collect();
        similar.sort_by(|one, other| other.nearness.total_cmp(&one.nearness));
        Ok(Comparison { reading, census, similar })
    }

    /// The texts of the best candidates. One that cannot be read does not hide the others.
    fn candidates(&self, id: ArticleId) -> Result<Vec<((ArticleId, Article), Reading)>, LibraryError> {
        let mut words = 0;
        let mut read = Vec::new();
        for candidate in self.cache.candidates(id, CANDIDATES)? {
            if words >= WORDS {
                break;
            }
            if let Ok(Some(article)) = self.cache.article(candidate) {
                let reading = self.analyst.borrow_mut().read(&article);
                words += reading.words();
                read.push(((candidate, article), reading));
            }
        }
        Ok(read)
    }

    /// The words that most make an article near.
    pub(super) fn shared_words(&self, comparison: &Comparison, similar: &Article) -> Vec<String> {
        let Comparison { reading, census, .. } = comparison;
        shared_words(&mut self.analyst.borrow_mut(), reading, similar, census, NAMED)
    }
}
