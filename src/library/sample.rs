//! The sample edition: a small fictional paper, compiled in, that also teaches the reader.

use jiff::Timestamp;

use super::{Library, LibraryError};
use crate::domain::{Article, Belonging, Change, Picture, PictureName};

/// The publications of the edition, each a JSON array of articles.
const EDITION: [&str; 4] = [
    include_str!("../../assets/sample/the-terminal-reader.json"),
    include_str!("../../assets/sample/harbour-gazette.json"),
    include_str!("../../assets/sample/catenary-weekly.json"),
    include_str!("../../assets/sample/halyard-wire.json"),
];

/// Its pictures, drawn by `assets/sample/draw.py`.
const PICTURES: [&[u8]; 3] = [
    include_bytes!("../../assets/sample/bridge.png"),
    include_bytes!("../../assets/sample/ferry.png"),
    include_bytes!("../../assets/sample/quiet.png"),
];

/// The picture that bears a name, with its bytes.
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

/// Whether an article teaches the reader: lessons have words in common, and are no story of one event.
fn is_lesson(article: &Article) -> bool {
    article.section.as_ref().is_some_and(|section| section.as_str() == "The tour")
}

impl Library {
    /// A collection in memory that holds the sample edition.
    pub fn sample_edition(now: Timestamp) -> Result<Self, LibraryError> {
        let mut library = Self::in_memory()?;
        let edition = articles()?;
        let stored = library.cache.store(&edition, now)?;
        let lessons = edition.iter().zip(&stored).filter(|(article, _)| is_lesson(article));
        let apart = lessons.map(|(_, stored)| (stored.id, Belonging { story: None, apart: true })).collect();
        library.cache.say(&Change::Belonging(apart), now)?;
        Ok(library)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Order, Stretch, View};

    #[test]
    fn every_lesson_has_a_row_of_its_own() {
        let library = Library::sample_edition(Timestamp::UNIX_EPOCH).unwrap();

        let rows = library.list_by_story(&View::All, Order::NewestFirst, Stretch::first(99)).unwrap();

        let lessons = articles().unwrap().iter().filter(|article| is_lesson(article)).count();
        let listed =
            rows.iter().filter(|row| row.section.as_ref().is_some_and(|it| it.as_str() == "The tour"));
        assert_eq!(listed.clone().count(), lessons);
        assert!(listed.clone().all(|row| row.more == 0) && lessons > 5);
        assert!(rows.iter().any(|row| row.more > 0), "the stories of the edition share rows");
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
