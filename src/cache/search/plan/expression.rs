//! What a search asks of the full-text index, in the words of FTS5.
//!
//! The index knows words alone. What it finds is everything that is meant and perhaps more: the rest
//! is asked of rows or read in the text.

use std::iter;

use crate::cache::search::condition::{Condition, Word};

/// What the index is asked for all of these; `None` where none of them has words that are wanted.
pub(super) fn expression(asks: &[Condition]) -> Option<String> {
    let wanted: Vec<String> = asks.iter().filter_map(superset).collect();
    if wanted.is_empty() {
        return None;
    }
    let excluded = asks.iter().filter_map(|ask| match ask {
        Condition::Not(inner) if is_settled(inner, false) => superset(inner),
        _ => None,
    });
    let all: Vec<String> = iter::once(wanted.join(" AND ")).chain(excluded).collect();
    Some(format!("({})", all.join(") NOT (")))
}

/// An expression that finds every article that answers, and perhaps others; `None` where there is none.
pub(super) fn superset(ask: &Condition) -> Option<String> {
    match ask {
        Condition::Word(word) => Some(word.expression()),
        Condition::Sequence(sequence) => {
            let words: Vec<String> = sequence.asked.iter().map(Word::expression).collect();
            Some(format!("({})", words.join(" AND ")))
        }
        Condition::All(asks) => expression(asks).map(|all| format!("({all})")),
        Condition::Any(asks) => {
            let any: Option<Vec<String>> = asks.iter().map(superset).collect();
            any.filter(|any| !any.is_empty()).map(|any| format!("({})", any.join(" OR ")))
        }
        Condition::Not(_)
        | Condition::State(_)
        | Condition::HasNote
        | Condition::HasHighlight
        | Condition::Tagged(_)
        | Condition::Fact(_)
        | Condition::Pattern(..)
        | Condition::Keys(_) => None,
    }
}

/// Whether the expression of [`superset`] finds no other articles; what is excluded is settled where
/// words that are wanted stand beside it.
pub(super) fn is_settled(ask: &Condition, beside_words: bool) -> bool {
    match ask {
        Condition::Word(_) => true,
        Condition::All(asks) => {
            let has_words = asks.iter().any(|ask| superset(ask).is_some());
            has_words && asks.iter().all(|ask| is_settled(ask, true))
        }
        Condition::Any(asks) => !asks.is_empty() && asks.iter().all(|ask| is_settled(ask, false)),
        Condition::Not(inner) => beside_words && is_settled(inner, false),
        Condition::Sequence(_)
        | Condition::State(_)
        | Condition::HasNote
        | Condition::HasHighlight
        | Condition::Tagged(_)
        | Condition::Fact(_)
        | Condition::Pattern(..)
        | Condition::Keys(_) => false,
    }
}
