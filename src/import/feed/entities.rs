//! Entities that a feed declares in its document type: text without markup, limited in number and size. External
//! entities are ignored, and entities within entities are not expanded.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::escape::resolve_html5_entity;

/// The most entities of a feed; further ones are ignored.
const MOST: usize = 500;

/// The longest replacement text of an entity, in bytes; a longer one is ignored.
const LONGEST: usize = 2_000;

/// The bytes to which all references of a feed may expand; later references stay as written.
const ALL: usize = 1 << 20;

/// The entities of a feed, with their replacement texts.
#[derive(Default)]
pub struct Entities {
    own: HashMap<String, String>,
    spent: usize,
}

impl Entities {
    /// Reads the entity declarations of a document type.
    pub fn learn(&mut self, document_type: &str) {
        for defined in document_type.split("<!ENTITY").skip(1) {
            let defined = defined.trim_start();
            let Some((name, rest)) = defined.split_once(char::is_whitespace) else { continue };
            let rest = rest.trim_start();
            // Parameter entities and external entities do not begin with a quotation mark.
            let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''));
            let Some(value) = quote.and_then(|quote| rest.strip_prefix(quote)?.split_once(quote)) else {
                continue;
            };
            if self.own.len() < MOST && value.0.len() <= LONGEST {
                self.own.entry(name.to_owned()).or_insert_with(|| plain(value.0).into_owned());
            }
        }
    }

    /// The replacement text of an entity.
    pub fn of(&self, name: &str) -> Option<&str> {
        self.own.get(name).map(String::as_str).or_else(|| resolve_html5_entity(name))
    }

    /// The replacement text of a reference; the reference itself where the entity is unknown.
    pub fn in_text(&mut self, name: &str) -> String {
        let known = self.of(name).filter(|known| self.spent + known.len() <= ALL);
        let words = known.map_or_else(|| format!("&{name};"), str::to_owned);
        self.spent += words.len();
        words
    }
}

/// Replaces character references; entity references stay as written.
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
