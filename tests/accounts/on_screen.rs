//! An account among the sources of the reader.

use newsprint::account::Dialect;
use newsprint::domain::{Session, SyncedFlag};
use ratatui::layout::Size;

use super::syncing::server;
use crate::support::account_server::Newsprint;
use crate::support::reader::Reader;

/// The reader with the sources in front, on the row of the account.
fn at_the_account(here: Newsprint, width: u16) -> Reader {
    let mut reader = Reader::over(here.library, Session::default(), Size { width, height: 30 });
    reader.press("F").press("g");
    for _ in 0..20 {
        if reader.screen().lines().any(|line| line.contains('▌') && line.contains("account.l")) {
            return reader;
        }
        reader.press("j");
    }
    panic!("no account: {}", reader.screen());
}

#[test]
fn an_account_stands_among_the_sources_with_what_waits_and_when_it_was_in_step() {
    for width in [160, 100, 80, 50] {
        let (double, first) = server(Dialect::FreshRss, 3);
        let mut here = Newsprint::on(&double);
        here.sync();
        here.say(first, SyncedFlag::Read, true);
        here.say(first + 1, SyncedFlag::Starred, true);

        let screen = at_the_account(here, width).screen();

        assert!(screen.contains("Accounts") && screen.contains("↑2"), "{screen}");
        assert!(screen.contains("synced"), "{screen}");
        let pane: Vec<&str> =
            screen.lines().filter_map(|line| line.split('│').nth(1)).map(str::trim).collect();
        assert!(pane.join(" ").contains("2 changes waiting"), "{screen}");
    }
}

#[test]
fn why_an_account_is_not_in_step_stands_below_it_and_its_feeds_do_not_seem_to_fail() {
    let (double, _) = server(Dialect::FreshRss, 3);
    let mut here = Newsprint::on(&double);
    here.sync();
    double.state().person = "demo".to_owned();
    double.state().publish(1, 1);
    assert!(here.try_sync().is_err());

    let screen = at_the_account(here, 160).screen();

    let row = screen.lines().find(|line| line.contains("account.l")).expect("its row");
    assert!(row.contains('!'), "{screen}");
    let feed = screen.lines().find(|line| line.contains("Paper 1")).expect("its feed");
    assert!(!feed.contains('!'), "{screen}");
    assert!(screen.contains("failed: the"), "{screen}");
}
