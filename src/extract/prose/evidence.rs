//! The evidence of an element's role and class against its being text.

use std::collections::BTreeSet;

use dom_query::NodeRef;

use crate::extract::{dom, words};

/// The evidence against a box being the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Evidence {
    /// No evidence.
    #[default]
    None,
    /// The class names something beside a text.
    Named,
    /// The class names something that readers write in: comments, a form.
    Written,
    /// The class names a caption.
    Caption,
    /// The element is declared as something else: navigation, a dialog, a footer.
    Declared,
    /// The element is hidden.
    Hidden,
}

/// Roles of elements that are no text.
const ROLES: &[&str] = &[
    "dialog",
    "alertdialog",
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "menu",
    "tablist",
];

/// Words in class names of consent notices.
const CONSENT: &[&str] =
    &["cookie", "cookies", "consent", "gdpr", "cmpbox", "cmpwrapper", "onetrust", "didomi", "cookiebot"];

/// Words of [`CONSENT`] that articles are about too; another of these or of [`NOTICES`] beside them makes a
/// notice.
const AMBIGUOUS_CONSENT: &[&str] = &["cookie", "cookies", "consent"];

/// Words in class names that distinguish a notice from the text of a page.
const NOTICES: &[&str] = &[
    "banner",
    "bar",
    "dialog",
    "disclaimer",
    "law",
    "manager",
    "message",
    "modal",
    "notice",
    "notification",
    "overlay",
    "policy",
    "popup",
    "preferences",
    "settings",
    "wall",
];

/// Words in class names of what readers write.
const WRITTEN: &[&str] = &["comment", "comments", "disqus", "respond", "commentlist"];

/// Words in class names of what is beside a text.
const NAMED: &[&str] = &[
    "newsletter",
    "newsletters",
    "subscribe",
    "subscription",
    "signup",
    "share",
    "sharing",
    "social",
    "related",
    "recirc",
    "recommended",
    "recommendations",
    "recommend",
    "sponsored",
    "advert",
    "advertisement",
    "ad",
    "ads",
    "outbrain",
    "taboola",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "dateline",
    "timestamp",
    "trending",
    "mostread",
    "popular",
    "copyright",
    "bio",
    "popup",
    "modal",
    "disclaimer",
    "credit",
    "paywall",
];

/// The fewest words of a heading that an id made of it repeats.
const FEWEST_REPEATED: usize = 2;

impl Evidence {
    /// The evidence of an element.
    pub fn of(node: &NodeRef<'_>, name: &str) -> Self {
        let role = node.attr("role");
        let is_declared = matches!(name, "nav" | "footer" | "dialog")
            || role.is_some_and(|role| ROLES.contains(&&*role))
            || node.attr("aria-modal").is_some_and(|modal| &*modal == "true");
        if is_declared {
            return Self::Declared;
        }
        if dom::is_hidden(node) {
            return Self::Hidden;
        }
        match name {
            "form" => Self::Written,
            "figcaption" => Self::Caption,
            "aside" => Self::Named,
            "html" | "body" | "article" | "p" | "main" => Self::None,
            _ => Self::of_names(node),
        }
    }

    fn of_names(node: &NodeRef<'_>) -> Self {
        if !is_named(node) {
            return Self::None;
        }
        let label = label(node);
        let words: Vec<&str> = words_of(&label).collect();
        let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
        let has_class = |known: &[&str]| {
            let class = dom::attribute(node, "class").unwrap_or_default().to_lowercase();
            words_of(&class).any(|word| known.contains(&word))
        };
        if has(CONSENT) {
            Self::Declared
        } else if has(WRITTEN) {
            Self::Written
        } else if has(&["caption", "figcaption"]) {
            Self::Caption
        } else if has(NAMED) && (has_class(NAMED) || !is_heading_slug(node)) {
            Self::Named
        } else {
            Self::None
        }
    }

    /// The share of the page's prose from which a box is the text despite the evidence.
    pub const fn outweighed_from(self) -> f32 {
        match self {
            Self::None | Self::Caption | Self::Hidden => 0.0,
            Self::Named => 0.25,
            Self::Written => 0.4,
            Self::Declared => 0.9,
        }
    }
}

/// Whether an element is a consent notice, by its class, without the text of the page in it.
pub fn asks_for_consent(node: &NodeRef<'_>) -> bool {
    if !is_named(node) {
        return false;
    }
    let label = label(node);
    let asking: BTreeSet<&str> = words_of(&label).filter(|word| CONSENT.contains(word)).collect();
    let is_certain = asking.iter().any(|word| !AMBIGUOUS_CONSENT.contains(word));
    let is_notice = asking.len() > 1 || words_of(&label).any(|word| NOTICES.contains(&word));
    let holds_text = |part: &NodeRef<'_>| matches!(&*dom::name(part), "article" | "body" | "h1" | "main");
    !asking.is_empty()
        && (is_certain || is_notice)
        && !holds_text(node)
        && !node.descendants_it().any(|part| holds_text(&part))
}

/// Whether the id of an element is made of the words of the heading in it, such as `how-popular-is-rain`, over text that
/// is no list of links.
pub fn is_heading_slug(node: &NodeRef<'_>) -> bool {
    let Some(id) = dom::attribute(node, "id").map(|id| id.to_lowercase()) else { return false };
    let is_heading =
        |below: &NodeRef<'_>| matches!(&*dom::name(below), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    if is_heading(node) {
        return true;
    }
    let Some(heading) = node.descendants_it().find(is_heading) else { return false };
    let heading = dom::words(&heading).to_lowercase();
    let said: Vec<&str> = words_of(&heading).collect();
    let repeated = words_of(&id).filter(|word| said.contains(word)).count();
    let links = node.descendants_it().filter(|below| below.has_name("a"));
    let linked: usize = links.map(|link| words::count(&dom::words(&link))).sum();
    repeated >= FEWEST_REPEATED
        && 2 * repeated >= said.len()
        && 2 * linked < words::count(&dom::words(node)).saturating_sub(said.len())
}

fn is_named(node: &NodeRef<'_>) -> bool {
    node.has_attr("class") || node.has_attr("id") || node.has_attr("aria-label")
}

/// The class, id and label of an element, in lower case.
fn label(node: &NodeRef<'_>) -> String {
    let mut label = dom::label(node);
    if let Some(spoken) = dom::attribute(node, "aria-label") {
        label.push(' ');
        label.push_str(&spoken.to_lowercase());
    }
    label
}

fn words_of(label: &str) -> impl Iterator<Item = &str> {
    label.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}
