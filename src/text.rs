//! Text as language has it: scripts, words, folding, escaping.
//!
//! Shared by counting words, searching, relating articles and breaking lines. Knows nothing of articles;
//! whether a text is safe to show is up to [`Prose`](crate::domain::Prose).

mod baseline;
mod count;
mod escape;
mod fold;
mod latin;
mod quoted;
mod script;
mod segment;

pub use baseline::Baseline;
pub use count::WordCount;
pub use escape::{escape_attribute, escape_markdown, escape_markup};
pub use fold::fold_typography;
pub use latin::in_latin_letters;
pub use quoted::quoted_words;
pub use script::{is_hiragana, is_southeast_asian, is_unspaced};
pub use segment::{
    Segmentation, WORD_VERSION, Word, each_folded_word, each_folded_word_at, each_word, folded_words,
};
