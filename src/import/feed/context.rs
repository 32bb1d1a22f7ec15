//! The context of an element: the base of its relative addresses and its language.

use crate::domain::{Language, WebUrl};

use super::element::Element;

/// The attributes that an element inherits.
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
    /// The context within an element.
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

    /// An address, resolved against the base of the element.
    pub fn resolve(&self, address: &str) -> Option<WebUrl> {
        // An address without its scheme, as people write it, is no name of a file.
        let whole = address.trim_start().strip_prefix("www.").map(|rest| format!("//www.{rest}"));
        let address = whole.as_deref().unwrap_or(address);
        match self.declared_base.as_ref().or(self.site.as_ref()) {
            Some(base) => base.join(address).ok(),
            None if address.starts_with("//") => WebUrl::parse(&format!("https:{address}")).ok(),
            None => WebUrl::parse(address).ok(),
        }
    }
}
