//! The configuration of newsboat, translated line by line into a setting, a key, a rule or a saved search, or
//! the reason why a line has no equivalent.
//!
//! Runs no command of the file. Settings, keys and filter expressions have a file each.

mod colours;
mod filter;
mod keys;
mod settings;

use std::collections::BTreeMap;

use crate::domain::{ArrivalRule, Prose, Query, RuleAction, SavedSearch};
use crate::text::quoted_words;
use keys::Bind;

/// The deepest nesting of files that include one another.
const DEEPEST: usize = 8;

/// The setting whose lines are collected, and run in order.
const ON_START: &str = "on-start";

/// The translation of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Translated {
    /// A setting: its table (none at the top), its name and its value as TOML.
    Setting(Option<&'static str>, &'static str, String),
    /// A key: the pane, the keys and what they do, as TOML.
    Key(&'static str, String, String),
    /// A program of `[pipes]`.
    Pipe {
        /// Its name.
        name: String,
        /// The program and its arguments.
        words: Vec<String>,
        /// How what it prints is shown, as the configuration calls it.
        shows: &'static str,
    },
    /// A rule.
    Rule(ArrivalRule),
    /// A saved search.
    Search(SavedSearch),
    /// The usual behaviour here, which needs no setting: the reason.
    UsualBehaviour(&'static str),
    /// No equivalent: the reason, and what to do instead.
    NoEquivalent(String),
}

/// A line of the configuration and its translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranslatedLine {
    /// The line's number in its file.
    pub number: usize,
    /// The text of the line.
    pub written: Prose,
    /// The translations of the line.
    pub translations: Vec<Translated>,
}

/// Translates a configuration. `included` gives the text of a file that it includes; `home` replaces the
/// tilde of paths.
pub fn translate(text: &str, home: &str, included: &dyn Fn(&str) -> Option<String>) -> Vec<TranslatedLine> {
    let mut lines = Vec::new();
    let whole = |path: &str| included(path).map(|text| with_home(&text, home));
    read(&with_home(text, home), &whole, 0, &mut lines);
    let reloads = lines.iter().any(|line| settings::reloads_by_itself(line.written.as_str()));
    let tells_interval = lines.iter().any(|line| line.translations.iter().any(settings::is_interval));
    for line in &mut lines {
        settings::settle_interval(line, reloads, tells_interval);
    }
    lines
}

/// The saved searches of a list of feeds (`urls`): its lines that begin with `query:`.
pub fn saved_searches(urls: &str) -> Vec<TranslatedLine> {
    let lines = (1..).zip(urls.lines());
    let queries = lines.filter_map(|(number, line)| {
        let words = quoted_words(line);
        let (name, expression) = words.first()?.strip_prefix("query:")?.split_once(':')?;
        let became = vec![search(name, expression)];
        Some(TranslatedLine { number, written: Prose::trimmed(line), translations: became })
    });
    queries.collect()
}

/// The translation as a configuration file.
pub fn to_toml(lines: &[TranslatedLine]) -> String {
    let became: Vec<&Translated> = lines.iter().flat_map(|line| &line.translations).collect();
    let settings_of = |wanted: Option<&str>| {
        let mut known: Vec<(&str, String)> = Vec::new();
        for one in &became {
            if let Translated::Setting(table, name, value) = one
                && *table == wanted
            {
                match known.iter_mut().find(|(other, _)| other == name) {
                    Some((_, steps)) if *name == ON_START => *steps = joined(steps, value),
                    // As in newsboat, the last one counts.
                    Some((_, known)) => known.clone_from(value),
                    None => known.push((name, value.clone())),
                }
            }
        }
        known.iter().flat_map(|(name, value)| [*name, " = ", value.as_str(), "\n"]).collect::<String>()
    };
    let mut parts = vec![settings_of(None)];
    for table in ["fetch", "downloads", "keep", "faces"] {
        let settings = settings_of(Some(table));
        parts.extend((!settings.is_empty()).then(|| format!("[{table}]\n{settings}")));
    }
    let mut programs: BTreeMap<&str, String> = BTreeMap::new();
    for one in &became {
        if let Translated::Pipe { name, words, shows } = one {
            programs.insert(name, format!(" = {{ run = {words:?}, show = {shows:?} }}\n"));
        }
    }
    let pipes: String = programs.iter().map(|(name, program)| keys::quoted(name) + program).collect();
    parts.extend((!pipes.is_empty()).then(|| format!("[pipes]\n{pipes}")));
    parts.push("[keys]\npreset = \"newsboat\"\n".to_owned());
    for pane in keys::PANES {
        let mut bound: Vec<(&str, &str)> = Vec::new();
        for one in &became {
            if let Translated::Key(of, keys, does) = one
                && of == pane
            {
                bound.retain(|(other, _)| other != keys);
                bound.push((keys, does));
            }
        }
        let lines = bound.iter().flat_map(|(keys, does)| [keys::quoted(keys), format!(" = {does}\n")]);
        let bound: String = lines.collect();
        parts.extend((!bound.is_empty()).then(|| format!("[keys.{pane}]\n{bound}")));
    }
    parts.extend(became.iter().filter_map(|one| match one {
        Translated::Rule(rule) => Some(rule.to_toml()),
        _ => None,
    }));
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// The text with `home` in place of the tilde of its paths.
fn with_home(text: &str, home: &str) -> String {
    let mut whole = text.to_owned();
    for before in [" ", "\t", "\"", "'"] {
        whole = whole.replace(&format!("{before}~/"), &format!("{before}{home}/"));
    }
    whole
}

/// Two TOML lists joined.
fn joined(one: &str, other: &str) -> String {
    format!("{}, {}", one.trim_end_matches(']'), other.trim_start_matches('['))
}

fn read(
    text: &str,
    included: &dyn Fn(&str) -> Option<String>,
    depth: usize,
    lines: &mut Vec<TranslatedLine>,
) {
    for (number, line) in (1..).zip(text.lines()) {
        let words = quoted_words(line);
        let Some((command, arguments)) = words.split_first() else { continue };
        let written = Prose::trimmed(line);
        if command == "include" {
            let path = arguments.first().map_or("", String::as_str);
            let inner = (depth < DEEPEST).then(|| included(path)).flatten();
            let became = match &inner {
                Some(_) => Translated::UsualBehaviour("the included file is read too"),
                None => nothing("the file cannot be read"),
            };
            lines.push(TranslatedLine { number, written, translations: vec![became] });
            read(&inner.unwrap_or_default(), included, depth + 1, lines);
            continue;
        }
        lines.push(TranslatedLine { number, written, translations: translations(command, arguments, line) });
    }
}

fn translations(command: &str, arguments: &[String], line: &str) -> Vec<Translated> {
    if line.contains('`') {
        return vec![nothing("commands in backticks are not run")];
    }
    let argument = |position: usize| arguments.get(position).map_or("", String::as_str);
    match command {
        "ignore-article" => vec![ignoring(argument(0), argument(1))],
        "highlight-article" => vec![rule(filter::query(argument(0)), RuleAction::Mark)],
        "color" => colours::became(arguments),
        "search-highlight-colors" => {
            let match_colours = ["search".to_owned()].into_iter().chain(arguments.iter().cloned());
            colours::became(&match_colours.collect::<Vec<_>>())
        }
        "define-filter" => vec![search(argument(0), argument(1))],
        "macro" => keys::macro_key(argument(0), arguments.get(1..).unwrap_or_default()),
        "bind-key" => {
            keys::translate_bind_key(&Bind { keys: argument(0), operation: argument(1), dialog: argument(2) })
        }
        "bind" => keys::translate_bind(arguments),
        "unbind-key" => keys::translate_unbind_key(argument(0), argument(1)),
        _ => settings::translations(command, arguments),
    }
}

/// Translates `ignore-article`, for the feed of an address or for all.
fn ignoring(feed: &str, expression: &str) -> Translated {
    let query = filter::query(expression).and_then(|query| match feed {
        "*" => Ok(query),
        feed if feed.starts_with("regex:") => {
            Err("feeds cannot be chosen by a regular expression; use feed: for each".to_owned())
        }
        feed => {
            let query = if query.contains(" or ") { format!("({query})") } else { query };
            Ok(format!("feed:{} {query}", filter::quoted(feed)))
        }
    });
    rule(query, RuleAction::Mute)
}

fn rule(query: Result<String, String>, action: RuleAction) -> Translated {
    match parsed(query) {
        Ok(search) => Translated::Rule(ArrivalRule { search, actions: vec![action] }),
        Err(reason) => Translated::NoEquivalent(reason),
    }
}

fn search(name: &str, expression: &str) -> Translated {
    let named = Prose::non_empty(name).ok_or_else(|| "it has no name".to_owned());
    match named.and_then(|name| parsed(filter::query(expression)).map(|query| SavedSearch { name, query })) {
        Ok(search) => Translated::Search(search),
        Err(reason) => Translated::NoEquivalent(reason),
    }
}

fn parsed(query: Result<String, String>) -> Result<Query, String> {
    let query = query?;
    Query::parse(&query).map_err(|mistake| format!("“{query}”: {mistake}"))
}

fn nothing(reason: &str) -> Translated {
    Translated::NoEquivalent(reason.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::config::colour::ColourDepth;

    const CONFIG: &str = r#"# mine
auto-reload yes
reload-time 15
reload-threads 8
text-width 72
mark-as-read-on-hover yes
keep-articles-days 90
browser "firefox --new-tab %u"
notify-program "notify-send"
color background white black
color listnormal_unread color214 default bold
color listfocus default default standout reverse
color listpane red default
ignore-article "*" "title =~ \"sponsored\""
ignore-article "https://wire.example/feed" "author = \"PR\" or content =~ \"casino\""
highlight-article "title =~ \"marram\"" yellow default bold
define-filter "long" "unread = \"yes\" and age < 7"
macro l open-in-browser ; toggle-article-read -- "read outside"
bind-key ^R reload-all
bind-key j down
bind-key x nothing-known
macro y set browser "mpv --no-video %u"; open-in-browser ; set browser "w3m %u"
macro s pipe-to "note --add"
macro z pipe-to "cat > /tmp/x"
unbind-key Q
bookmark-cmd "~/bin/keep.sh"
"#;

    #[test]
    fn each_line_is_translated_or_reported_with_a_reason() {
        let lines = translate(CONFIG, "/home/ana", &|_| None);
        let toml = to_toml(&lines);
        let file = std::path::Path::new("config.toml");
        let (config, mistakes) = Config::read(Some(&toml), file, ColourDepth::True, |_| None);

        assert_eq!(mistakes, [], "{toml}");
        assert_eq!(lines.len(), 25);
        assert!(lines.iter().all(|line| !line.translations.is_empty()));
        assert_eq!(config.settings.fetching.every.0, Some(15));
        assert_eq!((config.settings.fetching.parallel, config.settings.measure), (8, 72));
        assert_eq!(config.settings.keep.feed_days, 90);
        let rules: Vec<_> =
            config.rules.iter().map(|rule| (rule.search.clone(), rule.actions_in_words())).collect();
        let rule = |search: &str, action: &str| (Query::parse(search).unwrap(), action.to_owned());
        assert_eq!(
            rules,
            [
                rule("title:/sponsored/", "mute"),
                rule("feed:https://wire.example/feed (author:PR or /casino/)", "mute"),
                rule("title:/marram/", "mark"),
            ]
        );
        let reasons = |written: &str| {
            let line = lines.iter().find(|line| line.written.as_str().starts_with(written)).unwrap();
            line.translations.clone()
        };
        assert!(matches!(reasons("define-filter").as_slice(), [Translated::Search(search)]
            if search.query.as_str() == "is:unread last:7d"));
        assert!(matches!(reasons("bind-key x").as_slice(), [Translated::NoEquivalent(_)]));
        assert!(matches!(reasons("color listpane").as_slice(), [Translated::NoEquivalent(_)]));
        assert_eq!(config.theme.name(), "sixteen");
        for face in [
            "text = { fg = \"gray\", bg = \"black\" }\n",
            "unread = { fg = \"214\", bold = true }\n",
            "selected-row = { reversed = true }\n",
        ] {
            assert!(toml.contains(face), "{toml}");
        }
        assert!(matches!(reasons("macro z").as_slice(), [Translated::NoEquivalent(_)]));
        let own: Vec<(String, String)> = config.keymap.step_bindings().collect();
        for (keys, steps, program) in [
            (", y", "pipe-to mpv-y", ["mpv", "--no-video", "{url}"].as_slice()),
            (", s", "pipe-to note-s", &["note", "--add"]),
        ] {
            assert!(own.contains(&(keys.to_owned(), format!(":{steps}"))), "{own:?}");
            let name = steps.trim_start_matches("pipe-to ");
            assert_eq!(config.settings.pipes[name].words, program);
        }
    }

    #[test]
    fn queries_of_the_list_of_feeds_become_saved_searches() {
        let lines = saved_searches(
            "https://a.example/feed\n\"query:Fun:tags # \\\"fun\\\" and unread = \\\"yes\\\"\"\n",
        );

        assert!(
            matches!(lines.as_slice(), [TranslatedLine { number: 2, translations, .. }] if matches!(translations.as_slice(),
            [Translated::Search(search)] if search.name.as_str() == "Fun" && search.query.as_str() == "folder:fun is:unread"))
        );
    }
}
