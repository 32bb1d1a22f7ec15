//! An element of a feed, with its content as words or as markup.

use crate::text::{escape_attribute, escape_markup};

/// Void elements of HTML, with or without an end tag.
pub const VOID: &[&str] = &["br", "hr", "img", "wbr"];

/// An element by its canonical name: lower case, with a fixed prefix for each known namespace.
#[derive(Debug, Default)]
pub struct Element {
    /// The name, such as `title` or `dc:creator`; elements of RSS and Atom have no prefix.
    pub name: String,
    /// The attributes: names as written, in lower case, and values.
    pub attributes: Vec<(String, String)>,
    /// The content of the element.
    pub children: Vec<Node>,
    /// Whether the feed breaks off within the element.
    pub is_cut: bool,
}

/// A child of an element.
#[derive(Debug)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text with its entities resolved.
    Text(String),
}

impl Element {
    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The child elements of a name.
    pub fn all<'own>(&'own self, name: &'own str) -> impl Iterator<Item = &'own Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first child element with content, by the first of the names that has one.
    pub fn first(&self, names: &[&str]) -> Option<&Self> {
        let held =
            |name: &&str| self.elements().find(|element| element.name == **name && element.holds_anything());
        names.iter().find_map(held)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// The whole text of the element.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.collect(&mut text);
        text
    }

    fn holds_anything(&self) -> bool {
        self.children.iter().any(|child| match child {
            Node::Element(_) => true,
            Node::Text(words) => !words.trim().is_empty(),
        })
    }

    fn collect(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Node::Element(element) => element.collect(text),
                Node::Text(words) => text.push_str(words),
            }
        }
    }

    /// Whether the element has child elements.
    pub fn has_elements(&self) -> bool {
        self.elements().next().is_some()
    }

    /// The content as markup, with its elements written out again.
    pub fn inner_markup(&self) -> String {
        let mut markup = String::new();
        self.write_children(&mut markup);
        markup
    }

    fn write_children(&self, markup: &mut String) {
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(markup),
                Node::Text(words) => markup.push_str(&escape_markup(words)),
            }
        }
    }

    fn write(&self, markup: &mut String) {
        let name = self.name.rsplit(':').next().unwrap_or_default();
        markup.push('<');
        markup.push_str(name);
        for (attribute, value) in self.attributes.iter().filter(|(name, _)| !name.contains(':')) {
            let value = escape_attribute(value);
            markup.extend([" ", attribute, "=\"", &value, "\""]);
        }
        markup.push('>');
        if !VOID.contains(&name) {
            self.write_children(markup);
            markup.extend(["</", name, ">"]);
        }
    }
}
