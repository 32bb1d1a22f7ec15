//! The FTS5 expression of a search.
//!
//! The index knows only words. Its hits are all matches and perhaps more: the rest is decided by rows or the
//! text.

use std::iter;

use crate::cache::search::condition::{Condition, Word};

/// The expression for all of these conditions; `None` where none of them asks for words.
pub(super) fn expression(conditions: &[Condition]) -> Option<String> {
    let wanted: Vec<String> = conditions.iter().filter_map(superset).collect();
    if wanted.is_empty() {
        return None;
    }
    let excluded = conditions.iter().filter_map(|condition| match condition {
        Condition::Not(inner) if is_settled(inner, false) => superset(inner),
        _ => None,
    });
    let all: Vec<String> = iter::once(wanted.join(" AND ")).chain(excluded).collect();
    Some(format!("({})", all.join(") NOT (")))
}

/// An expression that finds every match, and perhaps other articles; `None` where there is none.
pub(super) fn superset(condition: &Condition) -> Option<String> {
    match condition {
        Condition::Word(word) => Some(word.expression()),
        Condition::Sequence(sequence) => {
            let words: Vec<String> = sequence.indexed_words.iter().map(Word::expression).collect();
            Some(format!("({})", words.join(" AND ")))
        }
        Condition::All(conditions) => expression(conditions).map(|all| format!("({all})")),
        Condition::Any(conditions) => {
            let any: Option<Vec<String>> = conditions.iter().map(superset).collect();
            any.filter(|any| !any.is_empty()).map(|any| format!("({})", any.join(" OR ")))
        }
        _ => None,
    }
}

/// Whether the expression of [`superset`] finds no other articles; exclusions count where wanted words stand
/// beside them.
pub(super) fn is_settled(condition: &Condition, beside_words: bool) -> bool {
    match condition {
        Condition::Word(_) => true,
        Condition::All(conditions) => {
            let has_words = conditions.iter().any(|condition| superset(condition).is_some());
            has_words && conditions.iter().all(|condition| is_settled(condition, true))
        }
        Condition::Any(conditions) => {
            !conditions.is_empty() && conditions.iter().all(|condition| is_settled(condition, false))
        }
        Condition::Not(inner) => beside_words && is_settled(inner, false),
        _ => false,
    }
}
