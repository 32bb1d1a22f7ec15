//! The dates of publication and of the last change, from their sources, the surest first.

use dom_query::Document;
use jiff::civil::Time;

use crate::domain::{Language, Moment, WebUrl};
use crate::extract::dates;

use super::facts::Facts;
use super::opening::Opening;
use super::visible;

/// Sources of the date of publication, the surest first.
const PUBLISHED: &[&str] = &[
    "ld:datePublished",
    "article:published_time",
    "article:published",
    "og:published_time",
    "meta:datepublished",
    "meta:pubdate",
    "meta:publishdate",
    "meta:publish-date",
    "meta:publication_date",
    "meta:dc.date.issued",
    "meta:dcterms.created",
    "meta:dc.date",
    "meta:dc.date.created",
    "meta:published-date",
    "meta:published_date",
    "meta:publisheddate",
    "meta:published",
    "meta:publication-date",
    "meta:publicationdate",
    "meta:release_date",
    "meta:citation_publication_date",
    "meta:citation_date",
    "meta:dcterms.issued",
    "meta:dcterms.date",
    "meta:date",
    "meta:parsely-pub-date",
    "meta:sailthru.date",
    "meta:cxenseparse:recs:publishtime",
    "meta:article.published",
    "meta:originalpublicationdate",
    "item:datePublished",
    "ld:dateCreated",
    "time:published",
];

/// Sources of the date of the last change.
const UPDATED: &[&str] = &[
    "ld:dateModified",
    "article:modified_time",
    "og:updated_time",
    "meta:lastmod",
    "meta:last-modified",
    "meta:dcterms.modified",
    "meta:article.updated",
    "item:dateModified",
];

/// The time of publication: from the page's data, from the visible page, or from its address.
pub fn published(
    facts: &Facts,
    document: &Document,
    opening: &Opening<'_>,
    language: Option<&Language>,
    url: Option<&WebUrl>,
) -> Option<Moment> {
    declared_moment(facts, PUBLISHED, language)
        .map(
            |told| if is_stamp(facts, told, language) { shown_before(told, opening, language) } else { told },
        )
        .or_else(|| opening.day(language))
        .or_else(|| opening.announced_day(language))
        .or_else(|| visible::date(document, language))
        .or_else(|| dates::of_address(url?))
}

/// The declared time of the last change, for a page without any other date.
pub fn changed(facts: &Facts, language: Option<&Language>) -> Option<Moment> {
    declared_moment(facts, UPDATED, language)
}

/// Whether the time of publication is that of the last change or later, since some pages update both.
fn is_stamp(facts: &Facts, published: Moment, language: Option<&Language>) -> bool {
    declared_moment(facts, UPDATED, language).is_some_and(|updated| match (published, updated) {
        (Moment::Instant(..), Moment::Instant(..)) => updated.instant() <= published.instant(),
        _ => updated.day() <= published.day(),
    })
}

/// The date beside the headline, where it is earlier than the declared one and that is not there too.
fn shown_before(declared: Moment, opening: &Opening<'_>, language: Option<&Language>) -> Moment {
    // A day apart, the two may be one moment in two zones.
    let is_before = |shown: &Moment| shown.day().tomorrow().is_ok_and(|next| next < declared.day());
    let shown: Vec<Moment> = opening.days_published(language).collect();
    let is_shown = shown.iter().any(|shown| !is_before(shown));
    shown.into_iter().next().filter(|_| !is_shown).unwrap_or(declared)
}

/// The time of the last change; `None` where it is the time of publication or earlier, as on many pages.
pub fn updated(facts: &Facts, language: Option<&Language>, published: Option<Moment>) -> Option<Moment> {
    declared_moment(facts, UPDATED, language).filter(|updated| match (published, *updated) {
        (Some(published @ Moment::Instant(..)), updated @ Moment::Instant(..)) => {
            updated.instant() > published.instant()
        }
        (Some(published), updated) => updated.day() > published.day(),
        (None, _) => true,
    })
}

fn declared_moment(facts: &Facts, sources: &[&str], language: Option<&Language>) -> Option<Moment> {
    let read = |text: &String| {
        dates::field(text, language).map(without_midnight).or_else(|| dates::moment(text, language))
    };
    facts.all(sources).iter().find_map(read).filter(|told| !is_empty(*told))
}

/// A moment at exactly midnight of its own zone as the day that it stands for, wherever it is read.
fn without_midnight(declared: Moment) -> Moment {
    let is_midnight = declared.clock().is_some_and(|clock| clock.time() == Time::midnight());
    if is_midnight { Moment::Day(declared.day()) } else { declared }
}

/// Whether a date is a placeholder: the first day of a computer's calendar, or one in the far future.
fn is_empty(declared: Moment) -> bool {
    let day = declared.day();
    (day.year(), day.month(), day.day()) == (1970, 1, 1) || day.year() > 2_100
}

#[cfg(test)]
mod tests {
    use super::super::collection::facts_of;
    use super::*;
    use crate::extract::prose::Lines;

    fn facts(published: &str, updated: &str) -> (Option<Moment>, Option<Moment>) {
        let page = format!(
            "<meta property=article:published_time content='{published}'><meta property=article:modified_time content='{updated}'>"
        );
        let document = Document::from(page);
        let facts = facts_of(&document);
        let published = super::published(&facts, &document, &Opening::default(), None, None);
        (published, super::updated(&facts, None, published))
    }

    #[test]
    fn a_change_is_later_than_the_publication() {
        assert!(facts("2020-05-07T10:00:00Z", "2020-05-07T10:30:00Z").1.is_some());
        assert_eq!(facts("2020-05-07T10:00:00Z", "2020-05-07T12:00:00+02:00").1, None);
        assert_eq!(facts("2020-05-07T10:00:00Z", "2020-05-06").1, None);
    }

    #[test]
    fn the_day_of_the_last_change_stands_in_for_that_of_publication() {
        let page = "<meta property=article:modified_time content='2020-05-07T10:00:00Z'><p>Rain fell.</p>";
        let document = Document::from(page);
        let article = crate::extract::metadata::of(&document, &Lines::of(&document), None);

        assert_eq!(article.published.map(|day| day.day().to_string()).as_deref(), Some("2020-05-07"));
        assert_eq!(article.updated, None);
    }

    #[test]
    fn midnight_in_the_zone_of_the_page_is_a_day_without_an_hour() {
        let told = |published: &str| facts(published, "").0.map(|day| day.to_string());

        assert_eq!(told("2020-05-07T00:00:00+08:00").as_deref(), Some("2020-05-07"));
        assert_eq!(told("2020-05-07T00:00:00Z").as_deref(), Some("2020-05-07"));
        assert_eq!(told("2020-05-07T00:01:00Z").as_deref(), Some("2020-05-07T00:01:00Z"));
    }

    #[test]
    fn a_day_beside_the_headline_is_the_day_where_the_page_was_only_stamped() {
        let day = |published: &str, updated: &str| {
            let text =
                "The river rose above its banks in the early hours, said the mayor of the town. ".repeat(4);
            let page = format!(
                "<meta property=article:published_time content='{published}'><meta property=article:modified_time content='{updated}'>\
                 <body><h1>Rain falls again</h1><p>7 May 2019</p><p>{text}</p>"
            );
            let document = Document::from(page);
            let article = crate::extract::metadata::of(&document, &Lines::of(&document), None);
            article.published.map(|day| day.day().to_string())
        };

        assert_eq!(day("2020-05-07T10:00:00Z", "2020-05-07T10:00:00Z").as_deref(), Some("2019-05-07"));
        assert_eq!(day("2020-05-07T10:00:00Z", "2020-06-07T10:00:00Z").as_deref(), Some("2020-05-07"));
        assert_eq!(day("2019-05-08T01:00:00Z", "2019-05-08T01:00:00Z").as_deref(), Some("2019-05-08"));
    }

    #[test]
    fn the_date_in_the_address_is_used_where_there_is_no_other() {
        let day = |address: &str| {
            let url = WebUrl::parse(address).unwrap();
            published(&Facts::default(), &Document::from("<p>Rain"), &Opening::default(), None, Some(&url))
                .map(|day| day.to_string())
        };

        assert_eq!(day("https://paper.example/news/2020/5/07/rain").as_deref(), Some("2020-05-07"));
        assert_eq!(day("https://paper.example/2020/may/7/rain/").as_deref(), Some("2020-05-07"));
        assert_eq!(day("https://paper.example/2020/13/07/rain"), None);
        assert_eq!(day("https://paper.example/2020/rain/7"), None);
    }
}
