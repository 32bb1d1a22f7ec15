//! The double as Miniflux in its own protocol. Its Google Reader API is switched off: nobody is let in there.

use data_encoding::BASE64;
use serde_json::{Value, json};

use super::{NAME, PASSWORD, State, Subscribed, answer, decode, value, values};
use crate::support::web::{Answer, Asked};

/// A key of the person, which stands in the place of the password.
pub const KEY: &str = "k3y=";

/// Entries with contents that one answer may hold.
const MOST_ENTRIES: usize = 1_000;

/// Ids that one answer may hold.
const MOST_IDS: usize = 10_000;

impl State {
    pub(super) fn own_protocol(&mut self, asked: &Asked, body: &[u8]) -> Answer {
        let (path, query) = asked.path.split_once('?').unwrap_or((&asked.path, ""));
        let Some(place) = path.strip_prefix("/v1/") else {
            let is_there = ["/reader/api/", "/accounts/"].iter().any(|place| path.starts_with(place));
            return Answer::status(if is_there { 401 } else { 404 }, &[]);
        };
        let basic = format!("Basic {}", BASE64.encode(format!("{NAME}:{PASSWORD}").as_bytes()));
        let is_known = asked.headers.get("authorization") == Some(&basic)
            || asked.headers.get("x-auth-token").is_some_and(|key| key == KEY);
        if self.drops_authorization || !is_known {
            return said(401, &json!({"error_message": "Access Unauthorized"}));
        }
        let form = decode(query);
        let sent: Value = serde_json::from_slice(body).unwrap_or_default();
        let (what, number) = place.split_once('/').unwrap_or((place, ""));
        match (asked.method.as_str(), what, number) {
            ("GET", "me", "") => {
                self.log_ins = self.log_ins.max(1);
                answer(&json!({"id": self.person, "username": NAME}))
            }
            ("GET", "feeds", "") => answer(&self.own_feeds()),
            ("POST", "feeds", "") => self.own_subscribe(&sent),
            ("PUT" | "DELETE", "feeds", number) => self.own_feed(asked.method == "PUT", number, &sent),
            ("GET", "categories", "") => answer(&self.own_categories()),
            ("POST", "categories", "") => {
                let id = self.category(sent["title"].as_str().unwrap_or_default());
                said(201, &json!({"id": id, "title": sent["title"]}))
            }
            ("GET", "entries", "ids") => self.own_ids(&form),
            ("GET", "entries", "") => self.own_entries(&form),
            ("PUT", "entries", "") => self.own_marks(&sent),
            // What older servers take for the number of an entry.
            _ => Answer::status(400, &[]),
        }
    }

    /// The number of a category; one that is not there is made.
    fn category(&mut self, title: &str) -> usize {
        let known = self.categories.iter().position(|known| known == title);
        known.unwrap_or_else(|| {
            self.categories.push(title.to_owned());
            self.categories.len() - 1
        })
    }

    fn own_categories(&mut self) -> Value {
        let folders: Vec<String> = self.feeds.iter().filter_map(|feed| feed.folder.clone()).collect();
        for folder in folders {
            self.category(&folder);
        }
        let told = |(id, title): (usize, &String)| json!({"id": id, "title": title});
        json!(self.categories.iter().enumerate().map(told).collect::<Vec<_>>())
    }

    fn own_feeds(&self) -> Value {
        let told = |feed: &Subscribed| {
            json!({"id": feed.number, "title": feed.title, "feed_url": feed.url,
                "site_url": format!("https://paper{}.example/", feed.number),
                "category": {"title": feed.folder.as_deref().unwrap_or("All")}})
        };
        json!(self.feeds.iter().map(told).collect::<Vec<_>>())
    }

    fn own_subscribe(&mut self, sent: &Value) -> Answer {
        let url = sent["feed_url"].as_str().unwrap_or_default().to_owned();
        if self.feeds.iter().any(|feed| feed.url == url) {
            return said(400, &json!({"error_message": "This feed already exists."}));
        }
        said(201, &json!({"feed_id": self.subscribe(&url, None)}))
    }

    fn own_feed(&mut self, changes: bool, number: &str, sent: &Value) -> Answer {
        let Some(at) = self.feeds.iter().position(|feed| feed.number.to_string() == number) else {
            return Answer::status(404, &[]);
        };
        if !changes {
            let feed = self.feeds.remove(at);
            self.items.retain(|item| item.feed != feed.number);
            return Answer::status(204, &[]);
        }
        if let Some(title) = sent["title"].as_str() {
            title.clone_into(&mut self.feeds[at].title);
        }
        if let Some(category) = sent["category_id"].as_u64().and_then(|id| usize::try_from(id).ok()) {
            let title = self.categories[category].clone();
            self.feeds[at].folder = Some(title).filter(|title| title != "All");
        }
        said(201, &json!({"id": self.feeds[at].number}))
    }

    fn own_ids(&self, form: &[(String, String)]) -> Answer {
        let number = |name| value(form, name).and_then(|number| number.parse::<usize>().ok());
        let (limit, offset) = (number("limit").unwrap_or(MOST_IDS), number("offset").unwrap_or(0));
        if limit > MOST_IDS {
            return Answer::status(400, &[]);
        }
        let (status, starred) = (value(form, "status"), value(form, "starred"));
        let is_in = |item: &&super::Item| {
            self.ignores_filters
                || status.is_none_or(|status| (status == "read") == item.read)
                    && starred.is_none_or(|starred| (starred == "true") == item.starred)
        };
        let all: Vec<u64> = self.items.iter().rev().filter(is_in).map(|item| item.number).collect();
        let page: Vec<&u64> = all.iter().skip(offset).take(limit.min(self.page)).collect();
        answer(&json!({"total": all.len(), "entry_ids": page}))
    }

    fn own_entries(&self, form: &[(String, String)]) -> Answer {
        let number =
            |name| value(form, name).and_then(|number| number.parse::<u64>().ok()).filter(|id| *id > 0);
        let limit = number("limit").map_or(100, |limit| usize::try_from(limit).expect("small"));
        if limit > MOST_ENTRIES || values(form, "order").last() != Some("id") {
            return Answer::status(400, &[]);
        }
        let is_in = |item: &&super::Item| {
            number("after_entry_id").is_none_or(|id| item.number > id)
                && number("before_entry_id").is_none_or(|id| item.number < id)
        };
        let all: Vec<&super::Item> = self.items.iter().filter(is_in).collect();
        let entry = |item: &&super::Item| {
            let content = self.content(item);
            let published = jiff::Timestamp::from_second(content["published"].as_i64().expect("seconds"));
            json!({"id": item.number, "feed_id": item.feed, "title": item.title, "url": item.url(),
                "content": content["summary"]["content"], "published_at": published.expect("a time").to_string(),
                "status": if item.read { "read" } else { "unread" }, "starred": item.starred, "enclosures": []})
        };
        let page: Vec<Value> = all.iter().take(limit).map(entry).collect();
        answer(&json!({"total": all.len(), "entries": page}))
    }

    fn own_marks(&mut self, sent: &Value) -> Answer {
        let named: Vec<u64> =
            sent["entry_ids"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
        let is_named = |item: &&mut super::Item| named.contains(&item.number);
        let (mut done, keeps) = (0, self.forgets_changes);
        for item in self.items.iter_mut().filter(is_named) {
            done += 1;
            if !keeps {
                item.read = sent["status"].as_str().map_or(item.read, |status| status == "read");
                item.starred = sent["starred"].as_bool().unwrap_or(item.starred);
            }
        }
        // Trap: where none of them is there, it is an error of the server.
        Answer::status(if done == 0 { 500 } else { 204 }, &[])
    }
}

fn said(status: u16, value: &Value) -> Answer {
    Answer::Plain(status, vec![("Content-Type", "application/json".to_owned())], value.to_string().into())
}
