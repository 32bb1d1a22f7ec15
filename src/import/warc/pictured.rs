//! The pictures that an archive holds, given to the articles that show them. Writers of archives capture a page before
//! its pictures, so that an article waits until some more was captured after it.

use std::collections::{HashMap, VecDeque};

use crate::domain::{Figure, Picture, WebUrl};
use crate::extract::album;
use crate::import::document::ImportedArticle;

/// Articles that wait for their pictures, the first one captured first.
const MOST_WAITING: usize = 48;

/// Bytes of the pictures that are held for articles to come; the oldest ones make room.
const MOST_BYTES: usize = 48 << 20;

/// What waits to be put together.
#[derive(Default)]
pub struct Pictured {
    pictures: HashMap<String, Picture>,
    /// The addresses of the pictures in the order in which they came.
    order: VecDeque<String>,
    bytes: usize,
    waiting: VecDeque<Box<ImportedArticle>>,
}

impl Pictured {
    /// Holds a picture for the articles around it.
    pub fn add(&mut self, address: &WebUrl, picture: Picture) {
        self.bytes += size(&picture);
        let address = address.key();
        if let Some(before) = self.pictures.insert(address.clone(), picture) {
            self.bytes -= size(&before);
        } else {
            self.order.push_back(address);
        }
        while self.bytes > MOST_BYTES
            && let Some(oldest) = self.order.pop_front()
        {
            self.bytes -= self.pictures.remove(&oldest).as_ref().map_or(0, size);
        }
    }

    /// Lets an article wait, and gives the first of them where more wait than may.
    pub fn wait(&mut self, found: Box<ImportedArticle>) -> Option<Box<ImportedArticle>> {
        self.waiting.push_back(found);
        if self.waiting.len() > MOST_WAITING { self.next() } else { None }
    }

    /// The first article that waits, with its pictures.
    pub fn next(&mut self) -> Option<Box<ImportedArticle>> {
        let mut found = self.waiting.pop_front()?;
        let mut kept = album::PicturesByName::new();
        found.article.each_figure_mut(&mut |figure: &mut Figure| {
            let shown = figure.url.as_ref().and_then(|url| self.pictures.get(&url.key()));
            if let Some(picture) = shown.filter(|_| figure.picture.is_none()) {
                kept.insert(picture.name(), picture.clone());
                figure.picture = Some(picture.clone());
            }
        });
        if !kept.is_empty() {
            found.notes.extend(album::give(&mut found.article, &kept));
        }
        Some(found)
    }
}

fn size(picture: &Picture) -> usize {
    picture.bytes().map_or(0, <[u8]>::len)
}
