//! The rooms keep to themselves: who may know whom, and which outside words are spoken where.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

mod imports;

/// The rooms each room may know besides itself.
const MAY_KNOW: [(&str, &[&str]); 16] = [
    ("text", &[]),
    ("decompression", &[]),
    ("domain", &["text"]),
    ("words", &["domain"]),
    ("picture", &[]),
    ("extract", &["text", "domain"]),
    ("import", &["text", "decompression", "domain", "extract", "picture"]),
    ("related", &["text", "domain"]),
    ("fetch", &["decompression", "domain"]),
    ("account", &["domain", "fetch"]),
    ("cache", &["text", "domain", "related"]),
    ("config", &["words", "text", "domain"]),
    ("typeset", &["words", "text", "domain"]),
    ("library", &["text", "domain", "picture", "extract", "import", "related", "fetch", "account", "cache"]),
    ("tui", &["words", "domain", "picture", "typeset", "config", "library"]),
    (
        "cli",
        &["words", "text", "domain", "import", "fetch", "account", "config", "typeset", "library", "tui"],
    ),
];

/// The crates of others, and where each may be spoken of: rooms, or parts of them.
const SPOKEN_IN: &[(&str, &[&str])] = &[
    ("aho_corasick", &["extract/lexicon"]),
    ("brotli_decompressor", &["fetch", "import"]),
    ("chardetng", &["import"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    // Output without the reader has the width of the terminal and the styles of the theme.
    ("crossterm", &["tui", "config/key", "cli/output", "cli/paper", "cli/search"]),
    ("csv", &["import"]),
    ("data_encoding", &["cache", "domain", "fetch", "import", "tui"]),
    ("directories", &["config/paths"]),
    ("dom_query", &["extract"]),
    ("dom_smoothie", &["extract"]),
    ("encoding_rs", &["import"]),
    ("flate2", &["cache", "fetch", "import", "picture", "tui"]),
    ("hashbrown", &["cache"]),
    ("hypher", &["typeset"]),
    ("icu_locale_core", &["words"]),
    ("icu_plurals", &["words"]),
    ("icu_properties", &["text", "typeset"]),
    ("image", &["picture"]),
    ("indicatif", &["cli"]),
    ("mailparse", &["import"]),
    ("nucleo_matcher", &["tui"]),
    ("open", &["cli"]),
    ("pulldown_cmark", &["cli/manual/chapter", "import"]),
    ("quick_xml", &["import"]),
    ("ratatui", &["tui", "config/theme", "config/key", "cli/output", "cli/paper", "cli/search"]),
    ("regex", &["domain/query"]),
    ("regex_syntax", &["domain/query/pattern_set"]),
    ("rusqlite", &["cache", "import"]),
    ("rustix", &["import", "tui"]),
    ("serde_saphyr", &["import"]),
    ("sha2", &["domain"]),
    ("signal_hook", &["tui"]),
    ("siphasher", &["cache", "domain"]),
    ("snowball_stemmers_rs", &["related"]),
    ("strsim", &["domain/mistake"]),
    ("tempfile", &["cache", "cli", "import", "library", "tui"]),
    ("textwrap", &["cli/manual", "typeset"]),
    ("toml", &["config", "import", "typeset/code"]),
    ("tui_input", &["tui"]),
    ("unicode_bidi", &["typeset"]),
    ("unicode_segmentation", &["related", "typeset"]),
    ("unicode_width", &["domain", "typeset", "tui/backend/tests"]),
    ("ureq", &["fetch"]),
    ("url", &["domain"]),
    ("whatlang", &["extract", "related"]),
    ("zip", &["import", "library"]),
    ("zstd", &["cache", "import"]),
];

/// The crates that every room may speak of: times, errors, and data that is written and read.
const SPOKEN_ANYWHERE: [&str; 4] = ["jiff", "serde", "serde_json", "thiserror"];

/// Every file of the program: its module, such as `tui/update/act`, and its text.
fn files() -> Vec<(String, String)> {
    let src = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let mut files = Vec::new();
    collect(src, &mut files);
    files
        .into_iter()
        .map(|path| {
            let module = path.strip_prefix(src).expect("it lies below src").with_extension("");
            let text = fs::read_to_string(&path).expect("sources are text");
            (module.to_string_lossy().replace('\\', "/"), text)
        })
        .collect()
}

/// Every file of the program: its room and its text.
fn sources() -> Vec<(String, String)> {
    let room = |module: String| module.split('/').next().unwrap_or_default().to_owned();
    files().into_iter().map(|(module, text)| (room(module), text)).collect()
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
fn a_room_knows_only_rooms_above_it_in_the_plan() {
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
    let files = files();
    for (word, places) in SPOKEN_IN {
        let strangers: Vec<&str> = files
            .iter()
            .filter(|(module, text)| {
                !places.iter().any(|place| is_within(module, place)) && says(&code_of(text), word)
            })
            .map(|(module, _)| module.as_str())
            .collect();
        assert!(strangers.is_empty(), "{word} is spoken in {strangers:?}, and belongs in {places:?}");
    }
}

/// Whether a module is a place or lies within it.
fn is_within(module: &str, place: &str) -> bool {
    module.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[test]
fn every_crate_that_is_depended_on_has_its_place() {
    let manifest = include_str!("../Cargo.toml");
    let lines =
        ["\n[dependencies]\n", "\n[target.'cfg(unix)'.dependencies]\n"].into_iter().flat_map(|head| {
            let table = manifest.split(head).nth(1).expect("there are dependencies");
            table.lines().take_while(|line| !line.starts_with('['))
        });
    let names = lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.replace('-', "_"));
    let depended: BTreeSet<String> = names.filter(|name| !name.starts_with('#')).collect();

    let words = SPOKEN_IN.iter().map(|(word, _)| *word).chain(SPOKEN_ANYWHERE);
    let known: BTreeSet<String> = words.map(str::to_owned).collect();

    assert_eq!(depended.difference(&known).collect::<Vec<_>>(), [""; 0], "these have no place in SPOKEN_IN");
    assert_eq!(known.difference(&depended).collect::<Vec<_>>(), [""; 0], "these are depended on no longer");
}

#[test]
fn no_files_of_a_room_import_each_other_in_a_circle() {
    let imports = imports::imports(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")));
    let circles = imports::circles(&imports);
    let told: Vec<String> = circles.iter().map(|circle| imports::told(circle, &imports)).collect();
    assert!(told.is_empty(), "these files import each other in a circle:\n{}", told.join("\n\n"));
}

#[test]
fn every_file_of_tests_is_run() {
    let tests = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"));
    let mut files = Vec::new();
    collect(tests, &mut files);
    for file in
        files.iter().filter(|file| !file.starts_with(tests.join("fuzz")) && **file != tests.join("manual.rs"))
    {
        let name = file.file_stem().expect("it has a name").to_string_lossy();
        let folder = file.parent().expect("it lies in a folder");
        let parent = if folder == tests { tests.join("manual.rs") } else { folder.with_extension("rs") };
        let text = fs::read_to_string(&parent).expect("the file beside its folder is text");
        let declared = text.lines().any(|line| line.trim_start_matches("pub ") == format!("mod {name};"));
        assert!(declared, "{} is never run: {} has no line mod {name};", file.display(), parent.display());
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
    let names = [
        "\\x1b]99;;newsprint: {text}\\x1b",
        "set {name} ",
        "set {name} {word}",
        "tag ",
        "rule tag:",
        "filter {field}",
    ];
    for (_, text) in sources().into_iter().filter(|(room, _)| room == "tui") {
        let prose: Vec<_> = quoted(&text).into_iter().filter(|text| is_prose(text)).collect();
        let strange: Vec<_> = prose.iter().filter(|text| !names.contains(&text.as_str())).collect();
        assert!(strange.is_empty(), "these belong to src/words/english.rs: {strange:?}");
    }
}

#[test]
fn every_file_begins_with_its_purpose() {
    for (room, text) in sources() {
        assert!(text.starts_with("//!"), "a file of {room} opens without a word");
    }
}
