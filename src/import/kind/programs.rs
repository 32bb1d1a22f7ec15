//! Files that other programs keep for themselves: a configuration is no article.

/// Lines by which a configuration is known.
const CONFIGURATION_LINES: usize = 30;

/// Commands of newsboat's configuration that are one word.
const COMMANDS: &[&str] = &[
    "browser",
    "color",
    "macro",
    "include",
    "pager",
    "player",
    "proxy",
    "highlight",
    "unbind-key",
    "bind-key",
    "bind",
    "alias",
    "cache-file",
    "error-log",
    "define-filter",
    "ignore-article",
    "highlight-article",
    "highlight-feed",
    "reset-unread-on-update",
    "always-download",
    "run-on-startup",
];

/// Those that say how it behaves.
const SETTINGS: &[&str] = &[
    "auto-reload",
    "reload-time",
    "reload-threads",
    "reload-only-visible-feeds",
    "download-path",
    "download-retries",
    "download-timeout",
    "download-full-page",
    "max-items",
    "max-downloads",
    "max-browser-tabs",
    "keep-articles-days",
    "delete-read-articles-on-quit",
    "cleanup-on-quit",
    "confirm-exit",
    "confirm-mark-feed-read",
    "show-read-feeds",
    "show-read-articles",
    "show-keymap-hint",
    "show-title-bar",
    "feedlist-format",
    "feedlist-title-format",
    "feed-sort-order",
    "articlelist-format",
    "articlelist-title-format",
    "article-sort-order",
    "itemview-title-format",
    "datetime-format",
    "external-url-viewer",
    "html-renderer",
    "image-preview",
    "notify-always",
    "notify-beep",
    "notify-format",
    "notify-program",
    "notify-screen",
    "notify-xterm",
    "opml-url",
    "podcast-auto-enqueue",
    "prepopulate-query-feeds",
    "proxy-auth",
    "proxy-auth-method",
    "proxy-type",
    "refresh-on-startup",
    "save-path",
    "scrolloff",
    "search-highlight-colors",
    "ssl-verifyhost",
    "ssl-verifypeer",
    "suppress-first-reload",
    "text-width",
    "toggleitemread-jumps-to-next-unread",
    "urls-source",
    "use-proxy",
    "user-agent",
    "wrap-scroll",
    "bookmark-cmd",
    "bookmark-autopilot",
    "bookmark-interactive",
    "cookie-cache",
    "goto-first-unread",
    "goto-next-feed",
    "history-limit",
    "http-auth-method",
    "ignore-mode",
    "mark-as-read-on-hover",
    "openbrowser-and-mark-jumps-to-next-unread",
    "swap-title-and-hints",
    "selecttag-format",
    "searchresult-title-format",
    "urlview-title-format",
    "help-title-format",
    "newsblur-login",
    "ttrss-login",
    "ttrss-url",
    "ttrss-password",
    "miniflux-url",
    "miniflux-login",
    "freshrss-url",
    "freshrss-login",
    "inoreader-login",
    "feedhq-login",
    "oldreader-login",
    "ocnews-url",
    "ocnews-login",
    "display-article-progress",
    "switch-focus",
    "restrict-filename",
];

/// The settings of newsboat: every line a command of its own and words after it, and no sentence among them.
pub fn is_configuration(text: &str) -> bool {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut is_any = false;
    lines.take(CONFIGURATION_LINES).all(|line| {
        let (command, words) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let is_setting = COMMANDS.contains(&command) || SETTINGS.contains(&command);
        is_any |= is_setting && !words.trim().is_empty();
        is_setting
    }) && is_any
}

/// What a Kindle writes down of books: the title, what was marked and when, and a rule of equals signs.
pub fn is_clippings(text: &str) -> bool {
    let is_rule = |line: &str| line.trim() == "==========";
    let mut lines = text.lines().skip(1);
    lines.next().is_some_and(|line| line.trim_start_matches('\u{feff}').starts_with("- "))
        && lines.any(is_rule)
}
