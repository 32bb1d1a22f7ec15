//! The differences between servers of the protocol.

use std::borrow::Cow;
use std::str::FromStr;

use crate::domain::WebUrl;

/// A kind of server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// `FreshRSS`, self-hosted.
    FreshRss,
    /// Miniflux, self-hosted, by the protocol of Google Reader.
    Miniflux,
    /// Miniflux by its own protocol, from 2.3.2 on.
    MinifluxApi,
    /// `CommaFeed`, self-hosted.
    CommaFeed,
    /// `BazQux` Reader.
    BazQux,
    /// The Old Reader.
    TheOldReader,
    /// Inoreader, with a key of the person's own among the headers of its host.
    Inoreader,
    /// Any other server of the protocol.
    Other,
}

/// The properties of a kind of server.
struct DialectProperties {
    dialect: Dialect,
    name: &'static str,
    /// The host of the service, where it is one.
    host: Option<&'static str>,
    /// The path of the protocol below the server's address, where it is self-hosted.
    path: &'static str,
    /// The most ids that it returns in one page.
    page: usize,
}

const DIALECTS: [DialectProperties; 8] = [
    DialectProperties {
        dialect: Dialect::FreshRss,
        name: "freshrss",
        host: None,
        path: "/api/greader.php",
        page: 10_000,
    },
    DialectProperties { dialect: Dialect::Miniflux, name: "miniflux", host: None, path: "", page: 10_000 },
    DialectProperties {
        dialect: Dialect::MinifluxApi,
        name: "miniflux-api",
        host: None,
        path: "",
        page: 10_000,
    },
    DialectProperties {
        dialect: Dialect::CommaFeed,
        name: "commafeed",
        host: None,
        path: "/rest/greader",
        page: 1_000,
    },
    DialectProperties {
        dialect: Dialect::BazQux,
        name: "bazqux",
        host: Some("bazqux.com"),
        path: "",
        page: 50_000,
    },
    DialectProperties {
        dialect: Dialect::TheOldReader,
        name: "theoldreader",
        host: Some("theoldreader.com"),
        path: "",
        page: 10_000,
    },
    DialectProperties {
        dialect: Dialect::Inoreader,
        name: "inoreader",
        host: Some("inoreader.com"),
        path: "",
        page: 1_000,
    },
    DialectProperties { dialect: Dialect::Other, name: "google-reader", host: None, path: "", page: 10_000 },
];

impl Dialect {
    /// All kinds, with their names.
    pub fn all() -> impl Iterator<Item = (Self, &'static str)> {
        DIALECTS.iter().map(|known| (known.dialect, known.name))
    }

    fn known(self) -> &'static DialectProperties {
        DIALECTS.iter().find(|known| known.dialect == self).unwrap_or(&DIALECTS[7])
    }

    /// The name of the kind, as it is written.
    pub fn name(self) -> &'static str {
        self.known().name
    }

    /// The service at an address, where it is one.
    pub fn of_service(url: &WebUrl) -> Option<Self> {
        let is_it = |host: &str| {
            let site = url.host_without_www();
            site == host || site.strip_suffix(host).is_some_and(|rest| rest.ends_with('.'))
        };
        DIALECTS.iter().find(|known| known.host.is_some_and(is_it)).map(|known| known.dialect)
    }

    /// The path of the protocol below the server's address.
    pub(super) fn path(self) -> &'static str {
        self.known().path
    }

    /// Whether the server has labels of articles.
    pub const fn has_labels(self) -> bool {
        matches!(self, Self::FreshRss | Self::BazQux | Self::TheOldReader | Self::Inoreader)
    }

    /// The ids requested in one page.
    pub(super) fn page_size(self) -> usize {
        self.known().page
    }

    /// A title without the server's replacement of characters: `FreshRSS` writes some of them in full width,
    /// so that older programs do not take them for markup.
    pub(super) fn title<'text>(self, text: &'text str) -> Cow<'text, str> {
        const FULL_WIDTH: [(char, &str); 5] =
            [('＆', "&"), ('，', ","), ('／', "/"), ('？', "?"), ('；', ";")];
        // In a text of East Asian script the full-width characters are its own.
        let is_own = |text: &str| text.chars().any(|letter| ('\u{3040}'..='\u{9fff}').contains(&letter));
        if self != Self::FreshRss || is_own(text) {
            return Cow::Borrowed(text);
        }
        let fold = |text: Cow<'text, str>, (wide, narrow): (char, &str)| {
            if text.contains(wide) { Cow::Owned(text.replace(wide, narrow)) } else { text }
        };
        FULL_WIDTH.into_iter().fold(Cow::Borrowed(text), fold)
    }
}

impl FromStr for Dialect {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::all().find(|(_, name)| *name == text).map(|(dialect, _)| dialect);
        let names = || Self::all().map(|(_, name)| name).collect::<Vec<_>>().join(", ");
        found.ok_or_else(|| format!("one of {}", names()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_known_by_its_host_and_by_no_other() {
        let at = |text: &str| Dialect::of_service(&WebUrl::parse(text).unwrap());

        assert_eq!(at("https://www.inoreader.com/"), Some(Dialect::Inoreader));
        assert_eq!(at("https://theoldreader.com/"), Some(Dialect::TheOldReader));
        assert_eq!(at("https://evilbazqux.com/"), None);
    }

    #[test]
    fn letters_of_full_width_are_folded_where_the_server_made_them() {
        assert_eq!(Dialect::FreshRss.title("R＆D，now？"), "R&D,now?");
        assert_eq!(Dialect::Miniflux.title("R＆D"), "R＆D");
        assert_eq!(Dialect::FreshRss.title("何？"), "何？");
    }

    #[test]
    fn a_kind_is_written_and_read() {
        for (dialect, name) in Dialect::all() {
            assert_eq!((name.parse(), dialect.name()), (Ok(dialect), name));
        }
        assert!("fever".parse::<Dialect>().is_err());
    }
}
