//! Subscriptions on both sides: one that a side had at the last sync and lacks now has ended, any other is
//! new. Titles and folders are merged by three-way comparison, with the server's last values as the base.

use std::collections::{HashMap, HashSet};

use super::foreseeing::FeedPreview;
use super::{Sync, SyncError};
use crate::account::{self, AccountError, RemoteFeed};
use crate::cache::LinkedFeed;
use crate::domain::{AccountId, Chain, Feed, FeedId, Prose, Subscription};
use crate::library::{FetchEvent, Library, LibraryError};

/// The most subscriptions that end at once: a server that lists none any more has lost them.
const MOST_ENDED: usize = 3;

/// Both sides of the subscriptions.
struct BothSides {
    there: Vec<RemoteFeed>,
    linked: HashMap<String, LinkedFeed>,
    here: HashMap<FeedId, Feed>,
}

/// The side to which a title or a folder is copied: the one that did not change it; where both did, the
/// server.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CopyTo {
    Neither,
    Here,
    Server,
}

impl CopyTo {
    fn of(here: &str, there: &str, base: &str) -> Self {
        match (here == there, here == base) {
            (true, _) => Self::Neither,
            (false, true) => Self::Here,
            (false, false) => Self::Server,
        }
    }
}

/// A subscription of both sides, and where its title and folder are copied.
struct SubscriptionChange<'both> {
    there: &'both RemoteFeed,
    here: &'both Feed,
    linked: &'both LinkedFeed,
    /// The name here, where a person set one.
    name: String,
    folder: String,
    copy_title: CopyTo,
    copy_folder: CopyTo,
}

impl BothSides {
    /// The subscriptions that both sides have.
    fn revisions(&self) -> Vec<SubscriptionChange<'_>> {
        let revision = |there| -> Option<SubscriptionChange<'_>> {
            let there: &RemoteFeed = there;
            let linked = self.linked.get(&there.stream)?;
            let here = self.here.get(&linked.feed?)?;
            let now = self::linked(there, here.id);
            let name = here.name.as_ref().map_or(linked.title.as_str(), Prose::as_str).to_owned();
            let folder =
                Subscription::join_folders(&here.folder).map_or_else(String::new, |path| path.to_string());
            let copy_title = CopyTo::of(&name, &now.title, &linked.title);
            let copy_folder = CopyTo::of(&folder, &now.folder, &linked.folder);
            Some(SubscriptionChange { there, here, linked, name, folder, copy_title, copy_folder })
        };
        self.there.iter().filter_map(revision).collect()
    }

    /// Subscriptions that the server no longer has.
    fn ended_there(&self) -> Vec<&LinkedFeed> {
        let there: HashSet<&str> = self.there.iter().map(|feed| feed.stream.as_str()).collect();
        self.linked.values().filter(|linked| !there.contains(linked.stream.as_str())).collect()
    }

    /// Subscriptions that are new at the server.
    fn new_there(&self) -> Vec<&RemoteFeed> {
        self.there.iter().filter(|feed| !self.linked.contains_key(&feed.stream)).collect()
    }

    /// Subscriptions that the person has ended here.
    fn ended_here(&self) -> Vec<&RemoteFeed> {
        let is_left =
            |feed: &&RemoteFeed| self.linked.get(&feed.stream).is_some_and(|linked| linked.feed.is_none());
        self.there.iter().filter(is_left).collect()
    }

    /// Feeds of the account that the server does not have yet.
    fn new_here(&self, account: AccountId) -> Vec<&Feed> {
        let linked: HashSet<FeedId> = self.linked.values().filter_map(|linked| linked.feed).collect();
        let there: HashSet<String> = self.there.iter().map(|feed| feed.url.comparison_key()).collect();
        let is_new = |feed: &&Feed| {
            feed.account == Some(account)
                && !linked.contains(&feed.id)
                && !there.contains(&feed.url.comparison_key())
        };
        let mut new: Vec<&Feed> = self.here.values().filter(is_new).collect();
        new.sort_by_key(|feed| feed.id);
        new
    }
}

impl Library {
    fn both(&self, sync: &mut Sync<'_, '_>) -> Result<BothSides, SyncError> {
        let there = sync.server.feeds()?;
        let linked = self.cache.linked_feeds(sync.account.id)?;
        if there.is_empty() && linked.len() >= MOST_ENDED {
            return Err(AccountError::NoSubscriptions.into());
        }
        Ok(BothSides {
            there,
            linked: linked.into_iter().map(|linked| (linked.stream.clone(), linked)).collect(),
            here: self.feeds()?.into_iter().map(|feed| (feed.id, feed)).collect(),
        })
    }

    /// Syncs the subscriptions.
    pub(super) fn sync_subscriptions(&mut self, sync: &mut Sync<'_, '_>) -> Result<(), SyncError> {
        let account = sync.account.id;
        let mut both = self.both(sync)?;
        if send_subscriptions(sync, &both)? > 0 {
            both = self.both(sync)?;
        }
        if !both.new_there().is_empty() || !both.ended_there().is_empty() {
            sync.check_user()?;
        }
        sync.synced.feeds += both.new_there().len() + both.ended_there().len();
        for linked in both.ended_there() {
            if let Some(feed) = linked.feed {
                self.unsubscribe(feed)?;
            }
            self.cache.unlink_feed(account, &linked.stream)?;
        }
        for feed in both.new_there() {
            self.add_subscription(account, feed)?;
        }
        self.merge_titles_and_folders(sync, &both)
    }

    /// Adds a subscription of the server, linked to the feed here that has its address.
    fn add_subscription(&mut self, account: AccountId, feed: &RemoteFeed) -> Result<(), LibraryError> {
        let wanted = Subscription {
            site: feed.site.clone(),
            folder: folder_of(feed),
            ..Subscription::of_url(feed.url.clone())
        };
        let full_text = self.full_text;
        self.counted(|cache| {
            let (id, is_new) = cache.subscribe(&wanted, full_text)?;
            cache.set_account(id, Some(account))?;
            if let Some(mut here) = cache.feed(id)?.filter(|here| is_new || here.title.is_none()) {
                here.title.clone_from(&feed.title);
                cache.save_fetch(&here)?;
            }
            cache.link_feed(account, &linked(feed, id))
        })
    }

    /// Merges titles and folders.
    fn merge_titles_and_folders(
        &mut self,
        sync: &mut Sync<'_, '_>,
        both: &BothSides,
    ) -> Result<(), SyncError> {
        let account = sync.account.id;
        for SubscriptionChange { there, here, linked, name, folder, copy_title, copy_folder } in
            both.revisions()
        {
            let now = self::linked(there, here.id);
            if copy_title != CopyTo::Neither || copy_folder != CopyTo::Neither {
                sync.check_user()?;
                sync.synced.feeds += 1;
            }
            let (title, place) = (copy_title == CopyTo::Server, copy_folder == CopyTo::Server);
            if title || place {
                let named = |text: &str| Some(text.to_owned()).filter(|text| place && !text.is_empty());
                let (out_of, into) = (named(&now.folder), named(&folder));
                let name = Some(name.as_str()).filter(|_| title);
                sync.server.change_subscription(&account::SubscriptionChange {
                    stream: &there.stream,
                    title: name,
                    old_folder: out_of.as_deref(),
                    new_folder: into.as_deref(),
                })?;
            }
            let base = LinkedFeed {
                title: if title { name } else { now.title.clone() },
                folder: if place { folder } else { now.folder.clone() },
                ..now
            };
            let mut here = here.clone();
            if copy_title == CopyTo::Here {
                // A name changed at the server is the newer one.
                here.name = here.name.and_then(|_| there.title.clone());
            }
            if copy_title == CopyTo::Here || here.title.is_none() {
                here.title.clone_from(&there.title);
            }
            if copy_folder == CopyTo::Here {
                here.folder = folder_of(there);
            }
            if base != *linked || copy_title == CopyTo::Here || copy_folder == CopyTo::Here {
                self.counted(|cache| {
                    cache.save_fetch(&here)?;
                    cache.change_feed(&here)?;
                    cache.link_feed(account, &base)
                })?;
            }
        }
        Ok(())
    }

    /// The numbers of subscriptions that would start, end and change here, and at the server.
    pub(super) fn preview_subscriptions(
        &self,
        sync: &mut Sync<'_, '_>,
    ) -> Result<[FeedPreview; 2], SyncError> {
        let both = self.both(sync)?;
        let revisions = both.revisions();
        let goes = |way: CopyTo| {
            revisions.iter().filter(|one| one.copy_title == way || one.copy_folder == way).count()
        };
        let here = FeedPreview {
            added: both.new_there().len(),
            ended: both.ended_there().len(),
            changed: goes(CopyTo::Here),
        };
        let there = FeedPreview {
            added: both.new_here(sync.account.id).len(),
            ended: both.ended_here().len(),
            changed: goes(CopyTo::Server),
        };
        Ok([here, there])
    }
}

/// Sends the subscriptions that started and ended here; returns how many.
fn send_subscriptions(sync: &mut Sync<'_, '_>, both: &BothSides) -> Result<usize, SyncError> {
    let account = sync.account.id;
    let (left, new) = (both.ended_here(), both.new_here(account));
    if !left.is_empty() || !new.is_empty() {
        sync.check_user()?;
    }
    for feed in &left {
        sync.server.unsubscribe(&feed.stream)?;
    }
    for feed in &new {
        // A feed that the server does not accept stays here, and is tried again.
        match sync.server.subscribe(&feed.url) {
            Ok(()) => {}
            Err(error @ (AccountError::Status { .. } | AccountError::Nonsense { .. })) => {
                let reason = Prose::trimmed(&Chain(&error).to_string());
                (sync.each)(FetchEvent::Failed { feed, reason: &reason });
            }
            Err(error) => return Err(error.into()),
        }
    }
    sync.synced.feeds += left.len() + new.len();
    Ok(left.len() + new.len())
}

fn folder_of(feed: &RemoteFeed) -> Vec<Prose> {
    feed.folder.as_ref().map(|folder| Subscription::split_folders(folder.as_str())).unwrap_or_default()
}

fn linked(feed: &RemoteFeed, id: FeedId) -> LinkedFeed {
    LinkedFeed {
        stream: feed.stream.clone(),
        feed: Some(id),
        title: feed.title.as_ref().map_or("", Prose::as_str).to_owned(),
        folder: Subscription::join_folders(&folder_of(feed))
            .map_or_else(String::new, |path| path.to_string()),
    }
}
