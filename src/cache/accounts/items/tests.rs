//! Which changes of items are pending, and which are not.

use super::*;
use crate::cache::samples::{article, now, stored};
use crate::domain::{Account, Bookmark, Change, WebUrl};

fn account() -> Account {
    Account {
        id: AccountId(0),
        url: WebUrl::parse("https://rss.example/api").unwrap(),
        kind: "freshrss".to_owned(),
        name: "ana".to_owned(),
        password_command: vec!["pass".to_owned(), "show".to_owned(), "rss".to_owned()],
        server_user: "ana".to_owned(),
        synced: None,
        reason: None,
        waiting: 0,
        feeds: 0,
    }
}

fn with_article() -> (Cache, AccountId, ArticleId) {
    let mut cache = Cache::in_memory().unwrap();
    let account = cache.add_account(&account()).unwrap();
    let id = stored(&mut cache, &article("Rain"));
    cache.link_items(account, &[("1f".to_owned(), Some(id)), ("2f".to_owned(), None)]).unwrap();
    (cache, account, id)
}

fn said(cache: &mut Cache, id: ArticleId, read: bool) {
    cache.apply(&Change::Read(vec![(id, read)]), now()).unwrap();
}

fn told(cache: &Cache, account: AccountId) -> Vec<(SyncedFlag, bool, u32)> {
    cache.pending_flags(account).unwrap().iter().map(|one| (one.flag, one.holds, one.tries)).collect()
}

#[test]
fn an_account_is_kept_without_a_password() {
    let (cache, id, _) = with_article();

    assert_eq!(cache.accounts().unwrap(), [Account { id, ..account() }]);
    assert_eq!(cache.known_items(id).unwrap(), ["1f", "2f"].map(str::to_owned).into());
}

#[test]
fn what_a_person_says_waits_and_the_last_word_counts() {
    let (mut cache, account, id) = with_article();

    said(&mut cache, id, true);
    let first = cache.pending_flags(account).unwrap();
    cache.count_sent(account, &first).unwrap();
    assert_eq!(told(&cache, account), [(SyncedFlag::Read, true, 1)]);
    said(&mut cache, id, false);
    // The answer to the earlier request comes late.
    cache.count_sent(account, &first).unwrap();

    assert_eq!(told(&cache, account), [(SyncedFlag::Read, false, 0)]);
    assert_eq!(cache.accounts().unwrap()[0].waiting, 1);
}

#[test]
fn changes_of_a_server_are_pending_only_for_other_accounts() {
    let (mut cache, account, id) = with_article();
    let other = Account { url: WebUrl::parse("https://b.example/").unwrap(), ..self::account() };
    let other = cache.add_account(&other).unwrap();
    cache.link_items(other, &[("1f".to_owned(), Some(id))]).unwrap();

    cache.adopt_flag(account, id, SyncedFlag::Starred, true, now()).unwrap();

    assert!(cache.bookmark(id).unwrap().is_some());
    assert_eq!(
        (told(&cache, account), told(&cache, other)),
        (Vec::new(), vec![(SyncedFlag::Starred, true, 0)])
    );
}

#[test]
fn a_bookmark_that_was_taken_off_elsewhere_comes_back_with_its_note() {
    let (mut cache, account, id) = with_article();
    let bookmark = Bookmark { added: now(), note: Some("why".into()), tags: ["sky".into()].into() };
    cache.apply(&Change::Bookmark(vec![(id, Some(bookmark))]), now()).unwrap();

    cache.adopt_flag(account, id, SyncedFlag::Starred, false, now()).unwrap();
    assert_eq!(cache.bookmark(id).unwrap(), None);
    cache.adopt_flag(account, id, SyncedFlag::Starred, true, now()).unwrap();

    let bookmark = cache.bookmark(id).unwrap().unwrap();
    assert_eq!((bookmark.note, bookmark.tags), (Some("why".into()), ["sky".into()].into()));
}

#[test]
fn what_was_said_before_the_account_waits_and_what_the_same_machine_hears_again_does_not() {
    let mut cache = Cache::in_memory().unwrap();
    let account = cache.add_account(&account()).unwrap();
    let id = stored(&mut cache, &article("Rain"));
    said(&mut cache, id, true);

    cache.link_items(account, &[("1f".to_owned(), Some(id))]).unwrap();
    assert_eq!(told(&cache, account), [(SyncedFlag::Read, true, 0)]);
    cache.clear_pending(account, id, SyncedFlag::Read).unwrap();
    let later = now() + jiff::SignedDuration::from_hours(1);
    let heard = [crate::domain::Statement::of_flag(Aspect::Read, true, later)].into_iter().collect();
    assert!(cache.merge(Subject::Article(id), &heard).unwrap());

    assert_eq!(told(&cache, account), []);
}

#[test]
fn feeds_stay_when_their_account_goes() {
    let (mut cache, account, _) = with_article();
    let feed = WebUrl::parse("https://paper.example/feed").unwrap();
    let (feed, _) = cache
        .subscribe(&crate::domain::Subscription::of_url(feed), crate::domain::FullText::default())
        .unwrap();
    cache.set_account(feed, Some(account)).unwrap();
    assert_eq!(cache.feeds().unwrap()[0].account, Some(account));

    assert!(cache.remove_account(account).unwrap());

    assert_eq!(cache.feeds().unwrap()[0].account, None);
    assert_eq!(cache.pending_flags(account).unwrap(), []);
    assert_eq!(cache.check().unwrap(), [""; 0]);
}
