//! Syncs the labels of a server with the tags of bookmarks, by the same merge as marks. For few bookmarks, their items
//! are requested; for many, the lists of the labels that the server names. No other label is requested: for an unknown
//! label, servers list all items.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::SignedDuration;

use super::{MOST_TRIES, Sync, SyncError};
use crate::account::{
    AccountError, CHANGES_A_CALL, ITEMS_PER_CALL, ItemId, LocalState, MergeAction, ThreeWay, merged,
};
use crate::cache::{FlagState, LinkedLabel};
use crate::domain::{ArticleId, Prose};
use crate::library::Library;

/// The interval at which a server without linked labels is asked for them again.
const REQUEST_INTERVAL: SignedDuration = SignedDuration::from_hours(24);

/// The items tested of a list that is as long as the whole account.
const ITEMS_CHECKED: usize = 20;

/// The labels of a server: the digits of an item, with the tag of each of its labels.
type LabelsByItem = BTreeSet<(String, String)>;

impl Library {
    /// Sends the tags that were added and removed. A label with the name of a folder is never sent: some
    /// servers lose both.
    pub(super) fn send_pending_labels(&mut self, sync: &mut Sync<'_, '_>) -> Result<(), SyncError> {
        let account = sync.account.id;
        self.cache.drop_labels_of_unbookmarked(account)?;
        let mut waiting = self.cache.linked_labels(account)?;
        waiting.retain(|one| one.state.times_sent.is_some_and(|tries| tries < MOST_TRIES));
        if waiting.is_empty() {
            return Ok(());
        }
        sync.check_user()?;
        let folders: HashSet<String> =
            self.cache.linked_feeds(account)?.into_iter().map(|linked| linked.folder).collect();
        let alike = |one: &LinkedLabel, next: &LinkedLabel| {
            (&one.label, one.state.here) == (&next.label, next.state.here)
        };
        waiting.sort_by(|one, next| (&one.label, one.state.here).cmp(&(&next.label, next.state.here)));
        for told in waiting.chunk_by(alike).flat_map(|alike| alike.chunks(CHANGES_A_CALL)) {
            let Some(first) = told.first() else { continue };
            if folders.contains(first.label.as_str()) {
                self.cache.count_labels_sent(account, told, MOST_TRIES)?;
                continue;
            }
            let ids: Vec<ItemId> = told.iter().filter_map(|one| ItemId::of_digits(&one.item)).collect();
            sync.server.set_label(first.label.as_str(), first.state.here == Some(true), &ids)?;
            self.cache.count_labels_sent(account, told, 1)?;
            sync.synced.sent += told.len();
        }
        Ok(())
    }

    /// Syncs labels and tags, where there are any, or where the labels were not requested lately.
    pub(super) fn sync_labels(&mut self, sync: &mut Sync<'_, '_>, whole: &[ItemId]) -> Result<(), SyncError> {
        if !sync.server.dialect().has_labels() {
            return Ok(());
        }
        let (account, now) = (sync.account.id, (sync.clock)());
        let is_lately = |at| now.duration_since(at).abs() < REQUEST_INTERVAL;
        let linked = self.cache.linked_labels(account)?;
        let was_lately = self.cache.labels_requested(account)?.is_some_and(is_lately);
        if linked.is_empty() && was_lately && !sync.has_new_stars {
            return Ok(());
        }
        let items = self.cache.bookmarked_items(account)?;
        let Some(there) = self.labels_there(sync, &items, &linked, whole)? else { return Ok(()) };
        self.cache.set_labels_requested(account, now)?;
        if self.merge_labels(sync, &items, &there)? { self.send_pending_labels(sync) } else { Ok(()) }
    }

    /// Counts the labels that a sync would take from the server.
    pub(super) fn preview_labels(
        &self,
        sync: &mut Sync<'_, '_>,
        whole: &[ItemId],
    ) -> Result<usize, SyncError> {
        if !sync.server.dialect().has_labels() {
            return Ok(0);
        }
        let linked = self.cache.linked_labels(sync.account.id)?;
        let items = self.cache.bookmarked_items(sync.account.id)?;
        let there = self.labels_there(sync, &items, &linked, whole)?.unwrap_or_default();
        let all = with_new(linked, &items, &there);
        Ok(all.iter().filter(|one| matches!(action(one, &there, None), MergeAction::Pull(_))).count())
    }

    /// The labels that the server has for these items; `None` where the protocol has no labels.
    fn labels_there(
        &self,
        sync: &mut Sync<'_, '_>,
        items: &HashMap<String, ArticleId>,
        linked: &[LinkedLabel],
        whole: &[ItemId],
    ) -> Result<Option<LabelsByItem>, SyncError> {
        if items.len() <= ITEMS_PER_CALL {
            return self.labels_of(sync, items, linked).map(Some);
        }
        match sync.server.labels() {
            Ok(names) => labelled(sync, names, items, whole).map(Some),
            Err(AccountError::Status { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Requests the items with their labels. An item missing from the response keeps its last known labels.
    fn labels_of(
        &self,
        sync: &mut Sync<'_, '_>,
        items: &HashMap<String, ArticleId>,
        linked: &[LinkedLabel],
    ) -> Result<LabelsByItem, SyncError> {
        let folders: HashSet<String> =
            self.cache.linked_feeds(sync.account.id)?.into_iter().map(|linked| linked.folder).collect();
        let ids: Vec<ItemId> = items.keys().filter_map(|digits| ItemId::of_digits(digits)).collect();
        let told = if ids.is_empty() { Vec::new() } else { sync.server.items(&ids)? };
        let mut there = LabelsByItem::new();
        for item in &told {
            let tags = item.labels.iter().filter(|name| !folders.contains(*name));
            let tags = tags.filter_map(|name| Prose::non_empty(name));
            there.extend(tags.map(|tag| (item.id.digits().to_owned(), tag.to_string())));
        }
        let missing = linked.iter().filter(|one| {
            one.state.base == Some(true) && told.iter().all(|item| item.id.digits() != one.item)
        });
        there.extend(missing.map(|one| (one.item.clone(), one.label.to_string())));
        Ok(there)
    }

    /// Merges labels and tags. Returns whether a change is pending that was not sent before.
    fn merge_labels(
        &mut self,
        sync: &mut Sync<'_, '_>,
        items: &HashMap<String, ArticleId>,
        there: &LabelsByItem,
    ) -> Result<bool, SyncError> {
        let (account, now) = (sync.account.id, (sync.clock)());
        let is_in_step = |one: &LinkedLabel| {
            let server = there.contains(&(one.item.clone(), one.label.to_string()));
            one.state == FlagState { here: Some(server), times_sent: None, base: Some(server) }
        };
        if !with_new(self.cache.linked_labels(account)?, items, there).iter().all(is_in_step) {
            sync.check_user()?;
        }
        let (taken, tells, refused) = self.counted(|cache| {
            let linked = with_new(cache.linked_labels(account)?, items, there);
            let (mut taken, mut tells, mut refused) = (HashMap::new(), false, 0);
            let mut agreed: HashMap<(ArticleId, &Prose), (bool, &LinkedLabel)> = HashMap::new();
            for one in &linked {
                let key = (one.article, &one.label);
                match action(one, there, taken.get(&key).copied()) {
                    MergeAction::InSync if one.state.times_sent.is_some() => {
                        agreed.entry(key).or_insert((true, one));
                    }
                    MergeAction::InSync => {}
                    MergeAction::Pull(holds) => {
                        cache.adopt_label(account, one, holds, now)?;
                        taken.insert(key, holds);
                    }
                    MergeAction::Push(holds) => {
                        agreed.insert(key, (false, one));
                        cache.make_label_pending(account, one, holds)?;
                        tells |= one.state.times_sent.is_none_or(|tries| tries == 0);
                        refused += usize::from(one.state.times_sent.is_some_and(|tries| tries >= MOST_TRIES));
                    }
                }
            }
            // A change of an article with several items stays pending until all of them agree.
            for (_, one) in agreed.into_values().filter(|(is_agreed, _)| *is_agreed) {
                cache.clear_pending_label(account, one)?;
            }
            cache.set_labels(account, there)?;
            Ok((taken.len(), tells, refused))
        })?;
        sync.synced.received += taken;
        sync.synced.refused += refused;
        Ok(tells)
    }
}

/// What a merge does with a label, where the article got it or lost it by another of its items (`taken`), or not.
fn action(one: &LinkedLabel, there: &LabelsByItem, taken: Option<bool>) -> MergeAction {
    let here = one.state.here.unwrap_or_default();
    let here = match one.state.times_sent {
        Some(_) => LocalState::Pending(here),
        None => LocalState::Synced(taken.unwrap_or(here)),
    };
    let server = there.contains(&(one.item.clone(), one.label.to_string()));
    merged(ThreeWay { here, server, base: one.state.base })
}

/// Requests which of the items have which label.
fn labelled(
    sync: &mut Sync<'_, '_>,
    names: Vec<String>,
    items: &HashMap<String, ArticleId>,
    whole: &[ItemId],
) -> Result<LabelsByItem, SyncError> {
    let mut there = LabelsByItem::new();
    for name in names {
        let Some(tag) = Prose::non_empty(&name) else { continue };
        let ids = sync.server.items_with_label(&name)?;
        if !whole.is_empty() && whole.iter().all(|id| ids.contains(id)) {
            let some: Vec<ItemId> = whole.iter().take(ITEMS_CHECKED).cloned().collect();
            if sync.server.items(&some)?.iter().any(|item| !item.labels.contains(&name)) {
                return Err(AccountError::Unfiltered("labelled").into());
            }
        }
        let bookmarked = ids.iter().filter(|id| items.contains_key(id.digits()));
        there.extend(bookmarked.map(|id| (id.digits().to_owned(), tag.to_string())));
    }
    Ok(there)
}

/// The linked labels, and those that only the server has.
fn with_new(
    mut linked: Vec<LinkedLabel>,
    items: &HashMap<String, ArticleId>,
    there: &LabelsByItem,
) -> Vec<LinkedLabel> {
    let known: HashSet<(String, String)> =
        linked.iter().map(|one| (one.item.clone(), one.label.to_string())).collect();
    let new = there.iter().filter(|pair| !known.contains(*pair)).filter_map(|(item, label)| {
        let said = FlagState { here: Some(false), times_sent: None, base: Some(false) };
        Some(LinkedLabel {
            item: item.clone(),
            article: *items.get(item)?,
            label: label.as_str().into(),
            state: said,
        })
    });
    linked.extend(new);
    linked
}
