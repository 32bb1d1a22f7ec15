//! The cookies of one fetch, set and sent back on the way to a document. They are discarded once the document
//! is there.

use std::net::IpAddr;

use crate::domain::WebUrl;

/// The most cookies of a fetch.
const MOST: usize = 50;

/// The longest cookie in bytes.
const LONGEST: usize = 4_096;

/// The most bytes of cookies in a request.
const MOST_SENT: usize = 8_192;

/// The cookies that hosts set while one document is fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cookies(Vec<Cookie>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Cookie {
    name: String,
    value: String,
    domain: String,
    /// Whether subdomains get the cookie too.
    subdomains: bool,
    path: String,
    secure: bool,
}

impl Cookies {
    /// Stores the cookie that a response from an address sets (`Set-Cookie`).
    pub fn set(&mut self, line: &str, from: &WebUrl) {
        if line.len() > LONGEST || line.chars().any(char::is_control) {
            return;
        }
        let Some((cookie, is_over)) = Cookie::read(line, from) else { return };
        self.0.retain(|known| {
            (&known.name, &known.domain, &known.path) != (&cookie.name, &cookie.domain, &cookie.path)
        });
        if !is_over && self.0.len() < MOST {
            self.0.push(cookie);
        }
    }

    /// The `Cookie` header for a request to an address; `None` where no cookie matches.
    pub fn header(&self, to: &WebUrl) -> Option<String> {
        let mut header = String::new();
        for cookie in self.0.iter().filter(|cookie| cookie.is_for(to)) {
            if header.len() + cookie.name.len() + cookie.value.len() < MOST_SENT {
                let between = if header.is_empty() { "" } else { "; " };
                header.extend([between, &cookie.name, "=", &cookie.value]);
            }
        }
        Some(header).filter(|header| !header.is_empty())
    }
}

impl Cookie {
    /// Parses a cookie (RFC 6265), and whether it has expired.
    fn read(line: &str, from: &WebUrl) -> Option<(Self, bool)> {
        let mut parts = line.split(';');
        let (name, value) = parts.next()?.split_once('=')?;
        let mut cookie = Self {
            name: name.trim().to_owned(),
            value: value.trim().to_owned(),
            domain: host_of(from),
            subdomains: false,
            path: folder(from.path()).to_owned(),
            secure: false,
        };
        let mut is_over = cookie.value.is_empty();
        for part in parts {
            let (attribute, value) = part.split_once('=').unwrap_or((part, ""));
            let value = value.trim();
            match attribute.trim().to_ascii_lowercase().as_str() {
                "domain" if !value.trim_matches('.').is_empty() => {
                    let domain = value.trim_matches('.').to_ascii_lowercase();
                    // A host sets cookies for itself and its own domain, never for another nor for a
                    // top-level domain.
                    if domain != cookie.domain && !(domain.contains('.') && is_below(&cookie.domain, &domain))
                    {
                        return None;
                    }
                    (cookie.domain, cookie.subdomains) = (domain, true);
                }
                "path" if value.starts_with('/') => value.clone_into(&mut cookie.path),
                "secure" => cookie.secure = true,
                "max-age" => is_over |= value == "0" || value.starts_with('-'),
                _ => {}
            }
        }
        (!cookie.name.is_empty()).then_some((cookie, is_over))
    }

    fn is_for(&self, to: &WebUrl) -> bool {
        let host = host_of(to);
        let is_host = host == self.domain || self.subdomains && is_below(&host, &self.domain);
        let below = to.path().strip_prefix(self.path.as_str());
        let is_path =
            below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || self.path.ends_with('/'));
        is_host && is_path && (to.is_secure() || !self.secure)
    }
}

fn host_of(url: &WebUrl) -> String {
    url.host().trim_end_matches('.').to_ascii_lowercase()
}

/// Whether a host is a subdomain of a domain; an IP address is not.
fn is_below(host: &str, domain: &str) -> bool {
    host.trim_matches(['[', ']']).parse::<IpAddr>().is_err()
        && host.strip_suffix(domain).is_some_and(|before| before.ends_with('.'))
}

/// The folder of a path, the default path of a cookie.
fn folder(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((folder, _)) if !folder.is_empty() => folder,
        _ => "/",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> WebUrl {
        WebUrl::parse(address).unwrap()
    }

    fn sent(lines: &[&str], from: &str, to: &str) -> Option<String> {
        let mut cookies = Cookies::default();
        for line in lines {
            cookies.set(line, &at(from));
        }
        cookies.header(&at(to))
    }

    #[test]
    fn a_cookie_goes_back_to_its_host_and_to_no_other() {
        let lines = ["seen=1; Path=/; HttpOnly", "b=2; Path=/x"];

        assert_eq!(
            sent(&lines, "http://a.example/f", "http://a.example/x/y").as_deref(),
            Some("seen=1; b=2")
        );
        assert_eq!(sent(&lines, "http://a.example/f", "http://a.example/xy").as_deref(), Some("seen=1"));
        assert_eq!(sent(&lines, "http://a.example/f", "http://b.example/x"), None);
        assert_eq!(sent(&lines, "http://a.example/f", "http://www.a.example/x"), None);
    }

    #[test]
    fn a_cookie_of_a_domain_goes_to_the_hosts_below_it() {
        let to = |line, to| sent(&[line], "http://www.a.example/", to);

        assert_eq!(to("c=1; Domain=.a.example", "http://a.example/").as_deref(), Some("c=1"));
        assert_eq!(to("c=1; domain=a.example", "http://x.a.example/").as_deref(), Some("c=1"));
        assert_eq!(to("c=1; Domain=example", "http://www.a.example/"), None);
        assert_eq!(to("c=1; Domain=b.example", "http://b.example/"), None);
        assert_eq!(sent(&["c=1; Domain=0.0.1"], "http://127.0.0.1/", "http://127.0.0.1/"), None);
    }

    #[test]
    fn a_cookie_is_replaced_forgotten_and_kept_from_where_anybody_listens() {
        let from = "https://a.example/";

        assert_eq!(sent(&["c=1", "c=2"], from, from).as_deref(), Some("c=2"));
        assert_eq!(sent(&["c=1", "c=gone; Max-Age=0"], from, from), None);
        assert_eq!(sent(&["c=1; Secure"], from, "http://a.example/"), None);
        assert_eq!(sent(&["=1", "c", "c=1\r\nx: y"], from, from), None);
    }
}
