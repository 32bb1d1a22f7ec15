//! Gives the pictures of an archive to the articles that show them. Archives capture a page before its
//! pictures, so an article waits until some more records were read.

use std::collections::{HashMap, VecDeque};

use crate::domain::{Figure, Picture, WebUrl};
use crate::extract::album;
use crate::import::document::ImportedArticle;

/// Most articles that wait for their pictures.
const MOST_WAITING: usize = 48;

/// Most bytes of pictures that are held for later articles; the oldest are dropped first.
const MOST_BYTES: usize = 48 << 20;

/// The waiting articles and the pictures.
#[derive(Default)]
pub struct Pictured {
    pictures: HashMap<String, Picture>,
    /// The addresses of the pictures in the order of their records.
    order: VecDeque<String>,
    bytes: usize,
    waiting: VecDeque<Box<ImportedArticle>>,
}

impl Pictured {
    /// Holds a picture for the articles around it.
    pub fn add(&mut self, address: &WebUrl, picture: Picture) {
        self.bytes += size(&picture);
        let address = address.comparison_key();
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

    /// Queues an article, and returns the first one where too many wait.
    pub fn wait(&mut self, found: Box<ImportedArticle>) -> Option<Box<ImportedArticle>> {
        self.waiting.push_back(found);
        if self.waiting.len() > MOST_WAITING { self.next() } else { None }
    }

    /// The first waiting article, with its pictures.
    pub fn next(&mut self) -> Option<Box<ImportedArticle>> {
        let mut found = self.waiting.pop_front()?;
        let mut kept = album::PicturesByName::new();
        found.article.each_figure_mut(&mut |figure: &mut Figure| {
            let shown = figure.url.as_ref().and_then(|url| self.pictures.get(&url.comparison_key()));
            if let Some(picture) = shown.filter(|_| figure.picture.is_none()) {
                kept.insert(picture.name(), picture.clone());
                figure.picture = Some(picture.clone());
            }
        });
        if !kept.is_empty() {
            found.notes.extend(album::attach_pictures(&mut found.article, &kept));
        }
        Some(found)
    }
}

fn size(picture: &Picture) -> usize {
    picture.bytes().map_or(0, <[u8]>::len)
}
