//! Links from an article to others: the publisher's own groups as given, and the same resolved
//! against the cache.

use serde::{Deserialize, Serialize};

use super::{ArticleId, Heading, Moment, Prose, WebUrl, Why};

/// A list of links under a heading, as the publisher made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkGroup {
    /// The heading as displayed; empty where the list plainly has none.
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    pub heading: Prose,
    /// Whether somebody paid for the links.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sponsored: bool,
    /// What the links have in common.
    #[serde(default, skip_serializing_if = "GroupScope::is_story")]
    pub scope: GroupScope,
    /// The links in their order.
    pub links: Vec<RelatedLink>,
}

/// What the links of a group have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupScope {
    /// The story of the article: "More on this story".
    #[default]
    Story,
    /// A division of the paper: "Latest in Security".
    Section,
    /// The site: "Most read", "Latest news".
    Site,
}

impl GroupScope {
    /// Whether the links are about the story of the article.
    pub const fn is_story(&self) -> bool {
        matches!(self, Self::Story)
    }
}

/// One link of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelatedLink {
    /// The headline it shows.
    pub headline: Prose,
    /// Where it leads, unless the source had no addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebUrl>,
    /// The words of its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Prose>,
    /// Whether it leads to the article it stands on.
    #[serde(default, rename = "self", skip_serializing_if = "std::ops::Not::not")]
    pub is_self: bool,
}

/// Where a link leads, as the cache knows today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To an article in the cache: opens at once.
    Cached {
        /// The article.
        id: ArticleId,
        /// Whether it was read.
        read: bool,
        /// Its publication.
        publication: Option<Prose>,
        /// When it was published.
        published: Option<Moment>,
    },
    /// To the article it stands on.
    Itself,
    /// To a page that is not in the cache.
    Outside(WebUrl),
    /// To an article known only by its headline.
    HeadlineOnly,
}

/// How an article is related to the one it is shown beside, in the order in which groups of links stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The publisher put the link there.
    Published,
    /// Most of its text is the same.
    Copy,
    /// Both tell the same event.
    SameStory,
    /// The article tells what came before, or something near.
    Background,
    /// The text of the article links there.
    Linked,
    /// Its text or its lists link here.
    Backlink,
    /// It has little in common, but nothing has more.
    Nearest,
}

/// A link of the related pane: where it leads and why it is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// How it is related.
    pub relation: Relation,
    /// The headline shown.
    pub headline: Prose,
    /// The words of its picture.
    pub caption: Option<Prose>,
    /// Its address, where it has one.
    pub url: Option<WebUrl>,
    /// Where it leads.
    pub target: LinkTarget,
    /// The reason.
    pub why: Why,
    /// How near it is, from 0 to 1, where it was measured.
    pub score: Option<f32>,
    /// The same in links to articles of one story that are copies of one text.
    pub text: Option<u32>,
}

impl Related {
    /// When its article was published, where it is in the cache.
    pub const fn published(&self) -> Option<Moment> {
        match self.target {
            LinkTarget::Cached { published, .. } => published,
            LinkTarget::Itself | LinkTarget::Outside(_) | LinkTarget::HeadlineOnly => None,
        }
    }

    /// Whether it opens at once.
    pub const fn is_cached(&self) -> bool {
        matches!(self.target, LinkTarget::Cached { .. })
    }
}

/// Links of the related pane under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct RelatedGroup {
    /// The heading.
    pub heading: Heading,
    /// What the publisher's links have in common; paid links are those of a site.
    pub scope: GroupScope,
    /// The links in order.
    pub links: Vec<Related>,
}

/// A headline reduced to what stays the same when it is printed elsewhere: lower-case letters and
/// digits, one space between words.
pub fn normalised_headline(headline: &str) -> String {
    let mut words = String::with_capacity(headline.len());
    let mut gap = false;
    for character in headline.chars().filter(|character| !matches!(character, '\'' | '’' | '‘')) {
        if character.is_alphanumeric() {
            if gap && !words.is_empty() {
                words.push(' ');
            }
            gap = false;
            words.extend(character.to_lowercase());
        } else {
            gap = true;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_known_again_in_other_dress() {
        let plain = normalised_headline("Huawei VP says \"not the right time\" — UK's ban");

        assert_eq!(plain, "huawei vp says not the right time uks ban");
        assert_eq!(normalised_headline("  HUAWEI VP says “not the right time”: UK’s Ban! "), plain);
    }
}
