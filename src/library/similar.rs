//! Articles of the same story as another, or of its background, and which of them are copies.

use super::reason::reason_for_band;
use super::{Library, LibraryError};
use crate::cache::Candidate;
use crate::domain::{Article, ArticleId, Why};
use crate::related::{
    ArticleTerms, Band, COPY, DocumentFrequencies, SpelledArticle, containment, leave_out_boilerplate,
    shared_words, similarity,
};

/// The most articles compared, by their signatures.
const CANDIDATES: usize = 100;

/// The number of candidates compared however little they share.
const FEWEST: usize = 10;
/// The least share of common terms for which a further candidate is compared.
const SHARED: f64 = 0.07;

/// The words read to compare texts; candidates beyond them are not near.
const WORDS: usize = 8_000;

/// The least similarity of texts that are searched for copied passages.
const COPIED: f64 = 0.4;

/// The words named as a reason.
const NAMED: usize = 3;

/// A candidate and its text as it is compared.
type ReadCandidate = ((ArticleId, Article), ArticleTerms);

/// An article near another.
pub(super) struct SimilarArticle {
    pub id: ArticleId,
    pub article: Article,
    /// The terms without those that the source repeats.
    reading: ArticleTerms,
    /// The similarity, from 0 to 1.
    pub similarity: f64,
    pub band: Band,
}

/// The articles near another, and the facts needed to say why.
pub(super) struct Comparison {
    spelt: SpelledArticle,
    pub frequencies: DocumentFrequencies,
    /// The nearest first.
    pub similar: Vec<SimilarArticle>,
}

impl Library {
    /// Compares an article with all others.
    pub(super) fn compare(&self, id: ArticleId, article: &Article) -> Result<Comparison, LibraryError> {
        let mut reading = self.term_reader.borrow_mut().read_beginning(article);
        let frequencies = self.cache.document_frequencies()?;
        let (articles, mut readings): (Vec<_>, Vec<_>) = self.candidates(id)?.into_iter().unzip();
        leave_out_repeated(article, &mut reading, &articles, &mut readings);
        let near = similarity(&reading, &readings, &frequencies);
        let similar = articles.into_iter().zip(readings).zip(near);
        let mut similar: Vec<SimilarArticle> = similar
            .map(|(((id, article), reading), similarity)| SimilarArticle {
                id,
                article,
                reading,
                similarity,
                band: Band::of(similarity),
            })
            .collect();
        similar.sort_by(|one, other| other.similarity.total_cmp(&one.similarity));
        self.mark_copies(article, &mut similar);
        Ok(Comparison { spelt: SpelledArticle::of(article, &reading), frequencies, similar })
    }

    /// Compares the whole texts of very near articles, to find copies.
    fn mark_copies(&self, article: &Article, similar: &mut [SimilarArticle]) {
        let mut near = similar.iter_mut().take_while(|similar| similar.similarity >= COPIED).peekable();
        if near.peek().is_some() {
            let mut term_reader = self.term_reader.borrow_mut();
            let whole = term_reader.read(article);
            for similar in near {
                let shared = containment(&whole, &term_reader.read(&similar.article));
                similar.band = shared.filter(|share| *share >= COPY).map_or(similar.band, Band::Copy);
            }
        }
    }

    /// The texts of the best candidates. A text that cannot be read does not hide the others.
    fn candidates(&self, id: ArticleId) -> Result<Vec<ReadCandidate>, LibraryError> {
        let mut words = 0;
        let mut read = Vec::new();
        for Candidate { id, shared } in self.cache.candidates(id, CANDIDATES)? {
            if words >= WORDS || (shared < SHARED && read.len() >= FEWEST) {
                break;
            }
            if let Ok(Some(article)) = self.cache.article_without_links(id) {
                let reading = self.term_reader.borrow_mut().read_beginning(&article);
                words += reading.words();
                read.push(((id, article), reading));
            }
        }
        Ok(read)
    }
}

/// Removes from an article and its candidates the terms that their source repeats.
fn leave_out_repeated(
    article: &Article,
    reading: &mut ArticleTerms,
    articles: &[(ArticleId, Article)],
    readings: &mut [ArticleTerms],
) {
    let is_of_source = |other: &Article| {
        article.publication.is_some()
            && other.publication == article.publication
            && other.headline != article.headline
    };
    let candidates = readings.iter_mut().zip(articles);
    let mut of_source: Vec<&mut ArticleTerms> =
        candidates.filter(|(_, (_, other))| is_of_source(other)).map(|(reading, _)| reading).collect();
    if !of_source.is_empty() {
        leave_out_boilerplate(reading, &mut of_source);
    }
}

impl Comparison {
    /// Why an article is offered as one of a band: the words that most make it near, unless it is a copy.
    pub(super) fn why(&self, similar: &SimilarArticle, band: Band, here: &Article) -> Why {
        let SimilarArticle { article, reading, .. } = similar;
        let words = match band {
            Band::Copy(_) => Vec::new(),
            Band::SameStory | Band::Background | Band::Far => {
                shared_words(&self.spelt, &SpelledArticle::of(article, reading), &self.frequencies, NAMED)
            }
        };
        reason_for_band(band, words, here, article)
    }
}
