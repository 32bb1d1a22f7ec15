//! What is read on the screen, and in which faces; and that no size breaks it.

use crate::support::articles::three;
use crate::support::reader::{Reader, legend};

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

/// The surfaces of the reader, each by the keys that open it.
const SURFACES: [&str; 18] = [
    "",
    "<enter>",
    "<enter> <tab>",
    "?",
    "v",
    "S",
    "e",
    "/",
    ":",
    "j <enter> z",
    "x",
    "r E",
    "F",
    "F a",
    "W",
    "<enter> W",
    "<enter> f <tab>",
    "V",
];

#[test]
fn no_size_breaks_any_surface() {
    for keys in SURFACES {
        let mut reader = Reader::sized(&three(), 120, 40);
        reader.press(keys);
        for (width, height) in sizes() {
            reader.resize(width, height);
            let screen = reader.screen();
            assert_eq!(screen.split('\n').count(), usize::from(height), "{keys} at {width}x{height}");
        }
    }
}

fn sizes() -> impl Iterator<Item = (u16, u16)> {
    const WIDTHS: [u16; 17] = [1, 2, 3, 4, 5, 6, 8, 12, 20, 31, 50, 79, 80, 119, 120, 160, 300];
    const HEIGHTS: [u16; 11] = [1, 2, 3, 4, 5, 6, 7, 10, 15, 30, 100];
    WIDTHS.into_iter().flat_map(|width| HEIGHTS.into_iter().map(move |height| (width, height)))
}
