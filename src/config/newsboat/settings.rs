//! The settings of newsboat, each with its translation.

use super::{Translated, TranslatedLine, nothing};

/// The setting by which newsboat reloads by itself.
const RELOADS: &str = "auto-reload";

/// The interval of newsboat where none is set, in minutes.
const USUAL_MINUTES: u32 = 60;

/// Settings of newsboat without a setting here: `Ok` where the behaviour is the usual one, `Err` where there
/// is none; with the reason.
const WITHOUT_SETTING: &[(&str, Result<&str, &str>)] = &[
    ("always-display-description", Err("the longest text of an entry is shown")),
    ("always-download", Err("validators (ETag, Last-Modified) are always kept")),
    (
        "articlelist-format",
        Err("rows show headline, source, date, length, tags and note; density sets their height"),
    ),
    ("articlelist-title-format", Err("titles have their own layout")),
    ("bookmark-autopilot", Ok("pipes do not ask")),
    ("bookmark-interactive", Ok("pipes can use the terminal")),
    ("cache-file", Err("choose the cache with --cache FILE or NEWSPRINT_CACHE")),
    ("cleanup-on-quit", Ok("the cache is cleaned up automatically; articles of removed feeds stay")),
    ("confirm-exit", Err("nothing is lost: the next start resumes where you left off")),
    ("cookie-cache", Err("put cookies in the [fetch] headers file")),
    ("datetime-format", Err("locale sets the date format")),
    ("delete-played-files", Err("[downloads] days removes files by age")),
    (
        "delete-read-articles-on-quit",
        Err("[keep] with unread = true removes read articles by age and number"),
    ),
    ("dialogs-title-format", Err("titles have their own layout")),
    ("display-article-progress", Ok("progress is shown in the border of the article")),
    ("download-filename-format", Err("files are named after headline and address")),
    ("download-full-page", Ok("truncated entries get their full text ([fetch] full-text)")),
    ("download-retries", Err("failed feeds are retried automatically")),
    ("external-url-viewer", Err("use f and u to pick a link, or [pipes] to pass the article to a program")),
    ("feedlist-format", Err("the sources show names and unread articles; feeds-by sorts them")),
    ("feedlist-title-format", Err("titles have their own layout")),
    ("filebrowser-title-format", Err("there is no file browser: :export PATH completes paths")),
    ("goto-first-unread", Err("lists open where you left them; n goes to the next unread article")),
    ("goto-next-feed", Err("n stays in the open list; :view unread covers all feeds")),
    ("help-title-format", Err("titles have their own layout")),
    ("highlight", Err("words in texts are not coloured; use rules, themes and [faces]")),
    ("history-limit", Ok("searches and commands are remembered")),
    ("html-renderer", Err("newsprint renders pages itself")),
    ("http-auth-method", Err("credentials are sent as Basic; see [fetch] credentials")),
    ("ignore-mode", Ok("muted articles stay in the cache, in a list of their own")),
    ("itemview-title-format", Err("titles have their own layout")),
    ("keybinding-hint", Ok("hints are in the last line")),
    ("max-browser-tabs", Err("newsprint asks once before opening many pages")),
    ("max-download-speed", Err("download speed is not limited")),
    ("max-downloads", Err("each host gets one request at a time")),
    ("notify-always", Err("you are notified only of new articles")),
    ("notify-beep", Err("use notify with a program that plays a sound")),
    ("notify-format", Err("the notification says how many articles arrived, or what a rule matched")),
    ("notify-screen", Err("use notify = \"osc9\" or a program")),
    ("openbrowser-and-mark-jumps-to-next-unread", Err("bind a key to a list of actions")),
    ("opml-url", Err("newsprint import reads OPML files; newsprint export writes them")),
    ("pager", Ok("newsprint shows articles itself")),
    ("podcast-auto-enqueue", Err("Alt-d downloads an episode, newsprint download several")),
    ("podlist-format", Err("alt-l lists the downloads with their size")),
    ("prepopulate-query-feeds", Ok("saved searches are always up to date")),
    ("proxy", Err("set the proxy in the environment: ALL_PROXY, HTTPS_PROXY, NO_PROXY")),
    ("proxy-auth", Err("put name and password in the address of ALL_PROXY")),
    ("proxy-auth-method", Err("Basic is always used")),
    ("proxy-type", Err("set by the scheme of ALL_PROXY: socks5://, http://")),
    ("refresh-on-startup", Err("use [fetch] at-start")),
    ("reload-only-visible-feeds", Err("f in the sources fetches one feed or folder")),
    ("reset-unread-on-update", Err("changed articles stay read")),
    ("save-path", Err(":export PATH chooses the file")),
    ("scrolloff", Ok("the list scrolls before the selection reaches the edge")),
    ("searchresult-title-format", Err("titles have their own layout")),
    ("selectfilter-title-format", Err("titles have their own layout")),
    ("selecttag-format", Err("tags are listed in the sources")),
    ("selecttag-title-format", Err("titles have their own layout")),
    ("show-keymap-hint", Ok("hints are in the last line; hints = false hides them")),
    ("show-title-bar", Ok("the first line shows the list and the cache")),
    ("ssl-verifyhost", Err("certificates are always checked; [fetch] tls-roots trusts your own")),
    ("ssl-verifypeer", Err("certificates are always checked; [fetch] tls-roots trusts your own")),
    ("suppress-first-reload", Ok("nothing is fetched at the start unless [fetch] at-start says so")),
    ("swap-title-and-hints", Err("the title is always on top, hints at the bottom")),
    (
        "toggleitemread-jumps-to-next-unread",
        Err("bind a key to a list of actions: [\"toggle-read\", \"next-unread\"]"),
    ),
    ("urls-source", Err("add server accounts with newsprint account; the feeds in urls are imported")),
    ("urlview-title-format", Err("titles have their own layout")),
    ("use-proxy", Err("set the proxy in the environment: ALL_PROXY, HTTPS_PROXY, NO_PROXY")),
    ("user-agent", Err("put headers for a host in the [fetch] headers file")),
    ("wrap-scroll", Err("lists do not wrap around")),
];

/// Prefixes of settings that belong to an account on a server.
const ACCOUNTS: &[&str] = &[
    "bazqux-",
    "feedbin-",
    "feedhq-",
    "freshrss-",
    "inoreader-",
    "miniflux-",
    "newsblur-",
    "ocnews-",
    "oldreader-",
    "ttrss-",
];

/// The translation of a setting.
pub(super) fn translations(name: &str, arguments: &[String]) -> Vec<Translated> {
    let value = arguments.first().map_or("", String::as_str);
    let number = value.parse::<u32>().ok();
    let limited = |least: u32, most: u32| number.map(|number| number.clamp(least, most).to_string());
    let set = |table, name, value: Option<String>| {
        vec![value.map_or_else(
            || nothing("newsprint does not accept this value"),
            |value| Translated::Setting(table, name, value),
        )]
    };
    let program = |line: &str| words_of_program(line).map(|words| format!("{words:?}"));
    let is_yes = matches!(value, "yes" | "true");
    match name {
        RELOADS if is_yes => set(Some("fetch"), "at-start", Some("true".to_owned())),
        RELOADS => vec![Translated::UsualBehaviour("feeds are fetched only on request by default")],
        "reload-time" => {
            set(Some("fetch"), "every", limited(5, 44_640).map(|minutes| format!("\"{minutes}m\"")))
        }
        "reload-threads" => set(Some("fetch"), "parallel", limited(1, 64)),
        "download-timeout" => set(Some("fetch"), "timeout", limited(1, 600)),
        "keep-articles-days" => set(Some("keep"), "feed-days", number.map(|days| days.to_string())),
        "max-items" => set(Some("keep"), "feed-articles", number.map(|items| items.to_string())),
        "text-width" if number == Some(0) => {
            vec![Translated::UsualBehaviour("the measure is never wider than the pane")]
        }
        "text-width" => set(None, "measure", limited(20, 200)),
        "mark-as-read-on-hover" if is_yes => set(None, "mark-read", Some("\"passed\"".to_owned())),
        "mark-as-read-on-hover" => vec![Translated::UsualBehaviour("opened articles count as read")],
        "show-read-feeds" | "show-read-articles" if is_yes => {
            vec![Translated::UsualBehaviour("read articles and feeds are shown")]
        }
        "show-read-articles" => set(None, "on-start", Some("[\"view unread\"]".to_owned())),
        "show-read-feeds" => vec![nothing(":view unread lists all unread articles; feeds are always shown")],
        "article-sort-order" => sorted(value),
        "feed-sort-order" => match value.split('-').next().unwrap_or_default() {
            "unreadarticlecount" => set(None, "feeds-by", Some("\"unread\"".to_owned())),
            "lastupdated" => set(None, "feeds-by", Some("\"idle\"".to_owned())),
            _ => vec![nothing("feeds are sorted by folder and name; feeds-by has other orders")],
        },
        "notify-xterm" => {
            vec![Translated::UsualBehaviour(
                "title = true shows the number of unread articles in the window title",
            )]
        }
        "error-log" => set(None, "log", Some(format!("{value:?}"))),
        "download-path" => {
            let folder = value.split("/%").next().unwrap_or_default();
            set(Some("downloads"), "folder", Some(format!("{folder:?}")).filter(|_| !folder.is_empty()))
        }
        "browser" => program_or_reason("browser", program(value)),
        "player" => program_or_reason("player", program(value)),
        "notify-program" => match program(value) {
            Some(words) => vec![Translated::Setting(Some("fetch"), "notify", words)],
            None => vec![nothing(FOR_A_SHELL)],
        },
        "bookmark-cmd" => match words_of_program(value) {
            Some(words) => {
                let asked = ["{url}", "{title}", "{title}", "{feed}"].map(str::to_owned);
                let words = words.into_iter().chain(asked).collect();
                vec![Translated::Pipe { name: "bookmark".to_owned(), words, shows: "nothing" }]
            }
            None => vec![nothing(FOR_A_SHELL)],
        },
        _ => vec![reason_without_setting(name)],
    }
}

pub(super) const FOR_A_SHELL: &str =
    "it needs a shell; newsprint takes a program and its arguments as a list";

fn program_or_reason(name: &'static str, program: Option<String>) -> Vec<Translated> {
    vec![program.map_or_else(|| nothing(FOR_A_SHELL), |program| Translated::Setting(None, name, program))]
}

fn reason_without_setting(name: &str) -> Translated {
    if ACCOUNTS.iter().any(|prefix| name.starts_with(prefix)) {
        return nothing(
            "a server account: add it with newsprint account if the server supports the Google Reader API",
        );
    }
    match WITHOUT_SETTING.iter().find(|(known, _)| *known == name) {
        Some((_, Ok(as_it_is))) => Translated::UsualBehaviour(as_it_is),
        Some((_, Err(reason))) => nothing(reason),
        None => nothing("this is not a known newsboat setting"),
    }
}

fn sorted(value: &str) -> Vec<Translated> {
    let order = match value {
        "date" | "date-desc" => return vec![Translated::UsualBehaviour("newest first is the default")],
        "date-asc" => "oldest",
        _ => {
            return vec![nothing(
                "lists can be sorted by newest, oldest, unread, longest, shortest or publication",
            )];
        }
    };
    vec![Translated::Setting(None, "on-start", format!("[\"sort-by {order}\"]"))]
}

/// Whether a line turns on newsboat's automatic reload.
pub(super) fn reloads_by_itself(written: &str) -> bool {
    let mut words = written.split_whitespace();
    words.next() == Some(RELOADS)
        && matches!(words.next().map(|word| word.trim_matches('"')), Some("yes" | "true"))
}

/// Whether a translation is the interval of newsboat's automatic reload.
pub(super) fn is_interval(one: &Translated) -> bool {
    matches!(one, Translated::Setting(Some("fetch"), "every", _))
}

/// Drops the interval where automatic reload is off; adds the default interval where it is on and none is
/// set.
pub(super) fn settle_interval(line: &mut TranslatedLine, reloads: bool, has_interval: bool) {
    if line.translations.iter().any(is_interval) && !reloads {
        line.translations = vec![nothing("auto-reload is off; [fetch] every = \"30m\" would turn it on")];
    }
    if reloads_by_itself(line.written.as_str()) && !has_interval {
        let usual = Translated::Setting(Some("fetch"), "every", format!("\"{USUAL_MINUTES}m\""));
        line.translations.push(usual);
    }
}

/// The words of a program, unless its line needs a shell. `%u` and `%f` are the address and the file.
pub(super) fn words_of_program(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut letters = line.trim().chars().peekable();
    while let Some(first) = letters.next() {
        let mut word = String::new();
        let mut next = Some(first);
        while let Some(letter) = next.filter(|letter| !letter.is_whitespace()) {
            match letter {
                '\'' | '"' => loop {
                    match letters.next()? {
                        end if end == letter => break,
                        inner => word.push(inner),
                    }
                },
                '|' | '&' | ';' | '<' | '>' | '$' | '`' | '(' | ')' | '*' | '?' | '{' => return None,
                letter => word.push(letter),
            }
            next = letters.next();
        }
        if !word.is_empty() {
            words.push(match word.as_str() {
                "%u" | "%F" | "%f" => "{url}".to_owned(),
                word => word.to_owned(),
            });
        }
    }
    (!words.is_empty()).then_some(words)
}
