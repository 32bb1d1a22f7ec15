//! What an element says of itself: a role, or a name that only something beside a text is called.

use dom_query::NodeRef;

use crate::extract::dom;

/// Whether what stands in a box may be the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Evidence {
    /// Nothing speaks against it.
    #[default]
    None,
    /// It is called something that stands beside a text.
    Named,
    /// It is called something that people write in: comments, a form.
    Written,
    /// It is called a caption.
    Caption,
    /// It says that it is something else: navigation, a dialog, the foot of the page.
    Declared,
    /// It is not shown as the page stands.
    Hidden,
}

/// Roles of what is no text.
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

/// Words of names that ask for consent.
const CONSENT: &[&str] = &["cookie", "cookies", "consent", "gdpr", "cmp", "onetrust", "didomi", "cookiebot"];

/// Words of names of what people write in.
const WRITTEN: &[&str] = &["comment", "comments", "disqus", "respond", "commentlist"];

/// Words of names of what stands beside a text.
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

impl Evidence {
    /// What an element says.
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
        if !node.has_attr("class") && !node.has_attr("id") && !node.has_attr("aria-label") {
            return Self::None;
        }
        let label = format!(
            "{} {}",
            dom::label(node),
            dom::attribute(node, "aria-label").unwrap_or_default().to_lowercase()
        );
        let has = |known: &[&str]| {
            label
                .split(|letter: char| !letter.is_alphanumeric())
                .any(|word| !word.is_empty() && known.contains(&word))
        };
        if has(CONSENT) {
            Self::Declared
        } else if has(WRITTEN) {
            Self::Written
        } else if has(&["caption", "figcaption"]) {
            Self::Caption
        } else if has(NAMED) {
            Self::Named
        } else {
            Self::None
        }
    }

    /// The share of the page's prose from which a box is believed to be the text all the same.
    pub const fn outweighed_from(self) -> f32 {
        match self {
            Self::None | Self::Caption | Self::Hidden => 0.0,
            Self::Named => 0.25,
            Self::Written => 0.4,
            Self::Declared => 0.9,
        }
    }
}
