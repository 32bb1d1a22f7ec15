//! The authors of an entry, in the forms that feeds write them.

use crate::domain::Author;
use crate::extract::byline;
use crate::import::markup::plain;

use super::element::Element;

/// The authors of an entry or a feed, the surest source first.
pub fn of(element: &Element) -> Vec<Author> {
    let found = of_atom(element);
    if !found.is_empty() {
        return found;
    }
    let names = ["dc:creator", "author", "itunes:author", "dc:author", "dc:contributor"];
    let lists = names.iter().map(|name| {
        let mut authors = Vec::new();
        for author in
            element.all(name).flat_map(|person| byline::authors(&without_address(&plain(&person.text()))))
        {
            if !authors.contains(&author) {
                authors.push(author);
            }
        }
        authors
    });
    lists.into_iter().find(|authors| !authors.is_empty()).unwrap_or_default()
}

/// The authors of an Atom entry, which are elements with a name.
pub fn of_atom(element: &Element) -> Vec<Author> {
    let names = element.all("author").filter_map(|author| author.first(&["name"])).map(Element::text);
    let mut authors = Vec::new();
    for author in names.flat_map(|name| byline::authors(&without_address(&plain(&name)))) {
        if !authors.contains(&author) {
            authors.push(author);
        }
    }
    authors
}

/// The name in `a@b.example (Ana Ruiz)` or `Ana Ruiz <a@b.example>`; empty where there is none.
pub fn without_address(text: &str) -> String {
    if !text.contains('@') {
        return text.trim().to_owned();
    }
    let has_no_address = |word: &&str| !word.contains('@');
    let name: Vec<&str> = text.split_whitespace().filter(has_no_address).collect();
    name.join(" ").trim_matches(['(', ')', '<', '>', '"', ' ', ',']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_no_name() {
        assert_eq!(without_address("a@b.example (Ana Ruiz)"), "Ana Ruiz");
        assert_eq!(without_address("Ana Ruiz <a@b.example>"), "Ana Ruiz");
        assert_eq!(without_address("a@b.example"), "");
    }
}
