//! The merge of both sides: flags that the lists leave open are requested, lists without a filter are
//! refused, and the result is written in one transaction, with the server's values as the new base.

use std::collections::{HashMap, HashSet};

use super::{ServerLists, Sync, SyncError, calls};
use crate::account::{AccountError, ItemId, List, LocalState, MergeAction, ThreeWay, merged};
use crate::cache::{FlagState, LinkedItem};
use crate::domain::{Account, ArticleId, Flag};
use crate::library::Library;

/// The items tested of a list that is as long as the whole account.
const PROOF: usize = 100;

/// The merge action for one flag of one item.
struct Done {
    item: usize,
    flag: Flag,
    server: bool,
    said: FlagState,
    action: MergeAction,
}

impl Library {
    /// Requests the items whose flags the lists leave open: an item missing from a list was read, or is gone.
    pub(super) fn request_unknown_flags(
        &self,
        sync: &mut Sync<'_, '_>,
        whole: &[ItemId],
        told: &mut ServerLists,
    ) -> Result<(), SyncError> {
        let items = self.cache.linked_items(sync.account.id)?;
        let named: Vec<(ItemId, &LinkedItem)> =
            items.iter().filter_map(|item| Some((ItemId::of_digits(&item.item)?, item))).collect();
        for (list, flag) in [(List::Unread, Flag::Read), (List::Starred, Flag::Starred)] {
            check_filter(sync, list, flag, whole, &named, told)?;
        }
        let is_open = |(id, item): &&(ItemId, &LinkedItem)| {
            !told.gone.contains(id)
                && Flag::ALL.iter().any(|flag| told.of(id, *flag, item.said(*flag)).is_none())
        };
        let open: Vec<ItemId> = named.iter().filter(is_open).map(|(id, _)| id.clone()).collect();
        for ids in calls(&open) {
            ask_for(sync, ids, told)?;
        }
        Ok(())
    }

    /// Merges the marks. Returns whether a change is pending that was not sent before.
    pub(super) fn merge_marks(
        &mut self,
        sync: &mut Sync<'_, '_>,
        told: &ServerLists,
    ) -> Result<bool, SyncError> {
        let account = sync.account.id;
        let is_taken = |done: &Done| matches!(done.action, MergeAction::Pull(_));
        if verdicts(&self.cache.linked_items(account)?, told).iter().any(is_taken) {
            sync.check_user()?;
        }
        let now = (sync.clock)();
        let (taken, tells, refused, stars) = self.counted(|cache| {
            let items = cache.linked_items(account)?;
            let verdicts = verdicts(&items, told);
            let (mut taken, mut tells, mut refused, mut stars) = (0, false, 0, false);
            let mut waiting: HashMap<(ArticleId, Flag), bool> = HashMap::new();
            for Done { item, flag, server, said, action } in verdicts {
                let Some(item) = items.get(item) else { continue };
                match action {
                    MergeAction::InSync if said.waits.is_some() => {
                        waiting.entry((item.article, flag)).or_insert(true);
                    }
                    MergeAction::InSync => {}
                    MergeAction::Pull(holds) => {
                        cache.take_flag(account, item.article, flag, holds, now)?;
                        taken += 1;
                        stars |= flag == Flag::Starred && holds;
                    }
                    MergeAction::Push(holds) => {
                        waiting.insert((item.article, flag), false);
                        cache.wait(account, item.article, flag, holds)?;
                        tells |= said.waits.is_none_or(|tries| tries == 0);
                        refused += usize::from(said.waits.is_some_and(|tries| tries >= super::MOST_TRIES));
                    }
                }
                if said.base != Some(server) {
                    cache.set_base(account, &item.item, flag, server)?;
                }
            }
            // A change of an article with several items stays pending until all of them agree.
            for ((article, flag), _) in waiting.into_iter().filter(|(_, agreed)| *agreed) {
                cache.settle_waiting(account, article, flag)?;
            }
            for item in items.iter().filter(|item| is_gone(item, told)) {
                cache.unlink_item(account, &item.item)?;
            }
            cache.save_sync(account, Ok(now))?;
            Ok((taken, tells, refused, stars))
        })?;
        sync.has_new_stars |= stars;
        sync.synced.taken += taken;
        sync.synced.refused = refused;
        Ok(tells)
    }

    /// The number of marks that would be taken, and that would be sent.
    pub(super) fn preview_merge(
        &self,
        account: &Account,
        told: &ServerLists,
    ) -> Result<(usize, usize), SyncError> {
        let verdicts = verdicts(&self.cache.linked_items(account.id)?, told);
        let count = |is: fn(&MergeAction) -> bool| verdicts.iter().filter(|done| is(&done.action)).count();
        Ok((
            count(|action| matches!(action, MergeAction::Pull(_))),
            count(|action| matches!(action, MergeAction::Push(_))),
        ))
    }
}

fn is_gone(item: &LinkedItem, told: &ServerLists) -> bool {
    ItemId::of_digits(&item.item).is_some_and(|id| told.gone.contains(&id))
}

/// The merge actions, item by item. Where several items are one article, a value taken from one is the local
/// value for the next.
fn verdicts(items: &[LinkedItem], told: &ServerLists) -> Vec<Done> {
    let mut taken: HashMap<(ArticleId, Flag), bool> = HashMap::new();
    let mut all = Vec::new();
    for (place, item) in items.iter().enumerate() {
        let Some(id) = ItemId::of_digits(&item.item).filter(|id| !told.gone.contains(id)) else { continue };
        for flag in Flag::ALL {
            let said = item.said(flag);
            let (Some(here), Some(server)) = (said.here, told.of(&id, flag, said)) else { continue };
            let here = match said.waits {
                Some(_) => LocalState::Pending(here),
                None => LocalState::Synced(taken.get(&(item.article, flag)).copied().unwrap_or(here)),
            };
            let action = merged(ThreeWay { here, server, base: said.base });
            if let MergeAction::Pull(holds) = action {
                taken.insert((item.article, flag), holds);
            }
            if action != MergeAction::InSync || said.waits.is_some() || said.base != Some(server) {
                all.push(Done { item: place, flag, server, said, action });
            }
        }
    }
    all
}

/// Tests a list that is as long as the whole account by some of its items: a server that does not know a
/// filter returns everything, and that would change everything.
fn check_filter(
    sync: &mut Sync<'_, '_>,
    list: List,
    flag: Flag,
    whole: &[ItemId],
    items: &[(ItemId, &LinkedItem)],
    told: &mut ServerLists,
) -> Result<(), SyncError> {
    let listed = if flag == Flag::Read { &told.unread } else { &told.starred };
    let holds = flag == Flag::Starred;
    if whole.is_empty() || !whole.iter().all(|id| listed.contains(id)) {
        return Ok(());
    }
    let is_news = |(id, item): &&(ItemId, &LinkedItem)| {
        listed.contains(id) && !told.asked.contains_key(id) && item.said(flag).base == Some(!holds)
    };
    let news: Vec<ItemId> = items.iter().filter(is_news).take(PROOF).map(|(id, _)| id.clone()).collect();
    for ids in calls(&news) {
        ask_for(sync, ids, told)?;
    }
    let listed = if flag == Flag::Read { &told.unread } else { &told.starred };
    let is_contradicted =
        listed.iter().any(|id| told.asked.get(id).is_some_and(|said| said.get(flag) != holds));
    if is_contradicted { Err(AccountError::Unfiltered(list.name()).into()) } else { Ok(()) }
}

/// Requests the flags of items, and which of them are gone.
fn ask_for(sync: &mut Sync<'_, '_>, ids: &[ItemId], told: &mut ServerLists) -> Result<(), AccountError> {
    let items = sync.server.items(ids)?;
    let found: HashSet<&ItemId> = items.iter().map(|item| &item.id).collect();
    told.gone.extend(ids.iter().filter(|id| !found.contains(id)).cloned());
    told.asked.extend(items.iter().map(|item| (item.id.clone(), item.flags)));
    Ok(())
}
