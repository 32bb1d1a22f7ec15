//! Links from an article to others: the publisher's own groups as given, and links resolved against the
//! cache.

use serde::{Deserialize, Serialize};

use super::{ArticleId, GroupHeading, Moment, Prose, WebUrl, Why};

/// A list of links under a heading, as the publisher made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkGroup {
    /// The heading as displayed; empty where the list plainly has none.
    #[serde(default, skip_serializing_if = "Prose::is_empty")]
    pub heading: Prose,
    /// Whether the links are paid for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sponsored: bool,
    /// The subject that the links have in common.
    #[serde(default, skip_serializing_if = "GroupScope::is_story")]
    pub scope: GroupScope,
    /// The links in their order.
    pub links: Vec<RelatedLink>,
}

/// The subject that the links of a group have in common.
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

/// A link of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelatedLink {
    /// The headline that the link shows.
    pub headline: Prose,
    /// The address, unless the source gave none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebUrl>,
    /// The caption of its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Prose>,
    /// Whether the link leads to the article that contains it.
    #[serde(default, rename = "self", skip_serializing_if = "std::ops::Not::not")]
    pub is_self: bool,
}

/// The target of a link, as the cache knows it today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// An article in the cache, which opens at once.
    Cached {
        /// The article.
        id: ArticleId,
        /// Whether the article was read.
        read: bool,
        /// The publication of the article.
        publication: Option<Prose>,
        /// When the article was published.
        published: Option<Moment>,
    },
    /// The article that contains the link.
    Itself,
    /// A page that is not in the cache.
    Outside(WebUrl),
    /// An article known only by its headline.
    HeadlineOnly,
}

/// How an article is related to the one shown, in the order of the groups of links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The publisher put the link there.
    Published,
    /// Most of the text is the same.
    Copy,
    /// Both tell the same event.
    SameStory,
    /// Both tell the same event, the article in another language.
    OtherLanguage,
    /// The article tells of earlier or related events.
    Background,
    /// The text of the article shown links there.
    Linked,
    /// The other article's text or lists link here.
    Backlink,
    /// The other article has little in common, but no article has more.
    Nearest,
    /// The other article is of the same publication or section, and no article is related.
    MoreFrom,
}

/// A link of the related pane: its target, and why it is there.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedLink {
    /// How the linked article is related.
    pub relation: Relation,
    /// The headline shown.
    pub headline: Prose,
    /// The caption of its picture.
    pub caption: Option<Prose>,
    /// The address, where it has one.
    pub url: Option<WebUrl>,
    /// The target of the link.
    pub target: LinkTarget,
    /// The reason.
    pub why: Why,
    /// The similarity, from 0 to 1, where it was measured.
    pub score: Option<f32>,
    /// A number equal in all links to articles of one story that are copies of one text.
    pub copy_group: Option<u32>,
}

impl ResolvedLink {
    /// A link without caption, address and similarity.
    pub const fn to(target: LinkTarget, relation: Relation, headline: Prose, why: Why) -> Self {
        Self { relation, headline, caption: None, url: None, target, why, score: None, copy_group: None }
    }

    /// The linked article, where it is in the cache.
    pub const fn id(&self) -> Option<ArticleId> {
        match self.target {
            LinkTarget::Cached { id, .. } => Some(id),
            LinkTarget::Itself | LinkTarget::Outside(_) | LinkTarget::HeadlineOnly => None,
        }
    }

    /// When the linked article was published, where it is in the cache.
    pub const fn published(&self) -> Option<Moment> {
        match self.target {
            LinkTarget::Cached { published, .. } => published,
            LinkTarget::Itself | LinkTarget::Outside(_) | LinkTarget::HeadlineOnly => None,
        }
    }

    /// Whether the linked article opens at once.
    pub const fn is_cached(&self) -> bool {
        matches!(self.target, LinkTarget::Cached { .. })
    }
}

/// Links of the related pane under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct RelatedGroup {
    /// The heading.
    pub heading: GroupHeading,
    /// The subject that the publisher's links have in common; paid links count as those of a site.
    pub scope: GroupScope,
    /// The links in order.
    pub links: Vec<ResolvedLink>,
}

/// A headline reduced to what stays the same when it is printed elsewhere: lower-case letters and digits, one
/// space between words.
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
