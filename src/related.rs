//! Finds articles of the same story, by scoring candidates; free of side effects.
//!
//! An article is *read* into terms (its words, stemmed by its language). On import its terms are counted,
//! weighted by the [`DocumentFrequencies`] of all articles, and the best stored as its [`Signature`], by
//! which candidates are found. A query reads the candidates' texts and compares them in full. Does not know
//! where texts and signatures are stored.

mod article_terms;
mod band;
mod boilerplate;
mod clusters;
mod copies;
mod document_frequencies;
mod key_sentences;
mod language;
mod names;
mod novelty;
mod series;
mod shared;
mod signature;
mod similarity;
mod term;
mod term_counts;

pub use article_terms::{ArticleTerms, TermReader};
pub use band::Band;
pub use boilerplate::leave_out_boilerplate;
pub use clusters::{Clusters, DatedSignature, Placement};
pub use copies::{COPY, containment};
pub use document_frequencies::DocumentFrequencies;
pub use key_sentences::{first_sentences, telling_sentence};
pub use names::{Names, SAME_EVENT_SHARE};
pub use novelty::Novelty;
pub use series::{HeadlineForm, Issue, SeriesCounts, SeriesName};
pub use shared::{SpelledArticle, shared_words};
pub use signature::{HIGHEST_SCORE, MOST_QUERY_TERMS, MOST_TERMS, Signature};
pub use similarity::similarity;
pub use term::{ByTerm, Stemming, TERM_VERSION, Term};
pub use term_counts::TermCounts;
