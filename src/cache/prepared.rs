//! The preparation of an article for storing, on any thread: everything but its relation to other articles.
//! The writing thread has enough to do.

use super::document::Packer;
use super::full_text::Terms;
use super::identity::Names;
use crate::domain::{Article, IdentityHints, Picture};
use crate::related::{TermCounts, TermReader};

/// An article prepared for storing.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The names by which the article may be recognised.
    pub(super) names: Names,
    /// The identity hints of its document.
    pub(super) identity_hints: IdentityHints,
    pub(super) json: Vec<u8>,
    /// The JSON compressed, where there was time for it.
    pub(super) packed: Option<Vec<u8>>,
    /// The terms for the full-text index.
    pub(super) terms: String,
    pub(super) words: i64,
    pub(super) term_counts: TermCounts,
    /// The pictures of the article.
    pub(super) pictures: Vec<Picture>,
}

impl Prepared {
    /// Bytes of the pictures, which make some articles heavy.
    pub fn weight(&self) -> usize {
        self.pictures.iter().filter_map(Picture::bytes).map(<[u8]>::len).sum()
    }

    /// Prepares an article.
    ///
    /// # Panics
    /// Never: every field of an article can be written as JSON.
    pub fn of(article: &Article, term_reader: &mut TermReader) -> Self {
        Self {
            names: Names::of(article),
            identity_hints: IdentityHints::default(),
            packed: None,
            json: serde_json::to_vec(article.without_bytes().as_ref())
                .expect("an article has only string keys"),
            terms: Terms::of(article, &article.body.to_plain()).to_text(),
            words: i64::try_from(article.body.word_count()).unwrap_or(i64::MAX),
            term_counts: term_reader.count_terms(article),
            pictures: article.pictures().into_iter().cloned().collect(),
        }
    }

    /// The prepared article with these identity hints.
    pub fn with_identity_hints(self, identity_hints: IdentityHints) -> Self {
        Self { identity_hints, ..self }
    }

    /// The prepared article with its JSON compressed.
    pub fn packed_by(self, packer: &mut Packer) -> Self {
        Self { packed: Some(packer.pack(&self.json)), ..self }
    }
}
