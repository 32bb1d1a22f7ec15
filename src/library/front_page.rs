//! The front page: the stories of the last days, by how many independent sources tell them, how fresh
//! they are, and whether the person follows them. Every article of these days is in one of them.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp, tz::Offset};

use super::stories::sources;
use super::{Library, LibraryError};
use crate::cache::Latest;
use crate::domain::{ArticleId, Cursor, Direction, Elapsed, Listed, Moment, StoryId, Stretch, View, Why};

/// The days before the newest article that the front page looks back on.
const DAYS: i64 = 3;

/// Articles it looks at; of busier days the latest.
const MOST: usize = 4_096;

/// Hours in which a story loses half its weight.
const HALF: f64 = 18.0;

/// Sources that following a story is worth.
const FOLLOWED: f64 = 4.0;

/// A story of the front page.
#[derive(Clone, Debug, PartialEq)]
struct Story {
    /// Its newest article that is no copy of an older one.
    newest: ArticleId,
    /// The independent ones of the days looked at, by which it is ranked.
    sources: u32,
    /// When its newest article was published, in seconds since 1970.
    second: i64,
    followed: bool,
    weight: f64,
}

impl Library {
    /// The stories of the last days in their order, a page of them. The days count back from the newest
    /// article that is not of the future: a cache that was filled last month has a front page too.
    pub fn front_page(&self, now: Timestamp, stretch: Stretch) -> Result<Vec<Listed>, LibraryError> {
        self.cache.read_snapshot(|cache| {
            let stories = self.ranked(now)?;
            let end = i64::try_from(stories.len()).unwrap_or(i64::MAX);
            let Stretch { from, direction, limit } = stretch;
            let size = i64::try_from(limit).unwrap_or(i64::MAX);
            let range = match direction {
                Direction::Down => {
                    let first = from.map_or(0, |cursor| cursor.0.saturating_add(1));
                    first..first.saturating_add(size).min(end)
                }
                Direction::Up => {
                    let last = from.map_or(end, |cursor| cursor.0.min(end));
                    last.saturating_sub(size).max(0)..last
                }
            };
            let mut rows = Vec::new();
            for position in range {
                let Some(story) = usize::try_from(position).ok().and_then(|at| stories.get(at)) else {
                    break;
                };
                let Some(row) = cache.listed(&View::All, story.newest)? else { continue };
                let members = self.members(row.id)?;
                let more = u32::try_from(members.len().saturating_sub(1)).unwrap_or(u32::MAX);
                let why = why(story, sources(&members), now);
                rows.push(Listed { cursor: Cursor(position), more, why: Some(why), ..row });
            }
            Ok(rows)
        })
    }

    /// The row of an article's story on the front page.
    pub fn on_front_page(&self, now: Timestamp, id: ArticleId) -> Result<Option<Listed>, LibraryError> {
        let story = self.cache.belonging(id)?.and_then(|belonging| belonging.story);
        let stories = self.ranked(now)?;
        let mut position = None;
        for (at, ranked) in stories.iter().enumerate() {
            let same = ranked.newest == id
                || (story.is_some()
                    && self.cache.belonging(ranked.newest)?.and_then(|belonging| belonging.story) == story);
            if same {
                position = Some(at);
                break;
            }
        }
        let Some(at) = position.and_then(|at| i64::try_from(at).ok()) else { return Ok(None) };
        Ok(self.front_page(now, Stretch::after(Some(Cursor(at - 1)), 1))?.into_iter().next())
    }

    fn ranked(&self, now: Timestamp) -> Result<Vec<Story>, LibraryError> {
        let Some(newest) = self.cache.newest_until(after(now))? else { return Ok(Vec::new()) };
        let from = newest.instant().saturating_sub(SignedDuration::from_hours(24 * DAYS));
        let from = Moment::Instant(from.unwrap_or(Timestamp::MIN), Offset::UTC);
        let latest = self.cache.latest(from, after(now), MOST)?;
        let followed: HashSet<StoryId> =
            self.cache.followed()?.into_iter().filter(|kept| !kept.paused).map(|kept| kept.story).collect();
        Ok(rank(&latest, &followed, newest.instant().as_second()))
    }
}

/// The first moment that is not now any more.
fn after(now: Timestamp) -> Moment {
    let next = now.saturating_add(SignedDuration::from_secs(1));
    Moment::Instant(next.unwrap_or(Timestamp::MAX), Offset::UTC)
}

/// Ranks the stories of some articles, which come newest first.
fn rank(latest: &[Latest], followed: &HashSet<StoryId>, newest: i64) -> Vec<Story> {
    let mut positions = HashMap::new();
    let mut stories: Vec<Vec<&Latest>> = Vec::new();
    for article in latest {
        let own = stories.len();
        let at = article.story.map_or(own, |story| *positions.entry(story).or_insert(own));
        if at == own {
            stories.push(Vec::new());
        }
        stories[at].push(article);
    }
    let mut ranked: Vec<Story> =
        stories.into_iter().filter_map(|articles| Story::of(&articles, followed, newest)).collect();
    ranked.sort_by(|one, other| other.weight.total_cmp(&one.weight).then(other.second.cmp(&one.second)));
    ranked
}

impl Story {
    fn of(articles: &[&Latest], followed: &HashSet<StoryId>, newest: i64) -> Option<Self> {
        let latest = articles.first()?;
        let originals = originals(articles);
        let shown = originals.first().unwrap_or(latest);
        let sources = u32::try_from(independent(&originals)).unwrap_or(u32::MAX);
        let followed = latest.story.is_some_and(|story| followed.contains(&story));
        let age = std::time::Duration::from_secs((newest - latest.second).max(0).unsigned_abs());
        let hours = age.as_secs_f64() / 3_600.0;
        let told = f64::from(sources) + if followed { FOLLOWED } else { 0.0 };
        Some(Self {
            newest: shown.id,
            sources,
            second: latest.second,
            followed,
            weight: told * (-hours / HALF).exp2(),
        })
    }
}

/// The articles without the copies: of one text only the first that was published counts.
fn originals<'latest>(articles: &[&'latest Latest]) -> Vec<&'latest Latest> {
    let mut texts = HashSet::new();
    let mut kept: Vec<&Latest> = articles
        .iter()
        .rev()
        .copied()
        .filter(|article| article.text.is_none_or(|text| texts.insert(text)))
        .collect();
    kept.reverse();
    kept
}

/// How many publications there are; what names none stands for itself.
fn independent(articles: &[&Latest]) -> usize {
    let named: HashSet<u32> = articles.iter().filter_map(|article| article.publication).collect();
    named.len() + articles.iter().filter(|article| article.publication.is_none()).count()
}

fn why(story: &Story, sources: usize, now: Timestamp) -> Why {
    let age = Elapsed::over(now.as_second().abs_diff(story.second));
    let sources = u32::try_from(sources).unwrap_or(u32::MAX);
    Why::FrontPage { sources, age, followed: story.followed }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600;

    fn article(id: u32, story: Option<u32>, publication: u32, hours_ago: i64) -> Latest {
        Latest {
            id: ArticleId(id),
            story: story.map(StoryId),
            text: None,
            publication: Some(publication),
            second: -hours_ago * HOUR,
            read: false,
        }
    }

    fn order(articles: &[Latest], followed: &[u32]) -> Vec<u32> {
        let followed = followed.iter().copied().map(StoryId).collect();
        rank(articles, &followed, 0).iter().map(|story| story.newest.0).collect()
    }

    #[test]
    fn what_more_sources_tell_stands_before_what_is_a_little_fresher() {
        let articles = [
            article(5, None, 1, 0),
            article(4, Some(1), 1, 2),
            article(3, Some(1), 2, 3),
            article(2, Some(1), 3, 4),
            article(1, None, 2, 70),
        ];

        assert_eq!(order(&articles, &[]), [4, 5, 1]);
    }

    #[test]
    fn what_one_follows_stands_before_what_as_many_tell() {
        let articles = [
            article(4, Some(2), 1, 1),
            article(3, Some(2), 2, 1),
            article(2, Some(1), 1, 2),
            article(1, Some(1), 2, 2),
        ];

        assert_eq!(order(&articles, &[]), [4, 2]);
        assert_eq!(order(&articles, &[1]), [2, 4]);
    }

    #[test]
    fn a_paper_counts_once_and_so_does_a_text() {
        let copy = |id, publication, hours_ago| Latest {
            text: Some(1),
            ..article(id, Some(1), publication, hours_ago)
        };
        let articles = [
            copy(5, 3, 0),
            article(4, Some(1), 1, 1),
            article(3, Some(1), 1, 2),
            copy(2, 2, 3),
            copy(1, 4, 4),
        ];

        let ranked = rank(&articles, &HashSet::new(), 0);

        assert_eq!(ranked.len(), 1);
        assert_eq!((ranked[0].sources, ranked[0].newest), (2, ArticleId(4)));
    }
}
