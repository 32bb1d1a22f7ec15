//! `newsprint fetch`: fetches all feeds, those that are due, or those named; each failure is named with its reason.

use std::io::Write;
use std::sync::Arc;

use jiff::tz::Offset;
use serde::Serialize;

use super::clock::clock;
use super::failure::{CommandOutcome, Failure, print_message};
use super::log_file;
use super::output::{json_line, output};
use super::progress::{hidden_bar, progress_bar};
use super::reader::programs;
use super::setup::Setup;
use super::sync_report::{tell_in_step, tell_out_of_step};
use crate::config::Notify;
use crate::domain::{AccountId, ArticleId, Chain, FeedId, Moment, Prose};
use crate::library::{
    FeedSelection, FetchEvent, FetchSummary, Library, Network, StopSignal, StoreOutcome, SyncSummary,
};
use crate::typeset;
use crate::words::Words;

#[derive(Serialize)]
#[serde(tag = "status", rename_all = "kebab-case")]
enum Line<'line> {
    Stored { id: ArticleId, headline: &'line Prose },
    Updated { id: ArticleId, headline: &'line Prose },
    Failed { feed: FeedId, url: &'line str, reason: &'line Prose },
    InStep { account: AccountId, url: &'line str, new: usize, told: usize, taken: usize },
    OutOfStep { account: AccountId, url: &'line str, reason: &'line str },
}

/// Fetches feeds, and removes articles beyond their limits.
pub fn fetch(
    setup: &Setup,
    feeds: &[String],
    due: bool,
    quiet: bool,
    json: bool,
) -> Result<CommandOutcome, Failure> {
    let mut library = setup.library()?;
    let (which, network) = (feed_selection(&library, feeds, due)?, Arc::new(setup.network()?));
    fetch_and_report(&network, setup, &mut library, &which, quiet, json)
}

/// The named feeds; without names, all, or those whose interval has passed.
fn feed_selection(library: &Library, names: &[String], due: bool) -> Result<FeedSelection, Failure> {
    if library.feeds()?.is_empty() && library.accounts()?.is_empty() {
        return Err(Failure::nothing("there are no feeds yet").hint("add one with newsprint feed add URL"));
    }
    if names.is_empty() {
        return Ok(if due { FeedSelection::Due } else { FeedSelection::All });
    }
    let mut ids = Vec::new();
    for name in names {
        let found = library.find_feeds(name)?;
        if found.is_empty() {
            return Err(no_feed(name));
        }
        ids.extend(found.iter().map(|feed| feed.id));
    }
    Ok(FeedSelection::These(ids))
}

/// The failure for a name that no feed has.
pub fn no_feed(name: &str) -> Failure {
    Failure::nothing(format!("there is no feed {}", Prose::trimmed(name)))
        .hint("newsprint feed list shows the feeds")
}

/// Fetches feeds through a network, and prints the outcome.
pub fn fetch_and_report(
    network: &Arc<Network>,
    setup: &Setup,
    library: &mut Library,
    which: &FeedSelection,
    quiet: bool,
    json: bool,
) -> Result<CommandOutcome, Failure> {
    let bar = if quiet { hidden_bar() } else { progress_bar("{bar:40} {pos} of {len}", 0) };
    let log = log_file::appender(setup);
    let (mut out, mut broken) = (output(), Ok(()));
    let fetched = library.fetch(which, network, &StopSignal::default(), &|| clock().now, &mut |event| {
        if let FetchEvent::Progress { done, all } = event {
            bar.set_length(u64::try_from(all).unwrap_or_default());
            bar.set_position(u64::try_from(done).unwrap_or_default());
            // The stored articles of these lines are committed, so readers of the output may rely on them
            // now.
            broken = std::mem::replace(&mut broken, Ok(())).and_then(|()| Ok(out.flush()?));
            return;
        }
        if let Some(line) = logged(&event) {
            log(&line);
        }
        if broken.is_ok() {
            broken = bar.suspend(|| report(&event, quiet, json, &mut out));
        }
    });
    bar.finish_and_clear();
    let fetched = fetched?;
    broken?;
    out.flush()?;
    library.remove_expired(&setup.limits(), clock().now)?;
    drop(setup.downloads().remove_expired(std::time::SystemTime::now()));
    log(&Prose::trimmed(&summary(&fetched)));
    notify(setup, &fetched)?;
    if !quiet {
        print_message(format_args!("{}", summary(&fetched)));
    }
    Ok(CommandOutcome::skipping(fetched.failed))
}

/// The line of the log for an event.
fn logged(event: &FetchEvent<'_>) -> Option<Prose> {
    let line = match event {
        FetchEvent::Failed { feed, reason } => format!("{}: {reason}", feed.label()),
        FetchEvent::NoPage { headline, reason } => format!("no page for {headline}: {reason}"),
        FetchEvent::SyncFailed { account, error } => format!("{}: {}", account.url, Chain(*error)),
        FetchEvent::Stored { .. }
        | FetchEvent::Progress { .. }
        | FetchEvent::NotRequested { .. }
        | FetchEvent::Synced { .. } => return None,
    };
    Some(Prose::trimmed(&line))
}

/// Notifies the person by the program of the settings, where there is one; without one the printed summary is
/// enough.
fn notify(setup: &Setup, fetched: &FetchSummary) -> Result<(), Failure> {
    let Notify::Command(program) = &setup.config.settings.fetching.notify else { return Ok(()) };
    let words = setup.config.words.notification(fetched.notices.as_deref(), fetched.new, setup.locale());
    words.map_or(Ok(()), |words| programs::notify(program, &words).map_err(Failure::failed))
}

fn report(event: &FetchEvent<'_>, quiet: bool, json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    match *event {
        FetchEvent::Stored { id, outcome: StoreOutcome::Stored, headline } if json => {
            json_line(out, &Line::Stored { id, headline })
        }
        FetchEvent::Stored { id, headline, .. } if json => json_line(out, &Line::Updated { id, headline }),
        FetchEvent::Failed { feed, reason } if json => {
            json_line(out, &Line::Failed { feed: feed.id, url: feed.url.as_str(), reason })
        }
        FetchEvent::Failed { feed, reason } => {
            print_message(format_args!("failed {}  {}: {reason}", feed.id, feed.label()));
            Ok(())
        }
        FetchEvent::Synced { account, synced } if json => {
            let SyncSummary { new, sent: told, received: taken, .. } = *synced;
            json_line(out, &Line::InStep { account: account.id, url: account.url.as_str(), new, told, taken })
        }
        FetchEvent::SyncFailed { account, error } if json => {
            let reason = Chain(error).to_string();
            json_line(
                out,
                &Line::OutOfStep { account: account.id, url: account.url.as_str(), reason: &reason },
            )
        }
        FetchEvent::SyncFailed { account, error } => {
            tell_out_of_step(account, error);
            Ok(())
        }
        FetchEvent::Stored { .. }
        | FetchEvent::NoPage { .. }
        | FetchEvent::NotRequested { .. }
        | FetchEvent::Progress { .. }
            if quiet =>
        {
            Ok(())
        }
        FetchEvent::NotRequested { feed } => {
            let reason = feed.state.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            match feed.state.due.filter(|_| !feed.state.gone) {
                Some(due) => {
                    let until =
                        typeset::date(Moment::at(due, Offset::UTC), clock().calendar, Words::english());
                    print_message(format_args!(
                        "not requested before {until}: {}  {}{reason}",
                        feed.id,
                        feed.label()
                    ));
                }
                None => print_message(format_args!("not requested: {}  {}{reason}", feed.id, feed.label())),
            }
            Ok(())
        }
        FetchEvent::Synced { account, synced } => {
            if !quiet || synced.refused > 0 {
                tell_in_step(account, synced);
            }
            Ok(())
        }
        FetchEvent::Stored { id, outcome, headline } => {
            let word = if outcome == StoreOutcome::Stored { "stored" } else { "updated" };
            Ok(writeln!(out, "{word} {id}  {headline}")?)
        }
        FetchEvent::NoPage { headline, reason } => {
            print_message(format_args!("no page for {headline}: {}", Prose::trimmed(reason)));
            Ok(())
        }
        FetchEvent::Progress { .. } => Ok(()),
    }
}

/// "41 feeds, 63 new, 2 failed".
fn summary(fetched: &FetchSummary) -> String {
    let some = |count: usize, one: &str, more: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {more}"),
    };
    let mut parts = Vec::new();
    if fetched.accounts > 0 {
        parts.push(some(fetched.accounts, "account synced", "accounts synced"));
    }
    if fetched.feeds > 0 || fetched.accounts == 0 {
        parts.push(some(fetched.feeds, "feed", "feeds"));
    }
    parts.push(format!("{} new", fetched.new));
    for (count, word) in
        [(fetched.updated, "updated"), (fetched.failed, "failed"), (fetched.suspended, "not requested")]
    {
        parts.extend((count > 0).then(|| format!("{count} {word}")));
    }
    parts.join(", ")
}
