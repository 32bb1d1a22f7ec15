//! A story as a whole: its timeline, its sources, what each article adds; and following it.

use std::collections::{HashMap, HashSet};

use super::reason::gap;
use super::{Library, LibraryError};
use crate::cache::StoryMember;
use crate::domain::{
    ArticleId, Change, Cursor, FollowedStory, Following, ListRange, ListRow, Moment, Order, Prose,
    ReportTime, Series, StoryId, StoryMembership, View, Why,
};
use crate::related::Novelty;

/// The most articles of a story whose texts are read to say what they add; of longer stories the latest.
const MOST_TEXTS_READ: usize = 200;

/// The most articles of followed stories that are listed.
const MOST_FOLLOWED: usize = 1_024;

/// A story from its first report to its latest.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The story; `None` while a single article tells it.
    pub story: Option<StoryId>,
    /// The series of the articles, which tell no event.
    pub series: Option<Series>,
    /// How the person follows the story.
    pub following: Option<Following>,
    /// Publications that tell the story, copies of one text not counted.
    pub sources: usize,
    /// The reports, the earliest first.
    pub reports: Vec<Report>,
}

/// An article of a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The row of the article.
    pub row: ListRow,
    /// The position of the report in time; `None` where no time is known.
    pub when: Option<ReportTime>,
    /// The article that this one copies, or shares its text with and follows.
    pub copy_of: Option<ArticleId>,
    /// The sentence that adds most to the earlier reports.
    pub adds: Option<Prose>,
}

/// A summary of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorySummary {
    /// The headline of the latest report.
    pub headline: Prose,
    /// The number of articles.
    pub articles: usize,
    /// Publications that tell the story, copies of one text not counted.
    pub sources: usize,
}

impl Library {
    /// The story of an article, from its first report to its latest; the article alone where it has no story.
    /// `None` where there is no such article.
    pub fn timeline(&self, id: ArticleId) -> Result<Option<Timeline>, LibraryError> {
        self.cache.read_snapshot(|_moment| {
            let members = self.members(id)?;
            let Some(story) = members.first().map(|member| member.row.story) else { return Ok(None) };
            self.timeline_of(story, members).map(Some)
        })
    }

    /// The articles of the story of an article, the first published first: the article alone where it has no
    /// story, none where there is no such article. This set is "this story" wherever one is shown.
    pub(super) fn members(&self, id: ArticleId) -> Result<Vec<StoryMember>, LibraryError> {
        let Some(row) = self.cache.listed(&View::All, id)? else { return Ok(Vec::new()) };
        Ok(match row.story {
            Some(story) => self.cache.story(story)?,
            None => vec![StoryMember { row, text: None }],
        })
    }

    /// A story from its first report to its latest; `None` where it has no articles any more.
    pub fn story(&self, story: StoryId) -> Result<Option<Timeline>, LibraryError> {
        self.cache.read_snapshot(|cache| {
            let members = cache.story(story)?;
            if members.is_empty() { Ok(None) } else { self.timeline_of(Some(story), members).map(Some) }
        })
    }

    fn timeline_of(
        &self,
        story: Option<StoryId>,
        members: Vec<StoryMember>,
    ) -> Result<Timeline, LibraryError> {
        let following = story.map(|story| self.cache.following(story)).transpose()?.flatten();
        let is_series = story.is_some_and(StoryId::is_series);
        let series = story.filter(|_| is_series).map(|story| self.cache.series(story)).transpose()?.flatten();
        let sources = sources(&members);
        let first = members.first().and_then(|member| member.row.published);
        let unread = members.len().saturating_sub(MOST_TEXTS_READ);
        let mut adding = AdditionFinder {
            library: self,
            novelty: Novelty::default(),
            frequencies: self.cache.document_frequencies()?,
        };
        let mut texts = HashMap::new();
        let mut reports = Vec::with_capacity(members.len());
        for (position, StoryMember { row, text }) in members.into_iter().enumerate() {
            let original = text.map(|text| *texts.entry(text).or_insert(row.id));
            let copy_of = original.filter(|original| *original != row.id);
            let is_read = copy_of.is_none() && position >= unread && !is_series;
            let adds = if is_read { adding.added_sentence(row.id) } else { None };
            let when = when(position, first, row.published);
            reports.push(Report { row, when, copy_of, adds });
        }
        Ok(Timeline { story, series, following, sources, reports })
    }

    /// The summary of a story, for which no text is read; `None` where it has no articles any more.
    pub fn outline(&self, story: StoryId) -> Result<Option<StorySummary>, LibraryError> {
        let members = self.cache.story(story)?;
        let (articles, sources) = (members.len(), sources(&members));
        let latest = members.into_iter().next_back();
        Ok(latest.map(|latest| StorySummary { headline: latest.row.headline, articles, sources }))
    }

    /// The change that follows the story of an article, or ends that where it is followed. The name is the
    /// one the person chose, else the headline it is followed from.
    pub fn follow_change(
        &mut self,
        id: ArticleId,
        name: Option<Prose>,
    ) -> Result<Option<Change>, LibraryError> {
        let Some(row) = self.cache.listed(&View::All, id)? else { return Ok(None) };
        let Some(story) = self.cache.story_of(id)? else { return Ok(None) };
        let following = match self.cache.following(story)? {
            Some(_) if name.is_none() => None,
            Some(known) => Some(Following { name: name.unwrap_or_default(), ..known }),
            None => {
                let since = self.cache.last_number()?;
                Some(Following { name: name.unwrap_or(row.headline), paused: false, since })
            }
        };
        Ok(Some(Change::Follow(vec![(story, following)])))
    }

    /// The change that takes an article out of its story for good, or returns it where it was taken out;
    /// `None` where it has no story.
    pub fn take_out_change(&self, id: ArticleId) -> Result<Option<Change>, LibraryError> {
        let membership = self.cache.membership(id)?;
        let out = membership.filter(|membership| membership.story.is_some());
        Ok(out.map(|_| {
            Change::StoryMembership(vec![(id, StoryMembership { story: None, is_taken_out: true })])
        }))
    }

    /// The change that separates the story merged last into the story of an article; `None` where none was
    /// merged.
    pub fn separate_change(&self, id: ArticleId) -> Result<Option<Change>, LibraryError> {
        let story = self.cache.membership(id)?.and_then(|membership| membership.story);
        let merged = story.map(|story| self.cache.last_merged(story)).transpose()?.flatten();
        Ok(merged.map(|(part, articles)| {
            let membership = StoryMembership { story: Some(part), is_taken_out: false };
            Change::StoryMembership(articles.into_iter().map(|id| (id, membership)).collect())
        }))
    }

    /// The articles of the followed stories, story by story: those with new articles first, then those with the
    /// latest. Each has the name of its story and its position as its cursor.
    pub(super) fn followed_rows(&self, order: Order) -> Result<Vec<ListRow>, LibraryError> {
        let rows = self.list(&View::Following, order, ListRange::first(MOST_FOLLOWED))?;
        let mut followed = Vec::new();
        for told in self.cache.followed()?.into_iter().filter(|told| !told.paused) {
            let since = self.cache.following(told.story)?.map_or(u32::MAX, |following| following.since);
            followed.push((told, since));
        }
        let first = |story: StoryId| rows.iter().position(|row| row.story == Some(story));
        followed.sort_by_key(|(told, _)| (told.new == 0, first(told.story)));
        let mut placed: Vec<(usize, ListRow)> = Vec::with_capacity(rows.len());
        for mut row in rows {
            let Some(at) = followed.iter().position(|(told, _)| row.story == Some(told.story)) else {
                continue;
            };
            if let Some((FollowedStory { name, new, articles, .. }, since)) = followed.get(at) {
                let is_new = !row.read && row.id.0 > *since;
                row.why = Some(Why::Followed { name: name.clone(), is_new, new: *new, articles: *articles });
            }
            placed.push((at, row));
        }
        placed.sort_by_key(|(at, _)| *at);
        Ok((0..).zip(placed).map(|(at, (_, row))| ListRow { cursor: Cursor(at), ..row }).collect())
    }
}

/// Finds what the articles of a story add, one after the other.
struct AdditionFinder<'library> {
    library: &'library Library,
    novelty: Novelty,
    frequencies: crate::related::DocumentFrequencies,
}

impl AdditionFinder<'_> {
    /// The sentence by which an article adds most; `None` where it cannot be read.
    fn added_sentence(&mut self, id: ArticleId) -> Option<Prose> {
        let article = self.library.cache.article(id).ok().flatten()?;
        let mut term_reader = self.library.term_reader.borrow_mut();
        let added = self.novelty.add(&article, &self.frequencies, &mut term_reader);
        added.map(|sentence| Prose::trimmed(&sentence))
    }
}

/// The number of publications of articles that are no copies; an article without one counts for itself.
pub(super) fn sources(members: &[StoryMember]) -> usize {
    let mut seen = HashSet::new();
    let names = originals(members).map(|member| member.row.publication.as_ref());
    names.filter(|name| name.is_none_or(|name| seen.insert(name))).count()
}

/// The publications of articles that are no copies, the earliest first.
pub(super) fn source_names(members: &[StoryMember]) -> Vec<Prose> {
    let mut seen = HashSet::new();
    let names = originals(members).filter_map(|member| member.row.publication.as_ref());
    names.filter(|name| seen.insert(*name)).cloned().collect()
}

fn originals(members: &[StoryMember]) -> impl Iterator<Item = &StoryMember> {
    let mut texts = HashSet::new();
    members.iter().filter(move |member| member.text.is_none_or(|text| texts.insert(text)))
}

fn when(position: usize, first: Option<Moment>, published: Option<Moment>) -> Option<ReportTime> {
    if position == 0 { Some(ReportTime::First) } else { gap(first, published).map(ReportTime::Apart) }
}
