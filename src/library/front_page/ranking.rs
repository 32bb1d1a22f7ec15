//! The order of the front page's stories, and how far back the page reaches.

use std::collections::{HashMap, HashSet};

use crate::cache::LatestRow;
use crate::domain::{ArticleId, StoryId};

/// Seconds before the newest article that the page always covers.
const LEAST_SECONDS_COVERED: i64 = 3 * 86_400;

/// Hours in which a story loses half its weight, where the page covers days.
const HALF_LIFE_HOURS: f64 = 18.0;

/// Half-lives of a story's weight in the time that the page covers, where that is longer: an archived paper
/// is ordered too.
const HALF_LIVES_COVERED: f64 = 5.0;

/// The number of sources that following a story counts for.
const FOLLOWED: f64 = 4.0;

/// Words beyond which a longer text has no more weight.
const MOST_COUNTED_WORDS: f64 = 700.0;

/// The additional weight of a long text, relative to a bare headline.
const LENGTH_WEIGHT: f64 = 0.5;

/// The weight of a further report in the same publication. Only reports of the last day count: how often a
/// publication reported days ago does not show that the story is current.
const REPEATED_SOURCE_WEIGHT: f64 = 0.2;
/// The seconds before the newest article in which a further report of a publication counts.
const TODAY: i64 = 86_400;

/// The factor of the weight of routine reports: results, prices, rates, the issues of a series.
const ROUTINE: f64 = 0.1;

/// A story and its weight on the front page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RankedStory {
    /// The newest article of the story that is no copy of an older one.
    pub newest: ArticleId,
    /// The independent sources in the time covered, by which the story is ranked.
    pub sources: u32,
    /// When the newest article was published, in Unix seconds.
    pub second: i64,
    pub followed: bool,
    weight: f64,
}

/// The articles of the page, out of articles that come newest first: those of the last days, and before them
/// as many as it takes to have enough stories.
pub(super) fn window(latest: &[LatestRow], stories: usize) -> &[LatestRow] {
    let Some(newest) = latest.first() else { return latest };
    let mut known = HashSet::new();
    let mut found = 0;
    for (position, article) in latest.iter().enumerate() {
        if found >= stories && newest.second - article.second > LEAST_SECONDS_COVERED {
            return latest.get(..position).unwrap_or_default();
        }
        if article.story.is_none_or(|story| known.insert(story)) {
            found += 1;
        }
    }
    latest
}

/// Ranks the stories of some articles, which come newest first.
pub(super) fn rank(latest: &[LatestRow], followed: &HashSet<StoryId>, newest: i64) -> Vec<RankedStory> {
    let half = latest.last().map_or(HALF_LIFE_HOURS, |oldest| {
        (hours(newest - oldest.second) / HALF_LIVES_COVERED).max(HALF_LIFE_HOURS)
    });
    let mut positions = HashMap::new();
    let mut stories: Vec<Vec<&LatestRow>> = Vec::new();
    for article in latest {
        let own = stories.len();
        let at = article.story.map_or(own, |story| *positions.entry(story).or_insert(own));
        if at == own {
            stories.push(Vec::new());
        }
        stories[at].push(article);
    }
    let mut ranked: Vec<RankedStory> = stories
        .into_iter()
        .filter_map(|articles| RankedStory::of(&articles, followed, newest, half))
        .collect();
    ranked.sort_by(|one, other| other.weight.total_cmp(&one.weight).then(other.second.cmp(&one.second)));
    ranked
}

impl RankedStory {
    fn of(articles: &[&LatestRow], followed: &HashSet<StoryId>, newest: i64, half: f64) -> Option<Self> {
        let latest = articles.first()?;
        let originals = originals(articles);
        let shown = originals.first().unwrap_or(latest);
        let independent = independent(&originals);
        let followed = latest.story.is_some_and(|story| followed.contains(&story));
        let sources = u32::try_from(independent).unwrap_or(u32::MAX);
        let of_figures = originals.iter().filter(|article| article.is_of_figures).count();
        let is_routine = latest.story.is_some_and(StoryId::is_series) || of_figures * 2 > originals.len();
        let standing = if is_routine && !followed { ROUTINE } else { 1.0 };
        // Routine reports of several days do not add up either.
        let of_today = originals.iter().filter(|article| newest - article.second < TODAY).count();
        let again = if is_routine { 0 } else { of_today.saturating_sub(independent) };
        let again = u32::try_from(again).unwrap_or(u32::MAX);
        let words = originals.iter().map(|article| article.words).max().unwrap_or_default();
        let size = 1.0 + LENGTH_WEIGHT * (f64::from(words) / MOST_COUNTED_WORDS).min(1.0);
        let told = f64::from(sources)
            + REPEATED_SOURCE_WEIGHT * f64::from(again)
            + if followed { FOLLOWED } else { 0.0 };
        Some(Self {
            newest: shown.id,
            sources,
            second: latest.second,
            followed,
            weight: standing * told * size * (-hours(newest - latest.second) / half).exp2(),
        })
    }
}

fn hours(seconds: i64) -> f64 {
    std::time::Duration::from_secs(seconds.max(0).unsigned_abs()).as_secs_f64() / 3_600.0
}

/// The articles without the copies: of one text only the first that was published counts.
fn originals<'latest>(articles: &[&'latest LatestRow]) -> Vec<&'latest LatestRow> {
    let mut texts = HashSet::new();
    let mut kept: Vec<&LatestRow> = articles
        .iter()
        .rev()
        .copied()
        .filter(|article| article.text.is_none_or(|text| texts.insert(text)))
        .collect();
    kept.reverse();
    kept
}

/// The number of publications; an article without one counts for itself.
fn independent(articles: &[&LatestRow]) -> usize {
    let named: HashSet<u32> = articles.iter().filter_map(|article| article.publication).collect();
    named.len() + articles.iter().filter(|article| article.publication.is_none()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600;

    fn article(id: u32, story: Option<u32>, publication: u32, hours_ago: i64) -> LatestRow {
        LatestRow {
            id: ArticleId(id),
            story: story.map(StoryId),
            text: None,
            publication: Some(publication),
            second: -hours_ago * HOUR,
            words: 300,
            is_of_figures: false,
        }
    }

    fn order(articles: &[LatestRow], followed: &[u32]) -> Vec<u32> {
        let followed = followed.iter().copied().map(StoryId).collect();
        rank(articles, &followed, 0).iter().map(|story| story.newest.0).collect()
    }

    #[test]
    fn a_story_of_more_sources_ranks_above_a_slightly_newer_one() {
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
    fn repeated_reports_of_past_days_do_not_raise_a_story() {
        let told_before = (10..19).map(|id| article(id, Some(1), 1, 50));
        let today = [
            article(9, Some(1), 1, 2),
            article(8, Some(2), 1, 3),
            article(7, Some(2), 1, 4),
            article(6, Some(2), 1, 5),
        ];
        let articles: Vec<LatestRow> = today.into_iter().chain(told_before).collect();

        assert_eq!(order(&articles, &[]), [8, 9]);
    }

    #[test]
    fn the_page_reaches_back_until_it_is_full() {
        let articles: Vec<LatestRow> = (0..10).map(|day| article(10, None, 1, 24 * i64::from(day))).collect();

        assert_eq!(window(&articles, 2).len(), 4, "the last days are always on it");
        assert_eq!(window(&articles, 6).len(), 6);
        assert_eq!(window(&articles, 99).len(), 10);
        assert_eq!(window(&[], 99).len(), 0);
    }

    #[test]
    fn of_two_single_reports_the_larger_stands_first() {
        let articles = [
            LatestRow { words: 30, ..article(2, None, 1, 0) },
            LatestRow { words: 900, ..article(1, None, 2, 1) },
        ];

        assert_eq!(order(&articles, &[]), [1, 2]);
    }

    #[test]
    fn tables_and_issues_of_a_series_lead_no_page_however_many_there_are() {
        let results = (10..20).map(|id| LatestRow { is_of_figures: true, ..article(id, Some(1), 1, 0) });
        let weather = (20..30).map(|id| article(id, Some(StoryId::FIRST_SERIES), 2, 0));
        let articles: Vec<LatestRow> = results.chain(weather).chain([article(1, None, 1, 46)]).collect();

        assert_eq!(order(&articles, &[])[0], 1);
    }

    #[test]
    fn a_followed_story_ranks_above_one_of_as_many_sources() {
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
        let copy = |id, publication, hours_ago| LatestRow {
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
