//! Labels of a server, and tags of bookmarks.

use std::collections::BTreeSet;

use newsprint::account::{AccountError, Dialect, ITEMS_PER_CALL};
use newsprint::domain::{Bookmark, Change, SyncedFlag};
use newsprint::library::SyncError;

use super::syncing::server;
use crate::support::account_server::Newsprint;

/// Bookmarks an article with tags, and no others.
fn tag(here: &mut Newsprint, number: u64, tags: &[&str]) {
    let id = here.articles()[&number].0;
    let tags = tags.iter().map(|tag| (*tag).into()).collect();
    let bookmark = Bookmark { added: here.now, note: None, tags };
    here.library.apply(&Change::Bookmark(vec![(id, Some(bookmark))]), here.now).expect("it is said");
}

fn tags(here: &Newsprint, number: u64) -> BTreeSet<String> {
    let id = here.articles()[&number].0;
    let all = here.library.bookmarks().expect("they are read");
    let found = all.iter().find(|(known, ..)| *known == id);
    found.map(|(.., kept)| kept.tags.iter().map(ToString::to_string).collect()).unwrap_or_default()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn tags_and_labels_agree_both_ways_put_on_and_taken_off() {
    for dialect in [Dialect::FreshRss, Dialect::BazQux, Dialect::TheOldReader, Dialect::Inoreader] {
        let (double, first) = server(dialect, 5);
        let mut here = Newsprint::on(&double);
        here.sync();

        tag(&mut here, first, &["energy", "city"]);
        double.state().item(first + 1).starred = true;
        double.state().label(first + 1, "later", true);
        assert_eq!(here.account().waiting, 3, "{dialect:?}");
        here.sync();
        assert_eq!(double.state().item(first).labels, set(&["energy", "city"]), "{dialect:?}");
        assert_eq!(tags(&here, first + 1), set(&["later"]), "{dialect:?}");

        tag(&mut here, first, &["city"]);
        double.state().label(first + 1, "later", false);
        double.state().label(first + 1, "now", true);
        here.sync();
        here.sync();
        assert_eq!(double.state().item(first).labels, set(&["city"]), "{dialect:?}");
        assert_eq!(tags(&here, first + 1), set(&["now"]), "{dialect:?}");
        let again = here.sync();
        assert_eq!((again.sent, again.received, here.account().waiting), (0, 0, 0), "{dialect:?}");
    }
}

#[test]
fn a_server_without_labels_is_not_asked_for_them() {
    for dialect in [Dialect::Miniflux, Dialect::CommaFeed] {
        let (double, first) = server(dialect, 3);
        let mut here = Newsprint::on(&double);
        here.sync();

        tag(&mut here, first, &["energy"]);
        here.sync();
        here.sync();

        assert_eq!((double.state().calls_to("tag/list"), here.account().waiting), (0, 0), "{dialect:?}");
        assert_eq!(tags(&here, first), set(&["energy"]));
    }
}

#[test]
fn a_tag_with_the_name_of_a_folder_is_not_sent_and_reported_as_refused() {
    let (double, first) = server(Dialect::FreshRss, 3);
    let mut here = Newsprint::on(&double);
    here.sync();

    tag(&mut here, first, &["News"]);
    let refused: Vec<usize> = (0..2).map(|_| here.sync().refused).collect();

    assert_eq!((tags(&here, first), refused), (set(&["News"]), vec![1, 1]));
    let state = double.state();
    assert!(state.asked.iter().all(|(path, form)| !path.contains("edit-tag") || !form.contains("label")));
    assert_eq!(here.account().waiting, 0);
}

#[test]
fn labels_of_few_bookmarks_cost_one_call_and_those_of_items_that_do_not_come_stay() {
    let (double, first) = server(Dialect::FreshRss, 6);
    for number in [first, first + 1] {
        double.state().item(number).starred = true;
        double.state().label(number, "city", true);
        double.state().label(number, &format!("of {number}"), true);
    }
    let mut here = Newsprint::on(&double);
    here.sync();
    assert_eq!(tags(&here, first), set(&["city", &format!("of {first}")]));

    let quiet = here.sync();

    assert_eq!((quiet.calls, quiet.sent, quiet.received), (6, 0, 0));
    assert_eq!(double.state().calls_to("tag/list"), 0);
}

#[test]
fn a_list_of_a_label_that_names_everything_is_refused() {
    // Of fewer bookmarks no such list is asked for.
    let count = ITEMS_PER_CALL + 4;
    let (double, first) = server(Dialect::FreshRss, count);
    double.state().items.iter_mut().skip(2).for_each(|item| item.starred = true);
    let first = first + 2;
    double.state().label(first, "city", true);
    let mut here = Newsprint::on(&double);
    here.sync();
    assert_eq!((tags(&here, first), tags(&here, first + 1)), (set(&["city"]), set(&[])));

    double.state().ignores_labels = true;
    let refused = here.try_sync();

    assert!(matches!(refused, Err(SyncError::Account(AccountError::Unfiltered("labelled")))), "{refused:?}");
    assert_eq!((tags(&here, first), tags(&here, first + 1)), (set(&["city"]), set(&[])));
}

#[test]
fn labels_of_articles_without_bookmark_stay_on_both_sides() {
    let (double, first) = server(Dialect::FreshRss, 4);
    let mut here = Newsprint::on(&double);
    double.state().label(first, "auto", true);
    here.sync();
    assert_eq!(tags(&here, first), set(&[]));

    // Its bookmark brings the label, and takes nothing away when it goes.
    here.say(first, SyncedFlag::Starred, true);
    here.sync();
    assert_eq!(tags(&here, first), set(&["auto"]));
    here.say(first, SyncedFlag::Starred, false);
    here.sync();
    here.sync();

    assert!(!double.state().item(first).starred);
    assert_eq!(double.state().item(first).labels, set(&["auto"]));
    assert_eq!(here.account().waiting, 0);
}

#[test]
fn tags_older_than_the_account_are_sent() {
    let (double, first) = server(Dialect::FreshRss, 2);
    let mut before = Newsprint::on(&double);
    before.sync();
    tag(&mut before, first, &["energy"]);
    let account = before.account().id;
    before.library.remove_account(account).expect("it is removed");

    let mut here = Newsprint::joining(&double, before.library);
    here.sync();

    assert_eq!(double.state().item(first).labels, set(&["energy"]));
}
