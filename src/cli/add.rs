//! `newsprint add`: pages from the network, to be read later.

use std::io::Write as _;

use super::clock::clock;
use super::failure::{CommandOutcome, Failure, print_message};
use super::output::output;
use super::rows::outcome_name;
use super::setup::Setup;
use crate::domain::{Prose, WebUrl};
use crate::library::{PageError, StopSignal};

/// Fetches pages into the cache; those that fail are named.
pub fn add(setup: &Setup, urls: &[String]) -> Result<CommandOutcome, Failure> {
    let urls = urls.iter().map(|url| address(url)).collect::<Result<Vec<_>, _>>()?;
    let (network, mut library) = (setup.network()?, setup.library()?);
    let (mut out, mut skipped) = (output(), 0);
    for url in &urls {
        match library.add_page(&network, url, clock().now, &StopSignal::default()) {
            Ok((stored, article)) => {
                let word = outcome_name(stored.outcome);
                writeln!(out, "{word} {}  {}", stored.id, article.headline)?;
                out.flush()?;
            }
            Err(PageError::Library(error)) => return Err(error.into()),
            Err(reason) => {
                skipped += 1;
                print_message(format_args!(
                    "skipped {}: {}",
                    url.to_request(),
                    Prose::trimmed(&reason.to_string())
                ));
            }
        }
    }
    Ok(CommandOutcome::skipping(skipped))
}

/// An address that a person typed; `https://` may be left out. Another scheme is refused before any name is
/// looked up.
pub fn address(text: &str) -> Result<WebUrl, Failure> {
    let url = WebUrl::parse_typed(text).map_err(|error| {
        Failure::usage(format!("{} is not an address", Prose::trimmed(text))).caused_by(&error)
    })?;
    if url.has_credentials() {
        return Err(Failure::usage("the address contains a user name or password")
            .hint("leave it out, and set [fetch] credentials in the configuration"));
    }
    Ok(url)
}
