//! The report of a story that the front page shows: a recent one that is most similar to the others.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use crate::cache::{Cache, CacheError, StoryMember};
use crate::domain::ArticleId;
use crate::related::{Signature, Term};

/// Days after which a report counts half as much.
const HALF_LIFE: f64 = 4.0;

/// Most reports compared, the latest: the content of a long story changes.
const MOST: usize = 12;

/// The report that stands for a story, of its members from the first to the latest.
pub fn leading(
    cache: &Cache,
    members: &[StoryMember],
    now: Timestamp,
) -> Result<Option<ArticleId>, CacheError> {
    let mut texts = HashSet::new();
    let originals = members.iter().filter(|member| member.text.is_none_or(|text| texts.insert(text)));
    let dated = originals.filter_map(|member| Some((member.row.id, member.row.published?.instant())));
    let dated: Vec<(ArticleId, Timestamp)> = dated.filter(|(_, moment)| *moment <= now).collect();
    let latest = dated.get(dated.len().saturating_sub(MOST)..).unwrap_or_default();
    let [.., (last, newest)] = latest else { return Ok(None) };
    if latest.len() < 3 {
        return Ok(Some(*last));
    }
    let mut signatures = Vec::with_capacity(latest.len());
    for (id, _) in latest {
        signatures.push(cache.signature(*id)?.unwrap_or_default());
    }
    let scored = latest.iter().zip(likeness(&signatures)).map(|((id, moment), likeness)| {
        let days = newest.duration_since(*moment).as_secs_f64() / 86_400.0;
        (*id, likeness * likeness * (-days / HALF_LIFE).exp2())
    });
    // Of equal ones the latest.
    Ok(scored.reduce(|best, next| if next.1 >= best.1 { next } else { best }).map(|(id, _)| id))
}

/// How like each text is to all others taken together, relative to each other.
fn likeness(signatures: &[Signature]) -> Vec<f64> {
    let mut sum: HashMap<Term, f64> = HashMap::new();
    for (term, weight) in signatures.iter().flat_map(|signature| &signature.0) {
        *sum.entry(*term).or_default() += f64::from(*weight);
    }
    let of = |signature: &Signature| {
        let weights = || signature.0.iter().map(|(term, weight)| (*term, f64::from(*weight)));
        let shared: f64 = weights().map(|(term, weight)| weight * (sum[&term] - weight)).sum();
        let length = weights().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        shared / length.max(1.0)
    };
    signatures.iter().map(of).collect()
}
