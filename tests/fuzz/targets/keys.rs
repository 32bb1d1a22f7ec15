//! Keys, sizes and clicks in any order: the reader draws, and never panics.
#![no_main]

#[path = "../../support/articles.rs"]
mod articles;
#[path = "../../support/reader.rs"]
mod reader;
#[path = "../../support/web.rs"]
mod web;

use libfuzzer_sys::fuzz_target;
use newsprint::tui::message::Message;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use reader::Reader;

fuzz_target!(|bytes: &[u8]| {
    let stories = [
        articles::article("Bridge reopens", "2026-05-07T12:00:00Z"),
        articles::article("Flood warning", "2026-05-07T10:00:00Z"),
        articles::article("Ferries return", "2026-05-06"),
    ];
    let mut reader = Reader::sized(&stories, 100, 20);
    for pair in bytes.chunks_exact(2).take(200) {
        let [kind, value] = pair else { continue };
        let key = |code, modifiers| Message::Key(KeyEvent::new(code, modifiers));
        let message = match kind % 16 {
            0 => Message::Resized(ratatui::layout::Size {
                width: u16::from(*value) * 2,
                height: u16::from(*value) % 60,
            }),
            1 => key(KeyCode::Char(char::from(*value)), KeyModifiers::CONTROL),
            2 => key(KeyCode::Enter, KeyModifiers::NONE),
            3 => key(KeyCode::Esc, KeyModifiers::NONE),
            4 => key(KeyCode::Tab, KeyModifiers::NONE),
            5 => key(KeyCode::Backspace, KeyModifiers::NONE),
            6 => Message::Pasted(char::from(*value).to_string()),
            7 => Message::Idle,
            8 => Message::SelectionSettled,
            _ => key(KeyCode::Char(char::from(*value)), KeyModifiers::NONE),
        };
        reader.tell(message);
        if kind % 16 == 0 {
            reader.screen();
        }
    }
    reader.screen();
});
