//! Which articles tell the same story: pure scoring of candidates.
//!
//! An article is *read* into terms (its words, stemmed by its language). On import its terms are
//! counted, weighed against the [`Census`] of all articles, and the best kept as its [`Signature`],
//! by which candidates are found. A question reads the candidates' texts and compares them
//! in full. Does not know where texts and signatures are kept.

mod analysis;
mod band;
mod census;
mod copies;
mod gathering;
mod nearness;
mod novelty;
mod reading;
mod shared;
mod signature;
mod term;

pub use analysis::Analysis;
pub use band::Band;
pub use census::Census;
pub use copies::{COPY, containment};
pub use gathering::{Belongs, Gathering, Telling};
pub use nearness::nearness;
pub use novelty::SoFar;
pub use reading::{Analyst, Reading};
pub use shared::shared_words;
pub use signature::{QUERY, Signature, TERMS, WEIGHED};
pub use term::{ByTerm, Term, Tongue};
