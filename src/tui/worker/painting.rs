//! Draws pictures: their bytes become the cells or the pixels that were sketched. A thread of its own does
//! it, so that nobody waits for a large one; it is there once the first is wanted.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::{Worker, told};
use crate::config::colour::Depth;
use crate::config::theme::shade;
use crate::library::scaled_picture;
use crate::picture::Pixels;
use crate::tui::effect::Ticket;
use crate::tui::message::{Answer, Message};
use crate::tui::pictures::{Drawing, Manner, Sketch, Tile};

/// A picture to be drawn.
pub struct Work {
    ticket: Ticket,
    sketch: Sketch,
    bytes: Vec<u8>,
}

impl Worker {
    /// Reads a picture and has it drawn; what came of it is told now, or later through the inbox.
    pub(super) fn draw(&mut self, ticket: Ticket, sketch: &Sketch) -> Option<Message> {
        match self.library.picture(sketch.name) {
            Ok(Some(bytes)) => {
                let work = Work { ticket, sketch: sketch.clone(), bytes };
                match self.painter() {
                    Some(painter) => painter.send(work).err().map(|unsent| painted(&unsent.0)),
                    None => Some(painted(&work)),
                }
            }
            Ok(None) => Some(Message::Answered(ticket, Answer::Drawn(None))),
            Err(error) => Some(Message::Answered(ticket, Answer::Failed(told(&error)))),
        }
    }

    /// The thread that draws; none where everything is done at once.
    fn painter(&mut self) -> Option<&Sender<Work>> {
        let inbox = self.inbox.clone()?;
        if self.painter.is_none() {
            let (painter, works) = channel();
            let painting = move || paint_all(&works, &inbox);
            self.painter =
                thread::Builder::new().name("painter".to_owned()).spawn(painting).ok().map(|_| painter);
        }
        self.painter.as_ref()
    }
}

fn paint_all(works: &Receiver<Work>, inbox: &Sender<Message>) {
    for work in works {
        if inbox.send(painted(&work)).is_err() {
            return;
        }
    }
}

fn painted(work: &Work) -> Message {
    let Sketch { columns, rows, cell, manner, .. } = work.sketch;
    let (columns, rows) = (u32::from(columns), u32::from(rows));
    let drawn = match manner {
        Manner::HalfBlocks(depth) => {
            let pixels = scaled_picture(&work.bytes, columns, rows * 2);
            pixels.map(|pixels| Drawing::Tiles(Arc::new(tiles(pixels, depth))))
        }
        Manner::Pixels(_) => {
            let pixels = scaled_picture(&work.bytes, columns * u32::from(cell.0), rows * u32::from(cell.1));
            pixels.map(|pixels| Drawing::Pixels(Arc::new(pixels)))
        }
    };
    Message::Answered(work.ticket, Answer::Drawn(drawn.ok()))
}

/// Rows of cells, each with the colours of two pixels, one above the other.
fn tiles(mut pixels: Pixels, depth: Depth) -> Vec<Vec<Tile>> {
    let shades = shades(&mut pixels, depth);
    let width = usize::try_from(pixels.width).unwrap_or_default().max(1);
    let rows: Vec<_> = shades.chunks(width).collect();
    let pair = |pair: &[&[_]]| match pair {
        [above, below] => above.iter().zip(*below).map(|(above, below)| Tile(*above, *below)).collect(),
        _ => Vec::new(),
    };
    rows.chunks(2).map(pair).collect()
}

/// Every pixel in a colour that the terminal has. What that lacks is spread over the pixels that come after,
/// so that the eye finds it again. Source: Floyd and Steinberg, "An adaptive algorithm for spatial
/// grey scale", 1976.
fn shades(pixels: &mut Pixels, depth: Depth) -> Vec<ratatui::style::Color> {
    let width = usize::try_from(pixels.width).unwrap_or_default();
    let mut shades = Vec::with_capacity(pixels.points.len());
    for at in 0..pixels.points.len() {
        let wanted = pixels.points.get(at).copied().unwrap_or_default();
        let Some((colour, got)) = shade(wanted, depth) else { return Vec::new() };
        shades.push(colour);
        if got == wanted {
            continue;
        }
        let lacks = [0, 1, 2].map(|part: usize| i32::from(wanted[part]) - i32::from(got[part]));
        let (is_first, is_last) = (at % width == 0, at % width + 1 == width);
        let after = [
            (at + 1, if is_last { 0 } else { 7 }),
            ((at + width).saturating_sub(1), if is_first { 0 } else { 3 }),
            (at + width, 5),
            (at + width + 1, i32::from(!is_last)),
        ];
        for (there, share) in after {
            let Some(point) = pixels.points.get_mut(there) else { continue };
            for (part, lacks) in point.iter_mut().zip(lacks) {
                let sum = i32::from(*part) + lacks * share / 16;
                *part = u8::try_from(sum.clamp(0, 255)).unwrap_or_default();
            }
        }
    }
    shades
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;

    #[test]
    fn two_pixels_share_a_cell() {
        let pixels = Pixels { width: 1, points: vec![[255, 0, 0], [0, 0, 255]] };

        assert_eq!(
            tiles(pixels.clone(), Depth::True),
            [[Tile(Color::Rgb(255, 0, 0), Color::Rgb(0, 0, 255))]]
        );
        assert_eq!(tiles(pixels, Depth::Ansi256), [[Tile(Color::Indexed(196), Color::Indexed(21))]]);
    }

    #[test]
    fn a_grey_between_two_colours_becomes_some_of_both() {
        let pixels = Pixels { width: 20, points: vec![[64; 3]; 400] };

        let cells = tiles(pixels, Depth::Ansi16);

        let shades: Vec<Color> =
            cells.concat().into_iter().flat_map(|Tile(above, below)| [above, below]).collect();
        let dark = shades.iter().filter(|colour| **colour == Color::Black).count();
        assert!(dark > 100 && dark < 300, "{dark}");
    }
}
