//! The keys and macros of newsboat, whose operations become actions and commands.

use super::settings::{FOR_A_SHELL, words_of_program};
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
    ("random-unread", "random-unread"),
    ("next-unread-feed", "next-unread-feed"),
    ("prev-unread-feed", "previous-unread-feed"),
    ("next", "next-article"),
    ("prev", "previous-article"),
    ("open-in-browser", "open-outside"),
    ("open-in-browser-noninteractively", "open-outside"),
    ("open-all-unread-in-browser", "open-found is:unread"),
    ("help", "help"),
    ("toggle-article-read", "toggle-read"),
    ("toggle-show-read-feeds", "view unread"),
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

/// Operations that become several steps.
const SEVERAL_STEPS: &[(&str, &[&str])] = &[
    ("open-in-browser-and-mark-read", &["open-outside", "toggle-read"]),
    ("delete-all-articles", &["select-all", "delete"]),
    ("mark-all-above-as-read", &["select", "top", "select-to-here", "toggle-read"]),
    ("open-all-unread-in-browser-and-mark-read", &["open-found is:unread", "read-found is:unread"]),
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
    pub operation: &'line str,
    pub dialog: &'line str,
}

/// `bind-key`: a key, an operation, and perhaps a dialog.
pub(super) fn translate_bind_key(bind: &Bind<'_>) -> Vec<Translated> {
    match key(bind.keys).and_then(|key| Ok((steps(&[bind.operation.to_owned()], &key)?, key))) {
        Ok((steps, key)) => steps.bound_to(&[bind.dialog], &key),
        Err(reason) => vec![Translated::NoEquivalent(reason)],
    }
}

/// `bind`: keys, dialogs, operations parted by semicolons, and a description after two dashes.
pub(super) fn translate_bind(arguments: &[String]) -> Vec<Translated> {
    let [keys, dialogs, operations @ ..] = arguments else {
        return vec![nothing("keys and operations are missing")];
    };
    match key_sequence(keys).and_then(|key| Ok((steps(operations, &key)?, key))) {
        Ok((steps, key)) => steps.bound_to(&dialogs.split(',').collect::<Vec<_>>(), &key),
        Err(reason) => vec![Translated::NoEquivalent(reason)],
    }
}

/// `unbind-key`: a key, or all.
pub(super) fn translate_unbind_key(keys: &str, dialog: &str) -> Vec<Translated> {
    match key(keys) {
        _ if keys == "-a" => vec![nothing("keys cannot be unbound all at once; \"none\" unbinds one")],
        Ok(key) => in_dialogs(dialog, &key, "\"none\""),
        Err(reason) => vec![Translated::NoEquivalent(reason)],
    }
}

/// `macro`: a key, pressed after the comma.
pub(super) fn macro_key(keys: &str, operations: &[String]) -> Vec<Translated> {
    match key(keys).and_then(|key| Ok((steps(operations, &key)?, key))) {
        Ok((steps, key)) => steps.bound_to(&["all"], &format!(", {key}")),
        Err(reason) => vec![Translated::NoEquivalent(reason)],
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

/// Operations as steps, and the programs that they name.
#[derive(Default)]
struct Steps {
    steps: Vec<String>,
    programs: Vec<Translated>,
}

impl Steps {
    /// Adds a step that gives the article to a program.
    fn add_program(&mut self, line: &str, key: &str) -> Result<(), String> {
        let words = words_of_program(line).ok_or(FOR_A_SHELL)?;
        let program = words.first().map_or("", |word| word.rsplit('/').next().unwrap_or(word));
        let name = format!("{program}-{}", key.replace(' ', "-"));
        self.steps.push(quoted(&format!("pipe-to {name}")));
        self.programs.push(Translated::Pipe { name, words, shows: "screen" });
        Ok(())
    }

    /// The steps under a key of these dialogs, after their programs.
    fn bound_to(self, dialogs: &[&str], key: &str) -> Vec<Translated> {
        let steps = match self.steps.as_slice() {
            [only] => only.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        let keys = dialogs.iter().flat_map(|dialog| in_dialogs(dialog, key, &steps));
        self.programs.into_iter().chain(keys).collect()
    }
}

/// Operations parted by semicolons. A browser that is set before a page is opened is a program of its own.
fn steps(words: &[String], key: &str) -> Result<Steps, String> {
    let words: Vec<&str> = words.iter().map(String::as_str).take_while(|word| *word != "--").collect();
    let joined = words.join(" ");
    let (mut all, mut browser) = (Steps::default(), None);
    for operation in joined.split(';').map(str::trim).filter(|operation| !operation.is_empty()) {
        let (name, argument) = operation.split_once(' ').unwrap_or((operation, ""));
        let ours = OPERATIONS.iter().find(|(theirs, _)| *theirs == name);
        let several = SEVERAL_STEPS.iter().find(|(theirs, _)| *theirs == name);
        match (ours, several, browser) {
            _ if name == "set" => match argument.split_once(' ') {
                Some(("browser", program)) => browser = Some(program),
                _ => return Err("use :set NAME VALUE to change settings".to_owned()),
            },
            _ if name == "pipe-to" && !argument.is_empty() => all.add_program(argument, key)?,
            (Some((_, "open-outside")), _, Some(program)) => all.add_program(program, key)?,
            (_, Some((_, ["open-outside", rest @ ..])), Some(program)) => {
                all.add_program(program, key)?;
                all.steps.extend(rest.iter().map(|step| quoted(step)));
            }
            (Some((_, ours)), ..) => all.steps.push(quoted(ours)),
            (None, Some((_, several)), _) => all.steps.extend(several.iter().map(|step| quoted(step))),
            (None, None, _) => {
                return Err(format!("newsprint has no action {name}; newsprint keys lists the actions"));
            }
        }
    }
    if all.steps.is_empty() { Err("it does nothing".to_owned()) } else { Ok(all) }
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
