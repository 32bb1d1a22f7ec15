//! What can be found out about an article before it is stored, on any thread: everything but its place
//! among the others. The thread that writes has enough to do.

use super::document::Packer;
use super::full_text::Terms;
use super::identity::Names;
use crate::domain::{Article, IdentityHints, Picture};
use crate::related::{TermCounts, TermReader};

/// An article as it will be kept.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Every name by which it may be known.
    pub(super) names: Names,
    /// How it stands among the others of its document.
    pub(super) standing: IdentityHints,
    pub(super) json: Vec<u8>,
    /// The same as it is kept, where there was time for it.
    pub(super) packed: Option<Vec<u8>>,
    /// What it is found by, as the full-text index takes it.
    pub(super) terms: String,
    pub(super) words: i64,
    pub(super) term_counts: TermCounts,
    /// The pictures it shows.
    pub(super) pictures: Vec<Picture>,
}

impl Prepared {
    /// Bytes of its pictures, which are what makes some articles heavy.
    pub fn weight(&self) -> usize {
        self.pictures.iter().filter_map(Picture::bytes).map(<[u8]>::len).sum()
    }

    /// Finds everything out.
    ///
    /// # Panics
    /// Never: what an article consists of can be written as JSON.
    pub fn of(article: &Article, term_reader: &mut TermReader) -> Self {
        Self {
            names: Names::of(article),
            standing: IdentityHints::default(),
            packed: None,
            json: serde_json::to_vec(article.without_bytes().as_ref())
                .expect("an article has only string keys"),
            terms: Terms::of(article, &article.body.to_plain()).to_text(),
            words: i64::try_from(article.body.word_count()).unwrap_or(i64::MAX),
            term_counts: term_reader.count_terms(article),
            pictures: article.pictures().into_iter().cloned().collect(),
        }
    }

    /// The same, standing so among the others of its document.
    pub fn standing(self, standing: IdentityHints) -> Self {
        Self { standing, ..self }
    }

    /// The same, packed beforehand.
    pub fn packed_by(self, packer: &mut Packer) -> Self {
        Self { packed: Some(packer.pack(&self.json)), ..self }
    }
}
