//! The thread that renders images, so that the worker does not wait for a large one. It starts with the first
//! image.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Worker;
use crate::library::scaled_picture;
use crate::tui::effect::Ticket;
use crate::tui::failure::Failure;
use crate::tui::image_cache::{GraphicsProtocol, ImageRequest, RenderedImage};
use crate::tui::message::{Answer, Message};
use crate::tui::tiles::tiled;

/// An image to render.
pub struct RenderJob {
    ticket: Ticket,
    request: ImageRequest,
    bytes: Vec<u8>,
}

impl Worker {
    /// Renders an image; the answer comes now, or later through the inbox.
    pub(super) fn draw(&mut self, ticket: Ticket, request: &ImageRequest) -> Option<Message> {
        match self.library.picture(request.name) {
            Ok(Some(bytes)) => {
                let job = RenderJob { ticket, request: request.clone(), bytes };
                match self.image_thread() {
                    Some(thread) => thread.send(job).err().map(|unsent| render(&unsent.0)),
                    None => Some(render(&job)),
                }
            }
            Ok(None) => Some(Message::Answered(ticket, Ok(Answer::Image(request.clone(), None)))),
            Err(error) => Some(Message::Answered(ticket, Err(Failure::of(&error)))),
        }
    }

    /// The sender to the thread; `None` where the worker does everything itself.
    fn image_thread(&mut self) -> Option<&Sender<RenderJob>> {
        let inbox = self.inbox.clone()?;
        if self.images.is_none() {
            let (jobs, to_render) = channel();
            let run = move || render_all(&to_render, &inbox);
            self.images = thread::Builder::new().name("images".to_owned()).spawn(run).ok().map(|_| jobs);
        }
        self.images.as_ref()
    }
}

fn render_all(jobs: &Receiver<RenderJob>, inbox: &Sender<Message>) {
    for job in jobs {
        if inbox.send(render(&job)).is_err() {
            return;
        }
    }
}

fn render(job: &RenderJob) -> Message {
    let ImageRequest { columns, rows, cell, protocol, .. } = job.request;
    let (columns, rows) = (u32::from(columns), u32::from(rows));
    let image = match protocol {
        GraphicsProtocol::HalfBlocks(depth) => {
            tiled(&job.bytes, columns, rows, depth).map(|tiles| RenderedImage::Tiles(Arc::new(tiles)))
        }
        GraphicsProtocol::Pixels(_) => {
            let pixels = scaled_picture(&job.bytes, columns * u32::from(cell.0), rows * u32::from(cell.1));
            pixels.ok().map(|pixels| RenderedImage::Pixels(Arc::new(pixels)))
        }
    };
    Message::Answered(job.ticket, Ok(Answer::Image(job.request.clone(), image)))
}
