//! An element of a feed: asked for what is in it, as words or as markup.

use crate::text::{escape_attribute, escape_markup};

/// Elements of HTML that hold nothing, with or without an end.
pub const VOID: &[&str] = &["br", "hr", "img", "wbr"];

/// An element by its canonical name: a known prefix whatever the feed calls it, all in lower case.
#[derive(Debug, Default)]
pub struct Element {
    /// Such as `title` or `dc:creator`; elements of RSS and Atom have no prefix.
    pub name: String,
    /// Names as written, in lower case, and values.
    pub attributes: Vec<(String, String)>,
    /// What is in it.
    pub children: Vec<Node>,
    /// Whether the feed breaks off within it.
    pub is_cut: bool,
}

/// A piece of an element.
#[derive(Debug)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, its entities resolved.
    Text(String),
}

impl Element {
    /// The elements directly in this one.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of a name directly in this one.
    pub fn all<'own>(&'own self, name: &'own str) -> impl Iterator<Item = &'own Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element of the first of the names that has one with anything in it.
    pub fn first(&self, names: &[&str]) -> Option<&Self> {
        let held =
            |name: &&str| self.elements().find(|element| element.name == **name && element.holds_anything());
        names.iter().find_map(held)
    }

    /// The value of an attribute, where it has one.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// All the text in it.
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

    /// Whether there are elements in it.
    pub fn has_elements(&self) -> bool {
        self.elements().next().is_some()
    }

    /// What is in it as markup: its elements written out again.
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
