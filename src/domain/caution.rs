//! Why an address is shown to a person before it is opened: it may lead elsewhere than it seems to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Reasons to show an address before it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    /// A name stands before the host, where a host is expected: `https://bank.example@evil.example`.
    UserInfo,
    /// The host has letters that may look like others.
    ForeignLetters,
    /// The address leads into this machine or the network it is in.
    Private,
}

impl Caution {
    /// The reason as a sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::UserInfo => "The text before the @ is not the site it leads to.",
            Self::ForeignLetters => "Its host name has letters that may look like others.",
            Self::Private => "It leads to this machine or your own network.",
        }
    }

    pub(super) fn of(url: &Url) -> Option<Self> {
        let host = url.host()?;
        if !url.username().is_empty() || url.password().is_some() {
            return Some(Self::UserInfo);
        }
        match host {
            Host::Domain(name) if is_local_host_name(name) => Some(Self::Private),
            Host::Domain(name) => {
                name.split('.').any(|label| label.starts_with("xn--")).then_some(Self::ForeignLetters)
            }
            Host::Ipv4(address) => is_private_address(IpAddr::V4(address)).then_some(Self::Private),
            Host::Ipv6(address) => is_private_address(IpAddr::V6(address)).then_some(Self::Private),
        }
    }
}

/// Whether a host name is reserved for local use. Source: RFC 6761, RFC 6762, RFC 8375.
fn is_local_host_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let last = name.rsplit('.').next().unwrap_or_default();
    !name.contains('.') || matches!(last, "localhost" | "local" | "internal" | "lan" | "home" | "arpa")
}

/// Whether an IP address is this machine's or a private network's. Source: RFC 6890.
fn is_private_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => is_private_v4(address),
            None => is_private_v6(address),
        },
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || first == 0
        || first >= 224
        || is_shared
}

const fn is_private_v6(address: Ipv6Addr) -> bool {
    address.is_loopback()
        || address.is_unspecified()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || address.is_multicast()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::WebUrl;

    fn caution(text: &str) -> Option<Caution> {
        WebUrl::parse(text).unwrap().caution()
    }

    #[test]
    fn an_ordinary_address_is_opened_at_once() {
        for text in ["https://paper.example/a?b=c@d", "http://93.184.216.34/", "https://[2606:2800::1]/"] {
            assert_eq!(caution(text), None, "{text}");
        }
    }

    #[test]
    fn a_name_before_the_host_is_shown() {
        assert_eq!(caution("https://bank.example@evil.example/"), Some(Caution::UserInfo));
        assert_eq!(caution("https://:x@evil.example/"), Some(Caution::UserInfo));
    }

    #[test]
    fn letters_beyond_ascii_in_a_host_are_shown() {
        assert_eq!(caution("https://\u{430}pple.example/"), Some(Caution::ForeignLetters));
        assert_eq!(caution("https://paper.example/\u{430}"), None);
    }

    #[test]
    fn addresses_of_ones_own_network_are_shown_however_they_are_written() {
        for text in [
            "http://localhost:8080/",
            "http://router/",
            "http://printer.local/",
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://10.0.0.1/",
            "http://172.16.3.4/",
            "http://192.168.1.1/admin",
            "http://169.254.169.254/latest",
            "http://100.100.0.1/",
            "http://0.0.0.0/",
            "http://[::1]/",
            "http://[fd00::1]/",
            "http://[fe80::1]/",
            "http://[::ffff:10.0.0.1]/",
        ] {
            assert_eq!(caution(text), Some(Caution::Private), "{text}");
        }
    }
}
