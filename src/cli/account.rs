//! `newsprint account`: accounts on servers that keep subscriptions and marks.

use std::io::Write as _;
use std::sync::Arc;

use jiff::tz::Offset;

use super::add::address;
use super::arguments::AccountCommand;
use super::clock::clock_in;
use super::failure::{CommandOutcome, Failure, print_message};
use super::fetch::fetch_and_report;
use super::output::{counted, json_line, output};
use super::setup::{Setup, back_up};
use super::sync_report::account_failure;
use crate::account::Dialect;
use crate::domain::{Account, AccountId, Locale, Moment, Prose};
use crate::library::{FeedSelection, Library, Network, StopSignal, SyncError, SyncPreview};
use crate::typeset;
use crate::words::Words;

/// Runs a subcommand of `account`.
pub fn account(setup: &Setup, command: AccountCommand) -> Result<CommandOutcome, Failure> {
    match command {
        AccountCommand::Add { url, kind, name, password_command } => {
            add(setup, &url, kind, name, password_command)
        }
        AccountCommand::List { json } => list(setup, json),
        AccountCommand::Check { account } => check(setup, account.as_deref()),
        AccountCommand::Sync { account, dry_run: true } => preview(setup, account.as_deref()),
        AccountCommand::Sync { account, dry_run: false } => {
            let (mut library, network) = (setup.library()?, Arc::new(setup.network()?));
            let accounts = named(&library, account.as_deref())?;
            sync(setup, &mut library, &network, &accounts)
        }
        AccountCommand::Remove { account } => remove(setup, &account),
    }
}

/// The account of a number, a host or an address.
pub fn find(library: &Library, reference: &str) -> Result<Account, Failure> {
    let id: Option<AccountId> = reference.parse().ok();
    let begins = |account: &Account| account.url.as_str().starts_with(reference.trim_end_matches('/'));
    let is_it = |account: &Account| {
        Some(account.id) == id
            || account.url.host() == reference
            || account.url.host_without_www() == reference
            || begins(account)
    };
    let mut found: Vec<Account> = library.accounts()?.into_iter().filter(is_it).collect();
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(_), false) => {
            Err(Failure::usage(format!("several accounts match {}", Prose::trimmed(reference)))
                .hint("use a number from newsprint account list"))
        }
        (None, _) => Err(Failure::nothing(format!("there is no account {}", Prose::trimmed(reference)))
            .hint("newsprint account list shows the accounts")),
    }
}

/// The account that is named; all where none is.
fn named(library: &Library, reference: Option<&str>) -> Result<Vec<Account>, Failure> {
    if let Some(reference) = reference {
        return find(library, reference).map(|account| vec![account]);
    }
    let all = library.accounts()?;
    if all.is_empty() {
        return Err(
            Failure::nothing("there are no accounts yet").hint("add one with newsprint account add URL")
        );
    }
    Ok(all)
}

fn add(
    setup: &Setup,
    url: &str,
    kind: Option<Dialect>,
    name: String,
    program: Vec<String>,
) -> Result<CommandOutcome, Failure> {
    let wanted = Account {
        id: AccountId(0),
        url: address(url)?,
        kind: String::new(),
        name,
        password_command: program,
        server_user: String::new(),
        synced: None,
        reason: None,
        waiting: 0,
        feeds: 0,
    };
    let (mut library, network) = (setup.library()?, Arc::new(setup.network()?));
    let id = library
        .add_account(&wanted, kind, &network, &StopSignal::default())
        .map_err(|error| failure("cannot add the account", &error))?;
    let added: Vec<Account> = library.accounts()?.into_iter().filter(|account| account.id == id).collect();
    for account in &added {
        print_message(format_args!("added {}  {} ({})", account.id, account.url, account.kind));
    }
    sync(setup, &mut library, &network, &added)
}

/// The failure of a request to an account, with the next step.
fn failure(message: &str, error: &SyncError) -> Failure {
    match error {
        SyncError::Account(error) => account_failure(message, error),
        SyncError::Library(error) => Failure::failed(message).caused_by(error),
    }
}

fn list(setup: &Setup, json: bool) -> Result<CommandOutcome, Failure> {
    let accounts = setup.library()?.accounts()?;
    let (mut out, locale) = (output(), setup.locale());
    for account in &accounts {
        if json {
            json_line(&mut out, account)?;
            continue;
        }
        writeln!(out, "{}  {}  {}", account.id, account.url.host_without_www(), account.kind)?;
        writeln!(out, "     {}", account_status(account, locale))?;
        if let Some(reason) = &account.reason {
            writeln!(out, "     failed: {reason}")?;
        }
    }
    out.flush()?;
    Ok(CommandOutcome::found(!accounts.is_empty()))
}

/// "12 feeds, synced today 14:03, 3 changes waiting".
fn account_status(account: &Account, locale: Locale) -> String {
    let date =
        |moment| typeset::date(Moment::at(moment, Offset::UTC), clock_in(locale).calendar, Words::english());
    let since = account.synced.map(|moment| format!("synced {}", date(moment)));
    let since = since.unwrap_or_else(|| "never synced".to_owned());
    let waiting = match account.waiting {
        0 => String::new(),
        count => format!(", {} waiting", counted(count, "change")),
    };
    format!("{}, {since}{waiting}", counted(account.feeds, "feed"))
}

fn check(setup: &Setup, reference: Option<&str>) -> Result<CommandOutcome, Failure> {
    let (library, network) = (setup.library()?, setup.network()?);
    let mut failed = 0;
    for account in named(&library, reference)? {
        match library.check_account(&account, &network, &StopSignal::default()) {
            Ok(()) => print_message(format_args!(
                "{}  {}: the login works",
                account.id,
                account.url.host_without_www()
            )),
            Err(error) => {
                failed += 1;
                failure(&format!("cannot reach {} {}", account.id, account.url.host_without_www()), &error)
                    .print();
            }
        }
    }
    Ok(CommandOutcome::skipping(failed))
}

fn preview(setup: &Setup, reference: Option<&str>) -> Result<CommandOutcome, Failure> {
    let (library, network) = (setup.library()?, setup.network()?);
    let mut failed = 0;
    for account in named(&library, reference)? {
        match library.preview_sync(&account, &network, &StopSignal::default()) {
            Ok(preview) => {
                print_message(format_args!(
                    "{}  {}: {}",
                    account.id,
                    account.url.host_without_www(),
                    preview_text(&preview)
                ));
            }
            Err(error) => {
                failed += 1;
                failure(&format!("cannot reach {} {}", account.id, account.url.host_without_www()), &error)
                    .print();
            }
        }
    }
    Ok(CommandOutcome::skipping(failed))
}

fn preview_text(preview: &SyncPreview) -> String {
    let SyncPreview { to_send: told, to_receive: taken, new, feeds, feeds_to_send: feeds_told } = preview;
    let parts = [
        (*told, "change", "sent"),
        (*taken, "change", "received"),
        (*new, "article", "added"),
        (feeds.added, "feed", "added here"),
        (feeds.ended, "feed", "removed here"),
        (feeds.changed, "feed", "renamed or moved here"),
        (feeds_told.added, "feed", "added there"),
        (feeds_told.ended, "feed", "removed there"),
        (feeds_told.changed, "feed", "renamed or moved there"),
    ];
    let some = parts.iter().filter(|(count, ..)| *count > 0);
    let said: Vec<String> =
        some.map(|(count, noun, done)| format!("{} would be {done}", counted(*count, noun))).collect();
    if said.is_empty() { "nothing would change".to_owned() } else { said.join(", ") }
}

/// Syncs accounts, and fetches the pages of entries that their servers give in part.
fn sync(
    setup: &Setup,
    library: &mut Library,
    network: &Arc<Network>,
    accounts: &[Account],
) -> Result<CommandOutcome, Failure> {
    let which = FeedSelection::Accounts(accounts.iter().map(|account| account.id).collect());
    let done = fetch_and_report(network, setup, library, &which, false, false)?;
    back_up(library);
    Ok(done)
}

/// Removes an account; its feeds and articles stay.
fn remove(setup: &Setup, reference: &str) -> Result<CommandOutcome, Failure> {
    let mut library = setup.library()?;
    let account = find(&library, reference)?;
    library.remove_account(account.id)?;
    print_message(format_args!(
        "removed {}  {}; its feeds and articles stay, and newsprint fetches them from now on",
        account.id,
        account.url.host_without_www()
    ));
    Ok(CommandOutcome::All)
}
