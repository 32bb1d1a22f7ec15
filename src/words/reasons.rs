//! Sentences for facts: why an article is offered, the time between two articles, the effect of a change.

use super::{Number, Words};
use crate::domain::{
    Age, Change, Closeness, Following, GroupHeading, LinkTarget, ListedTarget, Locale, Prose, ReportTime,
    ResolvedLink, RuleChange, Series, TimeGap, TimeUnit, Why,
};

/// The separator of two facts.
const SEPARATOR: &str = " · ";

impl Words {
    /// Why an article is offered: "same story · Marram Bridge, crack · 2 h later".
    pub fn why(self, why: &Why) -> Prose {
        let gap = |gap: &Option<TimeGap>| gap.map(|gap| self.gap(gap));
        let name = |name: &Option<Prose>| name.as_ref().map(ToString::to_string);
        match why {
            Why::Alike { how, shared, author, gap: when } => {
                let author = author.as_ref().map(|name| self.also_by(name));
                let (shared, when) = (Some(shared.join(", ")), gap(when));
                match how {
                    Closeness::SameStory => {
                        joined([Some(self.same_story().to_owned()), shared, author, when])
                    }
                    Closeness::InLanguage(code) => joined([
                        Some(self.same_story().to_owned()),
                        Some(self.in_language_of(*code)),
                        shared,
                        when,
                    ]),
                    Closeness::Background => {
                        joined([Some(self.background().to_owned()), when, shared, author])
                    }
                    Closeness::InCommon => joined([Some(self.in_common().to_owned()), shared, author, when]),
                }
            }
            Why::Copy { share, paper, later, gap: when } => {
                let copy = match paper {
                    Some(paper) if *later => self.copied_in(paper, share),
                    Some(paper) => self.copy_of(paper, share),
                    None => self.copy(share),
                };
                joined([Some(copy), gap(when)])
            }
            Why::Listed { heading, end } => self.listed(heading, end),
            Why::LinkedInText { paper, gap: when } => {
                joined([Some(self.linked_in_text().to_owned()), name(paper), gap(when)])
            }
            Why::LinksHere { paper, gap: when } => {
                joined([Some(self.links_here().to_owned()), name(paper), gap(when)])
            }
            Why::MoreFrom { name, gap: when } => joined([Some(self.more_from(name)), gap(when)]),
            Why::FrontPage { sources, age, followed } => joined([
                (*sources > 1).then(|| self.sources(*sources)),
                Some(age.map_or_else(|| self.now().to_owned(), |age| self.ago(age))),
                followed.then(|| self.you_follow_it().to_owned()),
            ]),
            Why::Followed { name, is_new, .. } => {
                joined([is_new.then(|| self.new_article().to_owned()), Some(name.to_string())])
            }
        }
    }

    /// The size of a followed story: "1 new of 11", "11 articles".
    pub fn followed_size(self, new: u32, articles: u32) -> String {
        if new > 0 { self.new_of(new, articles) } else { self.articles(articles) }
    }

    /// A series and its size: "Weather · 14 days", "Results · 42 in 14 days".
    pub fn series(self, series: &Series) -> String {
        let name = series.name.as_ref().map_or(self.results(), Prose::as_str);
        let several = series.articles > series.days;
        let days =
            if several { self.within_days(series.days, series.articles) } else { self.days(series.days) };
        joined([Some(name.to_owned()), Some(days)]).to_string()
    }

    /// Every reason why an article is offered: the first in full, of the others only what it does not say.
    pub fn reasons(self, first: &Why, also: &[Why]) -> Prose {
        let more = also.iter().map(|why| match why {
            Why::Listed { heading, .. } => self.listed_under(heading),
            Why::LinkedInText { .. } => self.linked_in_text().to_owned(),
            Why::LinksHere { .. } => self.links_here().to_owned(),
            other => self.why(other).to_string(),
        });
        joined([self.why(first).to_string()].into_iter().chain(more).map(Some))
    }

    /// The facts about the article of a link beside another: "Gazette · 2 h earlier".
    pub fn facts_beside(self, link: &ResolvedLink) -> Prose {
        let LinkTarget::Cached { publication, .. } = &link.target else { return Prose::default() };
        let name = |paper: &Option<Prose>| paper.as_ref().map(ToString::to_string);
        let (paper, when, shared) = match &link.why {
            Why::Copy { .. } => return self.why(&link.why),
            Why::Alike { how: Closeness::SameStory, gap, .. } => (name(publication), gap, None),
            Why::Alike { how: Closeness::InLanguage(code), gap, shared, .. } => {
                let paper = joined([name(publication), Some(self.in_language_of(*code))]).to_string();
                (Some(paper), gap, Some(shared.join(", ")))
            }
            Why::Alike { gap, shared, .. } => (name(publication), gap, Some(shared.join(", "))),
            Why::Listed { end: ListedTarget::Cached { paper, gap }, .. }
            | Why::LinkedInText { paper, gap }
            | Why::LinksHere { paper, gap } => (name(paper), gap, None),
            Why::MoreFrom { gap, .. } => (None, gap, None),
            Why::Listed { .. } | Why::FrontPage { .. } | Why::Followed { .. } => return Prose::default(),
        };
        joined([paper, when.map(|gap| self.gap(gap)), shared])
    }

    /// The name of a language in the language of the screen.
    pub fn name_of_language(self, code: &str) -> Option<&'static str> {
        let mut names = self.names_of_languages().split(", ").filter_map(|named| named.split_once(' '));
        names.find(|(known, _)| *known == code).map(|(_, name)| name)
    }

    /// "in German"
    fn in_language_of(self, code: Option<&str>) -> String {
        let name = code.and_then(|code| self.name_of_language(code));
        name.map_or_else(|| self.in_another_language().to_owned(), |name| self.in_language(name))
    }

    fn listed_under(self, heading: &Prose) -> String {
        if heading.is_empty() { self.listed_on_page().to_owned() } else { self.listed_in(heading) }
    }

    fn listed(self, heading: &Prose, end: &ListedTarget) -> Prose {
        let listed = self.listed_under(heading);
        let (where_it_is, more) = match end {
            ListedTarget::Cached { paper, gap } => {
                (paper.as_ref().map(ToString::to_string), gap.map(|gap| self.gap(gap)))
            }
            ListedTarget::Itself => (None, Some(self.this_article().to_owned())),
            ListedTarget::Outside(site) => (Some(site.to_string()), Some(self.not_cached().to_owned())),
            ListedTarget::HeadlineOnly => (None, Some(self.not_cached_no_address().to_owned())),
        };
        joined([Some(listed), where_it_is, more])
    }

    /// The heading of a group of links; empty where the publisher gave none.
    pub fn heading(self, heading: &GroupHeading) -> &str {
        match heading {
            GroupHeading::Given(heading) | GroupHeading::MoreFrom(heading) => heading.as_str(),
            GroupHeading::SameStory { .. } => self.same_story_heading(),
            GroupHeading::OtherLanguages => self.other_languages_heading(),
            GroupHeading::Background => self.background_heading(),
            GroupHeading::Nearest => self.nearest_heading(),
            GroupHeading::LinkedFromHere => self.linked_from_here(),
            GroupHeading::LinkedHere => self.linked_here(),
        }
    }

    /// The position of a report in the time of its story: "first report", "2 h later".
    pub fn when(self, when: ReportTime) -> String {
        match when {
            ReportTime::First => self.first_report().to_owned(),
            ReportTime::Apart(gap) => self.gap(gap),
        }
    }

    /// The time between two moments: "2 h later", "3 days earlier", "same day".
    pub fn gap(self, gap: TimeGap) -> String {
        match gap {
            TimeGap::SameDay => self.same_day().to_owned(),
            TimeGap::SameTime => self.same_time().to_owned(),
            TimeGap::Earlier(Age { count, unit }) => match unit {
                TimeUnit::Years => self.years_earlier(count),
                TimeUnit::Months => self.months_earlier(count),
                TimeUnit::Weeks => self.weeks_earlier(count),
                TimeUnit::Days => self.days_earlier(count),
                TimeUnit::Hours => self.hours_earlier(count),
                TimeUnit::Minutes => self.minutes_earlier(count),
            },
            TimeGap::Later(Age { count, unit }) => match unit {
                TimeUnit::Years => self.years_later(count),
                TimeUnit::Months => self.months_later(count),
                TimeUnit::Weeks => self.weeks_later(count),
                TimeUnit::Days => self.days_later(count),
                TimeUnit::Hours => self.hours_later(count),
                TimeUnit::Minutes => self.minutes_later(count),
            },
        }
    }

    /// The time since a moment: "2 h ago".
    pub fn ago(self, Age { count, unit }: Age) -> String {
        match unit {
            TimeUnit::Years => self.years_ago(count),
            TimeUnit::Months => self.months_ago(count),
            TimeUnit::Weeks => self.weeks_ago(count),
            TimeUnit::Days => self.days_ago(count),
            TimeUnit::Hours => self.hours_ago(count),
            TimeUnit::Minutes => self.minutes_ago(count),
        }
    }

    /// The effect of a change: "marked read", "3 articles removed from the bookmarks".
    pub fn change(self, change: &Change, locale: Locale) -> String {
        let count = |count: usize| Number::of(count, locale);
        match change {
            Change::Read(marks) => match marks.first() {
                Some((_, true)) => self.marked_read(count(marks.len())),
                _ => self.marked_unread(count(marks.len())),
            },
            Change::Bookmark(marks) => match marks.first() {
                Some((_, Some(_))) => self.bookmarked(count(marks.len())),
                _ => self.bookmark_removed(count(marks.len())),
            },
            Change::Delete(marks) => match marks.first() {
                Some((_, true)) => self.deleted(count(marks.len())),
                _ => self.brought_back(count(marks.len())),
            },
            Change::Highlight(marks) => match marks.first() {
                Some((_, (_, Some(_)))) => self.highlighted(count(marks.len())),
                _ => self.highlight_removed(count(marks.len())),
            },
            Change::StoryMembership(marks) => match marks.first() {
                Some((_, membership)) if membership.is_taken_out => self.taken_out(count(marks.len())),
                _ => self.put_back(count(marks.len())),
            },
            Change::Follow(marks) => match marks.first() {
                Some((_, Some(Following { name, paused: false, .. }))) => self.following_story(name),
                Some((_, Some(Following { name, paused: true, .. }))) => self.story_rests(name),
                _ => self.no_longer_following().to_owned(),
            },
            Change::Rule(change) => self.rule_change(change, count(change.articles.len())),
            Change::Several(_) => {
                let all = change.articles().len();
                change.rules().first().map_or_else(String::new, |rule| self.rule_change(rule, count(all)))
            }
        }
    }
}

impl Words {
    /// The notification of a fetch: the headlines that rules ask for, or else the number of new articles;
    /// `None` where there is nothing to report.
    pub fn notification(self, headlines: Option<&[Prose]>, new: usize, locale: Locale) -> Option<String> {
        match headlines {
            None => (new > 0).then(|| self.arrived(Number::of(new, locale))),
            Some([]) => None,
            Some([only]) => Some(only.to_string()),
            Some([first, rest @ ..]) => Some(self.notice_and_more(Number::of(rest.len(), locale), first)),
        }
    }

    /// "rule “title:sponsored” (mute), 12 articles".
    fn rule_change(self, change: &RuleChange, articles: Number) -> String {
        let (search, actions) = (change.rule.search.as_str(), change.rule.actions_in_words());
        if change.applies {
            self.rule_holds(articles, search, actions)
        } else {
            self.rule_gone(articles, search)
        }
    }
}

/// Joins facts with the separator.
fn joined(facts: impl IntoIterator<Item = Option<String>>) -> Prose {
    let facts: Vec<String> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
    Prose::trimmed(&facts.join(SEPARATOR))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Moment;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn durations_are_rounded_to_one_unit() {
        let from = moment("2020-05-07T10:00:00Z");
        let told = |to: &str| Words::english().gap(TimeGap::between(from, moment(to)));

        assert_eq!(told("2020-05-07T12:10:00+02:00"), "10 min later");
        assert_eq!(told("2020-05-07T08:00:00Z"), "2 h earlier");
        assert_eq!(told("2020-05-10T10:00:00Z"), "3 days later");
        assert_eq!(told("2020-05-07T10:00:10Z"), "at the same time");
        assert_eq!(told("2020-05-07"), "same day");
        assert_eq!(told("2020-03-07"), "2 months earlier");
        assert_eq!(told("2018-05-07"), "2 years earlier");
    }

    #[test]
    fn a_front_page_row_has_the_reason_of_its_rank() {
        let why = Why::FrontPage { sources: 6, age: Age::from_seconds(7_200), followed: true };

        assert_eq!(Words::english().why(&why).as_str(), "6 sources · 2 h ago · following");
    }
}
