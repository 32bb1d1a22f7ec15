//! The list of feeds of newsboat (`urls`): a line a feed, followed by its tags.
//!
//! Its commands (`exec:`, `filter:`) are never run, and its saved searches (`query:`) have a language of
//! their own: both are reported and left out.

use std::io::{self, Write};
use std::path::Path;

use crate::domain::{HIDDEN_TAG, Prose, Subscription, WebUrl, parse_tags};
use crate::text::quoted_words;

use super::document::{ImportError, ImportSink, Skipped};
use super::{charset, subscriptions};

/// Schemes of lines that are no address on the web.
const OTHER_LINES: &[&str] = &["query:", "exec:", "filter:", "file:"];

/// Prefixes of lines that are the address of a feed.
const ADDRESSES: &[&str] = &["http://", "https://", "feed:"];

/// The reason why a saved search is left out of the list.
pub const SAVED_SEARCH: &str = "a newsboat query feed: import the whole newsboat folder to convert it";

/// Lines by which a list is recognised.
const LOOKED_AT: usize = 50;

/// Reads a list.
pub fn read(bytes: &[u8], each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    let text = charset::decode(bytes);
    let told = (1..).zip(text.lines()).filter_map(|(number, line)| {
        let words = quoted_words(line);
        let (address, tags) = words.split_first()?;
        Some(subscription(address, tags).map_err(|reason| Skipped { line: Some(number), reason }))
    });
    subscriptions::deliver_each_once(told.collect(), each)
}

/// Writes a list: folders as tags, the name of each feed after a tilde, an exclamation mark for a hidden one.
pub fn write(feeds: &[Subscription], out: &mut dyn Write) -> io::Result<()> {
    let quoted = |word: &str| format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""));
    for feed in feeds {
        write!(out, "{}", feed.feed)?;
        for tag in feed.folder_path().iter().chain(&feed.tags) {
            let tag = if tag.as_str() == HIDDEN_TAG { "!" } else { tag.as_str() };
            write!(out, " {}", quoted(tag))?;
        }
        if let Some(title) = &feed.title {
            write!(out, " {}", quoted(&format!("~{title}")))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Whether a text is such a list: its first lines all begin with an address, and one has a quoted tag or is a
/// command, or else the file has newsboat's name for it.
pub fn is_feed_list(text: &str, name: &Path) -> bool {
    let is_address =
        |word: &String| ADDRESSES.iter().any(|scheme| word.starts_with(scheme)) || is_other_line(word);
    let is_named = name.file_stem().is_some_and(|stem| stem == "urls");
    let lines = text.lines().map(|line| (line, quoted_words(line))).filter(|(_, words)| !words.is_empty());
    let mut first = lines.take(LOOKED_AT).peekable();
    let is_any = first.peek().is_some();
    let mut says_so = is_named;
    let are_addresses = first.all(|(line, words)| {
        says_so |= line.contains('"') || words.iter().any(|word| is_other_line(word));
        words.first().is_some_and(is_address)
    });
    is_any && are_addresses && says_so
}

fn is_other_line(word: &str) -> bool {
    OTHER_LINES.iter().any(|scheme| word.starts_with(scheme))
}

fn subscription(address: &str, tags: &[String]) -> Result<Subscription, String> {
    let named = |reason: &dyn std::fmt::Display| format!("“{}”: {reason}", Prose::trimmed(address));
    if address.starts_with("query:") {
        return Err(named(&SAVED_SEARCH));
    }
    if is_other_line(address) {
        return Err(named(&"commands and files in place of a feed are not supported"));
    }
    let mut subscription =
        Subscription::of_url(WebUrl::parse_feed(address).map_err(|reason| named(&reason))?);
    for tag in tags {
        match tag.strip_prefix('~') {
            Some(title) => subscription.title = Prose::non_empty(title),
            None if tag.starts_with('!') => {
                subscription.tags.insert(HIDDEN_TAG.into());
                subscription.tags.extend(parse_tags(tag.trim_start_matches('!')));
            }
            None => subscription.tags.extend(parse_tags(tag)),
        }
    }
    Ok(subscription)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::ImportItem;
    use std::ops::ControlFlow;

    const LIST: &str = "# mine\nhttps://paper.example/feed#x news \"two words\" \"~The \\\"Paper\\\"\"\n\n\
        https://b.example/rss !secret\n\"query:Unread:unread = \\\"yes\\\"\"\nexec:~/bin/feed.sh\nfilter:x:https://c.example\nhttps://\n";

    #[test]
    fn tags_titles_and_hidden_feeds_are_kept_and_nothing_is_run() {
        let (mut feeds, mut skipped) = (Vec::new(), Vec::new());
        read(LIST.as_bytes(), &mut |told| {
            match told {
                Ok(ImportItem::Subscription(subscription)) => feeds.push(subscription),
                Ok(other) => panic!("{other:?}"),
                Err(Skipped { line, reason }) => skipped.push((line.unwrap(), reason)),
            }
            ControlFlow::Continue(())
        })
        .unwrap();

        let [paper, other] = feeds.as_slice() else { panic!("{feeds:?}") };
        assert_eq!(paper.title, Some("The \"Paper\"".into()));
        assert_eq!(paper.tags, parse_tags("news, two words"));
        assert_eq!(other.tags, parse_tags("hidden, secret"));
        assert_eq!(skipped.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [5, 6, 7, 8]);
        assert_eq!(
            skipped[1].1,
            "“exec:~/bin/feed.sh”: commands and files in place of a feed are not supported"
        );
    }

    #[test]
    fn a_written_list_of_feeds_is_read_back() {
        let feed = Subscription {
            title: Some("The \"Paper\" \\".into()),
            tags: parse_tags("hidden, news, two words"),
            ..Subscription::of_url(WebUrl::parse("https://paper.example/feed").unwrap())
        };
        let mut list = Vec::new();
        write(std::slice::from_ref(&feed), &mut list).unwrap();
        let mut read = Vec::new();

        super::read(&list, &mut |told| {
            read.push(told.unwrap());
            ControlFlow::Continue(())
        })
        .unwrap();

        assert_eq!(read, [ImportItem::Subscription(feed)]);
    }

    #[test]
    fn a_list_is_known_by_what_stands_in_it() {
        let is_list = |text: &str, name: &str| is_feed_list(text, Path::new(name));

        assert!(is_list(LIST, "x.txt"));
        assert!(is_list("https://a.example/feed\n", "urls"));
        assert!(!is_list("https://a.example/feed\nhttps://b.example/\n", "links.txt"));
        assert!(!is_list("https://a.example/feed\n\nHe said \"no\" to it.\nThen rain.\n", "x"));
        assert!(!is_list("\n", "urls"));
    }
}
