//! Accounts on servers: what is spoken with them, and the traps that they have.

mod histories;
mod kills;
mod labels;
mod large;
mod on_screen;
mod secret;
mod syncing;

use std::collections::HashSet;
use std::time::Duration;

use newsprint::account::{
    AccountError, CHANGES_A_CALL, Dialect, ItemId, ItemList, Login, Server, SubscriptionChange,
};
use newsprint::domain::SyncedFlag;
use newsprint::library::{FetchError, Network, Secret, StopSignal};

use crate::support::account_server::{AccountServer, Fault, KEY, NAME};
use crate::support::web::network;

/// The kinds of server that the double can be.
const DIALECTS: [Dialect; 7] = [
    Dialect::FreshRss,
    Dialect::Miniflux,
    Dialect::MinifluxApi,
    Dialect::CommaFeed,
    Dialect::BazQux,
    Dialect::TheOldReader,
    Dialect::Inoreader,
];

/// Speaks with a server that has one feed of so many articles.
fn with_server<T>(
    dialect: Dialect,
    articles: usize,
    work: impl FnOnce(&AccountServer, &mut Server<'_>) -> T,
) -> T {
    let double = AccountServer::of(dialect);
    {
        let mut state = double.state();
        let feed = state.subscribe("https://paper1.example/feed", Some("News"));
        state.publish(feed, articles);
    }
    let (network, stop) = (network(Duration::from_secs(20)), StopSignal::default());
    let mut server = found(&double, &network, &stop).expect("the server is there");
    work(&double, &mut server)
}

fn found<'net>(
    double: &AccountServer,
    network: &'net Network,
    stop: &'net StopSignal,
) -> Result<Server<'net>, AccountError> {
    let dialect = double.state().dialect;
    // What is a service is known by its host, which the double has not.
    let dialect = Some(dialect)
        .filter(|dialect| matches!(dialect, Dialect::BazQux | Dialect::TheOldReader | Dialect::Inoreader));
    Server::discover(&double.url(), dialect, &AccountServer::login(), network, stop)
}

fn ids(server: &mut Server<'_>, list: ItemList) -> HashSet<ItemId> {
    server.list(list).expect("the list comes")
}

#[test]
fn a_server_is_found_below_the_address_that_a_person_knows() {
    for dialect in DIALECTS {
        with_server(dialect, 1, |double, server| {
            assert_eq!(server.dialect(), dialect);
            assert_eq!(server.user_name().expect("it says whom"), "reader");
            assert_eq!(double.state().log_ins, 1);
        });
    }
}

#[test]
fn a_wrong_password_is_reported_and_not_shown() {
    let double = AccountServer::of(Dialect::FreshRss);
    let (network, stop) = (network(Duration::from_secs(20)), StopSignal::default());
    let login = Login { user_name: "reader".to_owned(), password: Secret::new("wr0ng".to_owned()) };

    let refused = Server::discover(&double.url(), None, &login, &network, &stop).expect_err("it is wrong");

    assert!(matches!(refused, AccountError::Refused), "{refused:?}");
    assert!(refused.hint().is_some_and(|hint| hint.contains("separate API password")));
    assert!(!format!("{refused:?} {login:?}").contains("wr0ng"));
}

#[test]
fn miniflux_knows_a_person_by_a_key_in_the_place_of_the_password() {
    let double = AccountServer::of(Dialect::MinifluxApi);
    let (network, stop) = (network(Duration::from_secs(20)), StopSignal::default());
    for name in ["", "reader"] {
        let login = Login { user_name: name.to_owned(), password: Secret::new(KEY.to_owned()) };

        let mut server = Server::discover(&double.url(), None, &login, &network, &stop).expect("it is there");

        assert_eq!(
            (server.dialect(), server.user_name().expect("it says whom")),
            (Dialect::MinifluxApi, NAME.to_owned())
        );
    }
    let login = Login { user_name: "reader".to_owned(), password: Secret::new("wr0ng".to_owned()) };
    let refused = Server::discover(&double.url(), None, &login, &network, &stop);
    assert!(matches!(refused, Err(AccountError::Refused)), "{refused:?}");
}

#[test]
fn a_miniflux_without_lists_of_ids_is_reported_as_too_old() {
    let answer = |asked: &crate::support::web::Asked| match asked.path.as_str() {
        "/v1/me" => crate::support::web::Answer::of("application/json", r#"{"id":1}"#),
        _ => crate::support::web::Answer::status(400, &[]),
    };
    let web = crate::support::web::Web::answering(answer);
    let (network, stop) = (network(Duration::from_secs(20)), StopSignal::default());
    let kind = Some(Dialect::MinifluxApi);
    let mut server = Server::discover(&web.at("a", "/"), kind, &AccountServer::login(), &network, &stop)
        .expect("it is there");

    let refused = server.list(ItemList::Unread).expect_err("it has none");

    assert!(matches!(refused, AccountError::TooOld(_)) && refused.hint().is_some(), "{refused:?}");
}

#[test]
fn entries_with_distant_ids_are_fetched_without_those_between() {
    with_server(Dialect::MinifluxApi, 2_000, |double, server| {
        let all: Vec<ItemId> = ids(server, ItemList::All).into_iter().collect();
        let mut sorted = all;
        sorted.sort_unstable();
        let wanted = [sorted[0].clone(), sorted[1].clone(), sorted[1_500].clone()];
        let before = double.calls();

        let items = server.items(&wanted).expect("they come");

        assert_eq!((items.len(), double.calls() - before), (3, 2));
    });
}

#[test]
fn marks_of_entries_deleted_at_miniflux_do_not_fail_the_sync() {
    with_server(Dialect::MinifluxApi, 2, |double, server| {
        let all: Vec<ItemId> = ids(server, ItemList::All).into_iter().collect();
        double.state().items.clear();
        let before = double.state().calls_to("entries");

        server.set(SyncedFlag::Read, true, &all).expect("nothing is left to do");

        assert!(double.state().calls_to("entries") > before);
    });
}

#[test]
fn a_server_without_a_known_protocol_is_reported() {
    let web = crate::support::web::Web::answering(|_| crate::support::web::Answer::status(404, &[]));
    let (network, stop) = (network(Duration::from_secs(20)), StopSignal::default());

    let refused = Server::discover(&web.at("no", "/"), None, &AccountServer::login(), &network, &stop);

    assert!(matches!(refused, Err(AccountError::NoServer(_))), "{refused:?}");
}

#[test]
fn a_secret_does_not_follow_a_redirect() {
    let web = crate::support::web::Web::answering(|asked| match asked.host.as_str() {
        "other" => crate::support::web::Answer::of("text/plain", "Auth=x"),
        _ if asked.path.contains("user-info") => crate::support::web::Answer::status(401, &[]),
        _ => crate::support::web::Answer::status(307, &[("Location", "http://other.localhost/")]),
    });
    let (network, stop) = (network(Duration::from_secs(20)), StopSignal::default());

    let refused = Server::discover(&web.at("no", "/"), None, &AccountServer::login(), &network, &stop);

    assert!(matches!(refused, Err(AccountError::Moved(_))), "{refused:?}");
    assert!(web.asked().iter().all(|asked| asked.host == "no"));
}

#[test]
fn ids_of_lists_and_of_contents_are_the_same_in_every_dialect() {
    for dialect in DIALECTS {
        with_server(dialect, 3, |_, server| {
            let unread = ids(server, ItemList::Unread);
            let asked: Vec<ItemId> = unread.iter().cloned().collect();
            let told: HashSet<ItemId> =
                server.items(&asked).expect("they come").into_iter().map(|item| item.id).collect();

            assert_eq!((unread.len(), &told), (3, &unread), "{dialect:?}");
        });
    }
}

#[test]
fn only_streams_that_every_server_knows_are_asked_for() {
    with_server(Dialect::FreshRss, 3, |double, server| {
        for list in [ItemList::Unread, ItemList::Starred, ItemList::All] {
            ids(server, list);
        }

        let state = double.state();
        let lists = state.asked.iter().filter(|(path, _)| path.contains("items/ids"));
        for (path, _) in lists {
            let stream = path.split("&s=").nth(1).and_then(|rest| rest.split('&').next()).expect("a stream");
            let known =
                ["reading-list", "starred"].map(|name| format!("user%2F-%2Fstate%2Fcom.google%2F{name}"));
            assert!(known.iter().any(|known| known == stream), "{path}");
            assert!(path.contains("output=json") && !path.contains("ot="), "{path}");
        }
    });
}

#[test]
fn a_list_is_read_to_its_last_page_whatever_a_page_holds() {
    for dialect in DIALECTS {
        with_server(dialect, 25, |double, server| {
            double.state().page = 10;

            assert_eq!(ids(server, ItemList::Unread).len(), 25, "{dialect:?}");
        });
    }
}

#[test]
fn a_list_that_breaks_off_is_no_list() {
    with_server(Dialect::FreshRss, 25, |double, server| {
        let mut state = double.state();
        state.page = 10;
        let second_page = state.asked.len() + 2;
        state.faults.insert(second_page, Fault::NotDelivered);
        drop(state);

        assert!(matches!(server.list(ItemList::Unread), Err(AccountError::Fetch(_))));
    });
}

#[test]
fn a_list_with_a_repeated_continuation_is_refused() {
    let answer = |asked: &crate::support::web::Asked| {
        let json = r#"{"itemRefs":[{"id":"1"}],"continuation":"again"}"#;
        match asked.path.as_str() {
            path if path.contains("ClientLogin") => crate::support::web::Answer::of("text/plain", "Auth=x"),
            path if path.contains("items/ids") => crate::support::web::Answer::of("application/json", json),
            _ => crate::support::web::Answer::status(401, &[]),
        }
    };
    let web = crate::support::web::Web::answering(answer);
    let (network, stop) = (network(Duration::from_secs(20)), StopSignal::default());
    let mut server = Server::discover(&web.at("a", "/"), None, &AccountServer::login(), &network, &stop)
        .expect("it is there");

    assert!(matches!(server.list(ItemList::Unread), Err(AccountError::Unfinished(_))));
    assert!(web.asked().len() < 10);
}

#[test]
fn each_change_is_a_call_of_its_own_with_at_most_a_hundred_items() {
    with_server(Dialect::FreshRss, 250, |double, server| {
        let all: Vec<ItemId> = ids(server, ItemList::All).into_iter().collect();

        server.set(SyncedFlag::Read, true, &all).expect("it is done");
        server.set(SyncedFlag::Starred, true, &all[..1]).expect("it is done");

        let state = double.state();
        assert!(state.items.iter().all(|item| item.read));
        assert_eq!(state.items.iter().filter(|item| item.starred).count(), 1);
        let edits: Vec<_> = state.asked.iter().filter(|(path, _)| path.contains("edit-tag")).collect();
        assert_eq!(edits.len(), 4);
        for (_, form) in edits {
            assert!(form.matches("i=").count() <= CHANGES_A_CALL);
            assert_eq!(form.matches("a=").count() + form.matches("r=").count(), 1, "{form}");
        }
        assert_eq!(state.calls_to("mark-all-as-read"), 0);
    });
}

#[test]
fn an_expired_token_is_requested_again_and_then_the_log_in() {
    // Miniflux's own protocol has neither.
    for dialect in DIALECTS.into_iter().filter(|dialect| *dialect != Dialect::MinifluxApi) {
        with_server(dialect, 2, |double, server| {
            let all: Vec<ItemId> = ids(server, ItemList::All).into_iter().collect();
            server.set(SyncedFlag::Read, true, &all).expect("it is done");

            double.state().tokens += 1;
            server.set(SyncedFlag::Read, false, &all).expect("with a new token");
            double.state().log_ins += 1;
            server.set(SyncedFlag::Starred, true, &all).expect("with a new log-in");

            let state = double.state();
            assert!(state.items.iter().all(|item| !item.read && item.starred), "{dialect:?}");
            assert_eq!(state.calls_to("ClientLogin"), 2);
        });
    }
}

#[test]
fn an_expired_log_in_is_renewed_once_and_then_reported() {
    with_server(Dialect::BazQux, 2, |double, server| {
        double.state().log_ins += 1;
        assert_eq!(ids(server, ItemList::Unread).len(), 2);

        let mut state = double.state();
        let next = state.asked.len() + 1;
        state.faults.extend((next..next + 4).map(|call| (call, Fault::Status(401))));
        drop(state);
        assert!(matches!(server.list(ItemList::Unread), Err(AccountError::Refused)));
    });
}

#[test]
fn a_server_that_limits_requests_is_not_called_meanwhile() {
    with_server(Dialect::Inoreader, 2, |double, server| {
        let next = double.calls() + 1;
        double.state().faults.insert(next, Fault::Busy("3600"));

        let busy = server.list(ItemList::Unread);
        assert!(matches!(busy, Err(AccountError::Fetch(FetchError::Busy { status: 429, .. }))), "{busy:?}");
        let calls = double.calls();
        let suspended = server.list(ItemList::Unread);
        assert!(matches!(suspended, Err(AccountError::Fetch(FetchError::Resting { .. }))), "{suspended:?}");
        assert_eq!(double.calls(), calls);
    });
}

#[test]
fn a_server_is_not_called_once_its_quota_is_used_up() {
    with_server(Dialect::Inoreader, 2, |double, server| {
        let limit = double.calls() + 1;
        double.state().limit = Some(limit);

        server.list(ItemList::Unread).expect("the last call of the day");
        let suspended = server.list(ItemList::Starred);

        assert!(matches!(suspended, Err(AccountError::Fetch(FetchError::Resting { .. }))), "{suspended:?}");
        assert_eq!(double.calls(), limit);
    });
}

#[test]
fn a_web_server_that_removes_the_authorization_header_is_reported() {
    with_server(Dialect::FreshRss, 1, |double, server| {
        double.state().drops_authorization = true;

        let refused = server.user_name().expect_err("it does not know who asks");

        assert!(matches!(refused, AccountError::Unknown), "{refused:?}");
        assert!(refused.hint().is_some_and(|hint| hint.contains("Authorization header")));
    });
}

#[test]
fn full_width_characters_of_freshrss_are_converted_back() {
    with_server(Dialect::FreshRss, 1, |_, server| {
        let all: Vec<ItemId> = ids(server, ItemList::All).into_iter().collect();
        let items = server.items(&all).expect("it comes");

        assert!(items[0].headline.as_str().starts_with("Rain & snow"), "{}", items[0].headline);
    });
}

#[test]
fn subscriptions_are_made_named_moved_and_left() {
    for dialect in DIALECTS {
        with_server(dialect, 2, |double, server| {
            let url = newsprint::domain::WebUrl::parse("https://b.example/feed?a=1&b=2").expect("an address");
            server.subscribe(&url).expect("it is done");
            let feeds = server.feeds().expect("they come");
            let added = feeds.iter().find(|feed| feed.url == url).expect("it is there").clone();
            assert_eq!(feeds.len(), 2);
            assert_eq!(feeds[0].folder, Some("News".into()));

            let revision = SubscriptionChange {
                stream: &added.stream,
                title: Some("B & C"),
                old_folder: None,
                new_folder: Some("World"),
            };
            server.change_subscription(&revision).expect("it is done");
            let revision = SubscriptionChange {
                stream: &feeds[0].stream,
                title: None,
                old_folder: Some("News"),
                new_folder: None,
            };
            server.change_subscription(&revision).expect("it is done");
            let feeds = server.feeds().expect("they come");
            assert_eq!(feeds[0].folder, None, "{dialect:?}");
            assert_eq!((&feeds[1].title, &feeds[1].folder), (&Some("B & C".into()), &Some("World".into())));

            server.unsubscribe(&added.stream).expect("it is done");
            assert_eq!(double.state().feeds.len(), 1);
        });
    }
}
