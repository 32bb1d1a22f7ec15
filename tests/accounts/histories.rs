//! Histories by chance: two newsprints and another client on one account, with lost answers, double deliveries, calls
//! that never arrive, clocks apart and syncs that end in the middle. After two quiet syncs all agree, and nothing that
//! somebody said last is undone.
//!
//! *Last* is told by what each knew. Who says something knows what they said before and what they learnt in syncs that
//! came to a good end; what nobody knew who said something later is last. Where two said something and neither
//! knew of the other, either may count.

use std::collections::{BTreeMap, BTreeSet};

use newsprint::account::Dialect;
use newsprint::domain::SyncedFlag;

use crate::support::account_server::{AccountServer, Fault, Newsprint};
use crate::support::chance::{Chance, trials};

const READERS: usize = 2;

/// The client that speaks with the server directly: it knows what the server knows.
const SERVER: usize = READERS;

type Key = (u64, SyncedFlag);

/// Something that was said, and what its speaker knew of what was said before.
struct Said {
    holds: bool,
    knew: BTreeSet<usize>,
}

/// Who said what of which article, and who knows of it.
#[derive(Default)]
struct Ledger {
    said: BTreeMap<Key, Vec<Said>>,
    known: [BTreeMap<Key, BTreeSet<usize>>; READERS + 1],
}

impl Ledger {
    fn say(&mut self, who: usize, key: Key, holds: bool) {
        let said = self.said.entry(key).or_default();
        let knows = self.known[who].entry(key).or_default();
        said.push(Said { holds, knew: knows.clone() });
        knows.insert(said.len() - 1);
    }

    /// What one knows the other knows too.
    fn teach(&mut self, from: &BTreeMap<Key, BTreeSet<usize>>, to: usize) {
        for (key, known) in from {
            self.known[to].entry(*key).or_default().extend(known);
        }
    }

    /// What may count in the end: what nobody who knew of it said anything later about.
    fn last_words(&self, key: Key) -> BTreeSet<bool> {
        let Some(said) = self.said.get(&key) else { return [false].into() };
        let is_last = |number: usize| said.iter().all(|later| !later.knew.contains(&number));
        said.iter().enumerate().filter(|(number, _)| is_last(*number)).map(|(_, said)| said.holds).collect()
    }
}

struct History {
    chance: Chance,
    double: AccountServer,
    readers: Vec<Newsprint>,
    ledger: Ledger,
    gone: BTreeSet<u64>,
}

impl History {
    fn begin(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let dialects = [
            Dialect::FreshRss,
            Dialect::Miniflux,
            Dialect::MinifluxApi,
            Dialect::TheOldReader,
            Dialect::CommaFeed,
        ];
        let double = AccountServer::of(dialects[chance.below(dialects.len())]);
        let mut state = double.state();
        state.page = 3 + chance.below(10);
        let feed = state.subscribe("https://paper1.example/feed", None);
        state.publish(feed, 6);
        drop(state);
        let mut readers: Vec<Newsprint> = (0..READERS).map(|_| Newsprint::on(&double)).collect();
        for reader in &mut readers {
            // Clocks differ by as much as two days.
            let hours = i64::try_from(chance.below(96)).expect("small") - 48;
            reader.now += jiff::SignedDuration::from_hours(hours);
        }
        Self { chance, double, readers, ledger: Ledger::default(), gone: BTreeSet::new() }
    }

    fn step(&mut self) {
        match self.chance.below(12) {
            0..=3 => self.someone_says(),
            4 | 5 => self.another_client_says(),
            6 => {
                let count = 1 + self.chance.below(3);
                self.double.state().publish(1, count);
            }
            7 => self.server_forgets(),
            8 => self.carry_state(),
            _ => {
                let who = self.chance.below(READERS);
                let is_rough = self.chance.below(3) == 0;
                self.sync(who, is_rough);
            }
        }
        for reader in &mut self.readers {
            let seconds = i64::try_from(self.chance.below(600)).expect("small");
            reader.now += jiff::SignedDuration::from_secs(seconds);
        }
    }

    fn flag(&mut self) -> SyncedFlag {
        SyncedFlag::ALL[self.chance.below(2)]
    }

    fn someone_says(&mut self) {
        let who = self.chance.below(READERS);
        let flag = self.flag();
        let articles: Vec<u64> = self.readers[who].articles().into_keys().collect();
        let Some(number) = articles.get(self.chance.below(articles.len())).copied() else { return };
        let (read, starred) = self.readers[who].flags(number);
        let holds = !if flag == SyncedFlag::Read { read } else { starred };
        self.readers[who].say(number, flag, holds);
        self.ledger.say(who, (number, flag), holds);
    }

    fn another_client_says(&mut self) {
        let flag = self.flag();
        let mut state = self.double.state();
        let at = self.chance.below(state.items.len());
        let Some(item) = state.items.get_mut(at) else { return };
        let holds = toggle(item, flag);
        self.ledger.say(SERVER, (item.number, flag), holds);
    }

    fn server_forgets(&mut self) {
        let mut state = self.double.state();
        let at = self.chance.below(state.items.len());
        if state.items.len() > 4 && !state.items[at].starred {
            self.gone.insert(state.items.remove(at).number);
        }
    }

    /// One carries what they did to the other in a file. What is news there counts as said there.
    fn carry_state(&mut self) {
        let from = self.chance.below(READERS);
        let to = 1 - from;
        let before = self.readers[to].articles();
        let mut file = Vec::new();
        self.readers[from].library.export_state(&mut file).expect("it is written");
        let now = self.readers[to].now;
        self.readers[to]
            .library
            .merge_state(&mut file.as_slice(), now, &mut |_, reason| panic!("{reason}"))
            .expect("it is merged");
        let known = self.ledger.known[from].clone();
        let at_server = self.ledger.known[SERVER].clone();
        for (number, (_, read, starred)) in self.readers[to].articles() {
            let was = before.get(&number).map_or((false, false), |(_, read, starred)| (*read, *starred));
            for (flag, was, is) in [(SyncedFlag::Read, was.0, read), (SyncedFlag::Starred, was.1, starred)] {
                if was != is {
                    let key = (number, flag);
                    // What its speaker still has to send is news to the server when it comes, whoever carried it before.
                    let sent = at_server.get(&key).into_iter().flatten();
                    let heard =
                        sent.filter(|number| known.get(&key).is_some_and(|known| known.contains(number)));
                    self.ledger.known[to].entry(key).or_default().extend(heard);
                    self.ledger.say(to, key, is);
                }
            }
        }
        // What the file says of articles that are not there yet counts as said when they come.
        for (number, (_, read, starred)) in self.readers[from].articles() {
            for (flag, holds) in [(SyncedFlag::Read, read), (SyncedFlag::Starred, starred)] {
                let key = (number, flag);
                if !before.contains_key(&number) && (holds || known.contains_key(&key)) {
                    self.ledger.say(to, key, holds);
                }
            }
        }
    }

    /// A sync, which may be disturbed. Only one that came to a good end, undisturbed, makes anything known.
    fn sync(&mut self, who: usize, is_rough: bool) {
        let calls = self.double.calls();
        let mut meanwhile = None;
        if is_rough {
            let at = calls + 1 + self.chance.below(10);
            match self.chance.below(4) {
                0 => drop(self.double.state().faults.insert(at, Fault::NotDelivered)),
                1 => drop(self.double.state().faults.insert(at, Fault::AnswerLost)),
                2 => drop(self.double.state().faults.insert(at, Fault::DeliveredTwice)),
                _ => meanwhile = Some(at),
            }
        }
        let said = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
        if let Some(at) = meanwhile {
            let (flag, place, said) = (self.flag(), self.chance.below(99), std::sync::Arc::clone(&said));
            let change = move |state: &mut crate::support::account_server::State| {
                let count = state.items.len().max(1);
                if let Some(item) = state.items.get_mut(place % count) {
                    let holds = toggle(item, flag);
                    said.lock().expect("a list").push(((item.number, flag), holds));
                }
            };
            self.double.state().meanwhile.insert(at, Box::new(change));
        }
        let ended = self.readers[who].try_sync();
        self.double.state().faults.clear();
        self.double.state().meanwhile.clear();
        assert!(ended.is_ok() || is_rough, "{ended:?}");
        let there = self.ledger.known[SERVER].clone();
        for (key, holds) in said.lock().expect("a list").drain(..) {
            self.ledger.say(SERVER, key, holds);
        }
        if ended.is_ok() {
            let here = self.ledger.known[who].clone();
            self.ledger.teach(&there, who);
            if !is_rough {
                self.ledger.teach(&here, SERVER);
            }
        }
    }

    fn verify(&mut self, seed: u64) {
        for _ in 0..2 {
            for who in 0..READERS {
                self.sync(who, false);
            }
        }
        let there: BTreeMap<u64, (bool, bool)> =
            self.double.state().items.iter().map(|item| (item.number, (item.read, item.starred))).collect();
        for (number, (read, starred)) in there {
            for (who, reader) in self.readers.iter().enumerate() {
                let here = reader.flags(number);
                assert_eq!(here, (read, starred), "history {seed}: reader {who} of article {number}");
            }
            for (flag, holds) in [(SyncedFlag::Read, read), (SyncedFlag::Starred, starred)] {
                let last = self.ledger.last_words((number, flag));
                assert!(
                    last.contains(&holds),
                    "history {seed}: {flag:?} of {number} is {holds}, and said was {last:?}"
                );
            }
        }
        // Nothing here goes because the server forgot it.
        for reader in &self.readers {
            let here = reader.articles();
            assert!(here.len() + self.gone.len() >= reader.articles().len());
            assert!(self.readers.iter().all(|other| other.articles().len() + self.gone.len() >= here.len()));
        }
    }
}

fn toggle(item: &mut crate::support::account_server::Item, flag: SyncedFlag) -> bool {
    let value = if flag == SyncedFlag::Read { &mut item.read } else { &mut item.starred };
    *value = !*value;
    *value
}

#[test]
fn after_any_history_all_sides_agree_on_the_latest_change() {
    let count = trials(1_000, 25);
    for seed in 0..u64::try_from(count).expect("small") {
        let mut history = History::begin(seed);
        let steps = 8 + history.chance.below(16);
        for _ in 0..steps {
            history.step();
        }
        history.verify(seed);
    }
    println!("{count} histories");
}
