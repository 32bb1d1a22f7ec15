//! What is read on the screen, and in which faces; and that no size breaks it.

use crate::support::articles::{article, group, link, three, url};
use crate::support::reader::{Reader, clock, legend};
use jiff::SignedDuration;
use newsprint::config::theme::Face;
use newsprint::domain::{Article, Block, Body, Inline, Pane, Text, WebUrl};
use newsprint::library::ImportSummary;
use newsprint::tui::message::Message;
use newsprint::tui::{Overlay, TimeOfDay};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

#[test]
fn three_panes_stand_side_by_side() {
    let mut reader = Reader::with(&three());

    reader.press("<enter>");

    insta::assert_snapshot!(format!("{}\n\n{}\n\n{}", reader.screen(), reader.faces(), legend()));
}

#[test]
fn two_panes_follow_the_focus_on_a_medium_terminal() {
    let mut reader = Reader::sized(&three(), 90, 20);
    reader.press("<enter>");
    let article = reader.screen();

    reader.press("<tab>");

    insta::assert_snapshot!(format!("{article}\n\n{}", reader.screen()));
}

#[test]
fn one_pane_goes_round_on_a_narrow_terminal() {
    let mut reader = Reader::sized(&three(), 50, 15);
    let list = reader.screen();
    reader.press("<enter>");
    let article = reader.screen();

    reader.press("<tab>");

    insta::assert_snapshot!(format!("{list}\n\n{article}\n\n{}", reader.screen()));
}

#[test]
fn the_help_is_written_from_the_keymap() {
    let mut reader = Reader::with(&three());

    reader.press("?").write("bookmark");

    insta::assert_snapshot!(reader.screen());
}

/// Names every kind of overlay, with the keys of its samples. A kind without samples does not compile.
macro_rules! overlays {
    ($($kind:ident [$($keys:literal),+],)+) => {
        const SAMPLES: &[(&str, &str)] = &[$($((stringify!($kind), $keys)),+),+];

        const fn kind(overlay: &Overlay) -> &'static str {
            match overlay {
                $(Overlay::$kind(_) => stringify!($kind),)+
            }
        }
    };
}

overlays! {
    List ["v", "v a", "v q x q x", "S", "&", "& pagedown", "C", "C pagedown", "enter t", "enter T", "s r u"],
    Prompt ["/", "enter /", ":", ": v", ": v i e w space", ": tab tab"],
    Bookmark ["e", "e tab"],
    Passage ["enter m", "enter m j w n"],
    Hints ["enter f", "enter f tab", "enter Y"],
    Question ["enter tab j e", "G enter o"],
    Help ["?", "? f i n d", "? pagedown"],
    Text ["r E", "s r s E pagedown", "enter | enter"],
    Source ["F a"],
    Story ["W", "enter W", "W down"],
}

/// The panes alone, by the keys that lead there.
const PANES: [&str; 11] =
    ["", "G", "enter", "enter tab", "enter tab j", "j enter z", "x", "V", "F", "F G", "V F j"];

/// Stories with headings, with links of the text, and with an address that may deceive.
fn stories() -> Vec<Article> {
    let linked = |words: &str, headline: &str| Inline::Link { text: Text::plain(words), url: url(headline) };
    let heading = |words: &str| Block::Heading { level: 2, text: Text::plain(words) };
    let [mut bridge, flood, mut market] = <[Article; 3]>::try_from(three()).expect("three");
    let text = Text(vec![linked("as was warned", "Flood warning"), linked("elsewhere", "Nowhere")]);
    bridge.body = Body(vec![heading("At noon"), Block::Paragraph { text }, heading("At dusk")]);
    bridge.related = vec![group("More", vec![link("Flood warning"), link("Toll is mooted")])];
    market.url = WebUrl::parse("https://bank.example@evil.example/").ok();
    let more = (1..40).map(|number| article(&format!("Of the quay, part {number}"), "2026-05-06T12:00:00Z"));
    [bridge, flood].into_iter().chain(more).chain([market]).collect()
}

#[test]
fn panes_stay_within_their_borders_and_show_the_selection_at_every_size() {
    for keys in PANES {
        let mut reader = Reader::sized(&stories(), 120, 40);
        reader.press(keys);
        for (width, height) in sizes() {
            reader.resize(width, height);
            let (buffer, place) = (reader.buffer(), format!("{keys:?} at {width}x{height}"));
            let layout = reader.model.layout();
            for (pane, area) in Pane::ALL.into_iter().filter_map(|pane| Some((pane, layout.pane(pane)?))) {
                let is_bare = reader.model.zen && pane == Pane::Article;
                assert!(is_bare || is_framed(&buffer, area), "{place}: {pane:?}\n{}", reader.screen());
            }
            let focus = reader.model.focus;
            let inside = layout.pane(focus).map(|_| reader.model.inside(focus)).expect("it is shown");
            let has_selection = focus != Pane::Article && inside.width > 2 && inside.height > 0;
            let has_rows = reader.model.headlines.selected_row().is_some();
            if has_selection && has_rows {
                assert!(is_marked(&buffer, inside), "{place}: no selection\n{}", reader.screen());
            }
        }
    }
}

#[test]
fn overlays_draw_within_their_boxes_and_show_the_selection_at_every_size() {
    for (expected, keys) in SAMPLES {
        let mut reader = Reader::sized(&stories(), 120, 40);
        reader.press(keys);
        assert_eq!(reader.model.overlay.as_ref().map(kind), Some(*expected), "{keys:?}\n{}", reader.screen());
        for (width, height) in sizes() {
            reader.resize(width, height);
            if reader.model.overlay.is_none() {
                reader.press("f"); // the letters on links go with the size
            }
            let place = format!("{expected} by {keys:?} at {width}x{height}");
            let Some(overlay) = &reader.model.overlay else { continue };
            let buffer = reader.buffer();
            let layout = reader.model.layout();
            let (drawn, marked) = drawn_by(&reader, overlay);
            let beside: Vec<_> = drawn.into_iter().filter(|&at| !layout.footer.contains(at.into())).collect();
            if matches!(overlay, Overlay::Hints(_)) {
                let article = layout.article.expect("it has the letters");
                let is_of_address = |y| beside.iter().filter(|at| at.1 == y).count() == usize::from(width);
                let is_within = |&at: &(u16, u16)| article.contains(at.into()) || is_of_address(at.1);
                assert!(beside.iter().all(is_within), "{place}: {beside:?}");
                continue;
            }
            let bounds = bounds_of(&beside);
            assert_eq!(beside.len(), cells_of(bounds), "{place} is no box\n{}", reader.screen());
            assert!(
                matches!(overlay, Overlay::Prompt(_)) || is_framed(&buffer, without_air(&buffer, bounds)),
                "{place} has no frame"
            );
            let is_list = matches!(overlay, Overlay::List(_)) && !keys.ends_with("q x q x");
            assert!(!is_list || bounds.height < 5 || marked, "{place}: no selection\n{}", reader.screen());
        }
    }
}

/// A box without the blank column at either side of its frame, where it has one.
fn without_air(buffer: &Buffer, bounds: Rect) -> Rect {
    let is_blank = |x: u16| (bounds.top()..bounds.bottom()).all(|y| buffer[(x, y)].symbol() == " ");
    let left = u16::from(bounds.width > 1 && is_blank(bounds.x));
    let right = u16::from(bounds.width > left + 1 && is_blank(bounds.right() - 1));
    Rect { x: bounds.x + left, width: bounds.width - left - right, ..bounds }
}

/// The cells that an overlay draws, on a screen that shows nothing else; and whether one has a mark of selection.
fn drawn_by(reader: &Reader, overlay: &Overlay) -> (Vec<(u16, u16)>, bool) {
    const UNTOUCHED: &str = "\u{e000}";
    let layout = reader.model.layout();
    let mut buffer = Buffer::empty(layout.screen);
    for cell in &mut buffer.content {
        cell.set_symbol(UNTOUCHED);
    }
    overlay.draw(&reader.model.config, &layout, &mut buffer);
    let drawn = layout.screen.positions().filter(|&at| buffer[at].symbol() != UNTOUCHED);
    (drawn.map(Into::into).collect(), is_marked(&buffer, layout.screen))
}

/// The smallest rectangle that holds some cells.
fn bounds_of(cells: &[(u16, u16)]) -> Rect {
    let single = cells.iter().map(|&(x, y)| Rect { x, y, width: 1, height: 1 });
    single.reduce(Rect::union).unwrap_or_default()
}

fn cells_of(area: Rect) -> usize {
    usize::from(area.width) * usize::from(area.height)
}

/// Whether the left and the right border are whole: nothing was drawn over them. A small area has none.
fn is_framed(buffer: &Buffer, area: Rect) -> bool {
    let has_border = area.width >= 5 && area.height >= 3;
    let is_border = |x: u16, y: u16| buffer[(x, y)].symbol() == "│";
    !has_border
        || (area.y + 1..area.bottom() - 1).all(|y| is_border(area.x, y) && is_border(area.right() - 1, y))
}

/// Whether the bar beside a selection stands in an area.
fn is_marked(buffer: &Buffer, area: Rect) -> bool {
    area.positions().any(|at| buffer[at].symbol() == "▌")
}

fn sizes() -> impl Iterator<Item = (u16, u16)> {
    const WIDTHS: [u16; 17] = [1, 2, 3, 4, 5, 6, 8, 12, 20, 31, 50, 79, 80, 119, 120, 160, 200];
    const HEIGHTS: [u16; 11] = [1, 2, 3, 4, 5, 6, 7, 10, 15, 30, 60];
    WIDTHS.into_iter().flat_map(|width| HEIGHTS.into_iter().map(move |height| (width, height)))
}

#[test]
fn a_message_is_cleared_after_a_while_and_stays_in_the_log() {
    let mut reader = Reader::with(&three());
    reader.model.show_message("The ferry sails at noon");
    assert!(reader.screen().contains("The ferry sails at noon"));

    let later = |seconds| TimeOfDay { now: clock().now + SignedDuration::from_secs(seconds), ..clock() };
    reader.tell(Message::TimeOfDay(later(3))).tell(Message::Idle);
    assert!(reader.screen().contains("The ferry sails at noon"));
    reader.tell(Message::TimeOfDay(later(7))).tell(Message::Idle);

    assert!(!reader.screen().contains("The ferry sails at noon"));
    assert_eq!(reader.model.time_until_notice_clears(), None, "nothing is waited for");
    reader.press("E");
    assert!(reader.screen().contains("The ferry sails at noon"));
}

#[test]
fn a_message_is_whole_at_any_width_and_hides_no_hint() {
    for (width, height) in [(160, 45), (80, 24), (50, 15), (30, 10)] {
        let mut reader = Reader::sized(&three(), width, height);
        reader.model.report_error("The harbour does not answer, and the ferry waits until noon");

        let screen = reader.screen();

        assert!(screen.contains("? help"), "{screen}");
        let whole: String = screen.chars().filter(char::is_ascii_alphabetic).collect();
        assert!(whole.contains("Theharbourdoesnotanswerandtheferrywaitsuntilnoon"), "{screen}");
    }
}

#[test]
fn the_help_shows_every_key_uncut_and_in_columns_where_they_fit() {
    let mut reader = Reader::sized(&three(), 160, 45);
    reader.press("?");
    let wide = reader.screen();
    let mut reader = Reader::sized(&three(), 80, 24);
    reader.press("?");
    let medium = reader.screen();

    for screen in [&wide, &medium] {
        assert!(screen.contains("space  pagedown") && screen.contains("ctrl-f"), "{screen}");
    }
    assert!(wide.contains("go down one row") && wide.contains("go back on the trail"), "{wide}");
    assert!(!medium.contains("go back on the trail"), "{medium}");
}

#[test]
fn the_panes_behind_an_overlay_are_dimmed() {
    let mut reader = Reader::with(&three());
    let before = reader.buffer();
    let behind = reader.model.config.theme.style(Face::Behind);

    reader.press("?");
    let during = reader.buffer();
    assert_eq!(
        (during[(1, 0)].fg, during[(1, 0)].modifier),
        (behind.fg.unwrap_or_default(), behind.add_modifier)
    );
    reader.press("<esc>");

    assert_eq!(reader.buffer(), before);
}

#[test]
fn without_signs_for_lines_every_line_is_drawn_in_ascii() {
    for keys in ["enter", "V", "W", "F"] {
        let mut reader = Reader::sized(&stories(), 130, 40);
        reader.model.config.settings.change("borders", "ascii").expect("a setting");

        reader.press(keys);

        let screen = reader.screen();
        let is_line = |sign: char| ('\u{2500}'..='\u{257f}').contains(&sign);
        assert!(!screen.contains(is_line) && screen.contains("+-"), "{keys}: {screen}");
    }
}

#[test]
fn a_mistake_in_a_search_is_shown_uncut_at_any_width() {
    for width in [160, 60, 40] {
        let mut reader = Reader::sized(&three(), width, 15);
        reader.press("/").write("last:fortnight bridge").press("<enter>");

        let screen = reader.screen();
        assert!(screen.contains("last:3m"), "it ends with what would have been right: {screen}");
    }
}

#[test]
fn how_far_an_import_has_come_never_hides_how_it_ended() {
    let mut reader = Reader::with(&three());
    let skipped = ImportSummary { skipped: 1, ..ImportSummary::default() };

    reader.tell(Message::Logged("skipped /nothing: there is no such file or folder".into()));
    reader.tell(Message::Importing(0)).tell(Message::Imported(skipped));

    assert_eq!(reader.notice(), "skipped /nothing: there is no such file or folder");
}

#[test]
fn a_list_that_is_found_clears_the_error_before_it() {
    let mut reader = Reader::with(&three());
    assert!(!reader.press(": v i e w <space> n o n e <enter>").notice().is_empty());

    reader.press("B");

    assert_eq!(reader.notice(), "");
}
