//! What a search asks of the full-text index, in the words of FTS5.
//!
//! The index knows words alone. What it finds is everything that is meant and perhaps more: the rest
//! is asked of rows or read in the text.

use std::iter;

use crate::cache::search::ask::{Ask, Word};

/// What the index is asked for all of these; `None` where none of them has words that are wanted.
pub(super) fn expression(asks: &[Ask]) -> Option<String> {
    let wanted: Vec<String> = asks.iter().filter_map(superset).collect();
    if wanted.is_empty() {
        return None;
    }
    let excluded = asks.iter().filter_map(|ask| match ask {
        Ask::Not(inner) if is_settled(inner, false) => superset(inner),
        _ => None,
    });
    let all: Vec<String> = iter::once(wanted.join(" AND ")).chain(excluded).collect();
    Some(format!("({})", all.join(") NOT (")))
}

/// An expression that finds every article that answers, and perhaps others; `None` where there is none.
pub(super) fn superset(ask: &Ask) -> Option<String> {
    match ask {
        Ask::Word(word) => Some(word.expression()),
        Ask::Sequence(sequence) => {
            let words: Vec<String> = sequence.asked.iter().map(Word::expression).collect();
            Some(format!("({})", words.join(" AND ")))
        }
        Ask::All(asks) => expression(asks).map(|all| format!("({all})")),
        Ask::Any(asks) => {
            let any: Option<Vec<String>> = asks.iter().map(superset).collect();
            any.filter(|any| !any.is_empty()).map(|any| format!("({})", any.join(" OR ")))
        }
        Ask::Not(_)
        | Ask::State(_)
        | Ask::HasNote
        | Ask::HasHighlight
        | Ask::Tagged(_)
        | Ask::Fact(_)
        | Ask::Pattern(..)
        | Ask::Keys(_) => None,
    }
}

/// Whether the expression of [`superset`] finds no other articles; what is excluded is settled where
/// words that are wanted stand beside it.
pub(super) fn is_settled(ask: &Ask, beside_words: bool) -> bool {
    match ask {
        Ask::Word(_) => true,
        Ask::All(asks) => {
            let has_words = asks.iter().any(|ask| superset(ask).is_some());
            has_words && asks.iter().all(|ask| is_settled(ask, true))
        }
        Ask::Any(asks) => !asks.is_empty() && asks.iter().all(|ask| is_settled(ask, false)),
        Ask::Not(inner) => beside_words && is_settled(inner, false),
        Ask::Sequence(_)
        | Ask::State(_)
        | Ask::HasNote
        | Ask::HasHighlight
        | Ask::Tagged(_)
        | Ask::Fact(_)
        | Ask::Pattern(..)
        | Ask::Keys(_) => false,
    }
}
