//! A sync that is killed: at each of its requests, before and after the server did what it says, and at each of its
//! writes. The next syncs go on from there, and both sides agree on everything that was said on either.

use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};

use newsprint::account::Dialect;
use newsprint::domain::{FullText, Subscription, SyncedFlag, WebUrl};
use newsprint::library::Library;

use crate::support::account_server::{AccountServer, Fault, Newsprint, PASSWORD, State};
use crate::support::chance::is_long;
use crate::support::disk;
use crate::support::program::send;

/// A collection with an account, in which things were said that its server does not know, while things were said
/// there that it does not know.
struct Story {
    double: AccountServer,
    folder: tempfile::TempDir,
    items: Vec<crate::support::account_server::Item>,
    feeds: Vec<crate::support::account_server::Subscribed>,
}

impl Story {
    fn begin() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let double = AccountServer::of(Dialect::FreshRss);
        let mut state = double.state();
        let feed = state.subscribe("https://paper1.example/feed", Some("News"));
        let first = state.publish(feed, 12);
        drop(state);
        std::fs::create_dir(folder.path().join("base")).expect("a folder");
        let config = "[fetch]\nallow = [\"127.0.0.0/8\"]\n";
        std::fs::write(folder.path().join("config.toml"), config).expect("written");
        let story = Self { double, folder, items: Vec::new(), feeds: Vec::new() };
        let url = story.double.url().to_string();
        let password = ["sh", "-c", &format!("echo {PASSWORD}")].map(str::to_owned);
        let add = ["account", "add", &url, "--kind", "freshrss", "--name", "reader", "--password-command"];
        let words: Vec<&str> = add.into_iter().chain(password.iter().map(String::as_str)).collect();
        let added = story.run(&story.cache("base"), &words);
        assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
        story.say_on_both_sides(first)
    }

    fn say_on_both_sides(mut self, first: u64) -> Self {
        let mut library = Library::open(Path::new(&self.cache("base"))).expect("it opens");
        let feed = WebUrl::parse("https://b.example/feed").expect("an address");
        let account = library.accounts().expect("accounts")[0].id;
        let now = "2026-05-08T08:00:00Z".parse().expect("a time");
        let (id, _) = library.subscribe(&Subscription::of_url(feed), FullText::Never).expect("it is kept");
        library.set_account(id, Some(account)).expect("it is kept");
        let mut here = Newsprint { library, network: crate::support::account_server::network(), now };
        for number in first..first + 3 {
            here.say(number, SyncedFlag::Read, true);
        }
        here.say(first + 3, SyncedFlag::Starred, true);
        let mut state = self.double.state();
        state.item(first + 4).read = true;
        state.item(first + 5).starred = true;
        state.publish(1, 2);
        let other = state.subscribe("https://c.example/feed", None);
        state.publish(other, 2);
        let (items, feeds) = (state.items.clone(), state.feeds.clone());
        drop(state);
        (self.items, self.feeds) = (items, feeds);
        self
    }

    fn cache(&self, name: &str) -> String {
        self.folder.path().join(name).join("articles.sqlite").to_string_lossy().into_owned()
    }

    /// Both sides as they were, the collection in a folder of its own.
    fn again(&self, name: &str) -> String {
        let mut state = self.double.state();
        (state.items, state.feeds) = (self.items.clone(), self.feeds.clone());
        state.faults.clear();
        state.meanwhile.clear();
        drop(state);
        let (from, to) = (self.folder.path().join("base"), self.folder.path().join(name));
        drop(std::fs::remove_dir_all(&to));
        std::fs::create_dir(&to).expect("a folder");
        for entry in std::fs::read_dir(from).expect("the folder").flatten() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
        }
        self.cache(name)
    }

    fn arguments(&self, cache: &str, words: &[&str]) -> Vec<String> {
        let config = self.folder.path().join("config.toml").to_string_lossy().into_owned();
        let own = ["--config", &config, "--cache", cache].map(str::to_owned);
        own.into_iter().chain(words.iter().map(|word| (*word).to_owned())).collect()
    }

    fn run(&self, cache: &str, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
        command.args(self.arguments(cache, words)).stdin(Stdio::null()).output().expect("the program runs")
    }

    /// Two syncs without a disturbance; then both sides are the same, and all that was said on either is there.
    fn verify(&self, cache: &str, what: &str) {
        for _ in 0..2 {
            let synced = self.run(cache, &["account", "sync"]);
            assert!(synced.status.success(), "{what}: {}", String::from_utf8_lossy(&synced.stderr));
        }
        let library = Library::open(Path::new(cache)).expect("it opens");
        assert_eq!(library.accounts().expect("accounts")[0].waiting, 0, "{what}");
        let mut here: Vec<String> =
            library.feeds().expect("feeds").iter().map(|feed| feed.url.to_string()).collect();
        here.sort();
        let network = crate::support::account_server::network();
        let here_of = Newsprint { library, network, now: jiff::Timestamp::UNIX_EPOCH };
        let mut state = self.double.state();
        let mut there: Vec<String> = state.feeds.iter().map(|feed| feed.url.clone()).collect();
        there.sort();
        assert_eq!(here, there, "{what}");
        assert_eq!(there.len(), 3, "{what}: nothing was subscribed to twice");
        let articles = here_of.articles();
        assert_eq!(articles.len(), 16, "{what}");
        for (number, (_, read, starred)) in articles {
            let item = state.item(number);
            assert_eq!((read, starred), (item.read, item.starred), "{what}: {number}");
        }
        let first = self.items[0].number;
        for number in [first, first + 1, first + 2, first + 4] {
            assert!(state.item(number).read, "{what}: {number}");
        }
        assert_eq!(state.items.iter().filter(|item| item.read).count(), 4, "{what}");
        assert!(state.item(first + 3).starred && state.item(first + 5).starred, "{what}");
    }
}

/// Kills a program once its number is known.
type Victim = Arc<Mutex<Option<u32>>>;

/// A sync that is killed when the server has got so many requests.
fn kill_at_request(story: &Story, cache: &str, request: usize, is_done: bool) -> bool {
    let victim: Victim = Arc::default();
    let number = Arc::clone(&victim);
    let at = story.double.calls() + request;
    let kill = move |_: &mut State| {
        // The number is written at once after the start; whoever holds the lock has not written it yet.
        while number.lock().expect("a number").is_none() {
            std::thread::yield_now();
        }
        let id = number.lock().expect("a number").expect("it is there");
        send("KILL", &id.to_string());
    };
    let mut state = story.double.state();
    state.meanwhile.insert(at, Box::new(kill));
    if !is_done {
        state.faults.insert(at, Fault::NotDelivered);
    }
    drop(state);
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command.args(story.arguments(cache, &["account", "sync"]));
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    *victim.lock().expect("a number") = Some(child.id());
    let ended = child.wait().expect("it ends");
    story.double.state().meanwhile.clear();
    story.double.state().faults.clear();
    ended.signal() == Some(9)
}

#[test]
fn a_sync_that_is_killed_at_any_request_goes_on_and_loses_nothing() {
    let story = Story::begin();
    let mut kills = 0;
    for request in 1.. {
        let mut was_killed = false;
        for is_done in [false, true] {
            let what = format!("request {request}, {}", if is_done { "done" } else { "not done" });
            let cache = story.again("request");
            if kill_at_request(&story, &cache, request, is_done) {
                was_killed = true;
                kills += 1;
            }
            story.verify(&cache, &what);
        }
        if !was_killed {
            break;
        }
    }
    println!("{kills} kills at requests");
    assert!(kills >= 20, "{kills}");
}

#[test]
fn a_sync_that_is_killed_at_any_write_goes_on_and_loses_nothing() {
    if !disk::can_trace() {
        println!("skipped: strace is not there, or may not trace");
        return;
    }
    let story = Story::begin();
    let log = story.folder.path().join("log");
    let (_, counts, _) = disk::record(&story.arguments(&story.again("counted"), &["account", "sync"]), &log);
    let mut kills = 0;
    for (call, count) in counts {
        let step = if is_long() { 1 } else { count.div_ceil(3).max(1) };
        for number in (1..=count).step_by(step) {
            let cache = story.again("write");
            let inject = format!("inject={call}:signal=KILL:when={number}");
            let trace = format!("trace={call}");
            let arguments = story.arguments(&cache, &["account", "sync"]);
            let mut command = disk::strace(&["-o", "/dev/null", "-e", &trace, "-e", &inject], &arguments);
            let ended = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("strace runs");
            kills += usize::from(ended.signal() == Some(9) || ended.code() == Some(137));
            story.verify(&cache, &format!("{call} {number}"));
        }
    }
    println!("{kills} kills at writes");
    assert!(kills > 0);
}
