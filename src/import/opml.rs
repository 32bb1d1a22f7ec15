//! OPML: lists of subscriptions, read from many programs, and written.
//!
//! An outline with a feed URL is a subscription, one without is a folder. Nothing in a list is run: an
//! address that is not http or https is reported and left out.

use std::io::{self, Write};

use crate::domain::{ArrivalRule, Prose, Query, RuleAction, Subscription, WebUrl, parse_tags};
use crate::text::escape_attribute;

use super::document::{ImportError, ImportSink, Skipped};
use super::feed::{self, Element};
use super::{charset, guard, markup, subscriptions};

/// The attribute in which `FreshRSS` keeps searches that mark entries of a feed read, one a line.
const MARKED_READ: &str = "frss:filtersactionread";

/// The type of an outline that is a page without a feed.
const PAGE: &str = "page";

/// Reads a list.
pub fn read(bytes: Vec<u8>, each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    let feeds = guard::run_guarded(move || Ok(listed(&charset::decode(&bytes))))?;
    subscriptions::deliver_each_once(feeds, each)
}

fn listed(opml: &str) -> Vec<Result<Subscription, Skipped>> {
    let tree = feed::elements(opml);
    let mut told = Vec::new();
    walk(&tree.root, &mut Vec::new(), &mut told);
    told.extend(tree.cut.map(|reason| Err(Skipped { line: None, reason })));
    told
}

fn walk(element: &Element, folder: &mut Vec<Prose>, told: &mut Vec<Result<Subscription, Skipped>>) {
    for child in element.elements() {
        let name =
            child.attribute("text").or_else(|| child.attribute("title")).and_then(markup::words_of_line);
        if child.name != "outline" {
            walk(child, folder, told);
        } else if let Some(address) = address(child) {
            told.push(outline(child, address, name, folder));
            told.extend(rules(child, address).map(Err));
            walk(child, folder, told);
        } else {
            let depth = folder.len();
            folder.extend(name);
            walk(child, folder, told);
            folder.truncate(depth);
        }
    }
}

/// Reports the searches by which a server marks entries of a feed read: for each the same rule for the
/// configuration, or the reason why there is none.
fn rules<'list>(outline: &'list Element, address: &'list str) -> impl Iterator<Item = Skipped> {
    let searches = outline.attribute(MARKED_READ).unwrap_or_default();
    searches.lines().map(str::trim).filter(|search| !search.is_empty()).map(move |search| {
        let reason = match Query::parse(&format!("feed:{address} {search}")) {
            Ok(search) => {
                let rule = ArrivalRule { search, actions: vec![RuleAction::Read] };
                let lines = rule.to_toml().trim_end().replace('\n', "  ");
                format!("rules are not imported; to use this one, add to the configuration: {lines}")
            }
            Err(mistake) => {
                format!("the rule “{}” has no equivalent here: {mistake}", Prose::trimmed(search))
            }
        };
        Skipped { line: None, reason }
    })
}

/// The feed URL of an outline; some lists have it in the attribute of a page's address.
fn address(outline: &Element) -> Option<&str> {
    let is_feed = |kind: &str| ["rss", "atom", "feed", "json"].contains(&kind.to_ascii_lowercase().as_str());
    outline
        .attribute("xmlurl")
        .or_else(|| outline.attribute("url").filter(|_| outline.attribute("type").is_some_and(is_feed)))
}

fn outline(
    element: &Element,
    address: &str,
    name: Option<Prose>,
    folder: &[Prose],
) -> Result<Subscription, Skipped> {
    let feed = WebUrl::parse_feed(address).map_err(|reason| Skipped {
        line: None,
        reason: format!("feed “{}”: {reason}", Prose::trimmed(address)),
    })?;
    Ok(Subscription {
        // A feed without a name is exported with its address in place of one.
        title: name.filter(|name| name.as_str() != feed.as_str()),
        site: element.attribute("htmlurl").and_then(|site| WebUrl::parse(site).ok()),
        folder: folder.to_vec(),
        tags: element.attribute("category").map(parse_tags).unwrap_or_default(),
        is_page: element.attribute("type") == Some(PAGE),
        feed,
    })
}

/// Writes a list as OPML 2.0: folders as outlines around their feeds, tags as categories.
pub fn write(subscriptions: &[Subscription], out: &mut dyn Write) -> io::Result<()> {
    let mut sorted: Vec<&Subscription> = subscriptions.iter().collect();
    sorted.sort_by_key(|subscription| &subscription.folder);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">")?;
    writeln!(out, "  <head><title>Subscriptions</title></head>\n  <body>")?;
    let mut open: &[Prose] = &[];
    for subscription in sorted {
        change_folder(open, &subscription.folder, out)?;
        open = &subscription.folder;
        write_outline(subscription, out)?;
    }
    change_folder(open, &[], out)?;
    writeln!(out, "  </body>\n</opml>")
}

fn change_folder(from: &[Prose], to: &[Prose], out: &mut dyn Write) -> io::Result<()> {
    let shared = from.iter().zip(to).take_while(|(one, other)| one == other).count();
    for depth in (shared..from.len()).rev() {
        writeln!(out, "{}</outline>", indent(depth))?;
    }
    for (depth, name) in to.iter().enumerate().skip(shared) {
        writeln!(out, "{}<outline text=\"{}\">", indent(depth), escape_attribute(name.as_str()))?;
    }
    Ok(())
}

fn write_outline(subscription: &Subscription, out: &mut dyn Write) -> io::Result<()> {
    let name = subscription.title.as_ref().map_or(subscription.feed.as_str(), Prose::as_str);
    let tags: Vec<&str> = subscription.tags.iter().map(Prose::as_str).collect();
    let attributes = [
        ("text", Some(name)),
        ("type", Some(if subscription.is_page { PAGE } else { "rss" })),
        ("xmlUrl", Some(subscription.feed.as_str())),
        ("htmlUrl", subscription.site.as_ref().map(WebUrl::as_str)),
        ("category", Some(tags.join(",")).as_deref().filter(|tags| !tags.is_empty())),
    ]
    .map(|(name, value)| value.map(|value| format!(" {name}=\"{}\"", escape_attribute(value))));
    let attributes: String = attributes.into_iter().flatten().collect();
    writeln!(out, "{}<outline{attributes}/>", indent(subscription.folder.len()))
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_again(subscriptions: &[Subscription]) -> Vec<Subscription> {
        let mut out = Vec::new();
        write(subscriptions, &mut out).unwrap();
        listed(&String::from_utf8(out).unwrap()).into_iter().map(Result::unwrap).collect()
    }

    #[test]
    fn folders_tags_and_names_are_kept() {
        let list = "<opml version='1.1'><head><title>Mine</title></head><body>
            <outline text='News'><outline title='World &amp; more'>
                <outline text='Paper' title='The Paper' type='rss' xmlUrl='https://paper.example/feed?a=1&amp;b=2' HTMLURL='https://paper.example/' category='/calm,slow'/>
            </outline></outline><outline xmlurl='https://b.example/rss'/><outline type='rss' url='feed://c.example/f'/><outline type='link' url='https://d.example/'/></body></opml>";

        let told: Vec<Subscription> = listed(list).into_iter().map(Result::unwrap).collect();

        let [paper, other, third] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!(paper.title, Some("Paper".into()));
        assert_eq!(paper.folder_path(), Some("News/World & more".into()));
        assert_eq!(paper.tags, parse_tags("calm, slow"));
        assert_eq!(paper.feed.as_str(), "https://paper.example/feed?a=1&b=2");
        assert_eq!(*other, Subscription::of_url(WebUrl::parse("https://b.example/rss").unwrap()));
        assert_eq!(third.feed.as_str(), "http://c.example/f");
    }

    #[test]
    fn a_filter_of_a_server_is_reported_as_the_equivalent_rule() {
        let list = "<opml><body><outline xmlUrl='https://a.example/feed' frss:filtersActionRead='intitle:ads&#xA;is:odd'/></body></opml>";
        let told = listed(list);

        let reasons: Vec<&str> =
            told.iter().filter_map(|told| Some(told.as_ref().err()?.reason.as_str())).collect();
        let [rule, odd] = reasons.as_slice() else { panic!("{reasons:?}") };
        let search = Query::parse("feed:https://a.example/feed title:ads").unwrap();
        assert!(rule.contains(&format!("search = \"{}\"", search.as_str())), "{rule}");
        assert!(odd.starts_with("the rule “is:odd” has no equivalent here"), "{odd}");
    }

    #[test]
    fn an_invalid_feed_address_is_never_run_as_a_command() {
        let list = "<opml><body><outline text='x' xmlUrl='exec:touch /tmp/x'/><outline xmlUrl='filter:a:https://b.example'/></body></opml>";

        let reasons: Vec<String> = listed(list).into_iter().map(|told| told.unwrap_err().reason).collect();

        assert_eq!(
            reasons,
            [
                "feed “exec:touch /tmp/x”: only http and https addresses are supported",
                "feed “filter:a:https://b.example”: only http and https addresses are supported"
            ]
        );
    }

    proptest! {
        #[test]
        fn a_list_comes_back_as_it_was_written(
            feeds in prop::collection::vec(("[a-z]{1,9}", "\\PC{0,12}", prop::collection::vec("\\PC{1,8}", 0..3), "\\PC{0,12}"), 0..12)
        ) {
            let mut subscriptions: Vec<Subscription> = feeds
                .into_iter()
                .map(|(host, title, folder, tags)| Subscription {
                    title: Prose::non_empty(&title),
                    folder: folder.iter().filter_map(|name| Prose::non_empty(name)).collect(),
                    tags: parse_tags(&tags),
                    ..Subscription::of_url(WebUrl::parse(&format!("https://{host}.example/feed")).unwrap())
                })
                .collect();
            subscriptions.sort_by(|one, other| one.folder.cmp(&other.folder));

            prop_assert_eq!(read_again(&subscriptions), subscriptions);
        }
    }
}
