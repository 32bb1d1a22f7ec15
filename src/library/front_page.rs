//! The front page: the stories of the last days, ranked by their independent sources, age and length, and by
//! whether the person follows them; as many as fill a page.

mod leading;
mod ranking;

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp, tz::Offset};

use super::stories::{source_names, sources};
use super::{Library, LibraryError};
use crate::domain::{
    Age, Article, ArticleId, Cursor, FrontPagePart, FrontPageStory, ListRange, ListRow, Moment, Order, Prose,
    Query, StoryId, View, Why,
};
use crate::related::{DocumentFrequencies, first_sentences, telling_sentence};
use leading::leading;
use ranking::{RankedStory, rank, window};

/// The most articles considered; of busier days the latest.
const MOST: usize = 4_096;

/// Stories that fill the page.
const STORIES_OF_A_PAGE: usize = 48;

/// Stories beside and below the lead story, before the sections begin.
const TOP: usize = 6;

/// Stories of a section shown under its name.
const SECTION: usize = 3;

/// Letters of the lead story shown on the page.
const LEAD_LETTERS: usize = 480;

impl Library {
    /// The stories of the front page in their order, of all articles or of those that match a search. The
    /// days count back from the newest article that is not of the future: a cache that was filled last month
    /// has a front page too, and one without any date a page of those that came last.
    pub fn front_page(&self, now: Timestamp, query: Option<&Query>) -> Result<Vec<ListRow>, LibraryError> {
        self.cache.read_snapshot(|cache| {
            let latest = match query {
                None => match cache.latest(after(now), MOST)? {
                    dated if dated.is_empty() => cache.latest_undated(MOST)?,
                    dated => dated,
                },
                Some(query) => cache.latest_of(&self.matching_articles(query, now)?)?,
            };
            let followed: HashSet<StoryId> =
                cache.followed()?.into_iter().filter(|kept| !kept.paused).map(|kept| kept.story).collect();
            let newest = latest.first().map_or(0, |latest| latest.second);
            let mut stories = rank(window(&latest, STORIES_OF_A_PAGE), &followed, newest);
            stories.truncate(STORIES_OF_A_PAGE);
            let frequencies = cache.document_frequencies()?;
            let mut rows = Vec::with_capacity(stories.len());
            for story in &stories {
                let place = if rows.is_empty() { FrontPagePart::Lead } else { FrontPagePart::Top };
                let row = self.front_page_row(story, query.is_none(), place, &frequencies, now)?;
                rows.extend(row);
            }
            Ok(arranged(rows))
        })
    }

    /// The dated articles that match a search, newest first.
    fn matching_articles(&self, query: &Query, now: Timestamp) -> Result<Vec<ArticleId>, LibraryError> {
        let view = View::Matching(query.clone());
        let rows = self.cache.list(&view, Order::NewestFirst, ListRange::first(MOST))?;
        let is_of_now = |row: &&ListRow| row.published.is_some_and(|moment| moment.instant() <= now);
        Ok(rows.iter().filter(is_of_now).map(|row| row.id).collect())
    }

    /// A story as the front page shows it; `None` where its article is gone. Its newest article stands for it, or of
    /// all articles (`of_all`) its leading report.
    fn front_page_row(
        &self,
        story: &RankedStory,
        of_all: bool,
        place: FrontPagePart,
        frequencies: &DocumentFrequencies,
        now: Timestamp,
    ) -> Result<Option<ListRow>, LibraryError> {
        let members = self.members(story.newest)?;
        let leading = if of_all { leading(&self.cache, &members, now)? } else { None };
        let Some(row) = self.cache.listed(&View::All, leading.unwrap_or(story.newest))? else {
            return Ok(None);
        };
        let count = u32::try_from(sources(&members)).unwrap_or(u32::MAX);
        let more = u32::try_from(members.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let article = self.cache.article_without_links(row.id)?.unwrap_or_default();
        let telling = self.key_sentences(&article, &place, frequencies);
        let age = row.published.and_then(|_| Age::from_seconds(now.as_second().abs_diff(story.second)));
        let why = Why::FrontPage { sources: count, age, followed: story.followed };
        let front = FrontPageStory { place, sources: source_names(&members), key_sentences: telling };
        Ok(Some(ListRow { others_in_story: more, why: Some(why), front_page: Some(Box::new(front)), ..row }))
    }

    fn key_sentences(
        &self,
        article: &Article,
        place: &FrontPagePart,
        frequencies: &DocumentFrequencies,
    ) -> Prose {
        let words = match place {
            FrontPagePart::Lead => first_sentences(article, LEAD_LETTERS),
            FrontPagePart::Top | FrontPagePart::Section(_) | FrontPagePart::Rest => {
                let mut term_reader = self.term_reader.borrow_mut();
                telling_sentence(article, frequencies, &mut term_reader).unwrap_or_default()
            }
        };
        Prose::trimmed(&words)
    }
}

/// The stories in the order of the page: the first ones by rank, then section by section, the sections with
/// the best story first, then the stories without a section to share.
fn arranged(rows: Vec<ListRow>) -> Vec<ListRow> {
    let key = |row: &ListRow| row.section.as_ref().map(|name| name.as_str().to_lowercase());
    let mut sections: Vec<(String, Prose, usize)> = Vec::new();
    for row in rows.iter().skip(1 + TOP) {
        let (Some(key), Some(name)) = (key(row), &row.section) else { continue };
        match sections.iter_mut().find(|(known, ..)| *known == key) {
            Some((.., count)) => *count += 1,
            None => sections.push((key, name.clone(), 1)),
        }
    }
    sections.retain(|(.., count)| *count >= SECTION);
    let mut placed: Vec<(usize, ListRow)> = Vec::with_capacity(rows.len());
    for (position, mut row) in rows.into_iter().enumerate() {
        let at = key(&row).and_then(|key| sections.iter().position(|(known, ..)| *known == key));
        let (part, place) = match at.and_then(|at| Some((at, sections.get(at)?))) {
            _ if position == 0 => (0, FrontPagePart::Lead),
            _ if position <= TOP => (0, FrontPagePart::Top),
            Some((at, (_, name, _))) => (at + 1, FrontPagePart::Section(name.clone())),
            None => (usize::MAX, FrontPagePart::Rest),
        };
        if let Some(front) = &mut row.front_page {
            front.place = place;
        }
        placed.push((part, row));
    }
    placed.sort_by_key(|(part, _)| *part);
    (0..).zip(placed).map(|(cursor, (_, row))| ListRow { cursor: Cursor(cursor), ..row }).collect()
}

/// The first moment in the future.
fn after(now: Timestamp) -> Moment {
    let next = now.saturating_add(SignedDuration::from_secs(1));
    Moment::Instant(next.unwrap_or(Timestamp::MAX), Offset::UTC)
}
