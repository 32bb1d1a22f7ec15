//! The keys and macros of newsboat, whose operations become actions and commands.

use super::{Translated, nothing};
use crate::config::key::parse_sequence;

/// The panes that keys are bound in, as the configuration calls them.
pub(super) const PANES: &[&str] = &["shared", "sources", "headlines", "article", "related"];

/// The step for each operation.
const OPERATIONS: &[(&str, &str)] = &[
    ("open", "open"),
    ("quit", "close"),
    ("hard-quit", "quit"),
    ("reload", "fetch-source"),
    ("reload-all", "fetch"),
    ("mark-feed-read", "mark-all-read"),
    ("mark-all-feeds-read", "read-found -is:read"),
    ("save", "export"),
    ("save-all", "export"),
    ("next-unread", "next-unread"),
    ("prev-unread", "previous-unread"),
    ("next", "next-article"),
    ("prev", "previous-article"),
    ("open-in-browser", "open-outside"),
    ("open-in-browser-noninteractively", "open-outside"),
    ("open-all-unread-in-browser", "open-found is:unread"),
    ("help", "help"),
    ("toggle-article-read", "toggle-read"),
    ("show-urls", "links"),
    ("clear-tag", "view all"),
    ("set-tag", "views"),
    ("open-search", "find"),
    ("goto-url", "link-hints"),
    ("enqueue", "play"),
    ("edit-urls", "sources"),
    ("redraw", "redraw"),
    ("cmdline", "command-line"),
    ("set-filter", "filter-menu"),
    ("select-filter", "views"),
    ("clear-filter", "view all"),
    ("bookmark", "toggle-bookmark"),
    ("edit-flags", "edit-bookmark"),
    ("delete-article", "delete"),
    ("pipe-to", "pipe"),
    ("sort", "sort"),
    ("rev-sort", "sort"),
    ("up", "up"),
    ("down", "down"),
    ("pageup", "page-up"),
    ("pagedown", "page-down"),
    ("halfpageup", "half-page-up"),
    ("halfpagedown", "half-page-down"),
    ("home", "top"),
    ("end", "bottom"),
    ("switch-focus", "next-pane"),
    ("one", "follow-1"),
    ("two", "follow-2"),
    ("three", "follow-3"),
    ("four", "follow-4"),
    ("five", "follow-5"),
    ("six", "follow-6"),
    ("seven", "follow-7"),
    ("eight", "follow-8"),
    ("nine", "follow-9"),
];

/// Operations that become two steps.
const TWO_STEPS: &[(&str, [&str; 2])] = &[
    ("open-in-browser-and-mark-read", ["open-outside", "toggle-read"]),
    ("delete-all-articles", ["select-all", "delete"]),
    ("open-all-unread-in-browser-and-mark-read", ["open-found is:unread", "read-found is:unread"]),
];

/// newsboat's names of keys that are no letters.
const NAMED: &[(&str, &str)] = &[
    ("ENTER", "enter"),
    ("SPACE", "space"),
    ("TAB", "tab"),
    ("ESC", "esc"),
    ("BACKSPACE", "backspace"),
    ("UP", "up"),
    ("DOWN", "down"),
    ("LEFT", "left"),
    ("RIGHT", "right"),
    ("HOME", "home"),
    ("END", "end"),
    ("PPAGE", "pageup"),
    ("PAGEUP", "pageup"),
    ("NPAGE", "pagedown"),
    ("PAGEDOWN", "pagedown"),
    ("DC", "delete"),
    ("IC", "insert"),
    ("LT", "<"),
    ("GT", ">"),
];

/// The arguments of a line that binds a key.
pub(super) struct Bind<'line> {
    pub keys: &'line str,
    pub does: &'line str,
    pub dialog: &'line str,
}

/// `bind-key`: a key, an operation, and perhaps a dialog.
pub(super) fn bound(bind: &Bind<'_>) -> Vec<Translated> {
    let (key, steps) = match (key(bind.keys), steps(&[bind.does.to_owned()])) {
        (Ok(key), Ok(steps)) => (key, steps),
        (Err(reason), _) | (_, Err(reason)) => return vec![Translated::Nothing(reason)],
    };
    in_dialogs(bind.dialog, &key, &steps)
}

/// `bind`: keys, dialogs, operations parted by semicolons, and a description after two dashes.
pub(super) fn bound_anew(arguments: &[String]) -> Vec<Translated> {
    let [keys, dialogs, operations @ ..] = arguments else {
        return vec![nothing("keys and operations are missing")];
    };
    let (key, steps) = match (key_sequence(keys), steps(operations)) {
        (Ok(key), Ok(steps)) => (key, steps),
        (Err(reason), _) | (_, Err(reason)) => return vec![Translated::Nothing(reason)],
    };
    dialogs.split(',').flat_map(|dialog| in_dialogs(dialog, &key, &steps)).collect()
}

/// `unbind-key`: a key, or all.
pub(super) fn unbound(keys: &str, dialog: &str) -> Vec<Translated> {
    match key(keys) {
        _ if keys == "-a" => vec![nothing("keys cannot be unbound all at once; \"none\" unbinds one")],
        Ok(key) => in_dialogs(dialog, &key, "\"none\""),
        Err(reason) => vec![Translated::Nothing(reason)],
    }
}

/// `macro`: a key, pressed after the comma.
pub(super) fn macro_key(keys: &str, operations: &[String]) -> Vec<Translated> {
    let key = key(keys);
    match (key, steps(operations)) {
        (Ok(key), Ok(steps)) => vec![Translated::Key("shared", format!(", {key}"), steps)],
        (Err(reason), _) | (_, Err(reason)) => vec![Translated::Nothing(reason)],
    }
}

/// A text as a quoted TOML string.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn in_dialogs(dialog: &str, key: &str, steps: &str) -> Vec<Translated> {
    let pane = match dialog {
        "" | "all" | "everywhere" => "shared",
        "feedlist" | "tagselection" => "sources",
        "articlelist" | "searchresultslist" => "headlines",
        "article" => "article",
        "urlview" => "related",
        _ => return vec![nothing("newsprint has no such dialog")],
    };
    vec![Translated::Key(pane, key.to_owned(), steps.to_owned())]
}

/// Operations parted by semicolons, as a TOML list of steps.
fn steps(words: &[String]) -> Result<String, String> {
    let words: Vec<&str> = words.iter().map(String::as_str).take_while(|word| *word != "--").collect();
    let joined = words.join(" ");
    let mut steps: Vec<String> = Vec::new();
    for operation in joined.split(';').map(str::trim).filter(|operation| !operation.is_empty()) {
        let name = operation.split_whitespace().next().unwrap_or_default();
        match (
            OPERATIONS.iter().find(|(theirs, _)| *theirs == name),
            TWO_STEPS.iter().find(|(theirs, _)| *theirs == name),
        ) {
            (Some((_, ours)), _) => steps.push(quoted(ours)),
            (None, Some((_, ours))) => steps.extend(ours.iter().map(|step| quoted(step))),
            (None, None) if name == "set" => return Err("use :set NAME VALUE to change settings".to_owned()),
            (None, None) => {
                return Err(format!("newsprint has no action {name}; newsprint keys lists the actions"));
            }
        }
    }
    match steps.as_slice() {
        [] => Err("it does nothing".to_owned()),
        [only] => Ok(only.clone()),
        several => Ok(format!("[{}]", several.join(", "))),
    }
}

/// A key: `^R` is ctrl-r, `ENTER` is enter, a letter itself.
fn key(written: &str) -> Result<String, String> {
    let named = NAMED
        .iter()
        .find(|(theirs, _)| theirs.eq_ignore_ascii_case(written))
        .map(|(_, ours)| (*ours).to_owned());
    let control = || {
        let letter = written.strip_prefix('^')?;
        (letter.chars().count() == 1).then(|| format!("ctrl-{}", letter.to_lowercase()))
    };
    let function = || {
        let number = written.strip_prefix('F')?;
        number.parse::<u8>().ok().map(|number| format!("f{number}"))
    };
    let key = named.or_else(control).or_else(function).unwrap_or_else(|| written.to_owned());
    parse_sequence(&key).map(|_| key).map_err(|error| error.to_string())
}

/// Keys one after the other, as `bind` has them: `g<SPACE>^R`.
fn key_sequence(written: &str) -> Result<String, String> {
    let mut keys = Vec::new();
    let mut letters = written.chars();
    while let Some(letter) = letters.next() {
        let one = match letter {
            '<' => letters.by_ref().take_while(|letter| *letter != '>').collect::<String>(),
            '^' => letters.next().map(|letter| format!("^{letter}")).unwrap_or_default(),
            letter => letter.to_string(),
        };
        let control = one.strip_prefix("C-").map(|letter| format!("^{letter}"));
        keys.push(key(&control.unwrap_or(one))?);
    }
    Ok(keys.join(" "))
}
