//! A large account: few calls, each of a bounded size, and nothing asked that is known. With `NEWSPRINT_SERVE=seconds`
//! the double of one is served for so long, for measurements and journeys by hand with the built program.

use newsprint::account::{CHANGES_A_CALL, Dialect, ITEMS_PER_CALL};
use newsprint::domain::SyncedFlag;

use crate::support::account_server::{AccountServer, Newsprint};
use crate::support::chance::is_long;

fn account(dialect: Dialect, feeds: usize, articles: usize) -> AccountServer {
    let double = AccountServer::of(dialect);
    let mut state = double.state();
    for number in 1..=feeds {
        let folder = format!("Folder {}", number % 12);
        let feed = state.subscribe(&format!("https://paper{number}.example/feed"), Some(&folder));
        state.publish(feed, articles / feeds);
    }
    // Most of it was read long ago.
    let old = state.items.len() * 3 / 4;
    state.items.iter_mut().take(old).for_each(|item| item.read = true);
    state.items.iter_mut().step_by(50).for_each(|item| item.starred = true);
    drop(state);
    double
}

#[test]
fn a_large_account_comes_in_few_calls_and_nothing_new_in_five() {
    let (feeds, articles, changes) = if is_long() { (200, 20_000, 3_000) } else { (10, 600, 150) };
    let double = account(Dialect::FreshRss, feeds, articles);
    let mut here = Newsprint::on(&double);
    let before = double.calls();

    let first = here.sync();
    let contents = articles.div_ceil(ITEMS_PER_CALL);
    assert_eq!((first.new, first.feeds), (articles, feeds));
    // Log-in, whom it is, subscriptions, three lists of ids, labels, and the contents with the token they want.
    assert!(double.calls() - before <= contents + 12, "{} calls", double.calls() - before);

    let unread: Vec<u64> = double.state().unread().into_iter().take(changes).collect();
    for number in unread {
        here.say(number, SyncedFlag::Read, true);
    }
    let told = here.sync();
    assert_eq!(told.sent, changes);
    assert!(told.calls <= changes.div_ceil(CHANGES_A_CALL) + 8, "{told:?}");

    double.state().labels.clear();
    here.sync();
    let nothing = here.sync();
    assert_eq!((nothing.new, nothing.sent, nothing.received), (0, 0, 0));
    assert!(nothing.calls <= 5, "{nothing:?}");
}

#[test]
#[ignore = "serves by hand, for as many seconds as NEWSPRINT_SERVE says"]
fn a_double_is_served_by_hand() {
    let seconds = std::env::var("NEWSPRINT_SERVE").ok().and_then(|text| text.parse().ok());
    let seconds: u32 = seconds.expect("a number of seconds in NEWSPRINT_SERVE");
    let dialect = std::env::var("NEWSPRINT_DIALECT").ok().and_then(|name| name.parse().ok());
    let (feeds, articles) = if is_long() { (200, 20_000) } else { (4, 120) };
    let double = account(dialect.unwrap_or(Dialect::FreshRss), feeds, articles);
    println!("{}", double.url());
    for _ in 0..seconds {
        std::thread::sleep(std::time::Duration::from_secs(1));
        let sent = double.sent();
        if sent > 0 {
            println!("{} calls so far, {sent} bytes sent", double.calls());
        }
    }
}
