//! What a person may choose about feeds: how they are fetched (`[fetch]`), and how long their articles
//! are kept (`[keep]`).

use std::net::IpAddr;

use super::file::{Reading, Table, Value};

/// How feeds are fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetching {
    /// Hosts that are asked at the same time.
    pub parallel: u16,
    /// Milliseconds for which a host is left alone after an answer.
    pub spacing: u16,
    /// Seconds one document may take.
    pub timeout: u16,
    /// Whether entries of a new feed are completed from their pages: "never", "when-truncated", "always".
    pub full_text: &'static str,
    /// Addresses, networks and hosts that may be reached although they are not public.
    pub allow: Vec<String>,
    /// Where names and passwords come from.
    pub credentials: CredentialsFrom,
    /// A file of certificates by which more hosts are trusted; empty for none. A relative path begins at the
    /// folder of the configuration.
    pub tls_roots: String,
}

/// Where names and passwords come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CredentialsFrom {
    /// From nowhere.
    #[default]
    Nowhere,
    /// From `.netrc` in the home folder.
    Netrc,
    /// From a program, to which the host is added. Never a shell.
    Command(Vec<String>),
}

/// How long and how many articles are kept; 0 sets no limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keep {
    /// Days after publication.
    pub days: u32,
    /// All articles together.
    pub articles: u32,
    /// Days of the articles of a feed that has no rule of its own.
    pub feed_days: u32,
    /// Articles of a feed that has no rule of its own.
    pub feed_articles: u32,
    /// Whether unread articles are kept in any case.
    pub unread: bool,
}

impl Default for Fetching {
    fn default() -> Self {
        Self {
            parallel: 24,
            spacing: 500,
            timeout: 30,
            full_text: "when-truncated",
            allow: Vec::new(),
            credentials: CredentialsFrom::default(),
            tls_roots: String::new(),
        }
    }
}

impl Default for Keep {
    fn default() -> Self {
        Self { days: 0, articles: 0, feed_days: 0, feed_articles: 0, unread: true }
    }
}

impl Fetching {
    const NAMES: [&str; 7] =
        ["parallel", "spacing", "timeout", "full-text", "allow", "credentials", "tls-roots"];
    const FULL_TEXT: [(&str, &str); 3] =
        [("never", "never"), ("when-truncated", "when-truncated"), ("always", "always")];

    /// Reads the table; what is wrong is noted and stays at its default.
    pub(super) fn read(table: &Table<'_>, reading: &mut Reading<'_>) -> Self {
        let mut chosen = Self::default();
        for (name, value) in reading.entries(table) {
            match name.get_ref().as_ref() {
                word @ "parallel" => put(&mut chosen.parallel, reading.columns(word, value, 1, 64)),
                word @ "spacing" => put(&mut chosen.spacing, reading.columns(word, value, 0, 60_000)),
                word @ "timeout" => put(&mut chosen.timeout, reading.columns(word, value, 1, 600)),
                word @ "full-text" => {
                    put(&mut chosen.full_text, reading.one_of(word, value, &Self::FULL_TEXT));
                }
                word @ "allow" => put(&mut chosen.allow, allow(word, value, reading)),
                word @ "credentials" => put(&mut chosen.credentials, credentials(word, value, reading)),
                word @ "tls-roots" => put(&mut chosen.tls_roots, file(word, value, reading)),
                _ => reading.note_unknown("setting of fetch", name, &Self::NAMES),
            }
        }
        chosen
    }
}

impl Keep {
    const NAMES: [&str; 5] = ["days", "articles", "feed-days", "feed-articles", "unread"];

    /// Reads the table; what is wrong is noted and stays at its default.
    pub(super) fn read(table: &Table<'_>, reading: &mut Reading<'_>) -> Self {
        let mut chosen = Self::default();
        for (name, value) in reading.entries(table) {
            match name.get_ref().as_ref() {
                word @ "days" => put(&mut chosen.days, reading.count(word, value)),
                word @ "articles" => put(&mut chosen.articles, reading.count(word, value)),
                word @ "feed-days" => put(&mut chosen.feed_days, reading.count(word, value)),
                word @ "feed-articles" => put(&mut chosen.feed_articles, reading.count(word, value)),
                word @ "unread" => put(&mut chosen.unread, reading.answer(word, value)),
                _ => reading.note_unknown("setting of keep", name, &Self::NAMES),
            }
        }
        chosen
    }
}

fn put<T>(setting: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *setting = value;
    }
}

/// Words of a list.
fn words(value: &Value<'_>) -> Option<Vec<String>> {
    let list = value.get_ref().as_array()?;
    list.iter().map(|word| word.get_ref().as_str().map(str::to_owned)).collect()
}

fn allow(name: &str, value: &Value<'_>, reading: &mut Reading<'_>) -> Option<Vec<String>> {
    let all = words(value).filter(|words| words.iter().all(|word| is_allowed(word)));
    if all.is_none() {
        reading.note_wrong(
            name,
            value,
            "a list of addresses, networks and hosts, like [\"10.0.0.0/8\", \"nas.lan\"]",
        );
    }
    all
}

fn file(name: &str, value: &Value<'_>, reading: &mut Reading<'_>) -> Option<String> {
    let path = value.get_ref().as_str().map(str::to_owned);
    if path.is_none() {
        reading.note_wrong(name, value, "the name of a file, like \"roots.pem\"");
    }
    path
}

/// An address, a network, or the name of a host.
fn is_allowed(word: &str) -> bool {
    let network = word.split_once('/').map(|(address, bits)| (address.parse::<IpAddr>(), bits.parse::<u8>()));
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.' || c == '_';
    match network {
        Some((Ok(address), Ok(bits))) => bits <= if address.is_ipv4() { 32 } else { 128 },
        Some(_) => false,
        None => word.parse::<IpAddr>().is_ok() || !word.is_empty() && word.chars().all(is_name),
    }
}

fn credentials(name: &str, value: &Value<'_>, reading: &mut Reading<'_>) -> Option<CredentialsFrom> {
    match value.get_ref().as_str() {
        Some("none") => return Some(CredentialsFrom::Nowhere),
        Some("netrc") => return Some(CredentialsFrom::Netrc),
        _ => {}
    }
    let command = words(value).filter(|words| words.first().is_some_and(|program| !program.is_empty()));
    if command.is_none() {
        let takes = "\"none\", \"netrc\", or a list of a program and its arguments, like [\"feed-password\"]";
        reading.note_wrong(name, value, takes);
    }
    command.map(CredentialsFrom::Command)
}
