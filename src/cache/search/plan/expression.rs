//! The FTS5 expression of a search.
//!
//! The index knows only words. Its hits are all matches and perhaps more: the rest is decided by rows or the
//! text.

use std::iter;

use crate::cache::search::condition::{Condition, Word};

/// The expression for all of these conditions; `None` where none of them asks for words.
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

/// An expression that finds every match, and perhaps other articles; `None` where there is none.
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
        _ => None,
    }
}

/// Whether the expression of [`superset`] finds no other articles; exclusions count where wanted words stand
/// beside them.
pub(super) fn is_settled(ask: &Condition, beside_words: bool) -> bool {
    match ask {
        Condition::Word(_) => true,
        Condition::All(asks) => {
            let has_words = asks.iter().any(|ask| superset(ask).is_some());
            has_words && asks.iter().all(|ask| is_settled(ask, true))
        }
        Condition::Any(asks) => !asks.is_empty() && asks.iter().all(|ask| is_settled(ask, false)),
        Condition::Not(inner) => beside_words && is_settled(inner, false),
        _ => false,
    }
}
