//! A double of the servers that people have accounts on: it speaks the protocol of Google Reader as each of them does, with
//! the traps that were met on them. Every trap stands where it springs, with its name.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard};

use newsprint::account::{Dialect, ItemId, Login};
use newsprint::domain::WebUrl;
use newsprint::library::Secret;
use serde_json::{Value, json};

use super::web::{Answer, Asked, Web};

/// The name and the password of the person of the double.
pub const NAME: &str = "reader";
pub const PASSWORD: &str = "s3cret/apiPass=1";

const STATE: &str = "user/-/state/com.google/";
const LONG: &str = "tag:google.com,2005:reader/item/";

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
    /// It is not done: the server wants to be left alone.
    Busy(&'static str),
    /// It is not done, and the answer says nothing of the protocol.
    Status(u16),
}

/// What another client does.
pub type Meanwhile = Box<dyn FnMut(&mut State) + Send>;

/// What the double knows.
pub struct State {
    pub dialect: Dialect,
    pub items: Vec<Item>,
    pub feeds: Vec<Subscribed>,
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
    /// Whether changes are answered and not done.
    pub forgets_changes: bool,
    /// Every request: its path, and its form.
    pub asked: Vec<(String, String)>,
    /// What another client does when so many requests were made.
    pub meanwhile: HashMap<usize, Meanwhile>,
    next_feed: usize,
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
            person: "reader".to_owned(),
            page: 10_000,
            log_ins: 0,
            tokens: 0,
            faults: HashMap::new(),
            ignores_filters: false,
            forgets_changes: false,
            asked: Vec::new(),
            meanwhile: HashMap::new(),
            next_feed: 1,
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
        Login { name: NAME.to_owned(), password: Secret::new(PASSWORD.to_owned()) }
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
        let first = self.items.last().map_or(1_729_000_000_000_001, |item| item.number + 1);
        for number in (first..).take(count) {
            let title = format!("Rain & snow {number}");
            self.items.push(Item { number, feed, title, read: false, starred: false, shown_as: None });
        }
        first
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
            None => self.done(asked, body),
            Some(Fault::NotDelivered) => Answer::BreakOff(Vec::new()),
            Some(Fault::Busy(wait)) => Answer::status(429, &[("Retry-After", wait)]),
            Some(Fault::Status(status)) => Answer::status(status, &[]),
        }
    }

    fn done(&mut self, asked: &Asked, body: &[u8]) -> Answer {
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
        if self.log_ins == 0 || asked.headers.get("authorization") != Some(&auth) {
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
            Dialect::TheOldReader => format!("507f1f77{number:016x}"),
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
        // Trap 1: of any other stream, all there is.
        let is_in = |item: &&Item| (!without_read || !item.read) && (!starred || item.starred);
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
            return self
                .items
                .iter()
                .map(|item| item.number)
                .find(|number| self.digits(*number) == id.digits());
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
        let categories: Vec<String> =
            states.iter().map(|state| format!("user/{person}/state/com.google/{state}")).collect();
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
