//! Reduces a colour to the depth of the terminal.
//!
//! Knows no face. A colour of the palette may be given for each depth; else the nearest is taken, by a
//! distance weighted for the eye ("redmean").

use ratatui::style::Color;

use super::super::colour::ColourDepth;

/// The alternative meant for this depth, or the next richer one reduced to it.
pub(super) fn reduced(ways: &[Color], depth: ColourDepth) -> Option<Color> {
    if depth == ColourDepth::None {
        return None;
    }
    let meant = ways.iter().find(|&&way| needs(way) == depth).copied();
    let richer = || ways.iter().rfind(|&&way| needs(way) > depth).map(|&way| nearest(way, depth));
    meant.or_else(richer).or_else(|| ways.first().copied())
}

/// The least depth that shows a colour unchanged.
fn needs(colour: Color) -> ColourDepth {
    match colour {
        Color::Rgb(..) => ColourDepth::True,
        Color::Indexed(16..) => ColourDepth::Ansi256,
        _ => ColourDepth::Ansi16,
    }
}

/// The colour nearest to a point of a picture, and its red, green and blue, from which a caller spreads the
/// error over the neighbouring points (dithering); `None` without colours.
pub fn shade(rgb: [u8; 3], depth: ColourDepth) -> Option<(Color, [u8; 3])> {
    let [red, green, blue] = rgb;
    let colour = match depth {
        ColourDepth::None => return None,
        ColourDepth::True => Color::Rgb(red, green, blue),
        ColourDepth::Ansi16 | ColourDepth::Ansi256 => nearest(Color::Rgb(red, green, blue), depth),
    };
    let named = || SIXTEEN.iter().find(|(named, _)| *named == colour).map(|&(_, rgb)| rgb);
    Some((colour, self::rgb(colour).or_else(named).unwrap_or(rgb)))
}

fn nearest(colour: Color, depth: ColourDepth) -> Color {
    let Some(rgb) = rgb(colour) else { return colour };
    // The first sixteen of the 256 depend on the terminal, so they are left out.
    let indices = if depth == ColourDepth::Ansi256 { 16..=255 } else { 0..=15 };
    let index = indices.min_by_key(|&index| distance(rgb, of_index(index))).unwrap_or_default();
    SIXTEEN.get(usize::from(index)).map_or(Color::Indexed(index), |&(named, _)| named)
}

/// Red, green and blue of a colour that does not depend on the terminal.
pub(super) fn rgb(colour: Color) -> Option<[u8; 3]> {
    match colour {
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Indexed(index) => Some(of_index(index)),
        _ => None,
    }
}

/// The terminal's sixteen colours, with the usual red, green and blue of each.
const SIXTEEN: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

/// The colour of xterm for an index of the 256: sixteen named ones, a cube of six, and 24 greys.
fn of_index(index: u8) -> [u8; 3] {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let step = |digit: u8| STEPS.get(usize::from(digit % 6)).copied().unwrap_or_default();
    match index {
        0..=15 => SIXTEEN.get(usize::from(index)).map_or([0; 3], |&(_, rgb)| rgb),
        16..=231 => [step((index - 16) / 36), step((index - 16) / 6), step(index - 16)],
        232..=255 => [8 + 10 * (index - 232); 3],
    }
}

fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    let [red, green, blue] = [0, 1, 2].map(|i| u32::from(one[i].abs_diff(other[i])));
    let warmth = u32::midpoint(u32::from(one[0]), u32::from(other[0]));
    (512 + warmth) * red * red / 256 + 4 * green * green + (767 - warmth) * blue * blue / 256
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_shown_as_it_is_where_that_is_possible() {
        let gold = [Color::Rgb(224, 177, 94)];

        assert_eq!(reduced(&gold, ColourDepth::True), Some(gold[0]));
        assert_eq!(reduced(&[Color::Yellow], ColourDepth::True), Some(Color::Yellow));
        assert_eq!(reduced(&gold, ColourDepth::None), None);
    }

    #[test]
    fn a_colour_that_the_terminal_lacks_becomes_the_nearest() {
        assert_eq!(reduced(&[Color::Rgb(255, 0, 0)], ColourDepth::Ansi256), Some(Color::Indexed(196)));
        assert_eq!(reduced(&[Color::Rgb(128, 128, 128)], ColourDepth::Ansi256), Some(Color::Indexed(244)));
        assert_eq!(reduced(&[Color::Rgb(250, 250, 250)], ColourDepth::Ansi16), Some(Color::White));
        assert_eq!(reduced(&[Color::Indexed(196)], ColourDepth::Ansi16), Some(Color::LightRed));
    }

    #[test]
    fn a_colour_named_for_a_depth_goes_before_the_nearest() {
        let gold = [Color::Rgb(224, 177, 94), Color::Indexed(179), Color::Yellow];

        assert_eq!(reduced(&gold, ColourDepth::Ansi256), Some(Color::Indexed(179)));
        assert_eq!(reduced(&gold, ColourDepth::Ansi16), Some(Color::Yellow));
        assert_eq!(reduced(&[gold[0], Color::Yellow], ColourDepth::Ansi256), Some(Color::Indexed(179)));
    }
}
