//! The articles in other languages that contain the names of an article.

use rusqlite::{OptionalExtension as _, params};

use super::segments::{self, Posting};
use crate::cache::{Cache, CacheError};
use crate::domain::{ArticleId, Moment};
use crate::related::{Signature, Term};

/// The fewest names that two articles have in common.
const FEWEST: u32 = 2;

/// The most articles with names in common whose language and day are looked up.
const LOOKED_AT: usize = 400;

/// The bits of a sum that hold the weights of the names; their number stands above.
const WEIGHTS: u32 = 24;

impl Cache {
    /// The articles that contain most of some names with their weights, that are not in the language of this
    /// mark, and that were published within these days of a moment, the best first.
    pub fn articles_naming(
        &self,
        names: &[(Term, f64)],
        language: Option<Term>,
        (published, days): (Option<Moment>, i64),
        limit: usize,
    ) -> Result<Vec<ArticleId>, CacheError> {
        let mut found = self.with_names(names)?;
        found.sort_unstable_by(|one, other| other.cmp(one));
        let mut row = self.connection.prepare_cached(
            "SELECT terms, published FROM signature JOIN article USING (number) WHERE number = ?1",
        )?;
        let mut articles = Vec::new();
        for (_, number) in found.into_iter().take(LOOKED_AT) {
            let read = row.query_row([number], |row| {
                let signature = Signature::from_bytes(row.get_ref(0)?.as_blob()?);
                let there = row.get_ref(1)?.as_str_or_null()?.and_then(|text| text.parse::<Moment>().ok());
                Ok((signature.language(), there))
            });
            let Some((other, there)) = read.optional()? else { continue };
            let is_of_time = published
                .zip(there)
                .is_none_or(|(here, there)| i64::from((here.day() - there.day()).get_days()).abs() <= days);
            if other != language && is_of_time {
                articles.push(ArticleId(number));
                if articles.len() == limit {
                    break;
                }
            }
        }
        Ok(articles)
    }

    /// The articles with enough of the names, each with its number of names and their weights.
    fn with_names(&self, names: &[(Term, f64)]) -> Result<Vec<(u32, u32)>, CacheError> {
        let names: Vec<(Term, u32)> =
            names.iter().map(|(name, weight)| (*name, 1 << WEIGHTS | weight_of(*weight))).collect();
        let is_enough = |sum: &u32| *sum >> WEIGHTS >= FEWEST;
        let mut found = Vec::new();
        let segments = segments::all(&self.connection)?;
        let mut posting = self.connection.prepare_cached("SELECT entries FROM posting WHERE id = ?1")?;
        for segment in &segments {
            let mut sums = vec![0_u32; usize::try_from(segment.span).unwrap_or_default()];
            for (name, weight) in &names {
                let added = posting.query_row([segment.row(*name)], |row| {
                    for Posting { position, .. } in Posting::all(row.get_ref(0)?.as_blob()?) {
                        if let Some(sum) = sums.get_mut(usize::from(position)) {
                            *sum += weight;
                        }
                    }
                    Ok(())
                });
                added.optional()?;
            }
            let numbered = sums.into_iter().zip(segment.first..);
            found.extend(numbered.filter(|(sum, _)| is_enough(sum)));
        }
        let mut latest =
            self.connection.prepare_cached("SELECT number, terms FROM signature WHERE number >= ?1")?;
        let mut rows = latest.query(params![segments::end(&segments)])?;
        while let Some(row) = rows.next()? {
            let signature = Signature::from_bytes(row.get_ref(1)?.as_blob().unwrap_or_default());
            let has = |name: Term| signature.0.iter().any(|(term, _)| *term == name);
            let sum = names.iter().filter(|(name, _)| has(*name)).map(|(_, weight)| weight).sum();
            found.extend(is_enough(&sum).then_some((sum, row.get(0)?)));
        }
        Ok(found)
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float becomes an integer no other way, and `as` keeps it within bounds"
)]
fn weight_of(weight: f64) -> u32 {
    (weight * 256.0).clamp(1.0, 4_096.0) as u32
}
