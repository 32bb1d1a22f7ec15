//! Pictures of the open article on the screen: which are in sight, which of them are drawn.
//!
//! The page keeps lines free for them; what is drawn there comes later, from the worker. Nothing is asked for
//! before it is in sight.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::effect::Ticket;
use super::model::Model;
use super::tiles::{Tile, UPPER_HALF};
use crate::config::Protocol;
use crate::config::colour::Depth;
use crate::domain::{Pane, PictureName};
use crate::picture::Pixels;

/// Drawings that are kept: those in sight, and some that were.
const KEPT: usize = 12;

/// How pictures are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Two pixels in every cell.
    HalfBlocks(Depth),
    /// As pixels, given to the terminal in this way.
    Pixels(Protocol),
}

/// A picture as it is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// Which.
    pub name: PictureName,
    /// Columns it takes.
    pub columns: u16,
    /// Lines it takes.
    pub rows: u16,
    /// Pixels of a cell.
    pub cell: (u16, u16),
    /// How it is drawn.
    pub manner: Manner,
}

/// A picture as it was drawn.
#[derive(Clone, Debug)]
pub enum Drawing {
    /// As rows of cells.
    Tiles(Arc<Vec<Vec<Tile>>>),
    /// As pixels.
    Pixels(Arc<Pixels>),
}

/// A picture of which something is in sight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What is wanted.
    pub sketch: Sketch,
    /// Where what is in sight of it stands.
    pub area: Rect,
    /// Lines of it above that.
    pub above: u16,
}

/// The drawings of the article.
#[derive(Clone, Debug, Default)]
pub struct Easel {
    works: Vec<(Sketch, Work)>,
}

#[derive(Clone, Debug)]
enum Work {
    Awaited(Ticket),
    Here(Drawing),
}

impl Easel {
    /// Whether a picture is there, or asked for.
    pub fn knows(&self, sketch: &Sketch) -> bool {
        self.works.iter().any(|(known, _)| known == sketch)
    }

    /// Notes that a picture was asked for; the oldest drawings go.
    pub fn await_drawing(&mut self, ticket: Ticket, sketch: Sketch) {
        self.works.push((sketch, Work::Awaited(ticket)));
        let more = self.works.len().saturating_sub(KEPT);
        self.works.drain(..more);
    }

    /// Takes a drawing that was asked for; returns the name of a picture that cannot be drawn.
    pub fn receive(&mut self, ticket: Ticket, drawing: Option<Drawing>) -> Option<PictureName> {
        let is_awaited = |work: &Work| matches!(work, Work::Awaited(awaited) if *awaited == ticket);
        let (sketch, work) = self.works.iter_mut().find(|(_, work)| is_awaited(work))?;
        match drawing {
            Some(drawing) => *work = Work::Here(drawing),
            None => return Some(sketch.name),
        }
        None
    }

    /// A drawing, where it is there.
    pub fn drawing(&self, sketch: &Sketch) -> Option<&Drawing> {
        self.works.iter().find_map(|(known, work)| match work {
            Work::Here(drawing) if known == sketch => Some(drawing),
            Work::Here(_) | Work::Awaited(_) => None,
        })
    }
}

impl Model {
    /// The pictures of the open article of which something is in sight.
    pub fn pictures_in_sight(&self) -> Vec<Seen> {
        let reading = self.reading.as_ref().filter(|_| self.layout().pane(Pane::Article).is_some());
        let (Some(reading), Some(manner)) = (reading, self.manner()) else { return Vec::new() };
        let area = self.inside(Pane::Article);
        let (top, bottom) = (reading.top(), reading.top() + usize::from(area.height));
        let left = reading.left_of_text(area);
        let pictures = reading.page().pictures.iter();
        let seen = pictures.filter(|picture| picture.lines.start < bottom && top < picture.lines.end);
        let place = |picture: &crate::typeset::PagePicture| {
            let (first, end) = (picture.lines.start.max(top), picture.lines.end.min(bottom));
            let number = |lines: usize| u16::try_from(lines).ok();
            let columns = number(picture.columns)?;
            let place = Rect {
                x: left.saturating_add(number(picture.left)?),
                y: area.y.saturating_add(number(first - top)?),
                width: columns,
                height: number(end - first)?,
            };
            let sketch = Sketch {
                name: picture.name,
                columns,
                rows: number(picture.lines.len())?,
                cell: self.abilities.cell,
                manner,
            };
            let above = number(first - picture.lines.start)?;
            Some(Seen { sketch, area: place.intersection(area), above })
        };
        seen.filter_map(place).collect()
    }
}

/// Draws the pictures that are made of cells; those made of pixels are laid over the frame.
pub fn draw(model: &Model, buffer: &mut Buffer) {
    for seen in model.pictures_in_sight() {
        if let Some(Drawing::Tiles(rows)) = model.easel.drawing(&seen.sketch) {
            let shown = rows.iter().skip(usize::from(seen.above)).zip(seen.area.rows());
            for (row, line) in shown {
                for (Tile(above, below), place) in row.iter().zip(line.columns()) {
                    if let Some(cell) = buffer.cell_mut(place.as_position()) {
                        cell.set_symbol(UPPER_HALF).set_fg(*above).set_bg(*below);
                    }
                }
            }
        }
    }
}
