//! Pixels as sixels: each line of characters holds six rows of pixels, one colour after another.
//! Source: DEC, "VT330/VT340 Programmer Reference Manual", chapter 14.

use std::io::{self, Write};

use crate::picture::Pixels;

/// Steps of red, green and blue: 6 · 7 · 6 colours, fewer than the 256 registers of terminals.
const STEPS: [u32; 3] = [6, 7, 6];

/// Writes an image at the cursor.
pub fn write(pixels: &Pixels, out: &mut dyn Write) -> io::Result<()> {
    let width = usize::try_from(pixels.width).unwrap_or_default().max(1);
    let shades = shades(pixels, width);
    // Square pixels; unset pixels stay as they are.
    write!(out, "\x1bP0;1;0q\"1;1;{width};{}", pixels.height())?;
    let mut used: Vec<u32> = shades.clone();
    used.sort_unstable();
    used.dedup();
    for shade in used {
        let [red, green, blue] = parts(shade).map(|(step, steps)| step * 100 / (steps - 1));
        write!(out, "#{shade};2;{red};{green};{blue}")?;
    }
    for band in shades.chunks(width * 6) {
        write_band(band, width, out)?;
    }
    out.write_all(b"\x1b\\")
}

/// Writes six rows: for each of their colours the columns that have it.
fn write_band(band: &[u32], width: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut colours: Vec<u32> = band.to_vec();
    colours.sort_unstable();
    colours.dedup();
    for colour in colours {
        write!(out, "#{colour}")?;
        let sixel = |column: usize| {
            let rows = band.iter().skip(column).step_by(width).zip(0_u8..);
            rows.filter(|(shade, _)| **shade == colour).fold(0_u8, |bits, (_, row)| bits | 1 << row)
        };
        let mut columns = (0..width).map(sixel).peekable();
        while let Some(bits) = columns.next() {
            let mut times = 1;
            while columns.next_if_eq(&bits).is_some() {
                times += 1;
            }
            let letter = char::from(b'?' + bits);
            if times > 3 {
                write!(out, "!{times}{letter}")?;
            } else {
                write!(out, "{}", letter.to_string().repeat(times))?;
            }
        }
        out.write_all(b"$")?;
    }
    out.write_all(b"-")
}

/// Every pixel as a colour of the palette, by ordered dithering with a pattern of four by four pixels.
/// Source: Bayer, 1973.
fn shades(pixels: &Pixels, width: usize) -> Vec<u32> {
    const PATTERN: [[u32; 4]; 4] = [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]];
    let shade = |(at, point): (usize, &[u8; 3])| {
        let threshold = PATTERN[at / width % 4][at % width % 4] * 2 + 1;
        let steps = STEPS.iter().zip(point);
        steps.fold(0, |shade, (steps, part)| {
            let exact = u32::from(*part) * (steps - 1) * 32 / 255;
            shade * steps + (exact / 32 + u32::from(exact % 32 > threshold)).min(steps - 1)
        })
    };
    pixels.points.iter().enumerate().map(shade).collect()
}

/// The steps of red, green and blue in a colour of the palette, each with the number of steps.
fn parts(shade: u32) -> [(u32, u32); 3] {
    let [red, green, blue] = STEPS;
    [(shade / (green * blue), red), (shade / blue % green, green), (shade % blue, blue)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_colour_are_counted_and_not_repeated() {
        let pixels = Pixels { width: 40, points: vec![[255, 0, 0]; 40 * 8] };
        let mut out = Vec::new();

        write(&pixels, &mut out).unwrap();

        let red = 5 * 7 * 6;
        assert_eq!(
            String::from_utf8(out).unwrap(),
            format!("\x1bP0;1;0q\"1;1;40;8#{red};2;100;0;0#{red}!40~$-#{red}!40B$-\x1b\\")
        );
    }

    #[test]
    fn a_colour_between_two_steps_becomes_some_of_both() {
        let pixels = Pixels { width: 4, points: vec![[25, 0, 0]; 16] };

        let shades = shades(&pixels, 4);

        let lighter = shades.iter().filter(|shade| **shade > 0).count();
        assert!((6..=10).contains(&lighter), "{lighter}");
    }
}
