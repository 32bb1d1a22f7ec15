//! Entities that a feed defines for itself, within bounds: words for words. Nothing is fetched for one, and none
//! grows out of others.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::escape::resolve_html5_entity;

/// Entities of a feed; further ones are not known.
const MOST: usize = 500;

/// Bytes of what one stands for; a longer one is not known.
const LONGEST: usize = 2_000;

/// Bytes that all of them may become in one feed; later ones stay as they are written.
const ALL: usize = 1 << 20;

/// What the entities of a feed stand for.
#[derive(Default)]
pub struct Entities {
    own: HashMap<String, String>,
    spent: usize,
}

impl Entities {
    /// Learns what a document type defines.
    pub fn learn(&mut self, document_type: &str) {
        for defined in document_type.split("<!ENTITY").skip(1) {
            let defined = defined.trim_start();
            let Some((name, rest)) = defined.split_once(char::is_whitespace) else { continue };
            let rest = rest.trim_start();
            // What is defined for the document type alone, or lies elsewhere, does not begin with a quotation mark.
            let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''));
            let Some(value) = quote.and_then(|quote| rest.strip_prefix(quote)?.split_once(quote)) else {
                continue;
            };
            if self.own.len() < MOST && value.0.len() <= LONGEST {
                self.own.entry(name.to_owned()).or_insert_with(|| plain(value.0).into_owned());
            }
        }
    }

    /// What a name stands for.
    pub fn of(&self, name: &str) -> Option<&str> {
        self.own.get(name).map(String::as_str).or_else(|| resolve_html5_entity(name))
    }

    /// What a name stands for in the text; as it is written where nobody knows it.
    pub fn in_text(&mut self, name: &str) -> String {
        let known = self.of(name).filter(|known| self.spent + known.len() <= ALL);
        let words = known.map_or_else(|| format!("&{name};"), str::to_owned);
        self.spent += words.len();
        words
    }
}

/// References to characters are those characters; others stay as they are written.
fn plain(value: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape_with(value, resolve_html5_entity).unwrap_or(Cow::Borrowed(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_for_the_words_that_the_feed_gives_them() {
        let mut entities = Entities::default();
        entities.learn(
            r#"rss [<!ENTITY paper "The Quay"><!ENTITY  dash '&#8212;'><!ENTITY % inner "x"><!ENTITY far SYSTEM "file:///x">]"#,
        );

        let told = ["paper", "dash", "inner", "far", "eacute", "none"].map(|name| entities.in_text(name));

        assert_eq!(told, ["The Quay", "—", "&inner;", "&far;", "é", "&none;"]);
    }

    #[test]
    fn entities_of_entities_do_not_grow() {
        let mut entities = Entities::default();
        let long = "x".repeat(LONGEST);
        entities.learn(&format!(r#"<!ENTITY a "{long}"><!ENTITY b "&a;&a;&a;"><!ENTITY c "{long}y">"#));

        assert_eq!((entities.in_text("b").as_str(), entities.in_text("c").as_str()), ("&a;&a;&a;", "&c;"));
        let all: usize = (0..10_000).map(|_| entities.in_text("a").len()).sum();
        assert!(all <= ALL + 10_000 * "&a;".len(), "{all}");
    }
}
