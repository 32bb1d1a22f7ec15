//! Tests: keys as terminals report them and as people write them.

use proptest::prelude::*;
use ratatui::crossterm::event::KeyEventState;

use super::*;

fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Option<Chord> {
    Chord::pressed(KeyEvent::new(code, modifiers))
}

fn character(c: char, modifiers: KeyModifiers) -> Option<Chord> {
    pressed(KeyCode::Char(c), modifiers)
}

fn chord(written: &str) -> Option<Chord> {
    written.parse().ok()
}

#[test]
fn a_capital_is_one_chord_however_it_is_reported_or_written() {
    let capital = chord("J");

    assert_eq!(capital, chord("shift-j"));
    assert_eq!(capital, chord("shift-J"));
    assert_eq!(capital, character('J', KeyModifiers::SHIFT));
    assert_eq!(capital, character('J', KeyModifiers::NONE));
    assert_eq!(capital, character('j', KeyModifiers::SHIFT));
    assert_ne!(capital, chord("j"));
}

#[test]
fn a_sign_needs_no_shift() {
    assert_eq!(chord("?"), character('?', KeyModifiers::SHIFT));
    assert_eq!(chord("<"), character('<', KeyModifiers::NONE));
    assert_eq!(chord("alt-<"), character('<', KeyModifiers::ALT | KeyModifiers::SHIFT));
}

#[test]
fn with_ctrl_the_case_of_a_letter_is_ignored() {
    assert_eq!(chord("ctrl-D"), chord("ctrl-d"));
    assert_eq!(character('D', KeyModifiers::CONTROL), chord("ctrl-d"));
    assert_ne!(chord("ctrl-shift-d"), chord("ctrl-d"));
}

#[test]
fn shift_tab_is_one_chord_however_it_is_reported() {
    let back = chord("shift-tab");

    assert_eq!(back, pressed(KeyCode::BackTab, KeyModifiers::SHIFT));
    assert_eq!(back, pressed(KeyCode::BackTab, KeyModifiers::NONE));
    assert_eq!(back, pressed(KeyCode::Tab, KeyModifiers::SHIFT));
    assert_eq!(back, chord("backtab"));
}

#[test]
fn only_presses_and_repeats_count() {
    let mut event = KeyEvent::new(KeyCode::Char('j'), KeyModifiers::NONE);
    event.state = KeyEventState::CAPS_LOCK;

    event.kind = KeyEventKind::Repeat;
    assert_eq!(Chord::pressed(event), chord("j"));
    event.kind = KeyEventKind::Release;
    assert_eq!(Chord::pressed(event), None);
}

#[test]
fn keys_are_written_in_one_way() {
    for (written, shown) in [
        ("Enter", "enter"),
        ("SPACE", "space"),
        ("hyphen", "-"),
        ("-", "-"),
        ("ctrl--", "ctrl--"),
        ("alt-ctrl-del", "ctrl-alt-delete"),
        ("PageDown", "pagedown"),
        ("alt-J", "alt-shift-j"),
        ("é", "é"),
        ("alt-é", "alt-é"),
        ("F5", "f5"),
    ] {
        assert_eq!(chord(written).map(|chord| chord.to_string()).as_deref(), Some(shown));
    }
}

#[test]
fn several_chords_are_parted_by_spaces() {
    let sequence = parse_sequence("ctrl-x  b").unwrap();

    assert_eq!(sequence.len(), 2);
    assert_eq!(written(&sequence), "ctrl-x b");
    assert_eq!(parse_sequence("  "), Err(ParseKeyError::Nothing));
}

#[test]
fn an_unknown_key_is_reported_with_the_nearest_one() {
    for (written, nearest) in [
        ("C-x", Some("ctrl-x")),
        ("<C-d>", Some("ctrl-d")),
        ("^L", Some("ctrl-l")),
        ("M-v", Some("alt-v")),
        ("<CR>", Some("enter")),
        ("escape", Some("esc")),
        ("page-down", Some("pagedown")),
        ("spcae", Some("space")),
        ("gg", None),
        ("ctrl-", None),
        ("a-b", None),
    ] {
        let Err(ParseKeyError::Unknown { nearest: found, .. }) = written.parse::<Chord>() else {
            panic!("{written} is a key");
        };
        assert_eq!(found.as_deref(), nearest, "{written}");
    }
}

fn codes() -> impl Strategy<Value = KeyCode> {
    prop_oneof![
        4 => any::<char>().prop_map(KeyCode::Char),
        4 => proptest::char::range(' ', '~').prop_map(KeyCode::Char),
        1 => any::<u8>().prop_map(KeyCode::F),
        2 => proptest::sample::select(vec![
            KeyCode::Backspace, KeyCode::Enter, KeyCode::Left, KeyCode::Right, KeyCode::Up, KeyCode::Down,
            KeyCode::Home, KeyCode::End, KeyCode::PageUp, KeyCode::PageDown, KeyCode::Tab, KeyCode::BackTab,
            KeyCode::Delete, KeyCode::Insert, KeyCode::Esc, KeyCode::Null, KeyCode::CapsLock, KeyCode::Menu,
        ]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_printed_chord_parses_to_the_pressed_one(
        keys in proptest::collection::vec((codes(), any::<u8>()), 1..4),
    ) {
        let chords: Vec<Chord> = keys
            .into_iter()
            .filter_map(|(code, held)| pressed(code, KeyModifiers::from_bits_truncate(held)))
            .collect();

        if !chords.is_empty() {
            prop_assert_eq!(parse_sequence(&written(&chords)), Ok(chords));
        }
    }

    #[test]
    fn keys_side_by_side_are_a_sequence(text in "((ctrl-|alt-)?([a-z]|enter|tab) ){0,3}(ctrl-|alt-)?([a-z]|enter|tab)") {
        let chords = parse_sequence(&text).unwrap();

        prop_assert_eq!(chords.len(), text.split(' ').count());
        prop_assert_eq!(parse_sequence(&written(&chords)), Ok(chords));
    }

    #[test]
    fn any_text_is_a_sequence_or_an_error(text in ".{0,20}") {
        if let Ok(chords) = parse_sequence(&text) {
            prop_assert_eq!(parse_sequence(&written(&chords)), Ok(chords));
        }
    }
}
