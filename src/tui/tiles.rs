//! Images as cells of half blocks: two pixels share a cell, in the colours of the terminal.

use ratatui::style::Color;

use crate::config::colour::ColourDepth;
use crate::config::theme::shade;
use crate::library::scaled_picture;
use crate::picture::Pixels;

/// The upper half block, in the foreground colour above and the background colour below.
pub const UPPER_HALF: &str = "▀";

/// A cell of two pixels: the colour above and the colour below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile(pub Color, pub Color);

/// An image in columns and rows of cells; `None` where it cannot be decoded, or the terminal has no colours.
pub fn tiled(bytes: &[u8], columns: u32, rows: u32, depth: ColourDepth) -> Option<Vec<Vec<Tile>>> {
    let pixels = scaled_picture(bytes, columns, rows * 2).ok()?;
    Some(tiles(pixels, depth)).filter(|rows| !rows.is_empty())
}

/// Rows of cells, each with the colours of two pixels, one above the other.
fn tiles(mut pixels: Pixels, depth: ColourDepth) -> Vec<Vec<Tile>> {
    let shades = shades(&mut pixels, depth);
    let width = usize::try_from(pixels.width).unwrap_or_default().max(1);
    let rows: Vec<_> = shades.chunks(width).collect();
    let pair = |pair: &[&[_]]| match pair {
        [above, below] => above.iter().zip(*below).map(|(above, below)| Tile(*above, *below)).collect(),
        _ => Vec::new(),
    };
    rows.chunks(2).map(pair).collect()
}

/// Every pixel in a colour of the terminal, by error diffusion. Source: Floyd and Steinberg, "An adaptive
/// algorithm for spatial grey scale", 1976.
fn shades(pixels: &mut Pixels, depth: ColourDepth) -> Vec<ratatui::style::Color> {
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
            tiles(pixels.clone(), ColourDepth::True),
            [[Tile(Color::Rgb(255, 0, 0), Color::Rgb(0, 0, 255))]]
        );
        assert_eq!(tiles(pixels, ColourDepth::Ansi256), [[Tile(Color::Indexed(196), Color::Indexed(21))]]);
    }

    #[test]
    fn a_grey_between_two_colours_becomes_some_of_both() {
        let pixels = Pixels { width: 20, points: vec![[64; 3]; 400] };

        let cells = tiles(pixels, ColourDepth::Ansi16);

        let shades: Vec<Color> =
            cells.concat().into_iter().flat_map(|Tile(above, below)| [above, below]).collect();
        let dark = shades.iter().filter(|colour| **colour == Color::Black).count();
        assert!(dark > 100 && dark < 300, "{dark}");
    }
}
