//! The foot of the related pane: the reason for the selected link and its full address, shown before the link
//! is followed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::Config;
use crate::config::theme::Face;
use crate::domain::{Prose, WebUrl};
use crate::tui::address::draw_within;
use crate::tui::lettering::draw_text;
use crate::tui::styled::border_set;
use crate::typeset;

/// Columns below which an address is not shown.
const LEAST_ROOM: u16 = 8;

/// Lines of links above the foot, and lines of the pane from which the reason is shown too.
const LEAST_LINKS: u16 = 3;
const ROOM_FOR_REASON: u16 = 10;

/// Most lines of a reason.
const REASON: usize = 3;

/// The content of the foot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foot<'link> {
    /// The reason for the selected link.
    pub why: Prose,
    /// The address of the link, where it has one.
    pub url: Option<&'link WebUrl>,
}

impl Foot<'_> {
    /// The areas of the links and of the foot, within the pane.
    pub fn split(&self, inside: Rect) -> (Rect, Rect) {
        let reason = self.reason(inside);
        let lines = self.address_lines(inside) + reason + u16::from(reason > 0);
        let height = inside.height - lines;
        (Rect { height, ..inside }, Rect { y: inside.y + height, height: lines, ..inside })
    }

    /// Lines of the reason; zero in a small pane.
    fn reason(&self, inside: Rect) -> u16 {
        if inside.height < ROOM_FOR_REASON || inside.width < LEAST_ROOM {
            return 0;
        }
        u16::try_from(self.reason_lines(inside.width).len()).unwrap_or(0)
    }

    fn reason_lines(&self, width: u16) -> Vec<String> {
        typeset::wrap(self.why.as_str(), usize::from(width.saturating_sub(1)).max(1), REASON)
    }

    /// Lines of the address: as many as it needs, and as there are.
    fn address_lines(&self, inside: Rect) -> u16 {
        let room = inside.width.saturating_sub(1);
        let Some(url) = self.url.filter(|_| room >= LEAST_ROOM) else { return 0 };
        let reason = self.reason(inside);
        let above = reason + u16::from(reason > 0) + LEAST_LINKS;
        let letters = u16::try_from(url.as_str().len()).unwrap_or(u16::MAX);
        letters.div_ceil(room).min(inside.height.saturating_sub(above))
    }

    /// Draws the foot at the end of the pane.
    pub fn draw(&self, config: &Config, inside: Rect, buffer: &mut Buffer) {
        let (_, area) = self.split(inside);
        let mut y = area.y;
        if self.reason(inside) > 0 {
            let rule = border_set(config.settings.borders).horizontal_bottom.repeat(usize::from(area.width));
            draw_text(&rule, (area.x, y), usize::from(area.width), Face::Border, config, buffer);
            for line in self.reason_lines(area.width) {
                y += 1;
                draw_text(&line, (area.x + 1, y), usize::from(area.width) - 1, Face::Status, config, buffer);
            }
            y += 1;
        }
        if let Some(url) = self.url {
            draw_within(url, config, Rect { y, height: area.bottom().saturating_sub(y), ..area }, buffer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(why: &str, url: &WebUrl, inside: Rect) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, inside.right(), inside.bottom() + 1));
        Foot { why: why.into(), url: Some(url) }.draw(&Config::defaults(), inside, &mut buffer);
        buffer
    }

    fn line(buffer: &Buffer, y: u16) -> String {
        let cells = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol());
        cells.collect::<String>().trim().to_owned()
    }

    #[test]
    fn an_address_is_shown_whole_on_as_many_lines_as_it_needs() {
        let url = WebUrl::parse(&format!("https://paper.example/{}end", "long-".repeat(20))).unwrap();

        let buffer = drawn("", &url, Rect::new(0, 0, 42, 9));

        let shown: String = buffer.content().iter().map(|cell| cell.symbol().trim()).collect();
        assert_eq!(shown, url.as_str());
        let bold = |x| buffer[(x, 5)].modifier.contains(ratatui::style::Modifier::BOLD);
        assert!(!bold(1) && bold(9) && bold(21) && !bold(22), "{buffer:?}");
    }

    #[test]
    fn the_reason_stands_above_the_address_and_the_links_keep_their_room() {
        let url = WebUrl::parse("https://paper.example/a").unwrap();
        let inside = Rect::new(0, 0, 30, 14);

        let buffer = drawn("same story · crack, girder · 2 h later", &url, inside);

        let shown: Vec<String> = (10..14).map(|y| line(&buffer, y)).collect();
        assert!(shown[0].starts_with("──"), "{shown:?}");
        assert_eq!(shown[1..], ["same story · crack, girder ·", "2 h later", "https://paper.example/a"]);
        assert_eq!(line(&buffer, 9), "");
    }

    #[test]
    fn a_small_pane_shows_what_fits() {
        let url = WebUrl::parse("https://paper.example/a/b/c").unwrap();
        let shown = |width, height| {
            let buffer = drawn("same story", &url, Rect::new(0, 0, width, height));
            (0..height).map(|y| line(&buffer, y)).collect::<String>()
        };

        assert_eq!([shown(1, 1), shown(9, 3)], ["", ""], "no line, and no room");
        assert_eq!(shown(8, 9), "", "too narrow");
        assert_eq!(shown(11, 4), "https://pa");
        assert_eq!(shown(11, 5), "https://paper.exampl");
        assert_eq!(shown(50, 5), url.as_str());
    }
}
