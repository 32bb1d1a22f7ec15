//! The sample edition: a small fictional paper, compiled in, that also teaches the reader.

use jiff::Timestamp;

use super::{Library, LibraryError};
use crate::domain::{Article, Change, Moment, Picture, PictureName, StoryMembership};

/// The publications of the edition, each a JSON array of articles.
const EDITION: [&str; 4] = [
    include_str!("../../assets/sample/the-terminal-reader.json"),
    include_str!("../../assets/sample/harbour-gazette.json"),
    include_str!("../../assets/sample/catenary-weekly.json"),
    include_str!("../../assets/sample/halyard-wire.json"),
];

/// The pictures of the edition, drawn by `assets/sample/draw.py`.
const PICTURES: [&[u8]; 3] = [
    include_bytes!("../../assets/sample/bridge.png"),
    include_bytes!("../../assets/sample/ferry.png"),
    include_bytes!("../../assets/sample/quiet.png"),
];

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The picture of a name, with its bytes.
fn drawn(named: &Picture) -> Option<Picture> {
    let name = named.name();
    let is_it = |bytes: &&[u8]| PictureName::of(bytes, name.width, name.height) == name;
    PICTURES.into_iter().find(is_it).map(|bytes| Picture::of(bytes.to_vec(), name.width, name.height))
}

/// The articles of the sample edition.
pub fn articles() -> Result<Vec<Article>, LibraryError> {
    let mut edition = Vec::new();
    for text in EDITION {
        let articles: Vec<Article> = serde_json::from_str(text)
            .map_err(|source| LibraryError::Malformed { what: "the sample edition".to_owned(), source })?;
        edition.extend(articles);
    }
    for article in &mut edition {
        article.each_figure_mut(&mut |figure| figure.picture = figure.picture.as_ref().and_then(drawn));
    }
    Ok(edition)
}

/// The edition dated by the day on which it is opened: its newest article came within the last day, the
/// others as much earlier as they are in the files, at the same hours.
fn of_today(mut edition: Vec<Article>, now: Timestamp) -> Vec<Article> {
    let newest = edition.iter().filter_map(|article| article.published).map(Moment::instant).max();
    let seconds = newest.map_or(0, |newest| now.as_second() - newest.as_second());
    let days = seconds.div_euclid(DAY);
    for article in &mut edition {
        article.published = article.published.map(|moment| moment.days_later(days));
        article.updated = article.updated.map(|moment| moment.days_later(days));
    }
    edition
}

/// Whether an article teaches the reader: lessons have words in common, but are no story.
fn is_lesson(article: &Article) -> bool {
    article.section.as_ref().is_some_and(|section| section.as_str() == "The tour")
}

impl Library {
    /// A collection in memory that holds the sample edition of today.
    pub fn sample_edition(now: Timestamp) -> Result<Self, LibraryError> {
        let mut library = Self::in_memory()?;
        let edition = of_today(articles()?, now);
        let stored = library.cache.store(&edition, now)?;
        let lessons = edition.iter().zip(&stored).filter(|(article, _)| is_lesson(article));
        let apart = lessons
            .map(|(_, stored)| (stored.id, StoryMembership { story: None, is_taken_out: true }))
            .collect();
        library.cache.apply(&Change::StoryMembership(apart), now)?;
        Ok(library)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ListRange, Order, View};

    #[test]
    fn every_lesson_has_a_row_of_its_own() {
        let library = Library::sample_edition(Timestamp::UNIX_EPOCH).unwrap();

        let rows = library.list_by_story(&View::All, Order::NewestFirst, ListRange::first(99)).unwrap();

        let lessons = articles().unwrap().iter().filter(|article| is_lesson(article)).count();
        let listed =
            rows.iter().filter(|row| row.section.as_ref().is_some_and(|it| it.as_str() == "The tour"));
        assert_eq!(listed.clone().count(), lessons);
        assert!(listed.clone().all(|row| row.others_in_story == 0) && lessons > 5);
        assert!(rows.iter().any(|row| row.others_in_story > 0), "the stories of the edition share rows");
    }

    #[test]
    fn the_edition_is_of_the_day_on_which_it_is_opened() {
        let distances = |moments: &[Moment]| -> Vec<i64> {
            moments
                .windows(2)
                .map(|pair| pair[1].instant().as_second() - pair[0].instant().as_second())
                .collect()
        };
        let published = |edition: &[Article]| -> Vec<Moment> {
            edition.iter().filter_map(|article| article.published).collect()
        };
        let as_written = published(&articles().unwrap());
        for now in
            ["2026-10-20T09:00:00Z", "2026-11-30T06:00:00Z", "2031-02-28T23:59:59Z", "1970-01-01T00:00:00Z"]
        {
            let now: Timestamp = now.parse().unwrap();
            let today = published(&of_today(articles().unwrap(), now));

            let newest = today.iter().map(|moment| moment.instant()).max().unwrap();
            assert!((0..DAY).contains(&(now.as_second() - newest.as_second())), "{now}");
            assert_eq!(distances(&today), distances(&as_written));
        }
    }

    #[test]
    fn the_front_page_leads_with_the_story_of_four_sources() {
        let now: Timestamp = "2026-11-30T06:00:00Z".parse().unwrap();

        let page = Library::sample_edition(now).unwrap().front_page(now, None).unwrap();

        let lead = page[0].front_page.as_ref().unwrap();
        assert_eq!((page[0].others_in_story, lead.sources.len()), (3, 4), "{}", page[0].headline);
    }

    #[test]
    fn every_picture_of_the_edition_is_shown_in_it() {
        let articles = articles().unwrap();

        let shown = articles.iter().flat_map(Article::pictures).collect::<Vec<_>>();

        assert_eq!(shown.len(), PICTURES.len());
        for picture in shown {
            let size = crate::picture::size(picture.bytes().unwrap());
            assert_eq!(size, Some((picture.name().width, picture.name().height)));
        }
    }
}
