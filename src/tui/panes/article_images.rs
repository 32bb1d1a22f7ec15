//! Draws the images of the article that consist of cells. Images of pixels are laid over the frame.

use ratatui::buffer::Buffer;

use crate::tui::image_cache::{ImageCache, PlacedImage, RenderedImage};
use crate::tui::tiles::{Tile, UPPER_HALF};

/// Draws the visible parts of images.
pub fn draw(placed: &[PlacedImage], images: &ImageCache, buffer: &mut Buffer) {
    for image in placed {
        let Some(RenderedImage::Tiles(rows)) = images.rendered(&image.request) else { continue };
        for (row, line) in rows.iter().skip(usize::from(image.above)).zip(image.area.rows()) {
            for (Tile(above, below), place) in row.iter().zip(line.columns()) {
                if let Some(cell) = buffer.cell_mut(place.as_position()) {
                    cell.set_symbol(UPPER_HALF).set_fg(*above).set_bg(*below);
                }
            }
        }
    }
}
