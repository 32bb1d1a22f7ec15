//! The signs of a page that is no article: its names for itself, and a field for a password.

use dom_query::Document;

use super::dom::attribute;
use super::limits;

/// Most names of a page that are read.
const MOST_NAMES: usize = 8;

/// The signs of a page apart from its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageSigns {
    /// The names of the page: its title, its headings of the first level, its title for sharing.
    pub names: Vec<String>,
    /// Whether the page has a field for a password.
    pub asks_for_password: bool,
}

/// Reads the signs of a page.
pub fn page_signs(html: &str) -> PageSigns {
    let (html, _) = limits::cut_to_limits(html);
    let document = Document::from(html.as_ref());
    let told = |selector: &str| {
        document.select(selector).nodes().iter().map(|node| node.text().trim().to_owned()).collect::<Vec<_>>()
    };
    let shared = document.select("meta[property='og:title'][content]");
    let shared = shared.nodes().iter().filter_map(|node| attribute(node, "content"));
    let names = told("head > title, title").into_iter().chain(told("h1")).chain(shared);
    PageSigns {
        names: names.filter(|name| !name.is_empty()).take(MOST_NAMES).collect(),
        asks_for_password: document.select("input[type='password' i]").exists(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_signs_have_the_names_and_the_password_field() {
        let signs = page_signs(
            "<html><head><title> Log in </title><meta property='og:title' content='The Paper'></head>\
             <body><h1>Hello</h1><form><input type=PASSWORD name=p></form>",
        );

        assert_eq!(signs.names, ["Log in", "Hello", "The Paper"]);
        assert!(signs.asks_for_password);
        assert!(!page_signs("<p>password").asks_for_password);
    }
}
