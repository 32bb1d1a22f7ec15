//! The settings of feeds: how they are fetched (`[fetch]`), how long their articles are kept (`[keep]`), and
//! their recordings (`[downloads]`). One line a setting.

use std::net::IpAddr;

use super::command::Steps;
use super::file::{ConfigReader, Value};
use super::programs::{is_command, list};
use super::setting::{Choice, Setting, Written, settings};
use crate::domain::{FullText, PictureFetching};

settings! {
    /// How feeds are fetched.
    Fetching called "setting of fetch" {
        every "every": Interval = Interval::default(), (), AtStart,
            "How often the open reader fetches by itself, like \"30m\" or \"2h\"; \"never\" for only when asked.";
        at_start "at-start": bool = false, (), AtStart, "Whether the reader fetches when it is opened.";
        then "then": Steps = Steps::default(), (), AtStart,
            "What the open reader does after a fetch that brought something: actions, and commands.";
        notify "notify": Notify = Notify::default(), (), AtStart,
            "How the person is told of what a fetch brought.";
        parallel "parallel": u16 = 24, 1..=64, AtStart, "Hosts that are asked at the same time.";
        spacing "spacing": u16 = 500, 0..=60_000, AtStart,
            "The pause before the next request to a host, in milliseconds.";
        timeout "timeout": u16 = 30, 1..=600, AtStart, "Seconds one document may take.";
        full_text "full-text": FullText = FullText::default(), (), AtStart,
            "Whether entries of a new feed are completed from their pages.";
        pictures "pictures": PictureFetching = PictureFetching::default(), (), AtStart,
            "When the pictures of articles are fetched: only when you ask for them, always, or never.";
        allow "allow": Allowed = Allowed::default(), (), AtStart, "What may be reached although it is not public.";
        credentials "credentials": CredentialsFrom = CredentialsFrom::default(), (), AtStart,
            "Where names and passwords come from.";
        pages "pages": u16 = 10, 1..=1_000, AtStart,
            "Pages of a feed that are followed when it is fetched for the first time.";
        headers "headers": String = String::new(), "the name of a file, like \"headers\"", AtStart,
            "A private file (mode 600) of headers and cookies by host; empty for none. A relative path begins at \
             the folder of the configuration.";
        tls_roots "tls-roots": String = String::new(), "the name of a file, like \"roots.pem\"", AtStart,
            "A file of certificates by which more hosts are trusted; empty for none. A relative path begins at \
             the folder of the configuration.";
    }
}

settings! {
    /// How long and how many articles are kept; 0 sets no limit.
    Keep called "setting of keep" {
        days "days": u32 = 0, (), AtStart, "Days after publication.";
        articles "articles": u32 = 0, (), AtStart, "All articles together.";
        feed_days "feed-days": u32 = 0, (), AtStart, "Days of the articles of a feed that has no rule of its own.";
        feed_articles "feed-articles": u32 = 0, (), AtStart, "Articles of a feed that has no rule of its own.";
        unread "unread": bool = true, (), AtStart, "Whether unread articles are kept in any case.";
    }
}

settings! {
    /// Where downloaded recordings go, and how long they stay.
    DownloadSettings called "setting of downloads" {
        folder "folder": String = String::new(), "the path of a folder, like \"/home/me/podcasts\"", AtStart,
            "The folder; empty for one beside the cache.";
        largest "largest": u32 = 2_000, (), AtStart, "The most megabytes of one file.";
        days "days": u32 = 0, (), AtStart, "Days after which a file is removed by the next fetch; 0 sets no limit.";
    }
}

impl Choice for PictureFetching {
    const ALL: &[(&str, Self)] = Self::ALL;
}

impl Choice for FullText {
    const ALL: &[(&str, Self)] = Self::ALL;
}

/// The interval at which the open reader fetches, in minutes; `None` for never.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interval(pub Option<u32>);

impl Interval {
    /// The shortest interval, in minutes, so as not to burden hosts.
    const SHORTEST: u32 = 5;

    /// The units an interval is written in, each with its minutes.
    const UNITS: &[(char, u32)] = &[('m', 1), ('h', 60), ('d', 24 * 60)];

    /// Reads an interval such as "30m", "2h", "1d" or "never".
    fn parse(text: &str) -> Option<Self> {
        if text == "never" {
            return Some(Self(None));
        }
        let (_, minutes) = Self::UNITS.iter().find(|(unit, _)| text.ends_with(*unit))?;
        let count: u32 = text.get(..text.len() - 1)?.trim().parse().ok()?;
        let minutes = count.checked_mul(*minutes)?;
        (Self::SHORTEST..=31 * 24 * 60).contains(&minutes).then_some(Self(Some(minutes)))
    }
}

impl Setting for Interval {
    type Within = ();

    fn read(name: &str, value: &Value<'_>, (): (), reading: &mut ConfigReader<'_>) -> Option<Self> {
        let interval = value.get_ref().as_str().and_then(Self::parse);
        if interval.is_none() {
            let takes = "five minutes or more, like \"30m\", \"2h\" or \"1d\", or \"never\"";
            reading.note_wrong(name, value, takes);
        }
        interval
    }

    fn written(&self, (): ()) -> Written {
        Written::Value(match self.0 {
            None => "\"never\"".to_owned(),
            Some(minutes) => format!("\"{minutes}m\""),
        })
    }
}

/// How a person is notified of what a fetch brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Notify {
    /// No notification.
    #[default]
    Off,
    /// A notification by the terminal, through an escape sequence.
    Terminal(NoticeSequence),
    /// A program and its arguments, to which the text is added. Never a shell.
    Command(Vec<String>),
}

/// The escape sequences for a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeSequence {
    /// OSC 9, the most widely supported.
    Osc9,
    /// OSC 777: urxvt, foot and others.
    Osc777,
    /// OSC 99: kitty.
    Osc99,
}

impl Notify {
    const WORDS: [(&str, Self); 4] = [
        ("off", Self::Off),
        ("osc9", Self::Terminal(NoticeSequence::Osc9)),
        ("osc777", Self::Terminal(NoticeSequence::Osc777)),
        ("osc99", Self::Terminal(NoticeSequence::Osc99)),
    ];
}

impl Setting for Notify {
    type Within = ();

    fn read(name: &str, value: &Value<'_>, (): (), reading: &mut ConfigReader<'_>) -> Option<Self> {
        if let Some(word) = value.get_ref().as_str()
            && let Some((_, notify)) = Self::WORDS.into_iter().find(|(known, _)| *known == word)
        {
            return Some(notify);
        }
        let command = list(value).filter(|words| is_command(words));
        if command.is_none() {
            let takes = "\"off\", \"osc9\", \"osc777\", \"osc99\", or a list of a program and its arguments, \
                         like [\"notify-send\"]";
            reading.note_wrong(name, value, takes);
        }
        command.map(Self::Command)
    }

    fn written(&self, (): ()) -> Written {
        let word = Self::WORDS.iter().find(|(_, notify)| notify == self).map(|(word, _)| *word);
        Written::Value(match (self, word) {
            (Self::Command(words), _) => format!("{words:?}"),
            (_, word) => format!("{:?}", word.unwrap_or_default()),
        })
    }
}

/// Addresses, networks and hosts that may be reached although they are not public.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed(pub Vec<String>);

impl Setting for Allowed {
    type Within = ();

    fn read(name: &str, value: &Value<'_>, (): (), reading: &mut ConfigReader<'_>) -> Option<Self> {
        let takes = "addresses, networks and hosts, like [\"10.0.0.0/8\", \"nas.lan\"]";
        let Some(words) = list(value) else {
            reading.note_wrong(name, value, &format!("a list of {takes}"));
            return None;
        };
        let (allowed, wrong): (Vec<_>, Vec<_>) = words.into_iter().partition(|word| is_allowed(word));
        for word in wrong {
            reading.note_item(name, value, &word, takes);
        }
        Some(Self(allowed))
    }

    fn written(&self, (): ()) -> Written {
        Written::Value(format!("{:?}", self.0))
    }
}

/// Whether a word is an address, a network or the name of a host.
fn is_allowed(word: &str) -> bool {
    let network = word.split_once('/').map(|(address, bits)| (address.parse::<IpAddr>(), bits.parse::<u8>()));
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.' || c == '_';
    match network {
        Some((Ok(address), Ok(bits))) => bits <= if address.is_ipv4() { 32 } else { 128 },
        Some(_) => false,
        None => word.parse::<IpAddr>().is_ok() || !word.is_empty() && word.chars().all(is_name),
    }
}

/// The source of names and passwords.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CredentialsFrom {
    /// No source: no credentials are sent.
    #[default]
    Nowhere,
    /// The file `.netrc` in the home folder.
    Netrc,
    /// A program, to which the host is added. Never a shell.
    Command(Vec<String>),
}

impl Setting for CredentialsFrom {
    type Within = ();

    fn read(name: &str, value: &Value<'_>, (): (), reading: &mut ConfigReader<'_>) -> Option<Self> {
        match value.get_ref().as_str() {
            Some("none") => return Some(Self::Nowhere),
            Some("netrc") => return Some(Self::Netrc),
            _ => {}
        }
        let command = list(value).filter(|words| is_command(words));
        if command.is_none() {
            let takes =
                "\"none\", \"netrc\", or a list of a program and its arguments, like [\"feed-password\"]";
            reading.note_wrong(name, value, takes);
        }
        command.map(Self::Command)
    }

    fn written(&self, (): ()) -> Written {
        Written::Value(match self {
            Self::Nowhere => "\"none\"".to_owned(),
            Self::Netrc => "\"netrc\"".to_owned(),
            Self::Command(words) => format!("{words:?}"),
        })
    }
}
