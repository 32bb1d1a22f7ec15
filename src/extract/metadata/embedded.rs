//! The date of publication in the data from which the scripts of a page render it (hydration data), in the
//! object that has the headline.

use dom_query::{Document, NodeRef};
use serde_json::{Map, Value};

use crate::domain::{Language, Moment, normalised_headline};
use crate::extract::{dates, dom};

/// Names of fields with the headline, and of fields with the date of publication, the surest first.
const TITLES: &[&str] = &["title", "headline", "name"];
const DAYS: &[&str] = &[
    "datePublished",
    "publishedAt",
    "published_at",
    "publishDate",
    "publishedDate",
    "publish_date",
    "firstPublished",
    "pubDate",
    "date",
    "createdAt",
    "created_at",
];

/// The deepest nesting of objects that is searched.
const DEEPEST: u8 = 24;

/// The date in the object with the headline.
pub fn day(document: &Document, headline: &str, language: Option<&Language>) -> Option<Moment> {
    let headline = normalised_headline(headline);
    let is_data = |node: &NodeRef<'_>| {
        node.has_name("script")
            && dom::attribute(node, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"))
    };
    let root = document.root();
    let mut scripts = root.descendants_it().filter(is_data).filter(|_| !headline.is_empty());
    scripts.find_map(|script| {
        let data: Value = serde_json::from_str(&script.text()).ok()?;
        day_in(&data, &headline, language, DEEPEST)
    })
}

fn day_in(data: &Value, headline: &str, language: Option<&Language>, depth: u8) -> Option<Moment> {
    let depth = depth.checked_sub(1)?;
    match data {
        Value::Array(items) => items.iter().find_map(|item| day_in(item, headline, language, depth)),
        Value::Object(pairs) => day_beside_headline(pairs, headline, language)
            .or_else(|| pairs.values().find_map(|inner| day_in(inner, headline, language, depth))),
        _ => None,
    }
}

fn day_beside_headline(
    pairs: &Map<String, Value>,
    headline: &str,
    language: Option<&Language>,
) -> Option<Moment> {
    let text = |name: &&str| pairs.get(*name).and_then(Value::as_str);
    let is_article = TITLES.iter().filter_map(text).any(|title| normalised_headline(title) == headline);
    let mut days = DAYS.iter().filter(|_| is_article).filter_map(text);
    days.find_map(|day| dates::field(day, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_beside_the_headline_in_the_data_of_a_page_is_its_day() {
        let day = |data: &str| {
            let page = format!("<script type='application/json'>{data}</script>");
            day(&Document::from(page), "Rain falls again", None).map(|day| day.day().to_string())
        };
        let other = r#"{"title":"Snow falls","date":"2019-01-01"}"#;

        assert_eq!(
            day(&format!(
                r#"{{"a":[{other},{{"title":"Rain falls again","date":"2020-05-07T10:00:00Z"}}]}}"#
            ))
            .as_deref(),
            Some("2020-05-07")
        );
        assert_eq!(day(other), None);
        assert_eq!(day("{"), None);
    }
}
