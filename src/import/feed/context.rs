//! Where an element stands: what its relative addresses begin at and which language it is in.

use crate::domain::{Language, WebUrl};

use super::element::Element;
use super::head::Head;

/// What an element takes over from those around it.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The nearest `xml:base`.
    pub declared_base: Option<WebUrl>,
    /// The site of the feed, where no base is declared.
    pub site: Option<WebUrl>,
    /// The nearest `xml:lang`, or the language of the feed.
    pub language: Option<Language>,
}

impl Context {
    /// The same within an element.
    pub fn within(&self, element: &Element) -> Self {
        let mut inner = self.clone();
        if let Some(base) = element.attribute("xml:base").and_then(|base| self.resolve(base)) {
            inner.declared_base = Some(base);
        }
        if let Some(language) = element.attribute("xml:lang").and_then(Language::parse) {
            inner.language = Some(language);
        }
        inner
    }

    /// An address as given, or relative to where the element stands.
    pub fn resolve(&self, address: &str) -> Option<WebUrl> {
        match self.declared_base.as_ref().or(self.site.as_ref()) {
            Some(base) => base.join(address).ok(),
            None => WebUrl::parse(address).ok(),
        }
    }
}

/// The entries of a feed in order, wherever it keeps them, each with its context.
pub fn entries<'tree>(root: &'tree Element, head: &Head) -> Vec<(&'tree Element, Context)> {
    let context = Context { declared_base: None, site: head.site.clone(), language: head.language.clone() };
    let mut found = Vec::new();
    collect(root, &context, &mut found);
    found
}

fn collect<'tree>(element: &'tree Element, context: &Context, found: &mut Vec<(&'tree Element, Context)>) {
    for child in element.elements() {
        let context = context.within(child);
        if matches!(child.name.as_str(), "item" | "entry") {
            found.push((child, context));
        } else {
            collect(child, &context, found);
        }
    }
}
