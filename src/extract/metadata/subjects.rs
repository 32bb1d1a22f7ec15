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
        let is_kind = ["post", "article", "page", "nil", "null", "none", "undefined", "uncategorized"]
            .contains(&name.trim().to_lowercase().as_str());
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

/// The topics, in the words of the page.
pub fn topics(facts: &Facts) -> Vec<Prose> {
    let sources =
        ["article:tag", "ld:keywords", "meta:news_keywords", "meta:keywords", "meta:parsely-tags", "rel:tag"];
    let lists = sources.iter().map(|source| {
        let mut topics: Vec<Prose> = Vec::new();
        for topic in
            facts.all(&[source]).iter().flat_map(|line| line.split([',', ';'])).filter_map(Prose::non_empty)
        {
            if !topics.contains(&topic) && is_topic(topic.as_str()) {
                topics.push(topic);
            }
        }
        topics
    });
    lists.into_iter().find(|topics| !topics.is_empty()).unwrap_or_default()
}

/// Whether a keyword is for people; others are for programs: `@post-id`, `ctp_video`, `/article`.
fn is_topic(keyword: &str) -> bool {
    let is_name = keyword.is_ascii() && keyword.contains('_');
    words::count(keyword) <= 6 && keyword.starts_with(char::is_alphanumeric) && !is_name
}

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
    fn what_a_page_tells_machines_alone_is_no_section_and_no_topic() {
        let page = read(
            "<meta name=section content='The Paper'><meta property=article:section content=post>\
             <meta name=keywords content='rain, @post-id:7, auto_play, /article, river'>",
            "",
        );

        assert_eq!(page.section, None);
        assert_eq!(page.topics, [Prose::from("rain"), "river".into()]);
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
