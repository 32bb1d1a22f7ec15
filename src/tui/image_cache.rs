//! The images of the open article: their requests, and the cache of rendered images.
//!
//! The page leaves lines blank for its images. An image is requested when it comes into sight, and rendered
//! by a thread of its own.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::tiles::Tile;
use crate::config::Protocol;
use crate::config::colour::ColourDepth;
use crate::domain::PictureName;
use crate::picture::Pixels;

/// Images in the cache: those in sight, and some that were.
const CAPACITY: usize = 12;

/// The form in which images are drawn.
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
    /// Columns of the image.
    pub columns: u16,
    /// Lines of the image.
    pub rows: u16,
    /// Width and height of a cell, in pixels.
    pub cell: (u16, u16),
    /// The form in which the image is drawn.
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

/// An image on the screen, or its visible part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedImage {
    /// The request for the whole image.
    pub request: ImageRequest,
    /// The cells of the visible part.
    pub area: Rect,
    /// Lines of the image above the visible part.
    pub above: u16,
}

/// The images that were rendered, oldest first.
#[derive(Clone, Debug, Default)]
pub struct ImageCache {
    entries: Vec<(ImageRequest, RenderedImage)>,
}

impl ImageCache {
    /// Adds a rendered image; beyond the capacity the oldest is dropped.
    pub fn insert(&mut self, request: ImageRequest, image: RenderedImage) {
        self.entries.push((request, image));
        let more = self.entries.len().saturating_sub(CAPACITY);
        self.entries.drain(..more);
    }

    /// The rendered image of a request.
    pub fn rendered(&self, request: &ImageRequest) -> Option<&RenderedImage> {
        self.entries.iter().find(|(known, _)| known == request).map(|(_, image)| image)
    }
}
