//! Resolves host names, and returns only addresses that may be reached: the connection is made to the very
//! address that was checked, so a name cannot resolve to one address for the check and another after.

use std::error::Error;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::addresses::{AllowedAddress, is_public};

/// The error of a name that resolves only to addresses that may not be reached.
#[derive(Debug)]
pub(super) struct NotPublic(pub IpAddr);

impl fmt::Display for NotPublic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} is not a public address; add it to [fetch] allow if you trust it", self.0)
    }
}

impl Error for NotPublic {}

/// Resolves names with the system, and returns only addresses that may be reached.
#[derive(Debug)]
pub(super) struct CheckedResolver {
    system: DefaultResolver,
    allowed: Vec<AllowedAddress>,
}

impl CheckedResolver {
    pub(super) fn new(allowed: Vec<AllowedAddress>) -> Self {
        Self { system: DefaultResolver::default(), allowed }
    }

    /// Whether an address of a host may be reached.
    pub(super) fn permits(&self, host: &str, address: IpAddr) -> bool {
        is_public(address) || self.allowed.iter().any(|allowed| allowed.permits(host, address))
    }
}

/// The addresses of a host that is an address itself, or that always means this machine.
pub(super) fn known_addresses(host: &str) -> Vec<IpAddr> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = bare.parse() {
        return vec![address];
    }
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    // RFC 6761: these names mean this machine, whatever DNS says.
    if name == "localhost" || name.ends_with(".localhost") {
        return vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    }
    Vec::new()
}

impl Resolver for CheckedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let host = uri.host().unwrap_or_default();
        let is_proxy = config.proxy().is_some_and(|proxy| proxy.uri() == uri);
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("http") { 80 } else { 443 });
        let known = known_addresses(host);
        let found: Vec<SocketAddr> = if known.is_empty() || is_proxy {
            self.system.resolve(uri, config, timeout)?.to_vec()
        } else {
            known.into_iter().map(|address| SocketAddr::new(address, port)).collect()
        };
        let mut permitted = self.empty();
        // The proxy is the person's own choice, at any address.
        let may = |found: &&SocketAddr| is_proxy || self.permits(host, found.ip());
        found.iter().filter(may).for_each(|address| permitted.push(*address));
        match found.first() {
            Some(first) if permitted.is_empty() => Err(ureq::Error::Other(Box::new(NotPublic(first.ip())))),
            _ => Ok(permitted),
        }
    }
}
