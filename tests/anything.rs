//! What holds for every text, document, search, address and order of keys, tried with ones that nobody
//! would write.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

use newsprint::config::Config;
use newsprint::config::colour::ColourDepth;
use newsprint::domain::{Article, Prose, Query, Verbatim, WebUrl};
use newsprint::import;
use newsprint::tui::message::Message;
use newsprint::typeset::{self, Setting};
use proptest::prelude::*;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;

use crate::support::articles::three;
use crate::support::chance::trials;
use crate::support::hostile::{documents, leak};
use crate::support::reader::Reader;

/// Text with what terminals, bidirectional text and combining marks are made of.
fn text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "\u{1b}[2J",
        "\u{9b}",
        "\u{0}",
        "\u{202e}",
        "\u{2066}",
        "\u{200d}",
        "\u{fe0f}",
        "\u{301}",
        "\u{a0}",
        "\u{2028}",
        "\t",
        "\r\n",
        "\u{e0041}",
        "\u{feff}",
        "東",
        "👩",
        "क्षि",
        "\u{115f}",
        "\u{fdd0}",
        " ",
        "a",
        "1",
    ]);
    let piece = prop_oneof![3 => odd.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A hostile document with bytes of it changed, doubled, cut out.
fn mutated() -> impl Strategy<Value = (String, Vec<u8>)> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 0..12);
    (any::<prop::sample::Index>(), changes).prop_map(|(which, changes)| {
        let mut all = documents();
        let document = all.swap_remove(which.index(all.len()));
        let mut bytes = document.bytes;
        for (at, byte, kind) in changes {
            let at = at.index(bytes.len().max(1));
            match kind {
                0 if at < bytes.len() => bytes[at] = byte,
                1 => bytes.truncate(at),
                2 => bytes.extend_from_within(at..),
                _ => bytes.insert(at.min(bytes.len()), byte),
            }
        }
        (document.name, bytes)
    })
}

/// So many cases in the long run, and a few of them in the short one.
fn cases(long: usize, short: usize) -> ProptestConfig {
    let cases = u32::try_from(trials(long, short)).expect("they are few");
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn read(name: &str, bytes: &[u8]) -> Vec<Article> {
    let mut articles = Vec::new();
    let end = import::read(&mut Cursor::new(bytes), Path::new(name), &mut |piece| {
        if let Ok(import::ImportItem::Article(found)) = piece {
            articles.push(found.article);
        }
        ControlFlow::Continue(())
    });
    assert!(!matches!(end, Err(import::ImportError::ReaderFailed)), "{name}");
    articles
}

proptest! {
    #![proptest_config(cases(5000, 64))]

    #[test]
    fn safe_text_has_nothing_left_to_strip(text in text()) {
        let prose = Prose::from_untrusted(&text);
        prop_assert!(Prose::is_safe(prose.as_str()));
        prop_assert_eq!(leak(prose.as_str().as_bytes(), false), None);
        prop_assert_eq!(Prose::from_untrusted(prose.as_str()), prose);
        let code = Verbatim::from_untrusted(&text);
        prop_assert!(code.as_str().lines().all(Prose::is_safe));
        prop_assert_eq!(leak(code.as_str().as_bytes(), false), None);
        prop_assert_eq!(Verbatim::from_untrusted(code.as_str()), code);
    }

    #[test]
    fn an_address_that_is_taken_is_http_and_one_argument(text in text(), path in "\\PC{0,20}", scheme in "https?|file|ftp|smb|data|javascript|-[a-z]") {
        let other = format!("{scheme}://paper.example/{path}");
        let base = WebUrl::parse("https://paper.example/a/b").expect("an address");
        for url in [WebUrl::parse(&text), WebUrl::parse(&other), base.join(&other), base.join(&text), base.join(&path)].into_iter().flatten() {
            let written = url.as_str();
            prop_assert!(written.starts_with("http://") || written.starts_with("https://"));
            prop_assert!(written.bytes().all(|byte| byte.is_ascii_graphic()));
            prop_assert_eq!(url.canonical().canonical(), url.canonical());
        }
    }

    #[test]
    fn a_date_that_makes_no_sense_is_unknown_and_no_failure(date in text()) {
        let line = serde_json::json!({"title": "Rain", "date": date, "body": "It fell."}).to_string();
        prop_assert_eq!(read("a.json", line.as_bytes()).len(), 1);
    }

    #[test]
    fn a_search_that_is_written_out_is_read_as_the_same(text in text(), words in "[a-c\"():*-]{0,12}") {
        for text in [text, words] {
            if let Ok(query) = Query::parse(&text) {
                let again = Query::parse(query.as_str());
                prop_assert_eq!(again.as_ref(), Ok(&query));
            }
        }
    }

    #[test]
    fn a_configuration_of_any_text_is_read_or_its_mistakes_are_named(text in text(), keys in "[a-z<>\\-\" =\\[\\]\n]{0,40}") {
        for text in [text, format!("[keys]\n{keys}")] {
            let (_, mistakes) = Config::read(Some(&text), Path::new("config.toml"), ColourDepth::True, |_| None);
            prop_assert!(mistakes.iter().all(|mistake| Prose::is_safe(&mistake.to_string())));
        }
    }
}

proptest! {
    #![proptest_config(cases(500, 16))]

    #[test]
    fn a_document_of_any_bytes_is_read_set_and_written(document in mutated(), width in 0_usize..=400) {
        let (name, bytes) = document;
        for article in read(&name, &bytes) {
            let json = serde_json::to_string(&article).expect("an article is JSON");
            prop_assert!(Prose::is_safe(&json));
            prop_assert_eq!(&serde_json::from_str::<Article>(&json).expect("what was written is read"), &article);
            let page = typeset::page(&article, &Setting::new(width, jiff::civil::date(2026, 5, 8)));
            for line in &page.lines {
                let columns: usize = line.spans.iter().map(|span| typeset::width(&span.text)).sum();
                prop_assert!(columns <= width.max(2), "{} in {}", columns, width);
            }
        }
    }

    #[test]
    fn keys_in_any_order_keep_the_reader_in_step(
        keys in prop::collection::vec(key(), 0..60),
        width in 1_u16..200,
        height in 1_u16..60,
    ) {
        let mut reader = Reader::sized(&three(), width, height);
        for message in keys {
            let size_changed = matches!(message, Message::Resized(_));
            reader.tell(message);
            if size_changed {
                prop_assert_eq!(reader.buffer().area.as_size(), reader.model.size);
            }
            let spot = reader.model.trail.current().map(|step| step.spot.headline.to_string());
            if !reader.model.is_preview() && !reader.article_shown().is_empty() {
                prop_assert_eq!(spot.unwrap_or_default(), reader.article_shown(), "the trail ends at what is open");
            }
            if reader.model.leaving {
                break;
            }
        }
        let shown = Some(reader.article_shown()).filter(|_| !reader.model.is_preview());
        let size = reader.model.size;
        prop_assert_eq!(reader.buffer().area.as_size(), size);
        let (library, session) = reader.leave();
        let again = Reader::over(library, session, size);
        if let Some(shown) = shown.filter(|shown| !shown.is_empty()) {
            prop_assert_eq!(again.article_shown(), shown, "what was open is open again");
        }
    }
}

fn key() -> impl Strategy<Value = Message> {
    let press = |code| Message::Key(KeyEvent::from(code));
    prop_oneof![
        8 => "[ -~]".prop_map(move |letter| press(KeyCode::Char(letter.chars().next().unwrap_or('j')))),
        2 => Just(press(KeyCode::Enter)),
        2 => Just(press(KeyCode::Tab)),
        1 => Just(press(KeyCode::Esc)),
        1 => Just(press(KeyCode::Backspace)),
        1 => "[a-z]".prop_map(|letter| Message::Key(KeyEvent::new(
            KeyCode::Char(letter.chars().next().unwrap_or('d')), KeyModifiers::CONTROL))),
        1 => text().prop_map(Message::Pasted),
        1 => prop_oneof![(1_u16..250, 1_u16..80), (1_u16..40, 1_u16..12)].prop_map(|(width, height)| Message::Resized(Size { width, height })),
        1 => Just(Message::Idle),
        2 => Just(Message::SelectionSettled),
    ]
}
