//! `newsprint feed`: subscriptions.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::account::find;
use super::add::address;
use super::arguments::FeedCommand;
use super::failure::{CommandOutcome, Failure, print_message};
use super::fetch::{fetch_and_report, no_feed};
use super::output::{counted, json_line, output};
use super::setup::{Setup, back_up};
use crate::domain::{Feed, FeedActivity, FeedOrder, FullText, Prose, Subscription, parse_tags};
use crate::library::{FeedSelection, Library, StopSignal, discover, without_comment_feeds};

/// Runs a subcommand of `feed`.
pub fn feed(setup: &Setup, command: FeedCommand) -> Result<CommandOutcome, Failure> {
    match command {
        FeedCommand::Add { url, pick, name, folder, tags, full_text, account } => {
            let said = NewFeedOptions { name, folder, tags, account };
            add(setup, &url, pick, &said, full_text)
        }
        FeedCommand::List { sort, json } => list(setup, sort, json),
        FeedCommand::Remove { feed } => remove(setup, &feed),
        FeedCommand::Rename { feed, name } => {
            change(setup, &feed, |feed| feed.name = Prose::non_empty(&name))
        }
        FeedCommand::Tag { feed, tags, remove } => change(setup, &feed, |feed| {
            let tags = tags.iter().flat_map(|tag| parse_tags(tag));
            for tag in tags {
                if remove {
                    feed.tags.remove(&tag)
                } else {
                    feed.tags.insert(tag)
                };
            }
        }),
        FeedCommand::Set {
            feed,
            folder,
            full_text,
            pictures,
            account,
            url,
            every,
            keep_days,
            keep_articles,
        } => {
            if let Some(account) = account {
                let mut library = setup.library()?;
                let account = if account == NO_ACCOUNT { None } else { Some(find(&library, &account)?.id) };
                let feed = only(&library, &feed)?;
                library.set_account(feed.id, account)?;
            }
            let url = url.map(|url| address(&url)).transpose()?;
            change(setup, &feed, |feed| {
                feed.url = url.unwrap_or_else(|| feed.url.clone());
                let limit = |count: u32| Some(count).filter(|count| *count > 0);
                feed.folder =
                    folder.map_or_else(|| feed.folder.clone(), |path| Subscription::split_folders(&path));
                feed.full_text = full_text.unwrap_or(feed.full_text);
                feed.pictures = pictures.or(feed.pictures);
                feed.every = every.map_or(feed.every, limit);
                feed.retention.days = keep_days.map_or(feed.retention.days, limit);
                feed.retention.articles = keep_articles.map_or(feed.retention.articles, limit);
            })
        }
        FeedCommand::Import { paths } => import(setup, &paths),
        FeedCommand::Export { format } => {
            let mut out = output();
            let count = setup.library()?.export_feeds(format.into(), &mut out)?;
            out.flush()?;
            Ok(CommandOutcome::found(count > 0))
        }
    }
}

/// The options of a new feed.
struct NewFeedOptions {
    name: Option<String>,
    folder: Option<String>,
    tags: Vec<String>,
    account: Option<String>,
}

/// The word for a feed that newsprint fetches itself.
const NO_ACCOUNT: &str = "none";

fn add(
    setup: &Setup,
    url: &str,
    pick: Option<usize>,
    options: &NewFeedOptions,
    full_text: Option<FullText>,
) -> Result<CommandOutcome, Failure> {
    let url = address(url)?;
    let network = Arc::new(setup.network()?);
    let found =
        discover(&network, &url, &StopSignal::default()).map_err(|error| Failure::from_error(&error))?;
    let chosen = choose(&found, pick)?;
    let wanted = Subscription {
        title: options.name.as_deref().and_then(Prose::non_empty),
        folder: options.folder.as_deref().map(Subscription::split_folders).unwrap_or_default(),
        tags: options.tags.iter().flat_map(|tag| parse_tags(tag)).collect(),
        ..chosen.clone()
    };
    let mut library = setup.library()?;
    let account = options.account.as_deref().map(|account| find(&library, account)).transpose()?;
    let (id, is_new) = library.subscribe(&wanted, full_text.unwrap_or_else(|| setup.full_text()))?;
    let word = if is_new { "subscribed" } else { "unchanged" };
    let page = if wanted.is_page { "  (a page without a feed: its lists of links are watched)" } else { "" };
    print_message(format_args!("{word} {id}  {}{page}", wanted.feed));
    back_up(&library);
    if let Some(account) = account {
        library.set_account(id, Some(account.id))?;
    }
    fetch_and_report(&network, setup, &mut library, &FeedSelection::These(vec![id]), false, false)
}

/// The feed of `--pick`, or else the only one of stories; the other feeds are listed.
fn choose(found: &[Subscription], pick: Option<usize>) -> Result<&Subscription, Failure> {
    if let Some(number) = pick {
        return number.checked_sub(1).and_then(|at| found.get(at)).ok_or_else(|| {
            Failure::usage(format!("{} found there, but no number {number}", counted(found.len(), "feed")))
        });
    }
    if found.len() > 1 {
        for (number, feed) in (1..).zip(found) {
            let title = feed.title.as_ref().map(|title| format!("  {title}")).unwrap_or_default();
            print_message(format_args!("{number}  {}{title}", feed.feed));
        }
    }
    match (found, without_comment_feeds(found).as_slice()) {
        ([only], _) | (_, &[only]) => Ok(only),
        _ => Err(Failure::usage("there are several feeds at this address")
            .hint("add --pick N, or use the address of one of them")),
    }
}

/// A feed and its activity, as JSON.
#[derive(Serialize)]
struct FeedLine<'feed> {
    #[serde(flatten)]
    feed: &'feed Feed,
    #[serde(flatten)]
    activity: FeedActivity,
}

fn list(setup: &Setup, order: FeedOrder, json: bool) -> Result<CommandOutcome, Failure> {
    let (feeds, clock) = (setup.library()?.feeds_by(order)?, setup.clock());
    let locale = setup.locale();
    let mut out = output();
    for (feed, activity) in &feeds {
        if json {
            json_line(&mut out, &FeedLine { feed, activity: *activity })?;
            continue;
        }
        write!(out, "{}  {}", feed.id, feed.label())?;
        if let Some(folder) = Subscription::join_folders(&feed.folder) {
            write!(out, "  {folder}/")?;
        }
        for tag in &feed.tags {
            write!(out, " #{tag}")?;
        }
        writeln!(out, "  {} unread of {}", locale.number(feed.unread), locale.number(feed.articles))?;
        writeln!(out, "     {}{}", feed.url, interval(feed))?;
        if let Some(newest) = activity.newest {
            let days = clock.now.duration_since(newest).as_hours() / 24;
            let age = if days == 0 { "today".to_owned() } else { format!("{} ago", counted(days, "day")) };
            let rate =
                activity.interval.map(|hours| format!(", one every {}", counted(hours.max(1), "hour")));
            writeln!(out, "     newest {age}{}", rate.unwrap_or_default())?;
        }
        if let Some(reason) = &feed.state.reason {
            writeln!(out, "     failed {}: {reason}", counted(feed.state.failures.max(1), "time"))?;
        }
    }
    out.flush()?;
    Ok(CommandOutcome::found(!feeds.is_empty()))
}

/// The interval of a feed, where the person or the feed sets one, and whether it is a page.
fn interval(feed: &Feed) -> String {
    let page = if feed.is_page { "  a page without a feed, watched" } else { "" };
    match (feed.every, feed.ttl) {
        (Some(minutes), _) => format!("{page}  every {}", counted(minutes, "minute")),
        (None, Some(minutes)) => format!("{page}  every {} (set by the feed)", counted(minutes, "minute")),
        (None, None) => page.to_owned(),
    }
}

fn only(library: &Library, name: &str) -> Result<Feed, Failure> {
    let mut found = library.find_feeds(name)?;
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(_), false) => Err(Failure::usage(format!("several feeds match {}", Prose::trimmed(name)))
            .hint("use a number from newsprint feed list")),
        (None, _) => Err(no_feed(name)),
    }
}

fn remove(setup: &Setup, name: &str) -> Result<CommandOutcome, Failure> {
    let mut library = setup.library()?;
    let feed = only(&library, name)?;
    library.unsubscribe(feed.id)?;
    print_message(format_args!("unsubscribed from {}  {}; its articles stay", feed.id, feed.label()));
    back_up(&library);
    Ok(CommandOutcome::All)
}

fn change(setup: &Setup, name: &str, change: impl FnOnce(&mut Feed)) -> Result<CommandOutcome, Failure> {
    let mut library = setup.library()?;
    let mut feed = only(&library, name)?;
    change(&mut feed);
    library.change_feed(&feed)?;
    print_message(format_args!("changed {}  {}", feed.id, feed.label()));
    back_up(&library);
    Ok(CommandOutcome::All)
}

fn import(setup: &Setup, paths: &[PathBuf]) -> Result<CommandOutcome, Failure> {
    super::import::import(setup, paths, false)
}
