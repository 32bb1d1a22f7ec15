//! The visible images of the open article.

use ratatui::layout::Rect;

use super::Model;
use crate::domain::Pane;
use crate::tui::image_cache::{GraphicsProtocol, ImageRequest, PlacedImage};
use crate::tui::panes::article::ArticlePane;
use crate::typeset::PagePicture;

impl Model {
    /// The visible images, from the top.
    pub fn images_in_sight(&self) -> Vec<PlacedImage> {
        let reading = self.reading.as_ref().filter(|_| self.layout().pane(Pane::Article).is_some());
        let (Some(reading), Some(protocol)) = (reading, self.graphics_protocol()) else { return Vec::new() };
        let pictures = reading.page().pictures.iter();
        pictures.filter_map(|picture| self.placed_image(picture, reading, protocol)).collect()
    }

    /// The visible part of an image; `None` where there is none.
    fn placed_image(
        &self,
        picture: &PagePicture,
        reading: &ArticlePane,
        protocol: GraphicsProtocol,
    ) -> Option<PlacedImage> {
        let area = self.inside(Pane::Article);
        let (top, bottom) = (reading.top(), reading.top() + usize::from(area.height));
        let (first, end) = (picture.lines.start.max(top), picture.lines.end.min(bottom));
        let number = |count: usize| u16::try_from(count).ok();
        let columns = number(picture.columns)?;
        let shown = Rect {
            x: reading.left_of_text(area).saturating_add(number(picture.left)?),
            y: area.y.saturating_add(number(first.checked_sub(top)?)?),
            width: columns,
            height: number(end.checked_sub(first).filter(|lines| *lines > 0)?)?,
        };
        let rows = number(picture.lines.len())?;
        let request =
            ImageRequest { name: picture.name, columns, rows, cell: self.capabilities.cell_pixels, protocol };
        let above = number(first - picture.lines.start)?;
        Some(PlacedImage { request, area: shown.intersection(area), above })
    }
}
