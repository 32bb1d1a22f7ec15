//! A person's headers for certain hosts, such as the cookie of a subscription: read from a private file, sent
//! to their host alone, never shown, never exported.

use std::fmt;

use thiserror::Error;
use ureq::http::{HeaderName, HeaderValue};

/// Headers that only the client sets.
const CLIENT_HEADERS: &[&str] = &[
    "host",
    "connection",
    "content-length",
    "transfer-encoding",
    "te",
    "trailer",
    "upgrade",
    "accept-encoding",
    "proxy-authorization",
    "proxy-connection",
    "if-none-match",
    "if-modified-since",
];

/// Headers by host.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct HostHeaders(Vec<(String, HeaderName, HeaderValue)>);

/// A line of the file that cannot be parsed, by its number. Its text is not repeated: it may be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("line {0} is neither a host in brackets nor an allowed header")]
pub struct ParseHostHeadersError(pub usize);

impl fmt::Debug for HostHeaders {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("(secret)")
    }
}

impl HostHeaders {
    /// Reads the file: a host in brackets on a line, and below it its headers, `Name: value`.
    ///
    /// # Errors
    /// The first line that is neither, by its number.
    pub fn parse(text: &str) -> Result<Self, ParseHostHeadersError> {
        let (mut host, mut all) = (None, Vec::new());
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                host = Some(name.trim().to_ascii_lowercase());
                continue;
            }
            let (name, value) =
                host.as_ref().and_then(|_| header(line)).ok_or(ParseHostHeadersError(number))?;
            all.extend(host.clone().map(|host| (host, name, value)));
        }
        Ok(Self(all))
    }

    /// The headers of a host.
    pub(super) fn for_host<'all>(
        &'all self,
        host: &'all str,
    ) -> impl Iterator<Item = (&'all HeaderName, &'all HeaderValue)> {
        let own = move |(known, ..): &&(String, HeaderName, HeaderValue)| known.eq_ignore_ascii_case(host);
        self.0.iter().filter(own).map(|(_, name, value)| (name, value))
    }
}

fn header(line: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = line.split_once(':')?;
    let name: HeaderName =
        name.trim().parse().ok().filter(|name: &HeaderName| !CLIENT_HEADERS.contains(&name.as_str()))?;
    let mut value = HeaderValue::from_bytes(value.trim().as_bytes()).ok()?;
    value.set_sensitive(true);
    Some((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_host_has_its_own_headers() {
        let text = "# mine\n[paper.example]\nCookie: session=s3cret; a=b\nX-Key: k:1\n\n[b.example]\nUser-Agent: B\n";
        let all = HostHeaders::parse(text).unwrap();
        let told = |host| {
            all.for_host(host)
                .map(|(name, value)| format!("{name} {}", value.to_str().unwrap()))
                .collect::<Vec<_>>()
        };

        assert_eq!(told("Paper.example"), ["cookie session=s3cret; a=b", "x-key k:1"]);
        assert_eq!(told("b.example"), ["user-agent B"]);
        assert!(told("www.paper.example").is_empty());
        assert!(!format!("{all:?}").contains("s3cret"));
    }

    #[test]
    fn a_line_that_is_no_header_is_named_by_its_number_alone() {
        assert_eq!(HostHeaders::parse("Cookie: s3cret"), Err(ParseHostHeadersError(1)));
        assert_eq!(HostHeaders::parse("[a]\nHost: b"), Err(ParseHostHeadersError(2)));
        assert_eq!(
            HostHeaders::parse("[a]\n\nsecret").unwrap_err().to_string(),
            "line 3 is neither a host in brackets nor an allowed header"
        );
    }
}
