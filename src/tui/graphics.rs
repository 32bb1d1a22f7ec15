//! Images as pixels over the frame, by the protocols of kitty and iTerm2 and as sixels.
//!
//! No byte of an image file reaches the terminal: only pixels that newsprint decoded and encoded again. The
//! cells below stay blank, so that none of them holds an escape.

mod sixel;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::Arc;

use data_encoding::BASE64;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use ratatui::crossterm::cursor::{MoveTo, RestorePosition, SavePosition};
use ratatui::crossterm::queue;

use super::image_cache::{GraphicsProtocol, PlacedImage, RenderedImage};
use super::model::Model;
use crate::config::Protocol;
use crate::picture::{Pixels, encode_png};

/// Queries kitty's protocol with an image of one pixel that is not shown.
/// Source: "Terminal graphics protocol", querying support.
pub const QUESTION: &str = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\";

/// Bytes of a chunk in kitty's protocol.
const CHUNK: usize = 4_096;

/// Images kept in the terminal's memory.
const KEPT: usize = 8;

/// An image over the frame.
#[derive(Clone, Debug)]
pub struct Placement {
    placed: PlacedImage,
    protocol: Protocol,
    pixels: Arc<Pixels>,
}

impl PartialEq for Placement {
    fn eq(&self, other: &Self) -> bool {
        self.placed == other.placed && self.protocol == other.protocol
    }
}

/// The images over the frame; none where something else lies over the article.
pub fn placements(model: &Model) -> Vec<Placement> {
    if model.is_article_covered() {
        return Vec::new();
    }
    let images = model.images_in_sight().into_iter();
    let placement =
        |placed: PlacedImage| match (placed.request.protocol, model.images.rendered(&placed.request)) {
            (GraphicsProtocol::Pixels(protocol), Some(RenderedImage::Pixels(pixels))) => {
                Some(Placement { pixels: Arc::clone(pixels), protocol, placed })
            }
            _ => None,
        };
    images.filter_map(placement).filter(|placement| placement.placed.area.height > 0).collect()
}

/// The images over the frame.
#[derive(Debug, Default)]
pub struct Graphics {
    shown: Vec<Placement>,
    /// The images in the terminal's memory, by their numbers there.
    sent: Vec<(u32, Arc<Pixels>)>,
    last: u32,
}

impl Graphics {
    /// The lines to redraw so that the images of the last frame vanish. Kitty deletes images itself; in other
    /// terminals characters are drawn over them.
    pub fn lines_to_redraw(&self, wanted: &[Placement]) -> BTreeSet<u16> {
        let gone = |placement: &&Placement| placement.protocol != Protocol::Kitty && self.shown != wanted;
        let areas = self.shown.iter().filter(gone).map(|placement| placement.placed.area);
        areas.flat_map(|area| area.y..area.bottom()).collect()
    }

    /// Draws images over the frame, in place of those of the last frame.
    pub fn show_images(&mut self, wanted: Vec<Placement>, out: &mut impl Write) -> io::Result<()> {
        if self.shown == wanted {
            return Ok(());
        }
        queue!(out, SavePosition)?;
        if self.shown.iter().any(|placement| placement.protocol == Protocol::Kitty) {
            out.write_all(b"\x1b_Ga=d,d=a,q=2\x1b\\")?;
        }
        for placement in &wanted {
            queue!(out, MoveTo(placement.placed.area.x, placement.placed.area.y))?;
            match placement.protocol {
                Protocol::Kitty => self.place_by_kitty(placement, out)?,
                Protocol::ITerm2 => place_by_iterm2(placement, out)?,
                Protocol::Sixel => sixel::write(&placement.in_sight(), out)?,
            }
        }
        queue!(out, RestorePosition)?;
        self.shown = wanted;
        Ok(())
    }

    /// Forgets all images, as the terminal does.
    pub fn forget(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !self.sent.is_empty() {
            out.write_all(b"\x1b_Ga=d,d=A,q=2\x1b\\")?;
        }
        self.shown.clear();
        self.sent.clear();
        Ok(())
    }

    /// Sends an image once; the terminal crops it to the visible part.
    fn place_by_kitty(&mut self, placement: &Placement, out: &mut dyn Write) -> io::Result<()> {
        let known = self.sent.iter().find(|(_, sent)| Arc::ptr_eq(sent, &placement.pixels));
        let number = match known {
            Some((number, _)) => *number,
            None => self.send(&placement.pixels, out)?,
        };
        let (area, request) = (placement.placed.area, &placement.placed.request);
        let line = u32::from(request.cell.1);
        write!(
            out,
            "\x1b_Ga=p,i={number},c={},r={},x=0,y={},w={},h={},C=1,q=2\x1b\\",
            area.width,
            area.height,
            u32::from(placement.placed.above) * line,
            placement.pixels.width,
            u32::from(area.height) * line
        )
    }

    fn send(&mut self, pixels: &Arc<Pixels>, out: &mut dyn Write) -> io::Result<u32> {
        self.last += 1;
        let number = self.last;
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(pixels.points.as_flattened())?;
        let written = BASE64.encode(&packed.finish()?);
        let mut chunks = written.as_bytes().chunks(CHUNK).peekable();
        let mut begin = format!("a=t,i={number},f=24,s={},v={},o=z,q=2,", pixels.width, pixels.height());
        while let Some(chunk) = chunks.next() {
            write!(out, "\x1b_G{begin}m={};", u8::from(chunks.peek().is_some()))?;
            out.write_all(chunk)?;
            out.write_all(b"\x1b\\")?;
            begin.clear();
        }
        self.sent.push((number, Arc::clone(pixels)));
        if self.sent.len() > KEPT {
            let (oldest, _) = self.sent.remove(0);
            write!(out, "\x1b_Ga=d,d=I,i={oldest},q=2\x1b\\")?;
        }
        Ok(number)
    }
}

impl Placement {
    /// The pixels of the visible part.
    fn in_sight(&self) -> Pixels {
        let line = usize::from(self.placed.request.cell.1);
        let (above, rows) =
            (usize::from(self.placed.above) * line, usize::from(self.placed.area.height) * line);
        let points = self.pixels.rows().skip(above).take(rows).flatten().copied().collect();
        Pixels { width: self.pixels.width, points }
    }
}

fn place_by_iterm2(placement: &Placement, out: &mut dyn Write) -> io::Result<()> {
    let png = encode_png(&placement.in_sight()).map_err(io::Error::other)?;
    let area = placement.placed.area;
    write!(
        out,
        "\x1b]1337;File=inline=1;size={};width={};height={};preserveAspectRatio=0;doNotMoveCursor=1:{}\x07",
        png.len(),
        area.width,
        area.height,
        BASE64.encode(&png)
    )
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;
    use crate::domain::PictureName;
    use crate::tui::image_cache::ImageRequest;

    fn placement(protocol: Protocol, above: u16, height: u16) -> Placement {
        let request = ImageRequest {
            name: PictureName::of(b"", 16, 64),
            columns: 2,
            rows: 4,
            cell: (8, 16),
            protocol: GraphicsProtocol::Pixels(protocol),
        };
        let pixels = Arc::new(Pixels { width: 16, points: vec![[200, 10, 10]; 16 * 64] });
        Placement {
            placed: PlacedImage { request, area: Rect::new(5, 3, 2, height), above },
            protocol,
            pixels,
        }
    }

    fn laid(graphics: &mut Graphics, wanted: Vec<Placement>) -> String {
        let mut out = Vec::new();
        graphics.show_images(wanted, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn kitty_receives_a_picture_once_and_crops_it_to_the_visible_part() {
        let mut graphics = Graphics::default();
        let whole = placement(Protocol::Kitty, 0, 4);
        let half = Placement { placed: placement(Protocol::Kitty, 2, 2).placed, ..whole.clone() };

        let first = laid(&mut graphics, vec![whole.clone()]);
        assert!(
            first.contains("a=t,i=1,f=24,s=16,v=64,o=z")
                && first.contains("a=p,i=1,c=2,r=4,x=0,y=0,w=16,h=64")
        );
        assert_eq!(laid(&mut graphics, vec![whole]), "");
        let second = laid(&mut graphics, vec![half]);
        assert!(!second.contains("a=t") && second.contains("a=d,d=a"), "{second:?}");
        assert!(second.contains("a=p,i=1,c=2,r=2,x=0,y=32,w=16,h=32"), "{second:?}");
        assert!(laid(&mut graphics, Vec::new()).contains("a=d,d=a"));
    }

    #[test]
    fn the_others_are_given_the_part_in_sight_and_leave_traces() {
        for (protocol, begin, end) in
            [(Protocol::ITerm2, "\x1b]1337;File=inline=1;", "\x07"), (Protocol::Sixel, "\x1bP", "\x1b\\")]
        {
            let mut graphics = Graphics::default();

            let told = laid(&mut graphics, vec![placement(protocol, 2, 2)]);

            assert!(told.contains("\x1b[4;6H") && told.contains(begin) && told.contains(end), "{told:?}");
            assert_eq!(graphics.lines_to_redraw(&[]), [3, 4].into());
            assert_eq!(graphics.lines_to_redraw(&[placement(protocol, 2, 2)]), [].into());
        }
    }
}
