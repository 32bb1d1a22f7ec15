//! The addresses that may be reached: public ones, and those a person allows.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use thiserror::Error;

/// An address, a network or a host that may be reached although it is not public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AllowedAddress {
    /// All addresses with the first bits of this one.
    Network(IpAddr, u8),
    /// A host by its name, at any address.
    Host(String),
}

/// The text is neither an address, nor a network, nor the name of a host.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("not an address, a network such as 10.0.0.0/8, or a host name")]
pub struct ParseAllowedError;

impl AllowedAddress {
    /// Whether an address of a host is allowed by this entry.
    pub fn permits(&self, host: &str, address: IpAddr) -> bool {
        match self {
            Self::Host(name) => name.eq_ignore_ascii_case(host),
            Self::Network(network, bits) => {
                let (one, other, width) = match (*network, address) {
                    (IpAddr::V4(one), IpAddr::V4(other)) => {
                        (u128::from(one.to_bits()), u128::from(other.to_bits()), 32)
                    }
                    (IpAddr::V6(one), IpAddr::V6(other)) => (one.to_bits(), other.to_bits(), 128),
                    _ => return false,
                };
                let free = u32::from(u8::saturating_sub(width, *bits));
                one.checked_shr(free) == other.checked_shr(free)
            }
        }
    }
}

impl FromStr for AllowedAddress {
    type Err = ParseAllowedError;

    fn from_str(text: &str) -> Result<Self, ParseAllowedError> {
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Self::Network(address, if address.is_ipv4() { 32 } else { 128 }));
        }
        if let Some((address, bits)) = text.split_once('/') {
            let address: IpAddr = address.parse().map_err(|_reason| ParseAllowedError)?;
            let bits: u8 = bits.parse().map_err(|_reason| ParseAllowedError)?;
            let most = if address.is_ipv4() { 32 } else { 128 };
            return if bits <= most { Ok(Self::Network(address, bits)) } else { Err(ParseAllowedError) };
        }
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.' || c == '_';
        if text.is_empty() || !text.chars().all(is_name) {
            return Err(ParseAllowedError);
        }
        Ok(Self::Host(text.to_owned()))
    }
}

/// Whether an address is public: neither local nor private nor reserved. An IPv6 address with an embedded
/// IPv4 address is public where that is.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        // Shared address space of providers (RFC 6598).
        || a == 100 && (64..128).contains(&b)
        // Protocol assignments, and benchmarks.
        || a == 192 && b == 0 && c == 0
        || a == 198 && (18..20).contains(&b))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(embedded) = embedded_ipv4(address) {
        return is_public_v4(embedded);
    }
    let [first, second, ..] = address.segments();
    // Only 2000::/3 is assigned; of it, 2001:0::/23 is for protocols and 2001:db8::/32 for documentation.
    first & 0xe000 == 0x2000 && !(first == 0x2001 && (second < 0x200 || second == 0xdb8))
}

/// The IPv4 address embedded in an IPv6 address: mapped (RFC 4291), translated (NAT64, RFC 6052) or tunnelled
/// to (6to4, RFC 3056).
fn embedded_ipv4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let of = |high: u16, low: u16| Some(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    match address.segments() {
        [0x64, 0xff9b, .., high, low] | [0x2002, high, low, ..] | [0, 0, 0, 0, 0, 0 | 0xffff, high, low] => {
            of(high, low)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_public() {
        for public in ["93.184.216.34", "2606:4700::1", "64:ff9b::5db8:d822", "::ffff:93.184.216.34"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for other in [
            "127.0.0.1",
            "127.9.9.9",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "fec0::1",
            "2001:db8::1",
            "2001::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
        ] {
            assert!(!is_public(other.parse().unwrap()), "{other}");
        }
    }

    #[test]
    fn a_person_allows_an_address_a_network_or_a_host() {
        let holds = |allowed: &str, host, address: &str| {
            allowed.parse::<AllowedAddress>().unwrap().permits(host, address.parse().unwrap())
        };

        assert!(holds("10.0.0.0/8", "x", "10.1.2.3") && !holds("10.0.0.0/8", "x", "11.1.2.3"));
        assert!(holds("127.0.0.1", "x", "127.0.0.1") && !holds("127.0.0.1", "x", "127.0.0.2"));
        assert!(holds("NAS.lan", "nas.lan", "192.168.0.9") && !holds("nas.lan", "lan", "192.168.0.9"));
        assert!(holds("::/0", "x", "fe80::1") && holds("0.0.0.0/0", "x", "10.0.0.1"));
        assert!(!holds("::/0", "x", "10.0.0.1"));
        for wrong in ["", "10.0.0.0/33", "a b", "http://x/", "x/8"] {
            assert_eq!(wrong.parse::<AllowedAddress>(), Err(ParseAllowedError), "{wrong}");
        }
    }
}
