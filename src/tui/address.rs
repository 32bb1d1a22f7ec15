//! The full address of a link at the foot of the screen or of a pane, shown before the link is followed. The
//! host stands out.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::put;
use crate::config::Config;
use crate::config::theme::Face;
use crate::domain::WebUrl;

/// Columns below which an address is not shown.
const LEAST_ROOM: u16 = 8;

/// Lines that an address takes above the last line of the screen.
pub fn height(url: &WebUrl, footer: Rect) -> u16 {
    let room = footer.width.saturating_sub(2);
    let letters = u16::try_from(url.as_str().len()).unwrap_or(u16::MAX);
    if room < LEAST_ROOM { 0 } else { letters.div_ceil(room).min(footer.y) }
}

/// Draws an address above the last line of the screen, on as many lines as it needs.
pub fn draw(url: &WebUrl, config: &Config, footer: Rect, buffer: &mut Buffer) {
    let height = height(url, footer);
    let area = Rect { y: footer.y - height, height, ..footer };
    area.rows().for_each(|row| clear(row, config, buffer));
    draw_within(url, config, Rect { width: area.width.saturating_sub(1), ..area }, buffer);
}

/// Draws an address on the lines of an area, a column from its left.
pub fn draw_within(url: &WebUrl, config: &Config, area: Rect, buffer: &mut Buffer) {
    let room = usize::from(area.width.saturating_sub(1));
    let text = url.as_str();
    let host = text.find(url.host()).map_or(0..0, |at| at..at + url.host().len());
    let letters: Vec<char> = text.chars().collect();
    let (faint, strong) = (config.theme.style(Face::Status), config.theme.style(Face::Strong));
    let mut at = 0;
    for (line, y) in letters.chunks(room.max(1)).zip(area.y..area.bottom()) {
        for (letter, x) in line.iter().zip(area.x + 1..) {
            let style = if host.contains(&at) { faint.patch(strong) } else { faint };
            put(buffer, x, y, letter.encode_utf8(&mut [0; 4]), 1, style);
            at += 1; // an address is written in ASCII
        }
    }
}

fn clear(row: Rect, config: &Config, buffer: &mut Buffer) {
    for place in row.intersection(buffer.area).columns() {
        if let Some(cell) = buffer.cell_mut(place.as_position()) {
            cell.reset();
            cell.set_style(config.theme.style(Face::Text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_whole_on_as_many_lines_as_it_needs() {
        let url = WebUrl::parse(&format!("https://paper.example/{}end", "long-".repeat(20))).unwrap();
        let mut buffer = Buffer::empty(Rect::new(0, 0, 42, 8));

        draw(&url, &Config::defaults(), Rect::new(0, 7, 42, 1), &mut buffer);

        let shown: String = buffer.content().iter().map(|cell| cell.symbol().trim()).collect();
        assert_eq!(shown, url.as_str());
        let bold = |x| buffer[(x, 3)].modifier.contains(ratatui::style::Modifier::BOLD);
        assert!(!bold(1) && bold(9) && bold(21) && !bold(22), "{buffer:?}");
    }

    #[test]
    fn a_small_screen_shows_what_fits() {
        let url = WebUrl::parse("https://paper.example/a/b/c").unwrap();
        let shown = |width, height| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            draw(&url, &Config::defaults(), Rect::new(0, height - 1, width, 1), &mut buffer);
            let last = buffer.content().iter().skip(usize::from(width * (height - 1)));
            assert!(last.clone().all(|cell| cell.symbol() == " "), "the footer is left alone: {buffer:?}");
            buffer.content().iter().map(|cell| cell.symbol().trim()).collect::<String>()
        };

        assert_eq!([shown(1, 1), shown(9, 1)], ["", ""], "no line above the footer");
        assert_eq!(shown(9, 3), "", "too narrow");
        assert_eq!(shown(12, 2), "https://pa");
        assert_eq!(shown(12, 3), "https://paper.exampl");
        assert_eq!(shown(50, 3), url.as_str());
    }
}
