//! Draws pictures: their bytes become the cells or the pixels that were sketched. A thread of its own does
//! it, so that nobody waits for a large one; it is there once the first is wanted.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::{Worker, told};
use crate::library::scaled_picture;
use crate::tui::effect::Ticket;
use crate::tui::message::{Answer, Message};
use crate::tui::pictures::{Drawing, Manner, Sketch};
use crate::tui::tiles::tiled;

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
            tiled(&work.bytes, columns, rows, depth).map(|tiles| Drawing::Tiles(Arc::new(tiles)))
        }
        Manner::Pixels(_) => {
            let pixels = scaled_picture(&work.bytes, columns * u32::from(cell.0), rows * u32::from(cell.1));
            pixels.ok().map(|pixels| Drawing::Pixels(Arc::new(pixels)))
        }
    };
    Message::Answered(work.ticket, Answer::Drawn(drawn))
}
