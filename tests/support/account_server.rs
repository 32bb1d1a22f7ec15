//! A double of the servers that people have accounts on: it speaks their protocols as each of them does, with
//! the traps that were met on them. Every trap stands where it springs, with its name.

mod miniflux;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use jiff::Timestamp;
use newsprint::account::{Dialect, ItemId, Login};
use newsprint::domain::{
    Account, AccountId, ArticleId, Bookmark, Change, ListRange, Order, SyncedFlag, View, WebUrl,
};
use newsprint::library::{
    Credentials, Library, Network, NetworkRules, Secret, StopSignal, SyncError, SyncSummary,
};
use serde_json::{Value, json};

use super::web::{Answer, Asked, Web};

pub use miniflux::KEY;

/// The name and the password of the person of the double.
pub const NAME: &str = "reader";
pub const PASSWORD: &str = "s3cret/apiPass=1";

const STATE: &str = "user/-/state/com.google/";
const LONG: &str = "tag:google.com,2005:reader/item/";

/// What ids of 96 bits begin with.
const OLD_READER: &str = "507f1f77";

/// Bytes of a form that are read; the rest is cut without a word.
const LARGEST_FORM: usize = 1 << 20;

/// An item of the double.
#[derive(Clone, Debug)]
pub struct Item {
    pub number: u64,
    pub feed: usize,
    pub title: String,
    pub read: bool,
    pub starred: bool,
    pub labels: BTreeSet<String>,
    /// The feed and the number under whose address it is shown, where it is a copy of another.
    pub shown_as: Option<(usize, u64)>,
}

impl Item {
    pub fn url(&self) -> String {
        let (feed, number) = self.shown_as.unwrap_or((self.feed, self.number));
        format!("https://paper{feed}.example/{number}")
    }
}

/// A subscription of the double.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscribed {
    pub number: usize,
    pub url: String,
    pub title: String,
    pub folder: Option<String>,
}

/// What happens to a request before it is answered, or after.
#[derive(Clone, Debug)]
pub enum Fault {
    /// It never reaches the server.
    NotDelivered,
    /// It is done, and the answer is lost.
    AnswerLost,
    /// It is done twice.
    DeliveredTwice,
    /// It is not done: the server wants to be left alone.
    Busy(&'static str),
    /// It is not done, and the answer says nothing of the protocol.
    Status(u16),
}

/// What another client does.
pub type Meanwhile = Box<dyn FnMut(&mut State) + Send>;

/// What the double knows.
#[expect(clippy::struct_excessive_bools, reason = "each is a flaw of its own")]
pub struct State {
    pub dialect: Dialect,
    pub items: Vec<Item>,
    pub feeds: Vec<Subscribed>,
    /// The labels that there are.
    pub labels: BTreeSet<String>,
    /// Whom it answers for.
    pub person: String,
    /// Ids of a page at most.
    pub page: usize,
    /// How many log-ins and tokens there were: only the last of each is taken.
    pub log_ins: usize,
    pub tokens: usize,
    /// Requests to come, counted from one, and what happens to them.
    pub faults: HashMap<usize, Fault>,
    /// Whether filters of lists are not looked at.
    pub ignores_filters: bool,
    /// Whether labels of lists are not looked at.
    pub ignores_labels: bool,
    /// Whether changes are answered and not done.
    pub forgets_changes: bool,
    /// Whether the web server before it keeps the `Authorization` header to itself.
    pub drops_authorization: bool,
    /// Calls of a day, where it counts them.
    pub limit: Option<usize>,
    /// Every request: its path, and its form.
    pub asked: Vec<(String, String)>,
    /// What another client does when so many requests were made.
    pub meanwhile: HashMap<usize, Meanwhile>,
    /// The names of Miniflux's categories.
    categories: Vec<String>,
    next_feed: usize,
    /// No number is given twice.
    next_item: u64,
}

/// A double of a server.
pub struct AccountServer {
    web: Web,
    state: Arc<Mutex<State>>,
}

impl AccountServer {
    /// A server of a kind, without anything.
    pub fn of(dialect: Dialect) -> Self {
        let state = Arc::new(Mutex::new(State {
            dialect,
            items: Vec::new(),
            feeds: Vec::new(),
            labels: BTreeSet::new(),
            person: "reader".to_owned(),
            page: 10_000,
            log_ins: 0,
            tokens: 0,
            faults: HashMap::new(),
            ignores_filters: false,
            ignores_labels: false,
            forgets_changes: false,
            drops_authorization: false,
            limit: None,
            asked: Vec::new(),
            meanwhile: HashMap::new(),
            categories: vec!["All".to_owned()],
            next_feed: 1,
            next_item: 1_729_000_000_000_001,
        }));
        let inner = Arc::clone(&state);
        let web = Web::answering(move |asked| inner.lock().expect("the double").answer(asked));
        Self { web, state }
    }

    /// What it knows.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("the double")
    }

    /// The address that a person knows.
    pub fn url(&self) -> WebUrl {
        self.web.at("account", "")
    }

    /// Its person.
    pub fn login() -> Login {
        Login { user_name: NAME.to_owned(), password: Secret::new(PASSWORD.to_owned()) }
    }

    /// Bytes sent since it was asked last.
    pub fn sent(&self) -> usize {
        self.web.take_sent()
    }

    /// Requests so far.
    pub fn calls(&self) -> usize {
        self.state().asked.len()
    }
}

impl State {
    /// Subscribes, as its own page does.
    pub fn subscribe(&mut self, url: &str, folder: Option<&str>) -> usize {
        let number = self.next_feed;
        self.next_feed += 1;
        let title = format!("Paper {number}");
        self.feeds.push(Subscribed { number, url: url.to_owned(), title, folder: folder.map(str::to_owned) });
        number
    }

    /// New articles of a feed, unread; returns the number of the first.
    pub fn publish(&mut self, feed: usize, count: usize) -> u64 {
        // As FreshRSS numbers them: microseconds, sixteen decimal digits.
        let first = self.next_item;
        self.next_item += u64::try_from(count).expect("few");
        for number in (first..).take(count) {
            let title = format!("Rain & snow {number}");
            let labels = BTreeSet::new();
            self.items.push(Item {
                number,
                feed,
                title,
                read: false,
                starred: false,
                labels,
                shown_as: None,
            });
        }
        first
    }

    pub fn item(&mut self, number: u64) -> &mut Item {
        self.items.iter_mut().find(|item| item.number == number).expect("the item is there")
    }

    pub fn unread(&self) -> BTreeSet<u64> {
        self.items.iter().filter(|item| !item.read).map(|item| item.number).collect()
    }

    /// Calls to a place of the protocol.
    pub fn calls_to(&self, place: &str) -> usize {
        self.asked.iter().filter(|(path, _)| path.contains(place)).count()
    }

    fn answer(&mut self, asked: &Asked) -> Answer {
        let body: &[u8] = asked.body.get(..LARGEST_FORM).unwrap_or(&asked.body);
        self.asked.push((asked.path.clone(), String::from_utf8_lossy(body).into_owned()));
        let count = self.asked.len();
        if let Some(mut happens) = self.meanwhile.remove(&count) {
            happens(self);
        }
        match self.faults.remove(&count) {
            None => {
                let answer = self.done(asked, body);
                // Trap 16: calls are counted, and how many are left is told.
                match self.limit {
                    Some(limit) => answer
                        .with("X-Reader-Zone1-Limit", &limit.to_string())
                        .with("X-Reader-Zone1-Usage", &count.to_string())
                        .with("X-Reader-Limits-Reset-After", "600"),
                    None => answer,
                }
            }
            Some(Fault::NotDelivered) => Answer::BreakOff(Vec::new()),
            Some(Fault::AnswerLost) => {
                drop(self.done(asked, body));
                Answer::BreakOff(Vec::new())
            }
            Some(Fault::DeliveredTwice) => {
                drop(self.done(asked, body));
                self.done(asked, body)
            }
            Some(Fault::Busy(wait)) => Answer::status(429, &[("Retry-After", wait)]),
            Some(Fault::Status(status)) => Answer::status(status, &[]),
        }
    }

    fn done(&mut self, asked: &Asked, body: &[u8]) -> Answer {
        if self.dialect == Dialect::MinifluxApi {
            return self.own_protocol(asked, body);
        }
        let prefix = match self.dialect {
            Dialect::FreshRss => "/api/greader.php",
            Dialect::CommaFeed => "/rest/greader",
            _ => "",
        };
        let (path, query) = asked.path.split_once('?').unwrap_or((&asked.path, ""));
        let Some(place) = path.strip_prefix(prefix) else { return Answer::status(404, &[]) };
        let mut form = decode(query);
        let is_post = !asked.body.is_empty();
        form.extend(decode(&String::from_utf8_lossy(body)));
        if place == "/accounts/ClientLogin" {
            return self.log_in(&form, is_post);
        }
        let Some(place) = place.strip_prefix("/reader/api/0/") else { return Answer::status(404, &[]) };
        let auth = format!("GoogleLogin auth={}", self.auth());
        if self.drops_authorization || self.log_ins == 0 || asked.headers.get("authorization") != Some(&auth)
        {
            return Answer::status(401, &[]);
        }
        // Miniflux refuses whatever is sent without the token, the others only changes.
        let changes = !place.starts_with("stream/") && is_post;
        let wants_token = changes || is_post && self.dialect == Dialect::Miniflux;
        if wants_token && value(&form, "T") != Some(&self.token()) {
            return Answer::status(401, &[("X-Reader-Google-Bad-Token", "true")]);
        }
        // Trap 20: lists have to be asked for as JSON.
        let is_list = place.starts_with("stream/items/ids") || place.ends_with("/list");
        if is_list && value(&form, "output") != Some("json") {
            return Answer::status(501, &[]);
        }
        match place {
            "token" => {
                self.tokens = self.tokens.max(1);
                Answer::of("text/plain", format!("{}\n", self.token()))
            }
            "user-info" => answer(&json!({"userId": self.person, "userName": NAME})),
            "tag/list" => answer(&self.tags()),
            "subscription/list" => answer(&self.subscriptions()),
            "stream/items/ids" => answer(&self.ids(&form)),
            "stream/items/contents" => answer(&self.contents(&form)),
            "edit-tag" => self.edit(&form),
            "subscription/quickadd" => self.quick_add(&form),
            "subscription/edit" => self.edit_subscription(&form),
            // Trap: Miniflux answers these with nothing, and 200.
            _ => answer(&json!({"items": []})),
        }
    }

    fn auth(&self) -> String {
        format!("reader/{:x}", self.log_ins)
    }

    fn token(&self) -> String {
        format!("tok/{:x}=", self.tokens)
    }

    fn log_in(&mut self, form: &[(String, String)], is_post: bool) -> Answer {
        let is_right = value(form, "Email") == Some(NAME) && value(form, "Passwd") == Some(PASSWORD);
        if !is_right || !is_post {
            return Answer::status(401, &[]);
        }
        self.log_ins += 1;
        let auth = self.auth();
        Answer::of("text/plain", format!("SID={auth}\nLSID=null\nAuth={auth}\n"))
    }

    fn subscriptions(&self) -> Value {
        let told = |feed: &Subscribed| {
            let mut categories = Vec::new();
            categories.extend(
                feed.folder
                    .as_ref()
                    .map(|folder| json!({"id": format!("user/-/label/{folder}"), "label": folder})),
            );
            let stream = self.stream(feed.number);
            json!({"id": stream, "title": self.told(&feed.title), "url": feed.url, "categories": categories,
                "htmlUrl": format!("https://paper{}.example/", feed.number)})
        };
        json!({"subscriptions": self.feeds.iter().map(told).collect::<Vec<_>>()})
    }

    /// Folders and labels; of the servers that have none, the folders.
    fn tags(&self) -> Value {
        let tag = |name: &String, kind| json!({"id": format!("user/-/label/{name}"), "type": kind});
        let folders: BTreeSet<&String> = self.feeds.iter().filter_map(|feed| feed.folder.as_ref()).collect();
        let mut tags = vec![json!({"id": format!("{STATE}starred")})];
        tags.extend(folders.into_iter().map(|name| tag(name, "folder")));
        tags.extend(self.labels.iter().map(|name| tag(name, "tag")));
        json!({"tags": tags})
    }

    fn is_folder(&self, name: &str) -> bool {
        self.feeds.iter().any(|feed| feed.folder.as_deref() == Some(name))
    }

    /// A client there puts a label on an item, or takes it off.
    pub fn label(&mut self, number: u64, name: &str, holds: bool) {
        let item = self.item(number);
        if holds {
            item.labels.insert(name.to_owned());
            self.labels.insert(name.to_owned());
        } else {
            item.labels.remove(name);
        }
    }

    fn stream(&self, feed: usize) -> String {
        let found = self.feeds.iter().find(|known| known.number == feed);
        match self.dialect {
            Dialect::BazQux => format!("feed/{}", found.map_or("", |feed| feed.url.as_str())),
            _ => format!("feed/{feed}"),
        }
    }

    /// Trap 10: `FreshRSS` writes some letters in full width.
    fn told(&self, title: &str) -> String {
        if self.dialect == Dialect::FreshRss { title.replace('&', "＆") } else { title.to_owned() }
    }

    /// The digits of an item in its long form.
    fn digits(&self, number: u64) -> String {
        match self.dialect {
            // Trap 8: 96 bits.
            Dialect::TheOldReader => format!("{OLD_READER}{number:016x}"),
            _ => format!("{number:016x}"),
        }
    }

    fn listed_id(&self, number: u64) -> String {
        match self.dialect {
            Dialect::TheOldReader => self.digits(number),
            _ => number.to_string(),
        }
    }

    /// The items of a list, the newest first.
    fn listed(&self, form: &[(String, String)]) -> Vec<&Item> {
        let stream = value(form, "s").unwrap_or_default();
        let without_read = value(form, "xt") == Some(&format!("{STATE}read")) && !self.ignores_filters;
        let starred = stream == format!("{STATE}starred") && !self.ignores_filters;
        let label = stream.strip_prefix("user/-/label/").filter(|name| self.labels.contains(*name));
        let label = label.filter(|_| !self.ignores_labels);
        // Trap 1: of any other stream, all there is.
        let is_in = |item: &&Item| {
            (!without_read || !item.read)
                && (!starred || item.starred)
                && label.is_none_or(|name| item.labels.contains(name))
        };
        self.items.iter().rev().filter(is_in).collect()
    }

    fn ids(&self, form: &[(String, String)]) -> Value {
        let all = self.listed(form);
        let count = value(form, "n").and_then(|count| count.parse().ok()).unwrap_or(20).min(self.page);
        let place = value(form, "c");
        let is_offset = matches!(self.dialect, Dialect::Miniflux | Dialect::CommaFeed);
        let begin = match place.and_then(|place| place.parse::<u64>().ok()) {
            None => 0,
            // Trap 4: an offset counts what is in the list now.
            Some(offset) if is_offset => usize::try_from(offset).expect("small"),
            // Trap 3: the first row from there on is dropped as already sent, even where it is another.
            Some(last) => all.iter().position(|item| item.number <= last).map_or(all.len(), |at| at + 1),
        };
        let page: Vec<&&Item> = all.iter().skip(begin).take(count).collect();
        let ids: Vec<Value> = page.iter().map(|item| json!({"id": self.listed_id(item.number)})).collect();
        let mut told = json!({"itemRefs": ids});
        if let (Some(last), true) = (page.last(), begin + page.len() < all.len()) {
            let next = if is_offset { (begin + page.len()).to_string() } else { last.number.to_string() };
            told["continuation"] = json!(next);
        }
        told
    }

    /// The number of an item that is named in a form.
    fn named(&self, name: &str) -> Option<u64> {
        if let Some(digits) = name.strip_prefix(LONG) {
            let id = ItemId::of_digits(digits)?;
            let number = match self.dialect {
                Dialect::TheOldReader => id.digits().strip_prefix(OLD_READER)?,
                _ => id.digits(),
            };
            let number = u64::from_str_radix(number, 16).ok()?;
            return self.items.binary_search_by_key(&number, |item| item.number).ok().map(|_| number);
        }
        match self.dialect {
            // Trap 8: any sixteen characters are taken for hexadecimal digits.
            Dialect::Miniflux if name.len() == 16 => u64::from_str_radix(name, 16).ok(),
            Dialect::BazQux | Dialect::TheOldReader => None,
            _ => name.parse().ok(),
        }
    }

    fn contents(&self, form: &[(String, String)]) -> Value {
        let wanted: BTreeSet<u64> = values(form, "i").filter_map(|name| self.named(name)).collect();
        let items: Vec<Value> = self
            .items
            .iter()
            .filter(|item| wanted.contains(&item.number))
            .map(|item| self.content(item))
            .collect();
        json!({"id": format!("{STATE}reading-list"), "items": items})
    }

    fn content(&self, item: &Item) -> Value {
        // Trap 2: Miniflux and Inoreader name their person by a number.
        let person = match self.dialect {
            Dialect::Miniflux | Dialect::Inoreader => "1",
            Dialect::FreshRss => "-",
            _ => NAME,
        };
        let mut states = vec!["reading-list"];
        states.extend(item.read.then_some("read"));
        states.extend(item.starred.then_some("starred"));
        let labels = item.labels.iter().map(|name| format!("user/{person}/label/{name}"));
        let categories: Vec<String> = states
            .iter()
            .map(|state| format!("user/{person}/state/com.google/{state}"))
            .chain(labels)
            .collect();
        let text = "The river rose in the night and the old bridge was closed until noon. ".repeat(16);
        // Trap 9: no GUID.
        json!({
            "id": format!("{LONG}{}", self.digits(item.number)),
            "title": self.told(&item.title),
            "published": 1_778_000_000 + item.number % 100_000,
            "crawlTimeMsec": (item.number / 1_000).to_string(),
            "canonical": [{"href": item.url()}],
            "categories": categories,
            "origin": {"streamId": self.stream(item.feed)},
            "summary": {"content": format!("<p>{}. {text}</p>", item.number)},
        })
    }

    fn edit(&mut self, form: &[(String, String)]) -> Answer {
        // Trap 11: of several states the last is set, and the answer is the same.
        let (add, take) = (values(form, "a").last(), values(form, "r").last());
        let named: Vec<u64> = values(form, "i").filter_map(|name| self.named(name)).collect();
        if !self.forgets_changes {
            for (state, holds) in [(add, true), (take, false)] {
                let label = state.and_then(|state| state.strip_prefix("user/-/label/")).map(str::to_owned);
                // Trap 13: a label that is called like a folder is lost, and the answer is the same.
                if let Some(label) = label.filter(|label| !self.is_folder(label)) {
                    for number in &named {
                        self.label(*number, &label, holds);
                    }
                }
                let state = state.and_then(|state| state.strip_prefix(STATE));
                // Trap 13: what is not there is changed too, by the answer.
                for item in self.items.iter_mut().filter(|item| named.contains(&item.number)) {
                    match state {
                        Some("read") => item.read = holds,
                        Some("starred") => item.starred = holds,
                        _ => {}
                    }
                }
            }
        }
        Answer::of("text/plain", "OK")
    }

    fn quick_add(&mut self, form: &[(String, String)]) -> Answer {
        let url = value(form, "quickadd").unwrap_or_default().to_owned();
        let known = self.feeds.iter().find(|feed| feed.url == url).map(|feed| feed.number);
        let number = known.unwrap_or_else(|| self.subscribe(&url, None));
        answer(&json!({"numResults": 1, "query": url, "streamId": self.stream(number)}))
    }

    fn edit_subscription(&mut self, form: &[(String, String)]) -> Answer {
        let stream = value(form, "s").unwrap_or_default().to_owned();
        let Some(at) = self.feeds.iter().position(|feed| self.stream(feed.number) == stream) else {
            return Answer::status(400, &[]);
        };
        if value(form, "ac") == Some("unsubscribe") {
            let feed = self.feeds.remove(at);
            self.items.retain(|item| item.feed != feed.number || item.starred);
            return Answer::of("text/plain", "OK");
        }
        let label = |name| value(form, name).and_then(|label| label.strip_prefix("user/-/label/"));
        let (into, out_of) = (label("a").map(str::to_owned), label("r").map(str::to_owned));
        let title = value(form, "t").map(str::to_owned);
        let feed = &mut self.feeds[at];
        feed.title = title.unwrap_or_else(|| feed.title.clone());
        if out_of.is_some() && feed.folder == out_of {
            feed.folder = None;
        }
        feed.folder = into.or_else(|| feed.folder.clone());
        Answer::of("text/plain", "OK")
    }
}

fn answer(value: &Value) -> Answer {
    Answer::of("application/json", value.to_string())
}

fn value<'form>(form: &'form [(String, String)], name: &str) -> Option<&'form str> {
    form.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn values<'form>(
    form: &'form [(String, String)],
    name: &'form str,
) -> impl DoubleEndedIterator<Item = &'form str> {
    form.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// Names and values of a form. One that was cut within a value ends before it.
fn decode(text: &str) -> Vec<(String, String)> {
    let parts = text.split('&').filter_map(|part| part.split_once('='));
    parts.map(|(name, value)| (percent_decoded(name), percent_decoded(value))).collect()
}

fn percent_decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.bytes());
    while let Some(byte) = rest.next() {
        let digits = |rest: &mut std::str::Bytes<'_>| Some([rest.next()?, rest.next()?]);
        match byte {
            b'%' => {
                let hex = digits(&mut rest).and_then(|pair| String::from_utf8(pair.to_vec()).ok());
                bytes.extend(hex.and_then(|hex| u8::from_str_radix(&hex, 16).ok()));
            }
            b'+' => bytes.push(b' '),
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A way to the network for the person of the double.
pub fn network() -> Network {
    let netrc = format!("default login {NAME} password {PASSWORD}");
    let rules = NetworkRules {
        allowed: vec!["127.0.0.0/8".parse().expect("a network")],
        spacing: Duration::ZERO,
        timeout: Duration::from_secs(20),
        credentials: Credentials::Netrc(Secret::new(netrc)),
        ..NetworkRules::default()
    };
    Network::new(rules).expect("a network")
}

/// A newsprint that has an account on a double.
pub struct Newsprint {
    pub library: Library,
    pub network: Network,
    /// What its clock says.
    pub now: Timestamp,
}

impl Newsprint {
    /// A newsprint with a collection, and an account.
    pub fn joining(double: &AccountServer, mut library: Library) -> Self {
        let network = network();
        let wanted = Account {
            id: AccountId(0),
            url: double.url(),
            kind: String::new(),
            name: String::new(),
            password_command: Vec::new(),
            server_user: String::new(),
            synced: None,
            reason: None,
            waiting: 0,
            feeds: 0,
        };
        let kind = double.state().dialect;
        library.add_account(&wanted, Some(kind), &network, &StopSignal::default()).expect("it is added");
        Self { library, network, now: "2026-05-08T08:00:00Z".parse().expect("a time") }
    }

    /// The same with a collection in memory.
    pub fn on(double: &AccountServer) -> Self {
        Self::joining(double, Library::in_memory().expect("memory"))
    }

    /// The account.
    pub fn account(&self) -> Account {
        self.library.accounts().expect("they are read").remove(0)
    }

    /// One sync.
    pub fn try_sync(&mut self) -> Result<SyncSummary, SyncError> {
        let (account, now) = (self.account(), self.now);
        self.library.sync(&account, &self.network, &StopSignal::default(), &|| now, &mut |_| {})
    }

    /// One sync that succeeds.
    pub fn sync(&mut self) -> SyncSummary {
        self.try_sync().expect("it is in step")
    }

    /// The articles, by the numbers of their items: whether each is read, and bookmarked.
    pub fn articles(&self) -> BTreeMap<u64, (ArticleId, bool, bool)> {
        let rows =
            self.library.list(&View::All, Order::NewestFirst, ListRange::first(99_999)).expect("a list");
        let number = |headline: &str| headline.rsplit(' ').next().and_then(|word| word.parse().ok());
        rows.iter()
            .filter_map(|row| Some((number(row.headline.as_str())?, (row.id, row.read, row.bookmarked))))
            .collect()
    }

    /// Whether an article is read, and bookmarked.
    pub fn flags(&self, number: u64) -> (bool, bool) {
        let (_, read, starred) = self.articles()[&number];
        (read, starred)
    }

    /// The person says something of an article.
    pub fn say(&mut self, number: u64, flag: SyncedFlag, holds: bool) {
        let id = self.articles()[&number].0;
        let bookmark = Bookmark { added: self.now, note: None, tags: BTreeSet::new() };
        let change = match flag {
            SyncedFlag::Read => Change::Read(vec![(id, holds)]),
            SyncedFlag::Starred => Change::Bookmark(vec![(id, holds.then_some(bookmark))]),
        };
        self.library.apply(&change, self.now).expect("it is said");
    }
}
