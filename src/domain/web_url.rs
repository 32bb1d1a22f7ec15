//! Addresses of pages: only http and https, and one canonical form for the spellings of an address.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;
use url::Url;

use super::Caution;

/// Query parameters that say who followed a link, not which page it leads to.
const TRACKING_PARAMETERS: &[&str] = &[
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "wbraid",
    "gbraid",
    "msclkid",
    "yclid",
    "igshid",
    "igsh",
    "twclid",
    "ttclid",
    "mc_cid",
    "mc_eid",
    "_hsenc",
    "_hsmi",
    "mkt_tok",
    "oly_anon_id",
    "oly_enc_id",
    "vero_id",
    "wickedid",
    "s_cid",
    "ref_src",
    "ref_url",
    "cmpid",
    "ocid",
];

/// Fragments that name no part of a page: marks of campaigns, and of the whole page.
const IGNORED_FRAGMENTS: &[&str] =
    &["top", "xtor", "echobox", "rss", "ref", "source", "ftag", "intcid", "at_medium", "tk"];

/// The most bytes of an address; longer ones lead to no page.
const MAX_BYTES: usize = 4_096;

/// Schemes that mean only that the address is of a feed.
const FEED_SCHEMES: &[&str] = &["feed", "itpc", "pcast"];

/// An absolute http or https address. Written in ASCII, with everything else percent-encoded and
/// international host names in punycode.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WebUrl(Url);

/// Why a text is no address that newsprint follows.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ParseUrlError {
    /// Not an absolute URL.
    #[error("not an absolute URL")]
    NotAbsolute,
    /// A scheme other than http and https.
    #[error("only http and https addresses are supported")]
    Scheme,
    /// A word that names no host, typed without a scheme.
    #[error("a host has a dot in its name; https:// before it says that it is one all the same")]
    Word,
    /// Longer than 4,096 bytes.
    #[error("the address is longer than {MAX_BYTES} bytes")]
    TooLong,
}

impl WebUrl {
    /// Reads an absolute address.
    ///
    /// # Errors
    /// Where the text is not an absolute http or https URL of at most 4,096 bytes.
    pub fn parse(text: &str) -> Result<Self, ParseUrlError> {
        Self::check(Url::parse(text.trim()))
    }

    /// Reads the address of a feed: one of the schemes that mean a feed (`feed:https://…`, `feed://…`), or an
    /// absolute address.
    pub fn parse_feed(text: &str) -> Result<Self, ParseUrlError> {
        let text = text.trim();
        let Some((scheme, rest)) = text.split_once(':') else { return Self::parse(text) };
        if !FEED_SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            return Self::parse(text);
        }
        let place = rest.trim_start_matches('/');
        match Self::parse(place) {
            Err(ParseUrlError::NotAbsolute) => Self::parse(&format!("http://{place}")),
            // `feed://host:8080/` looks as if the host were a scheme.
            Err(ParseUrlError::Scheme) if is_host_and_port(place) => Self::parse(&format!("http://{place}")),
            parsed => parsed,
        }
    }

    /// Reads an address as a person types it: that of a feed, or one without its scheme.
    pub fn parse_typed(text: &str) -> Result<Self, ParseUrlError> {
        let text = text.trim();
        match Self::parse_feed(text) {
            Err(ParseUrlError::NotAbsolute) if is_word(text) => Err(ParseUrlError::Word),
            Err(ParseUrlError::NotAbsolute) => Self::parse(&format!("https://{text}")),
            Err(ParseUrlError::Scheme) if is_host_and_port(text) => Self::parse(&format!("https://{text}")),
            parsed => parsed,
        }
    }

    /// Reads an address that may be relative to this one.
    pub fn join(&self, reference: &str) -> Result<Self, ParseUrlError> {
        Self::check(self.0.join(reference.trim()))
    }

    fn check(parsed: Result<Url, url::ParseError>) -> Result<Self, ParseUrlError> {
        let url = parsed.map_err(|_reason| ParseUrlError::NotAbsolute)?;
        match url.scheme() {
            "http" | "https" if url.as_str().len() > MAX_BYTES => Err(ParseUrlError::TooLong),
            "http" | "https" => Ok(Self(url)),
            _ => Err(ParseUrlError::Scheme),
        }
    }

    /// The address in ASCII.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host, in punycode where it is international, without a leading `www.`.
    pub fn host_without_www(&self) -> &str {
        let host = self.0.host_str().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    }

    /// The host as a request names it: a name in punycode, or an IP address, in brackets where it is IPv6.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Whether the address is the root of its host: neither path, query nor fragment.
    pub fn is_root(&self) -> bool {
        self.path() == "/" && self.canonical().0.query().is_none() && self.fragment().is_none()
    }

    /// Whether requests to the address go over TLS.
    pub fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Whether the address contains a user name or a password.
    pub fn has_credentials(&self) -> bool {
        !self.0.username().is_empty() || self.0.password().is_some()
    }

    /// The address as it is requested: without a fragment, user name and password.
    pub fn to_request(&self) -> Self {
        let mut url = self.0.clone();
        url.set_fragment(None);
        // Both have a host, so that neither can be refused.
        let changed = url.set_username("").and_then(|()| url.set_password(None));
        debug_assert!(changed.is_ok(), "web addresses have a host");
        Self(url)
    }

    /// Why the address should be shown before it is opened, where it should.
    pub fn caution(&self) -> Option<Caution> {
        Caution::of(&self.0)
    }

    /// The path, from its first slash.
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// The part of the page that the address names, where it does. Fragments of campaigns are
    /// left out.
    pub fn fragment(&self) -> Option<&str> {
        let fragment = self.0.fragment()?;
        let name = fragment.split(['=', ':', '&']).next().unwrap_or_default();
        let says_nothing = name.is_empty()
            || is_tracking(name)
            || IGNORED_FRAGMENTS.contains(&name.to_ascii_lowercase().as_str());
        (!says_nothing).then_some(fragment)
    }

    /// The canonical address of the page: no tracking parameters, no fragment but one that names a part of
    /// the page.
    pub fn canonical(&self) -> Self {
        let mut url = self.0.clone();
        if self.fragment().is_none() {
            url.set_fragment(None);
        }
        if url.query().is_some() {
            let kept: Vec<_> = url.query_pairs().filter(|(name, _)| !is_tracking(name)).collect();
            if kept.len() < url.query_pairs().count() {
                let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
                url.set_query(Some(query.as_str()).filter(|query| !query.is_empty()));
            }
        }
        Self(url)
    }

    /// The key that two addresses of one page share: the canonical address without scheme, `www.`, fragment
    /// and a slash at the end. For comparing only, never for opening.
    pub fn comparison_key(&self) -> String {
        let canonical = self.canonical().0;
        let host = canonical.host_str().unwrap_or_default();
        let port = canonical.port().map(|port| format!(":{port}")).unwrap_or_default();
        let query = canonical.query().map(|query| format!("?{query}")).unwrap_or_default();
        let path = canonical.path().trim_end_matches('/');
        format!("{}{port}{path}{query}", host.strip_prefix("www.").unwrap_or(host))
    }
}

/// Whether a text begins with `host:8080` and not with a scheme.
fn is_host_and_port(text: &str) -> bool {
    let port = text.split_once(':').map_or("", |(_, after)| after);
    let port = port.split(['/', '?', '#']).next().unwrap_or_default();
    !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is one word that can be no public host, such as a mistyped name of a command.
fn is_word(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    !host.contains(['.', ':']) && !host.eq_ignore_ascii_case("localhost")
}

fn is_tracking(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING_PARAMETERS.contains(&name.as_str())
}

impl fmt::Display for WebUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl Serialize for WebUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for WebUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> String {
        WebUrl::parse(text).unwrap().canonical().to_string()
    }

    #[test]
    fn a_canonical_address_names_the_page_alone() {
        assert_eq!(
            canonical("HTTPS://Paper.Example:443/a?utm_source=x&id=3&fbclid=9#top"),
            "https://paper.example/a?id=3"
        );
        assert_eq!(canonical("https://paper.example/a?UTM_campaign=x"), "https://paper.example/a");
        assert_eq!(canonical("https://paper.example/a#xtor=RSS-1"), "https://paper.example/a");
    }

    #[test]
    fn an_address_keeps_the_part_of_the_page_that_it_names() {
        assert_eq!(canonical("https://paper.example/log?utm_source=x#v2"), "https://paper.example/log#v2");
        assert_eq!(canonical("https://paper.example/#!/post/1"), "https://paper.example/#!/post/1");
    }

    #[test]
    fn one_page_has_one_key() {
        let key = |text: &str| WebUrl::parse(text).unwrap().comparison_key();

        assert_eq!(key("http://www.paper.example/a/"), key("https://paper.example/a#x"));
        assert_ne!(key("https://paper.example/a?id=1"), key("https://paper.example/a?id=2"));
    }

    #[test]
    fn an_address_is_asked_for_without_names_and_passwords() {
        let url = WebUrl::parse("https://ana:secret@www.paper.example:8443/a?utm_source=x#top").unwrap();

        assert!(url.has_credentials() && url.is_secure());
        assert_eq!(url.host(), "www.paper.example");
        assert_eq!(url.to_request().as_str(), "https://www.paper.example:8443/a?utm_source=x");
        assert!(!url.to_request().has_credentials());
    }

    #[test]
    fn an_address_of_a_feed_may_say_so_by_its_scheme() {
        let feed = |text: &str| WebUrl::parse_feed(text).map(|url| url.to_string());

        for text in
            ["feed://a.example/f", "feed:http://a.example/f", "FEED:a.example/f", "pcast://a.example/f"]
        {
            assert_eq!(feed(text).as_deref(), Ok("http://a.example/f"), "{text}");
        }
        assert_eq!(feed("feed://localhost:80/f").as_deref(), Ok("http://localhost/f"));
        assert_eq!(feed("feed:https://a.example/f").as_deref(), Ok("https://a.example/f"));
        assert_eq!(feed("feed:file:///etc/passwd"), Err(ParseUrlError::Scheme));
        assert_eq!(feed("a.example/f"), Err(ParseUrlError::NotAbsolute));
    }

    #[test]
    fn an_address_may_be_typed_without_its_scheme_and_no_scheme_is_a_host() {
        let typed = |text: &str| WebUrl::parse_typed(text).map(|url| url.to_string());

        assert_eq!(typed(" a.example/f ").as_deref(), Ok("https://a.example/f"));
        assert_eq!(typed("localhost:8080/f").as_deref(), Ok("https://localhost:8080/f"));
        for text in ["notaurl", "nas/feed", "", "what is this"] {
            assert_eq!(typed(text), Err(ParseUrlError::Word), "{text}");
        }
        assert_eq!(typed("http://nas/feed").as_deref(), Ok("http://nas/feed"));
        for text in ["exec:/bin/echo", "gemini://a.example/", "file:///x.xml", "mailto:a@b.example"] {
            assert_eq!(typed(text), Err(ParseUrlError::Scheme), "{text}");
        }
    }

    #[test]
    fn only_web_pages_are_followed() {
        for text in ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "mailto:a@b.example"] {
            assert_eq!(WebUrl::parse(text), Err(ParseUrlError::Scheme), "{text}");
        }
        assert_eq!(WebUrl::parse("--help"), Err(ParseUrlError::NotAbsolute));
    }

    #[test]
    fn control_characters_never_survive_in_an_address() {
        let url = WebUrl::parse("https://paper.example/\u{1b}]0;x\u{7}/\u{202e}a").unwrap();

        assert!(url.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
    }
}
