//! Why an article is offered beside another.

use crate::domain::{Article, Closeness, Moment, Prose, TimeGap, Why};
use crate::related::Band;

/// How an article is like another: how near it is, and the words both share as the other spells them.
pub fn reason_for_band(band: Band, shared: Vec<String>, here: &Article, there: &Article) -> Why {
    let of = |article: &Article| article.published.or(article.updated);
    let gap = gap(of(here), of(there));
    let alike = |how| Why::Alike { how, shared, author: same_author(here, there), gap };
    match band {
        Band::Copy(share) => Why::Copy {
            share: percent(share),
            paper: there.publication.clone(),
            later: is_later(here, there),
            gap,
        },
        Band::SameStory => alike(Closeness::SameStory),
        Band::Background => alike(Closeness::Background),
        Band::Far => alike(Closeness::InCommon),
    }
}

/// The reason of an article of the same story that was not compared.
pub fn same_story(here: &Article, published: Option<Moment>) -> Why {
    let gap = gap(here.published.or(here.updated), published);
    Why::Alike { how: Closeness::SameStory, shared: Vec::new(), author: None, gap }
}

/// The time from one moment to another, where both are known.
pub fn gap(from: Option<Moment>, to: Option<Moment>) -> Option<TimeGap> {
    from.zip(to).map(|(from, to)| TimeGap::between(from, to))
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share is from 0 to 1"
)]
fn percent(share: f64) -> u8 {
    (share * 100.0).round_ties_even().clamp(0.0, 100.0) as u8
}

fn is_later(here: &Article, there: &Article) -> bool {
    here.published.zip(there.published).is_some_and(|(here, there)| here.instant() < there.instant())
}

fn same_author(here: &Article, there: &Article) -> Option<Prose> {
    let written = |name: &Prose| there.byline.iter().any(|author| author.name == *name);
    let shared = here.byline.iter().find(|author| !author.name.is_empty() && written(&author.name));
    shared.map(|author| author.name.clone())
}
