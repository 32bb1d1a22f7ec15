//! The merge of both sides: flags that the lists leave open are requested, lists without a filter are
//! refused, and the result is written in one transaction, with the server's values as the new base.

use std::collections::{HashMap, HashSet};

use super::{ServerLists, Sync, SyncError, calls};
use crate::account::{AccountError, ItemId, ItemList, LocalState, MergeAction, ThreeWay, merged};
use crate::cache::{FlagState, LinkedItem};
use crate::domain::{Account, ArticleId, SyncedFlag};
use crate::library::Library;

/// The items tested of a list that is as long as the whole account.
const ITEMS_CHECKED: usize = 100;

/// The merge action for one flag of one item.
struct FlagMerge {
    item: usize,
    flag: SyncedFlag,
    server: bool,
    state: FlagState,
    action: MergeAction,
}

impl Library {
    /// Requests the items whose flags the lists leave open: an item missing from a list was read, or is gone.
    pub(super) fn request_unknown_flags(
        &self,
        sync: &mut Sync<'_, '_>,
        whole: &[ItemId],
        lists: &mut ServerLists,
    ) -> Result<(), SyncError> {
        let items = self.cache.linked_items(sync.account.id)?;
        let named: Vec<(ItemId, &LinkedItem)> =
            items.iter().filter_map(|item| Some((ItemId::of_digits(&item.item)?, item))).collect();
        for (list, flag) in [(ItemList::Unread, SyncedFlag::Read), (ItemList::Starred, SyncedFlag::Starred)] {
            check_filter(sync, list, flag, whole, &named, lists)?;
        }
        let is_open = |(id, item): &&(ItemId, &LinkedItem)| {
            !lists.gone.contains(id)
                && SyncedFlag::ALL.iter().any(|flag| lists.of(id, *flag, item.flag_state(*flag)).is_none())
        };
        let open: Vec<ItemId> = named.iter().filter(is_open).map(|(id, _)| id.clone()).collect();
        for ids in calls(&open) {
            request_flags(sync, ids, lists)?;
        }
        Ok(())
    }

    /// Merges the marks. Returns whether a change is pending that was not sent before.
    pub(super) fn merge_marks(
        &mut self,
        sync: &mut Sync<'_, '_>,
        lists: &ServerLists,
    ) -> Result<bool, SyncError> {
        let account = sync.account.id;
        let is_taken = |done: &FlagMerge| matches!(done.action, MergeAction::Pull(_));
        if flag_merges(&self.cache.linked_items(account)?, lists).iter().any(is_taken) {
            sync.check_user()?;
        }
        let now = (sync.clock)();
        let (taken, tells, refused, stars) = self.counted(|cache| {
            let items = cache.linked_items(account)?;
            let verdicts = flag_merges(&items, lists);
            let (mut taken, mut tells, mut refused, mut stars) = (0, false, 0, false);
            let mut waiting: HashMap<(ArticleId, SyncedFlag), bool> = HashMap::new();
            for FlagMerge { item, flag, server, state: said, action } in verdicts {
                let Some(item) = items.get(item) else { continue };
                match action {
                    MergeAction::InSync if said.times_sent.is_some() => {
                        waiting.entry((item.article, flag)).or_insert(true);
                    }
                    MergeAction::InSync => {}
                    MergeAction::Pull(holds) => {
                        cache.adopt_flag(account, item.article, flag, holds, now)?;
                        taken += 1;
                        stars |= flag == SyncedFlag::Starred && holds;
                    }
                    MergeAction::Push(holds) => {
                        waiting.insert((item.article, flag), false);
                        cache.make_pending(account, item.article, flag, holds)?;
                        tells |= said.times_sent.is_none_or(|tries| tries == 0);
                        refused +=
                            usize::from(said.times_sent.is_some_and(|tries| tries >= super::MOST_TRIES));
                    }
                }
                if said.base != Some(server) {
                    cache.set_base(account, &item.item, flag, server)?;
                }
            }
            // A change of an article with several items stays pending until all of them agree.
            for ((article, flag), _) in waiting.into_iter().filter(|(_, agreed)| *agreed) {
                cache.clear_pending(account, article, flag)?;
            }
            for item in items.iter().filter(|item| is_gone(item, lists)) {
                cache.unlink_item(account, &item.item)?;
            }
            cache.save_sync(account, Ok(now))?;
            Ok((taken, tells, refused, stars))
        })?;
        sync.has_new_stars |= stars;
        sync.synced.received += taken;
        sync.synced.refused = refused;
        Ok(tells)
    }

    /// The number of marks that would be taken, and that would be sent.
    pub(super) fn preview_merge(
        &self,
        account: &Account,
        told: &ServerLists,
    ) -> Result<(usize, usize), SyncError> {
        let verdicts = flag_merges(&self.cache.linked_items(account.id)?, told);
        let count = |is: fn(&MergeAction) -> bool| verdicts.iter().filter(|done| is(&done.action)).count();
        Ok((
            count(|action| matches!(action, MergeAction::Pull(_))),
            count(|action| matches!(action, MergeAction::Push(_))),
        ))
    }
}

fn is_gone(item: &LinkedItem, lists: &ServerLists) -> bool {
    ItemId::of_digits(&item.item).is_some_and(|id| lists.gone.contains(&id))
}

/// The merge actions, item by item. Where several items are one article, a value taken from one is the local
/// value for the next.
fn flag_merges(items: &[LinkedItem], lists: &ServerLists) -> Vec<FlagMerge> {
    let mut taken: HashMap<(ArticleId, SyncedFlag), bool> = HashMap::new();
    let mut all = Vec::new();
    for (place, item) in items.iter().enumerate() {
        let Some(id) = ItemId::of_digits(&item.item).filter(|id| !lists.gone.contains(id)) else { continue };
        for flag in SyncedFlag::ALL {
            let said = item.flag_state(flag);
            let (Some(here), Some(server)) = (said.here, lists.of(&id, flag, said)) else { continue };
            let here = match said.times_sent {
                Some(_) => LocalState::Pending(here),
                None => LocalState::Synced(taken.get(&(item.article, flag)).copied().unwrap_or(here)),
            };
            let action = merged(ThreeWay { here, server, base: said.base });
            if let MergeAction::Pull(holds) = action {
                taken.insert((item.article, flag), holds);
            }
            if action != MergeAction::InSync || said.times_sent.is_some() || said.base != Some(server) {
                all.push(FlagMerge { item: place, flag, server, state: said, action });
            }
        }
    }
    all
}

/// Tests a list that is as long as the whole account by some of its items: a server that does not know a
/// filter returns everything, and that would change everything.
fn check_filter(
    sync: &mut Sync<'_, '_>,
    list: ItemList,
    flag: SyncedFlag,
    whole: &[ItemId],
    items: &[(ItemId, &LinkedItem)],
    lists: &mut ServerLists,
) -> Result<(), SyncError> {
    let listed = if flag == SyncedFlag::Read { &lists.unread } else { &lists.starred };
    let holds = flag == SyncedFlag::Starred;
    if whole.is_empty() || !whole.iter().all(|id| listed.contains(id)) {
        return Ok(());
    }
    let is_news = |(id, item): &&(ItemId, &LinkedItem)| {
        listed.contains(id) && !lists.requested.contains_key(id) && item.flag_state(flag).base == Some(!holds)
    };
    let news: Vec<ItemId> =
        items.iter().filter(is_news).take(ITEMS_CHECKED).map(|(id, _)| id.clone()).collect();
    for ids in calls(&news) {
        request_flags(sync, ids, lists)?;
    }
    let listed = if flag == SyncedFlag::Read { &lists.unread } else { &lists.starred };
    let is_contradicted =
        listed.iter().any(|id| lists.requested.get(id).is_some_and(|said| said.get(flag) != holds));
    if is_contradicted { Err(AccountError::Unfiltered(list.name()).into()) } else { Ok(()) }
}

/// Requests the flags of items, and which of them are gone.
fn request_flags(
    sync: &mut Sync<'_, '_>,
    ids: &[ItemId],
    lists: &mut ServerLists,
) -> Result<(), AccountError> {
    let items = sync.server.items(ids)?;
    let found: HashSet<&ItemId> = items.iter().map(|item| &item.id).collect();
    lists.gone.extend(ids.iter().filter(|id| !found.contains(id)).cloned());
    lists.requested.extend(items.iter().map(|item| (item.id.clone(), item.flags)));
    Ok(())
}
