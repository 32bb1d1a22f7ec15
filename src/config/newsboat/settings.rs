//! The settings of newsboat, each with its translation.

use super::{Line, Translated, nothing};

/// The setting by which newsboat reloads by itself.
const RELOADS: &str = "auto-reload";

/// The interval of newsboat where none is set, in minutes.
const USUAL_MINUTES: u32 = 60;

/// Settings of newsboat without a setting here: `Ok` where the behaviour is the usual one, `Err` where there
/// is none; with the reason.
const TOLD: &[(&str, Result<&str, &str>)] = &[
    ("always-display-description", Err("the fullest of an entry's texts is shown")),
    ("always-download", Err("validators (ETag, Last-Modified) are always kept")),
    ("articlelist-format", Err("rows have their own layout; :set density has three")),
    ("articlelist-title-format", Err("titles have their own layout")),
    ("bookmark-autopilot", Ok("a pipe asks nothing")),
    ("bookmark-interactive", Ok("a pipe has the terminal")),
    ("cache-file", Err("newsprint --cache FILE, or NEWSPRINT_CACHE, names the cache")),
    ("cleanup-on-quit", Ok("the cache is kept tidy by itself; unsubscribed articles stay")),
    ("color", Err("themes and [faces] choose colours; C tries themes")),
    ("confirm-exit", Err("leaving loses nothing: the next start goes on where this one ended")),
    ("cookie-cache", Err("cookies of a host stand in the file of [fetch] headers")),
    ("datetime-format", Err("locale chooses how days are written")),
    ("delete-played-files", Err("[downloads] days removes files by age")),
    (
        "delete-read-articles-on-quit",
        Err("[keep] with unread = true removes read articles by age and number"),
    ),
    ("dialogs-title-format", Err("titles have their own layout")),
    ("display-article-progress", Ok("the progress stands in the border of the article")),
    ("download-filename-format", Err("a file is called by headline and address")),
    ("download-full-page", Ok("cut entries are completed from their pages ([fetch] full-text)")),
    ("download-retries", Err("a feed that fails is asked again later by itself")),
    ("external-url-viewer", Err("f and u pick a link; [pipes] gives the article to a program")),
    ("feed-sort-order", Err("feeds stand by folder and name")),
    ("feedlist-format", Err("the sources have their own layout")),
    ("feedlist-title-format", Err("titles have their own layout")),
    ("filebrowser-title-format", Err("there is no file browser: :export PATH completes paths")),
    ("goto-first-unread", Err("a list opens where it was left; n goes to the next unread")),
    ("goto-next-feed", Err("n goes through the list that is open; :view unread is all feeds")),
    ("help-title-format", Err("titles have their own layout")),
    ("highlight", Err("highlight-article, themes and [faces] colour; words in texts are not coloured")),
    ("history-limit", Ok("searches and commands are remembered, as many as are useful")),
    ("html-renderer", Err("pages are set by newsprint itself")),
    ("http-auth-method", Err("names and passwords come by [fetch] credentials, as Basic")),
    ("ignore-mode", Ok("muted articles stay in the cache, in a list of their own")),
    ("itemview-title-format", Err("titles have their own layout")),
    ("keybinding-hint", Ok("hints stand in the last line")),
    ("max-browser-tabs", Err("more than a handful of pages are opened after one question")),
    ("max-download-speed", Err("the speed is not limited")),
    ("max-downloads", Err("a host is asked for one thing at a time")),
    ("notify-always", Err("you are told of new articles alone")),
    ("notify-beep", Err("use notify with a program that sounds")),
    ("notify-format", Err("the notice says how many came, or what a rule found")),
    ("notify-screen", Err("use notify = \"osc9\" or a program")),
    ("openbrowser-and-mark-jumps-to-next-unread", Err("a list of actions on a key does that")),
    ("opml-url", Err("newsprint import reads OPML files; newsprint export writes them")),
    ("pager", Ok("articles are shown by newsprint itself")),
    ("podcast-auto-enqueue", Err("Alt-d downloads an episode, newsprint download several")),
    ("podlist-format", Err("Alt-l lists the downloads")),
    ("prepopulate-query-feeds", Ok("saved searches are always up to date")),
    ("proxy", Err("the environment names the proxy: ALL_PROXY, HTTPS_PROXY, NO_PROXY")),
    ("proxy-auth", Err("name and password stand in the address of ALL_PROXY")),
    ("proxy-auth-method", Err("Basic is used")),
    ("proxy-type", Err("the scheme of ALL_PROXY says it: socks5://, http://")),
    ("refresh-on-startup", Err("use [fetch] at-start")),
    ("reload-only-visible-feeds", Err("f among the sources fetches one feed or folder")),
    ("reset-unread-on-update", Err("an article that changed stays read")),
    ("save-path", Err(":export PATH names the file")),
    ("scrolloff", Ok("the selection keeps its distance by itself")),
    ("search-highlight-colors", Err("the face \"match\" of the theme")),
    ("searchresult-title-format", Err("titles have their own layout")),
    ("selectfilter-title-format", Err("titles have their own layout")),
    ("selecttag-format", Err("tags stand among the sources")),
    ("selecttag-title-format", Err("titles have their own layout")),
    ("show-keymap-hint", Ok("hints stand in the last line; hints = false hides them")),
    ("show-title-bar", Ok("the first line names list and cache")),
    ("ssl-verifyhost", Err("certificates are always checked; [fetch] tls-roots trusts your own")),
    ("ssl-verifypeer", Err("certificates are always checked; [fetch] tls-roots trusts your own")),
    ("suppress-first-reload", Ok("nothing is fetched at the start unless [fetch] at-start says so")),
    ("swap-title-and-hints", Err("the title stands above, hints below")),
    (
        "toggleitemread-jumps-to-next-unread",
        Err("a list of actions does that: [\"toggle-read\", \"next-unread\"]"),
    ),
    ("urls-source", Err("a server's account is set up by newsprint account; feeds of urls are taken over")),
    ("urlview-title-format", Err("titles have their own layout")),
    ("use-proxy", Err("the environment names the proxy: ALL_PROXY, HTTPS_PROXY, NO_PROXY")),
    ("user-agent", Err("a host's own headers stand in the file of [fetch] headers")),
    ("wrap-scroll", Err("a list ends where it ends")),
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
pub(super) fn became(name: &str, arguments: &[String]) -> Vec<Translated> {
    let value = arguments.first().map_or("", String::as_str);
    let number = value.parse::<u32>().ok();
    let limited = |least: u32, most: u32| number.map(|number| number.clamp(least, most).to_string());
    let set = |table, name, value: Option<String>| {
        vec![value.map_or_else(
            || nothing("the value is none that newsprint takes"),
            |value| Translated::Setting(table, name, value),
        )]
    };
    let program = |line: &str| words_of_program(line).map(|words| format!("{words:?}"));
    let is_yes = matches!(value, "yes" | "true");
    match name {
        RELOADS if is_yes => set(Some("fetch"), "at-start", Some("true".to_owned())),
        RELOADS => vec![Translated::AsItIs("feeds are fetched when you ask")],
        "reload-time" => {
            set(Some("fetch"), "every", limited(5, 44_640).map(|minutes| format!("\"{minutes}m\"")))
        }
        "reload-threads" => set(Some("fetch"), "parallel", limited(1, 64)),
        "download-timeout" => set(Some("fetch"), "timeout", limited(1, 600)),
        "keep-articles-days" => set(Some("keep"), "feed-days", number.map(|days| days.to_string())),
        "max-items" => set(Some("keep"), "feed-articles", number.map(|items| items.to_string())),
        "text-width" if number == Some(0) => {
            vec![Translated::AsItIs("the measure is never wider than the pane")]
        }
        "text-width" => set(None, "measure", limited(20, 200)),
        "mark-as-read-on-hover" if is_yes => set(None, "mark-read", Some("\"passed\"".to_owned())),
        "mark-as-read-on-hover" => vec![Translated::AsItIs("what is entered counts as read")],
        "show-read-feeds" | "show-read-articles" if is_yes => vec![Translated::AsItIs("read ones are shown")],
        "show-read-articles" => set(None, "on-start", Some("[\"view unread\"]".to_owned())),
        "show-read-feeds" => vec![nothing(":view unread lists all that is unread; feeds stay in sight")],
        "article-sort-order" => sorted(value),
        "notify-xterm" => {
            vec![Translated::AsItIs("title = true calls the window by the number of unread articles")]
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
                vec![Translated::Pipe("bookmark".to_owned(), words.into_iter().chain(asked).collect())]
            }
            None => vec![nothing(FOR_A_SHELL)],
        },
        _ => vec![told(name)],
    }
}

const FOR_A_SHELL: &str =
    "it is a line for a shell: programs are a list of words here, and never given to one";

fn program_or_reason(name: &'static str, program: Option<String>) -> Vec<Translated> {
    vec![program.map_or_else(|| nothing(FOR_A_SHELL), |program| Translated::Setting(None, name, program))]
}

fn told(name: &str) -> Translated {
    if ACCOUNTS.iter().any(|prefix| name.starts_with(prefix)) {
        return nothing(
            "an account of a server: newsprint account sets one up where it speaks Google Reader's protocol",
        );
    }
    match TOLD.iter().find(|(known, _)| *known == name) {
        Some((_, Ok(as_it_is))) => Translated::AsItIs(as_it_is),
        Some((_, Err(reason))) => nothing(reason),
        None => nothing("newsprint knows no setting of newsboat by this name"),
    }
}

fn sorted(value: &str) -> Vec<Translated> {
    let order = match value {
        "date" | "date-desc" => return vec![Translated::AsItIs("the newest stand first")],
        "date-asc" => "oldest",
        _ => {
            return vec![nothing(
                "lists are sorted by newest, oldest, unread, longest, shortest, publication",
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
pub(super) fn settle_interval(line: &mut Line, reloads: bool, tells_interval: bool) {
    if line.became.iter().any(is_interval) && !reloads {
        line.became = vec![nothing("auto-reload is off: [fetch] every = \"30m\" would fetch by itself")];
    }
    if reloads_by_itself(line.written.as_str()) && !tells_interval {
        let usual = Translated::Setting(Some("fetch"), "every", format!("\"{USUAL_MINUTES}m\""));
        line.became.push(usual);
    }
}

/// The words of a program, unless its line needs a shell. `%u` and `%f` are the address and the file.
fn words_of_program(line: &str) -> Option<Vec<String>> {
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
