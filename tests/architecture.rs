//! The rooms keep to themselves: who may know whom, and which outside words are spoken where.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms each room may know besides itself.
const MAY_KNOW: [(&str, &[&str]); 14] = [
    ("words", &[]),
    ("text", &[]),
    ("domain", &["text"]),
    ("picture", &[]),
    ("extract", &["text", "domain"]),
    ("import", &["text", "domain", "extract", "picture"]),
    ("related", &["text", "domain"]),
    ("fetch", &["domain"]),
    ("cache", &["text", "domain", "related"]),
    ("config", &["words", "domain"]),
    ("typeset", &["words", "text", "domain"]),
    ("library", &["words", "text", "domain", "picture", "extract", "import", "related", "fetch", "cache"]),
    ("tui", &["words", "domain", "picture", "typeset", "config", "library"]),
    ("cli", &["words", "text", "domain", "import", "fetch", "config", "typeset", "library", "tui"]),
];

/// Outside words and the rooms that may speak them.
const SPOKEN_IN: [(&str, &[&str]); 19] = [
    ("unicode_bidi", &["typeset"]),
    ("rusqlite", &["cache", "import"]),
    ("image", &["picture"]),
    ("sha2", &["domain"]),
    ("ureq", &["fetch"]),
    ("brotli_decompressor", &["fetch"]),
    ("rust_stemmers", &["related"]),
    ("siphasher", &["cache", "domain"]),
    ("dom_query", &["extract"]),
    ("dom_smoothie", &["extract"]),
    ("encoding_rs", &["import"]),
    ("csv", &["import"]),
    ("serde_saphyr", &["import"]),
    ("chardetng", &["import"]),
    ("directories", &["config"]),
    ("toml", &["config", "import"]),
    ("textwrap", &["typeset"]),
    ("hypher", &["typeset"]),
    ("clap", &["cli", "config"]),
];

fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut files);
    files
        .into_iter()
        .map(|path| (room_of(&path), fs::read_to_string(path).expect("sources are text")))
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The first name below `src`: the room a file belongs to.
fn room_of(path: &Path) -> String {
    let below = path.strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).expect("it lies below src");
    let first = below.components().next().expect("it has a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms that a text names after `crate::`, alone or within braces.
fn rooms_named(text: &str) -> BTreeSet<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    text.split("crate::").skip(1).map(name).filter(|name| !name.is_empty()).collect()
}

fn code_of(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn says(text: &str, word: &str) -> bool {
    [format!("{word}::"), format!("use {word};")].iter().any(|form| {
        text.match_indices(form.as_str()).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            before.is_none_or(|before| !before.is_alphanumeric() && before != '_' && before != ':')
        })
    })
}

#[test]
fn a_room_knows_only_the_rooms_below_it() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_KNOW.into_iter().collect();
    for (room, text) in sources() {
        let Some(allowed) = allowed.get(room.as_str()) else { continue };
        for known in rooms_named(&code_of(&text)) {
            let is_room = MAY_KNOW.iter().any(|(name, _)| *name == known);
            let may = known == room || allowed.contains(&known.as_str());
            assert!(!is_room || may, "{room} knows {known}");
        }
    }
}

#[test]
fn outside_words_are_spoken_only_where_they_belong() {
    for (word, rooms) in SPOKEN_IN {
        let speaking: BTreeSet<String> = sources()
            .into_iter()
            .filter(|(_, text)| says(&code_of(text), word))
            .map(|(room, _)| room)
            .collect();
        let strangers: Vec<_> = speaking.iter().filter(|room| !rooms.contains(&room.as_str())).collect();
        assert!(strangers.is_empty(), "{word} is spoken in {strangers:?}");
    }
}

/// The texts in quotation marks of a source, without comments, reasons for the compiler and tests.
fn quoted(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let is_for_readers = |line: &&str| {
        let line = line.trim_start();
        !line.starts_with("//") && !line.contains("reason = \"") && !line.contains("expect(\"")
    };
    let code = code.lines().filter(is_for_readers).collect::<Vec<_>>().join("\n");
    // What is escaped is no prose: a quotation mark, a backslash, the end of a line.
    let code = ["'\"'", "\\\\", "\\\"", "\\n"].iter().fold(code, |code, escaped| code.replace(escaped, ""));
    code.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

fn is_title(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && text.chars().all(char::is_alphabetic)
}

/// Whether a text is told to a person: what stands in braces is not told.
fn is_prose(text: &str) -> bool {
    let told: String =
        text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
    let has_letters = told.chars().filter(|c| c.is_alphabetic()).count() > 1;
    has_letters && (told.contains(' ') || is_title(&told))
}

#[test]
fn the_screen_has_no_words_of_its_own() {
    assert!(is_prose("{} stories are here") && !is_prose("{key}  {} · ") && !is_prose("enter"));

    // Beginnings of commands that are typed for the person: names, which nobody translates.
    let names = ["set {name} ", "set {name} {word}", "tag ", "filter {field}"];
    for (_, text) in sources().into_iter().filter(|(room, _)| room == "tui") {
        let prose: Vec<_> = quoted(&text).into_iter().filter(|text| is_prose(text)).collect();
        let strange: Vec<_> = prose.iter().filter(|text| !names.contains(&text.as_str())).collect();
        assert!(strange.is_empty(), "these belong to src/words/english.rs: {strange:?}");
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for (room, text) in sources() {
        assert!(text.starts_with("//!"), "a file of {room} opens without a word");
    }
}
