//! The images of the open article: how each is requested, and the cache of those that were rendered.
//!
//! The page keeps lines free for its images. An image is requested when it comes into sight, and rendered by a
//! thread of its own.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::tiles::Tile;
use crate::config::Protocol;
use crate::config::colour::ColourDepth;
use crate::domain::PictureName;
use crate::picture::Pixels;

/// Images that are kept: those in sight, and some that were.
const CAPACITY: usize = 12;

/// How images get to the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphicsProtocol {
    /// Two pixels in every cell.
    HalfBlocks(ColourDepth),
    /// Pixels, by a protocol of the terminal.
    Pixels(Protocol),
}

/// A request to render an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageRequest {
    /// The image in the cache of articles.
    pub name: PictureName,
    /// Columns it takes.
    pub columns: u16,
    /// Lines it takes.
    pub rows: u16,
    /// Pixels of a cell: its width and its height.
    pub cell: (u16, u16),
    /// How the image gets to the terminal.
    pub protocol: GraphicsProtocol,
}

/// A rendered image.
#[derive(Clone, Debug)]
pub enum RenderedImage {
    /// Rows of cells.
    Tiles(Arc<Vec<Vec<Tile>>>),
    /// Pixels.
    Pixels(Arc<Pixels>),
}

/// An image on the screen, or the part of it that is in sight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedImage {
    /// The request for the whole image.
    pub request: ImageRequest,
    /// The cells of the part in sight.
    pub area: Rect,
    /// Lines of the image above that part.
    pub above: u16,
}

/// The images that were rendered, oldest first.
#[derive(Clone, Debug, Default)]
pub struct ImageCache {
    entries: Vec<(ImageRequest, RenderedImage)>,
}

impl ImageCache {
    /// Keeps a rendered image; beyond the capacity the oldest go.
    pub fn insert(&mut self, request: ImageRequest, image: RenderedImage) {
        self.entries.push((request, image));
        let more = self.entries.len().saturating_sub(CAPACITY);
        self.entries.drain(..more);
    }

    /// The rendered image.
    pub fn rendered(&self, request: &ImageRequest) -> Option<&RenderedImage> {
        self.entries.iter().find(|(known, _)| known == request).map(|(_, image)| image)
    }
}
