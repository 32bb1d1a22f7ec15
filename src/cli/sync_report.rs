//! The report of a sync with an account, for every command that syncs.

use super::failure::{Failure, print_message};
use super::output::counted;
use crate::account::AccountError;
use crate::domain::Account;
use crate::library::SyncSummary;

/// Prints that an account was synced, with the counts.
pub fn tell_in_step(account: &Account, synced: &SyncSummary) {
    print_message(format_args!("{}  {}: {}", account.id, account.url.host_without_www(), counts(synced)));
}

/// Prints why an account was not synced.
pub fn tell_out_of_step(account: &Account, error: &AccountError) {
    account_failure(&format!("cannot sync {} {}", account.id, account.url.host_without_www()), error).print();
}

/// The failure of a request to a server, with the next step.
pub fn account_failure(message: &str, error: &AccountError) -> Failure {
    let failure = Failure::failed(message).caused_by(error);
    match error.hint() {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

fn counts(synced: &SyncSummary) -> String {
    let SyncSummary { new, sent: told, received: taken, feeds, refused, .. } = synced;
    let mut said = vec![format!("{new} new")];
    let parts = [
        (*told, "change", "sent"),
        (*taken, "change", "received"),
        (*feeds, "feed", "changed"),
        (*refused, "change", "rejected by the server"),
    ];
    let some = parts.iter().filter(|(count, ..)| *count > 0);
    said.extend(some.map(|(count, noun, done)| format!("{} {done}", counted(*count, noun))));
    said.join(", ")
}
