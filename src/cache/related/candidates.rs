//! The articles whose signatures have most in common with that of another.

use rusqlite::{CachedStatement, OptionalExtension as _};

use super::segments::{self, Posting, Segment};
use super::signature;
use crate::cache::{Cache, CacheError};
use crate::domain::ArticleId;
use crate::related::{HIGHEST_SCORE, Signature, Term};

/// Consecutive articles of a segment that are checked together.
const BLOCK: usize = 64;

/// An article whose signature has something in common with another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The article.
    pub id: ArticleId,
    /// The common share, from 0 to about 1.
    pub shared: f64,
}

impl Cache {
    /// The articles whose signatures have most in common with that of an article, best first. Only their
    /// texts tell which of them are near.
    pub fn candidates(&self, id: ArticleId, limit: usize) -> Result<Vec<Candidate>, CacheError> {
        let Some(signature) = signature(&self.connection, id)? else {
            return Ok(Vec::new());
        };
        let best = self.sharing(id, signature.query(), limit)?;
        if best.is_empty() { self.sharing(id, signature.terms(), limit) } else { Ok(best) }
    }

    fn sharing(
        &self,
        id: ArticleId,
        terms: &[(Term, u8)],
        limit: usize,
    ) -> Result<Vec<Candidate>, CacheError> {
        let mut terms = terms.to_vec();
        terms.sort_unstable();
        let mut best = BestCandidates { limit, least: 0, found: Vec::new() };
        let segments = segments::all(&self.connection)?;
        let mut posting = self.connection.prepare_cached("SELECT entries FROM posting WHERE id = ?1")?;
        for segment in &segments {
            best.offer_all(&sums(&mut posting, *segment, &terms)?, segment.first);
        }
        self.offer_latest(segments::end(&segments), &terms, &mut best)?;
        best.found.retain(|(_, number)| *number != id.0);
        Ok(best.in_order())
    }

    /// Offers the articles that no segment holds yet. `asked` is sorted.
    fn offer_latest(
        &self,
        from: u32,
        asked: &[(Term, u8)],
        best: &mut BestCandidates,
    ) -> Result<(), CacheError> {
        let mut statement =
            self.connection.prepare_cached("SELECT number, terms FROM signature WHERE number >= ?1")?;
        let mut rows = statement.query([from])?;
        while let Some(row) = rows.next()? {
            let signature = Signature::from_bytes(row.get_ref(1)?.as_blob().unwrap_or_default());
            let shared = signature.0.into_iter().filter_map(|(term, weight)| {
                let at = asked.binary_search_by_key(&term, |(asked, _)| *asked).ok()?;
                Some(product(weight, asked.get(at)?.1))
            });
            best.offer(shared.sum(), row.get(0)?);
        }
        Ok(())
    }
}

/// The common weight of each article of a segment with some terms, in the order of their numbers.
fn sums(
    posting: &mut CachedStatement<'_>,
    segment: Segment,
    terms: &[(Term, u8)],
) -> Result<Vec<u32>, CacheError> {
    let mut sums = vec![0; usize::try_from(segment.span).unwrap_or_default()];
    for (term, asked) in terms {
        let added = posting.query_row([segment.row(*term)], |row| {
            for Posting { position, weight } in Posting::all(row.get_ref(0)?.as_blob()?) {
                if let Some(sum) = sums.get_mut(usize::from(position)) {
                    *sum += product(weight, *asked);
                }
            }
            Ok(())
        });
        added.optional()?;
    }
    Ok(sums)
}

fn product(one: u8, other: u8) -> u32 {
    u32::from(one) * u32::from(other)
}

/// The best of the articles offered.
struct BestCandidates {
    limit: usize,
    /// The least common weight of an article among them.
    least: u32,
    found: Vec<(u32, u32)>,
}

impl BestCandidates {
    /// Offers articles with consecutive numbers. Most stretches hold none that is good enough.
    fn offer_all(&mut self, sums: &[u32], first: u32) {
        let stretches = sums.chunks(BLOCK).zip((first..).step_by(BLOCK));
        for (stretch, first) in stretches {
            if stretch.iter().fold(0, |most, sum| most.max(*sum)) > self.least {
                stretch.iter().zip(first..).for_each(|(sum, number)| self.offer(*sum, number));
            }
        }
    }

    fn offer(&mut self, sum: u32, number: u32) {
        if sum > self.least {
            self.found.push((sum, number));
            if self.found.len() > 4 * self.limit {
                self.prune();
            }
        }
    }

    fn prune(&mut self) {
        // One more than the limit: the article itself is always there.
        self.found.select_nth_unstable_by(self.limit, |one, other| other.cmp(one));
        self.found.truncate(self.limit + 1);
        self.least = self.found.last().map_or(0, |(sum, _)| *sum);
    }

    fn in_order(mut self) -> Vec<Candidate> {
        self.found.sort_unstable_by(|one, other| other.cmp(one));
        self.found.truncate(self.limit);
        let candidate =
            |(sum, number)| Candidate { id: ArticleId(number), shared: f64::from(sum) / HIGHEST_SCORE };
        self.found.into_iter().map(candidate).collect()
    }
}
