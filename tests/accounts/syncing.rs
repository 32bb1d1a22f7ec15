//! One sync after another with a server that has the traps of those that people run.

use newsprint::account::{AccountError, Dialect};
use newsprint::domain::{Article, FullText, ListRange, Order, Subscription, SyncedFlag, View, WebUrl};
use newsprint::library::{Library, SyncError};

use super::DIALECTS;
use crate::support::account_server::{AccountServer, Fault, Newsprint, State};

/// A server with a feed of so many unread articles, and the number of the first.
pub fn server(dialect: Dialect, articles: usize) -> (AccountServer, u64) {
    let double = AccountServer::of(dialect);
    let mut state = double.state();
    let feed = state.subscribe("https://paper1.example/feed", Some("News"));
    let first = state.publish(feed, articles);
    drop(state);
    (double, first)
}

#[test]
fn subscriptions_and_articles_come_with_their_marks_and_the_next_sync_brings_nothing() {
    for dialect in DIALECTS {
        let (double, first) = server(dialect, 30);
        double.state().item(first).read = true;
        double.state().item(first + 1).starred = true;
        let mut here = Newsprint::on(&double);

        let synced = here.sync();

        assert_eq!((synced.new, synced.feeds), (30, 1), "{dialect:?}");
        assert_eq!((here.flags(first), here.flags(first + 1)), ((true, false), (false, true)));
        let feeds = here.library.feeds().expect("feeds");
        let feed = &feeds[0];
        assert_eq!((feed.articles, feed.label().as_str(), feed.folder.len()), (30, "Paper 1", 1));
        assert_eq!(feed.account, Some(here.account().id));
        let again = here.sync();
        assert_eq!((again.new, again.sent, again.received, again.feeds), (0, 0, 0, 0));
        assert!(again.calls <= 5, "{again:?}");
        assert!(here.account().synced.is_some() && here.account().reason.is_none());
    }
}

#[test]
fn marks_travel_both_ways_in_every_dialect() {
    for dialect in DIALECTS {
        let (double, first) = server(dialect, 5);
        let mut here = Newsprint::on(&double);
        here.sync();

        here.say(first, SyncedFlag::Read, true);
        here.say(first + 1, SyncedFlag::Starred, true);
        double.state().item(first + 2).read = true;
        double.state().item(first + 3).starred = true;
        assert_eq!(here.account().waiting, 2);
        here.sync();

        let mut state = double.state();
        assert!(state.item(first).read && state.item(first + 1).starred, "{dialect:?}");
        drop(state);
        assert_eq!((here.flags(first + 2), here.flags(first + 3)), ((true, false), (false, true)));
        assert_eq!(here.account().waiting, 0);

        here.say(first, SyncedFlag::Read, false);
        here.say(first + 1, SyncedFlag::Starred, false);
        double.state().item(first + 2).read = false;
        double.state().item(first + 3).starred = false;
        here.sync();

        let mut state = double.state();
        assert!(!state.item(first).read && !state.item(first + 1).starred, "{dialect:?}");
        drop(state);
        assert_eq!((here.flags(first + 2), here.flags(first + 3)), ((false, false), (false, false)));
    }
}

#[test]
fn only_the_last_offline_change_of_a_mark_is_sent() {
    let (double, first) = server(Dialect::FreshRss, 2);
    let mut here = Newsprint::on(&double);
    here.sync();

    for read in [true, false, true] {
        here.say(first, SyncedFlag::Read, read);
    }
    let synced = here.sync();

    assert_eq!((synced.sent, double.state().calls_to("edit-tag")), (1, 1));
    assert!(double.state().item(first).read);
}

#[test]
fn unread_again_here_counts_although_it_was_read_elsewhere_meanwhile() {
    let (double, first) = server(Dialect::FreshRss, 2);
    let mut here = Newsprint::on(&double);
    here.sync();

    here.say(first, SyncedFlag::Read, true);
    here.say(first, SyncedFlag::Read, false);
    double.state().item(first).read = true;
    here.sync();
    here.sync();

    assert!(!double.state().item(first).read);
    assert_eq!(here.flags(first), (false, false));
}

#[test]
fn a_list_as_long_as_the_whole_account_is_refused_and_changes_nothing() {
    let (double, first) = server(Dialect::FreshRss, 10);
    for number in first..first + 5 {
        double.state().item(number).read = true;
    }
    let mut here = Newsprint::on(&double);
    here.sync();
    let before = here.articles();

    double.state().ignores_filters = true;
    let refused = here.try_sync();

    assert!(matches!(refused, Err(SyncError::Account(AccountError::Unfiltered(_)))), "{refused:?}");
    assert_eq!(here.articles(), before);
    let reason = here.account().reason.expect("it is kept");
    assert!(reason.as_str().contains("also contains others"), "{reason}");
}

#[test]
fn an_unfiltered_list_at_the_first_sync_is_refused_too() {
    let (double, first) = server(Dialect::FreshRss, 10);
    double.state().item(first).read = true;
    double.state().ignores_filters = true;
    let mut here = Newsprint::on(&double);

    assert!(matches!(here.try_sync(), Err(SyncError::Account(AccountError::Unfiltered(_)))));

    // The texts came, and no star with them.
    assert_eq!(here.articles().len(), 10);
    assert!(here.articles().values().all(|(_, _, starred)| !starred));
}

#[test]
fn an_account_of_which_all_is_unread_or_all_is_starred_is_no_mistake() {
    let (double, first) = server(Dialect::FreshRss, 3);
    let mut here = Newsprint::on(&double);
    here.sync();

    for number in first..first + 3 {
        double.state().item(number).starred = true;
    }
    here.sync();

    assert_eq!(here.articles().len(), 3);
    assert!(here.articles().values().all(|(_, read, starred)| !read && *starred));
}

#[test]
fn reads_of_another_client_between_two_pages_lose_no_mark() {
    for dialect in [Dialect::FreshRss, Dialect::Miniflux, Dialect::CommaFeed] {
        let (double, first) = server(dialect, 30);
        double.state().page = 10;
        let mut here = Newsprint::on(&double);
        here.sync();

        // The last item of the first page is read before the second is asked for: the next one is never listed.
        let mut state = double.state();
        let last_of_page = first + 20;
        let unread_begins = state.asked.len() + 5;
        for call in unread_begins..unread_begins + 4 {
            state.meanwhile.insert(call, Box::new(move |state| state.item(last_of_page).read = true));
        }
        drop(state);
        here.sync();
        let unread = |here: &Newsprint| here.articles().values().filter(|(_, read, _)| !read).count();
        assert!(unread(&here) >= 29, "{dialect:?}");
        here.sync();

        assert_eq!((unread(&here), here.flags(last_of_page).0), (29, true), "{dialect:?}");
    }
}

#[test]
fn nothing_follows_from_a_list_that_breaks_off() {
    let (double, _) = server(Dialect::FreshRss, 30);
    let mut here = Newsprint::on(&double);
    here.sync();
    let calls = here.sync().calls;
    let before = here.articles();

    double.state().page = 10;
    for call in 1..calls + 4 {
        let at = double.calls() + call;
        double.state().faults.insert(at, Fault::NotDelivered);
        drop(here.try_sync());
        double.state().faults.clear();
        assert_eq!(here.articles(), before);
    }
}

#[test]
fn articles_that_the_server_has_dropped_keep_their_marks() {
    let (double, first) = server(Dialect::FreshRss, 5);
    let mut here = Newsprint::on(&double);
    here.sync();
    here.say(first + 1, SyncedFlag::Starred, true);
    here.sync();

    double.state().items.retain(|item| item.number > first + 1);
    double.state().item(first + 2).read = true;
    here.sync();

    assert_eq!(here.articles().len(), 5);
    assert_eq!((here.flags(first), here.flags(first + 1)), ((false, false), (false, true)));
    assert_eq!(here.flags(first + 2), (true, false));
}

#[test]
fn an_article_stored_before_and_one_of_the_account_are_one() {
    let (double, first) = server(Dialect::FreshRss, 2);
    let mut library = Library::in_memory().expect("memory");
    let url = WebUrl::parse(&double.state().item(first).url()).expect("an address");
    let article = Article {
        headline: format!("Rain & snow {first}").as_str().into(),
        url: Some(url),
        guid: Some("urn:1".into()),
        ..Article::default()
    };
    let id =
        library.add(&[article], "2026-05-01T00:00:00Z".parse().expect("a time")).expect("it is kept")[0].id;
    let mut here = Newsprint::joining(&double, library);
    here.say(first, SyncedFlag::Read, true);

    let synced = here.sync();

    assert_eq!((here.articles().len(), synced.new), (2, 1));
    assert_eq!(here.articles()[&first].0, id);
    // What was said here before the account was added is told.
    here.sync();
    assert!(double.state().item(first).read);
}

#[test]
fn a_server_that_ignores_changes_does_not_revert_them() {
    let (double, first) = server(Dialect::FreshRss, 2);
    let mut here = Newsprint::on(&double);
    here.sync();

    here.say(first, SyncedFlag::Read, true);
    double.state().forgets_changes = true;
    let refused: Vec<usize> = (0..8).map(|_| here.sync().refused).collect();

    assert_eq!(here.flags(first), (true, false));
    assert_eq!((refused.first(), refused.last()), (Some(&0), Some(&1)));
    assert_eq!(double.state().calls_to("edit-tag"), 5);
}

#[test]
fn changes_made_during_a_sync_survive_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cache.db");
    let (double, first) = server(Dialect::FreshRss, 3);
    let mut here = Newsprint::joining(&double, Library::open(&path).expect("it opens"));
    here.sync();
    let calls = here.sync().calls;
    let id = here.articles()[&first].0;

    // After the lists were told, and before they are merged: at the last call.
    let now = here.now;
    let last = double.calls() + calls;
    let say = move |_: &mut State| {
        let mut other = Library::open(&path).expect("it opens");
        other.apply(&newsprint::domain::Change::Read(vec![(id, true)]), now).expect("it is said");
    };
    double.state().meanwhile.insert(last, Box::new(say));
    here.sync();

    assert_eq!(here.flags(first), (true, false));
    here.sync();
    assert!(double.state().item(first).read);
}

#[test]
fn a_server_that_answers_for_somebody_else_changes_nothing() {
    let (double, first) = server(Dialect::FreshRss, 3);
    let mut here = Newsprint::on(&double);
    here.sync();
    let before = here.articles();

    let mut state = double.state();
    state.person = "demo".to_owned();
    state.item(first).read = true;
    state.subscribe("https://demo.example/feed", None);
    drop(state);
    let refused = here.try_sync();

    assert!(matches!(refused, Err(SyncError::Account(AccountError::WrongUser))), "{refused:?}");
    assert_eq!((here.articles(), here.library.feeds().expect("feeds").len()), (before, 1));
}

#[test]
fn a_server_that_names_no_subscription_any_more_ends_none() {
    let (double, _) = server(Dialect::FreshRss, 1);
    for number in 2..5 {
        double.state().subscribe(&format!("https://paper{number}.example/feed"), None);
    }
    let mut here = Newsprint::on(&double);
    here.sync();

    double.state().feeds.clear();

    assert!(matches!(here.try_sync(), Err(SyncError::Account(AccountError::NoSubscriptions))));
    assert_eq!(here.library.feeds().expect("feeds").len(), 4);
}

#[test]
fn a_subscription_that_was_answered_too_late_is_not_made_twice() {
    let (double, _) = server(Dialect::FreshRss, 1);
    let mut here = Newsprint::on(&double);
    here.sync();

    let feed = WebUrl::parse("https://b.example/feed").expect("an address");
    let (id, _) = here.library.subscribe(&Subscription::of_url(feed), FullText::Never).expect("it is kept");
    let account = here.account().id;
    here.library.set_account(id, Some(account)).expect("it is kept");
    // Log-in, list, account, token, and then the subscription itself.
    let at = double.calls() + 5;
    double.state().faults.insert(at, Fault::AnswerLost);
    assert!(here.try_sync().is_err());
    assert_eq!(double.state().calls_to("quickadd"), 1);
    here.sync();

    let state = double.state();
    assert_eq!((state.feeds.len(), state.calls_to("quickadd")), (2, 1));
    drop(state);
    assert_eq!(here.library.feeds().expect("feeds").len(), 2);
}

#[test]
fn subscriptions_agree_whoever_made_ended_named_or_moved_them() {
    for dialect in DIALECTS {
        let (double, _) = server(dialect, 2);
        let mut here = Newsprint::on(&double);
        here.sync();
        let account = here.account().id;

        // Here one is added, there another.
        let feed = WebUrl::parse("https://b.example/feed").expect("an address");
        let (id, _) =
            here.library.subscribe(&Subscription::of_url(feed), FullText::Never).expect("it is kept");
        here.library.set_account(id, Some(account)).expect("it is kept");
        assert_eq!(here.account().waiting, 1, "{dialect:?}");
        double.state().subscribe("https://c.example/feed", None);
        here.sync();
        assert_eq!(
            (double.state().feeds.len(), here.library.feeds().expect("feeds").len()),
            (3, 3),
            "{dialect:?}"
        );

        // Here one is named and moved, there another.
        let mut mine =
            here.library.feeds().expect("feeds").into_iter().find(|feed| feed.id == id).expect("it is there");
        mine.name = Some("Bee".into());
        mine.folder = Subscription::split_folders("World");
        here.library.change_feed(&mine).expect("it is kept");
        assert_eq!(here.account().waiting, 1, "{dialect:?}");
        let mut state = double.state();
        state.feeds[0].title = "The Paper".to_owned();
        state.feeds[0].folder = Some("Daily".to_owned());
        drop(state);
        here.sync();
        let told = |feeds: &[newsprint::domain::Feed]| {
            let mut told: Vec<String> =
                feeds.iter().map(|feed| format!("{} in {:?}", feed.label(), feed.folder)).collect();
            told.sort();
            told
        };
        let feeds = told(&here.library.feeds().expect("feeds"));
        assert!(
            feeds.iter().any(|feed| feed.starts_with("The Paper in") && feed.contains("Daily")),
            "{feeds:?}"
        );
        let state = double.state();
        let bee = state.feeds.iter().find(|feed| feed.url.contains("b.example")).expect("it is there");
        assert_eq!((bee.title.as_str(), bee.folder.as_deref()), ("Bee", Some("World")), "{dialect:?}");
        drop(state);

        // Here one is left, there another.
        here.library.unsubscribe(id).expect("it is left");
        assert_eq!(here.account().waiting, 1, "{dialect:?}");
        double.state().feeds.retain(|feed| !feed.url.contains("c.example"));
        here.sync();
        assert_eq!(
            (double.state().feeds.len(), here.library.feeds().expect("feeds").len()),
            (1, 1),
            "{dialect:?}"
        );
        let again = here.sync();
        assert_eq!((again.feeds, again.sent, here.account().waiting), (0, 0, 0));
    }
}

#[test]
fn a_feed_that_was_named_here_and_then_elsewhere_is_called_as_it_was_last() {
    let (double, _) = server(Dialect::FreshRss, 1);
    let mut here = Newsprint::on(&double);
    here.sync();
    let mut feed = here.library.feeds().expect("feeds").remove(0);
    feed.name = Some("Mine".into());
    here.library.change_feed(&feed).expect("it is kept");
    here.sync();
    assert_eq!(double.state().feeds[0].title, "Mine");

    double.state().feeds[0].title = "Ours".to_owned();
    here.sync();
    here.sync();

    assert_eq!(double.state().feeds[0].title, "Ours");
    assert_eq!(here.library.feeds().expect("feeds")[0].label().as_str(), "Ours");
}

#[test]
fn articles_of_a_feed_that_was_left_elsewhere_stay() {
    let (double, _) = server(Dialect::Miniflux, 4);
    let mut here = Newsprint::on(&double);
    here.sync();

    let mut state = double.state();
    state.feeds.clear();
    state.items.clear();
    drop(state);
    here.sync();

    assert_eq!((here.articles().len(), here.library.feeds().expect("feeds").len()), (4, 0));
}

#[test]
fn deleted_articles_are_not_stored_again_by_a_sync() {
    let (double, first) = server(Dialect::FreshRss, 3);
    let mut here = Newsprint::on(&double);
    here.sync();
    let id = here.articles()[&first].0;

    here.library
        .apply(&newsprint::domain::Change::Delete(vec![(id, true)]), here.now)
        .expect("it is deleted");
    here.sync();
    let again = here.sync();

    assert_eq!((here.articles().len(), again.new, again.calls <= 5), (2, 0, true));
}

#[test]
fn two_newsprints_on_one_account_agree() {
    let (double, first) = server(Dialect::FreshRss, 4);
    let (mut one, mut other) = (Newsprint::on(&double), Newsprint::on(&double));
    one.sync();
    other.sync();

    one.say(first, SyncedFlag::Read, true);
    other.say(first + 1, SyncedFlag::Starred, true);
    for _ in 0..2 {
        one.sync();
        other.sync();
    }

    assert_eq!(
        one.articles().values().map(|(_, read, star)| (*read, *star)).collect::<Vec<_>>(),
        other.articles().values().map(|(_, read, star)| (*read, *star)).collect::<Vec<_>>()
    );
    assert_eq!((other.flags(first), one.flags(first + 1)), ((true, false), (false, true)));
}

#[test]
fn an_article_of_two_feeds_is_marked_read_in_both() {
    let (double, first) = server(Dialect::FreshRss, 1);
    let mut state = double.state();
    let other = state.subscribe("https://paper2.example/feed", None);
    let copy = state.publish(other, 1);
    let (title, feed) = (state.item(first).title.clone(), 1);
    let item = state.item(copy);
    item.title = title;
    item.shown_as = Some((feed, first));
    drop(state);
    let mut here = Newsprint::on(&double);
    here.sync();
    assert_eq!(here.articles().len(), 1);

    here.say(first, SyncedFlag::Read, true);
    here.sync();
    here.sync();

    let mut state = double.state();
    assert!(state.item(first).read && state.item(copy).read);
}

#[test]
fn a_dry_run_of_sync_counts_the_changes_and_makes_none() {
    let (double, first) = server(Dialect::FreshRss, 4);
    let mut here = Newsprint::on(&double);
    double.state().item(first + 2).starred = true;
    here.sync();
    here.say(first, SyncedFlag::Read, true);
    double.state().item(first + 1).starred = true;
    double.state().label(first + 2, "later", true);
    double.state().publish(1, 2);
    let mut feed = here.library.feeds().expect("feeds").remove(0);
    feed.name = Some("Mine".into());
    here.library.change_feed(&feed).expect("it is kept");
    let before = (here.articles(), double.state().unread());

    let account = here.account();
    let preview = here
        .library
        .preview_sync(&account, &here.network, &newsprint::library::StopSignal::default())
        .expect("it is asked");

    assert_eq!((preview.to_send, preview.to_receive, preview.new), (1, 2, 2), "a star and a label are taken");
    assert_eq!((preview.feeds.changed, preview.feeds_to_send.changed), (0, 1));
    assert_eq!((here.articles(), double.state().unread()), before);
    assert_eq!(here.account().waiting, 2);
}

#[test]
fn feeds_of_an_account_are_not_fetched_a_second_time() {
    let (double, _) = server(Dialect::FreshRss, 2);
    let mut here = Newsprint::on(&double);
    here.sync();

    let network = std::sync::Arc::new(crate::support::account_server::network());
    let now = here.now;
    let which = newsprint::library::FeedSelection::All;
    let stop = newsprint::library::StopSignal::default();
    let fetched = here.library.fetch(&which, &network, &stop, &|| now, &mut |_| {}).expect("it is written");

    assert_eq!((fetched.feeds, fetched.failed), (0, 0));
    let list = here.library.list(&View::All, Order::NewestFirst, ListRange::first(9)).expect("a list");
    assert_eq!(list.len(), 2);
}
