//! The subjects of an article: its section and its topics.

use crate::domain::Prose;
use crate::extract::words;

use super::facts::Facts;
use super::site::{Site, letters};

/// Most words of the name of a section; a longer text is a list.
const SECTION_WORDS: usize = 6;

/// The section. Some pages have the publication there, the article or the type of page, and some all the
/// lists that the article is in.
pub fn section(facts: &Facts, site: &Site, headline: &str) -> Option<Prose> {
    let is_telling = |name: &String| {
        let is_kind = is_kind(name);
        let is_path = name.contains('/') && !name.contains(' ');
        !is_kind && !is_path && !site.is_named(name) && letters(name) != letters(headline)
    };
    let told = facts.all(&["ld:articleSection", "article:section", "meta:section"]);
    let found = told.iter().find(|name| is_telling(name))?;
    let is_list = words::count(found) > SECTION_WORDS || !found.contains(' ');
    let first = is_list.then(|| found.split(',').next()).flatten();
    Prose::non_empty(&folded(first.unwrap_or(found)))
}

/// The folded spelling of a section, in which "news" and "News" are one, and `public-service` has its words
/// parted.
fn folded(name: &str) -> String {
    let is_slug =
        name.is_ascii() && !name.contains(' ') && !name.contains(|letter: char| letter.is_ascii_uppercase());
    let plain = if is_slug { name.replace(['-', '_'], " ") } else { name.to_owned() };
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    words.dedup();
    let line = words.join(" ");
    let mut letters = line.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Whether a word is the type of a page, or a placeholder such as "none".
fn is_kind(name: &str) -> bool {
    ["post", "article", "page", "nil", "null", "none", "undefined", "uncategorized", "true", "false"]
        .contains(&name.trim().to_lowercase().as_str())
}

/// The topics, in the words of the page; no name of the site or of who publishes it.
pub fn topics(facts: &Facts, site: &Site) -> Vec<Prose> {
    let sources =
        ["article:tag", "ld:keywords", "meta:news_keywords", "meta:keywords", "meta:parsely-tags", "rel:tag"];
    let publishers = facts.all(&["meta:author", "ld:organisation", "ld:publisher"]);
    let is_publisher = |topic: &str| {
        let plain = topic.strip_prefix("The ").unwrap_or(topic);
        site.is_named(topic)
            || site.is_named(plain)
            || site.is_host(topic)
            || publishers.iter().any(|name| name == topic && !words::is_name(name))
    };
    let lists = sources.iter().map(|source| {
        let mut topics: Vec<Prose> = Vec::new();
        let lines = facts.all(&[source]);
        let keywords = lines.iter().flat_map(|line| line.split([',', ';']));
        for topic in keywords.map(named).filter_map(Prose::non_empty) {
            if !topics.contains(&topic) && is_topic(topic.as_str()) && !is_publisher(topic.as_str()) {
                topics.push(topic);
            }
        }
        without_codes(topics)
    });
    lists.into_iter().find(|topics| !topics.is_empty()).unwrap_or_default()
}

/// Kinds of topics, before the topic itself: `topic/rain`, "Category: Rain".
const KINDS: &[&str] = &[
    "topic",
    "topics",
    "section",
    "sections",
    "category",
    "categories",
    "tag",
    "tags",
    "subject",
    "subjects",
    "keyword",
    "keywords",
    "person",
    "persons",
    "people",
    "place",
    "places",
    "location",
    "locations",
    "organization",
    "organizations",
    "organisation",
    "organisations",
    "story",
    "stories",
    "theme",
    "themes",
    "tokens",
    "channel",
];

/// A keyword without the kind before it.
fn named(keyword: &str) -> &str {
    let keyword = keyword.trim();
    let is_kind = |kind: &str| {
        let last = kind.rsplit([' ', '/']).next().unwrap_or_default();
        KINDS.contains(&last.to_lowercase().as_str())
    };
    let of_path = keyword.rsplit_once('/').filter(|(kind, _)| is_kind(kind) && !kind.contains(' '));
    let parted = of_path.or_else(|| keyword.split_once(": ").filter(|(kind, _)| is_kind(kind)));
    parted.map_or(keyword, |(_, topic)| topic.trim())
}

/// Whether a keyword is for people; others are for programs: `@post-id`, `ctp_video`, `/article`, `contentId: 7`.
fn is_topic(keyword: &str) -> bool {
    let is_name = keyword.is_ascii() && keyword.contains('_');
    let is_field = keyword.split_once(": ").is_some_and(|(name, _)| {
        name.starts_with(|letter: char| letter.is_ascii_lowercase()) && !name.contains(' ')
    });
    words::count(keyword) <= 6
        && keyword.starts_with(char::is_alphanumeric)
        && !is_name
        && !is_field
        && !is_kind(keyword)
        && !is_code(keyword)
        && keyword.rsplit_once('.').is_none_or(|(_, end)| end != "com")
}

/// Whether a keyword is an identifier: long and with digits throughout, or of letters with a colon within them.
fn is_code(keyword: &str) -> bool {
    let is_hexadecimal = |letter: char| letter.is_ascii_hexdigit() || letter == '-';
    let digits = keyword.chars().filter(char::is_ascii_digit).count();
    keyword.len() >= IDENTIFIER && digits > 2 && keyword.chars().all(is_hexadecimal)
        || keyword.len() > 4 && digits == keyword.len()
        || !keyword.contains(' ') && keyword.contains(':')
}

/// The fewest characters of an identifier.
const IDENTIFIER: usize = 16;

/// The topics without the codes of an agency: `POL`, `CYCS08`. A few words in capitals may be abbreviations.
fn without_codes(mut topics: Vec<Prose>) -> Vec<Prose> {
    let is_capital = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit();
    let is_code = |topic: &Prose| topic.as_str().chars().all(is_capital);
    let codes = topics.iter().filter(|topic| is_code(topic)).count();
    if codes >= FEWEST_CODES && codes * 2 > topics.len() {
        topics.retain(|topic| !is_code(topic));
    }
    topics
}

/// The fewest words in capitals that are codes.
const FEWEST_CODES: usize = 8;

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::super::of;
    use super::*;
    use crate::domain::Article;
    use crate::extract::prose::Lines;

    fn read(head: &str, body: &str) -> Article {
        let page =
            format!("<meta property=og:site_name content='The Paper'>{head}<body><h1>Rain falls</h1>{body}");
        let document = Document::from(page);
        of(&document, &Lines::of(&document), None)
    }

    #[test]
    fn identifiers_for_programs_are_neither_section_nor_topic() {
        let page = read(
            "<meta name=section content='The Paper'><meta property=article:section content=post>\
             <meta name=keywords content='rain, @post-id:7, auto_play, /article, river'>",
            "",
        );

        assert_eq!(page.section, None);
        assert_eq!(page.topics, [Prose::from("rain"), "river".into()]);
    }

    #[test]
    fn a_topic_is_read_without_its_kind_and_machine_tags_are_left_out() {
        let topics = |keywords: &str| -> Vec<String> {
            let page = read(&format!("<meta name=keywords content='{keywords}'>"), "");
            page.topics.iter().map(ToString::to_string).collect()
        };

        assert_eq!(
            topics("topic/rain & wind, sections/weather, Wind/Rain"),
            ["rain & wind", "weather", "Wind/Rain"]
        );
        assert_eq!(
            topics("Category: Rain, NLP Entity Tokens: River House, Rain: European"),
            ["Rain", "River House", "Rain: European"]
        );
        assert_eq!(
            topics(
                "content-type: Review, locale: US, hasProduct: true, contentId: 7-a, 98be933f-38cf-4fba-b6c6-ad438e82010a, rain"
            ),
            ["rain"]
        );
        assert_eq!(topics("The Paper, Page, paper.com, 1234567, RSBI:RAIN, rain, 1953"), ["rain", "1953"]);
        assert_eq!(topics("AER, CIV, CWP08, DIP, GEN, POL, PUB, SEC1, Rain, UN"), ["Rain"]);
        assert_eq!(topics("UN, EU, rain"), ["UN", "EU", "rain"]);
    }

    #[test]
    fn a_section_has_one_spelling() {
        let section = |name: &str| {
            let page = read(&format!("<meta property=article:section content='{name}'>"), "");
            page.section.map(|section| section.to_string())
        };

        assert_eq!(section("news").as_deref(), Some("News"));
        assert_eq!(section("public-service").as_deref(), Some("Public service"));
        assert_eq!(section("news_news").as_deref(), Some("News"));
        assert_eq!(section("Global,Weather").as_deref(), Some("Global"));
        for nothing in ["sections/weather", "nil", "Rain falls"] {
            assert_eq!(section(nothing), None, "{nothing}");
        }
    }
}
