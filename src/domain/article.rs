//! The article: one published text with its metadata, and its JSON form.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use super::{Body, Figure, Language, LinkGroup, Marks, Moment, Picture, Prose, WebUrl};

/// The number the cache gives an article once and never again. Written `n42`, so that it is
/// neither a number of a source nor a word of a shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub u32);

/// The text is no article id such as `n42`.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("not an article id such as n42")]
pub struct ParseIdError;

/// One published text with its metadata. What is unknown is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Article {
    /// The source's own identity; opaque.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guid: Option<Prose>,
    /// The canonical URL, tracking parameters removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<WebUrl>,
    /// The title.
    pub headline: Prose,
    /// The summary under the headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<Prose>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<Author>,
    /// The paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publication: Option<Prose>,
    /// The paper's own division.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<Prose>,
    /// Keywords.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Prose>,
    /// When it was first published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Moment>,
    /// When it was last changed by the publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Moment>,
    /// The language it is written in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The picture above the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead_image: Option<LeadImage>,
    /// The text.
    pub body: Body,
    /// The publisher's own groups of links.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<LinkGroup>,
}

/// The picture above the text.
pub type LeadImage = Figure;

/// One person or organisation of a byline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Author {
    /// The name.
    pub name: Prose,
    /// A line or two about them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bio: Option<Prose>,
}

/// An article with its number in the cache.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoredArticle {
    /// Its number.
    pub id: ArticleId,
    /// The article.
    #[serde(flatten)]
    pub article: Article,
    /// Whether its text is not here; told only where it is not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub link_only: bool,
    /// What its person did with it.
    #[serde(skip_serializing_if = "Marks::is_empty")]
    pub marks: Marks,
}

impl StoredArticle {
    /// An article as it leaves the cache.
    pub fn of(id: ArticleId, article: Article, marks: Marks) -> Self {
        Self { id, link_only: article.is_link_only(), article, marks }
    }
}

impl Article {
    /// The names of the byline, as a reader lists them: "A", "A and B", "A, B and C".
    pub fn names(&self) -> String {
        let names: Vec<&str> = self.byline.iter().map(|author| author.name.as_str()).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    /// Whether only a link is here: its headline and where it leads, without any text.
    pub fn is_link_only(&self) -> bool {
        self.body.blocks().is_empty()
    }

    /// The pictures that are kept with it, in reading order, one as often as it stands there.
    pub fn pictures(&self) -> Vec<&Picture> {
        let mut pictures: Vec<&Picture> =
            self.lead_image.iter().filter_map(|figure| figure.picture.as_ref()).collect();
        self.body.each_figure(&mut |figure| pictures.extend(&figure.picture));
        pictures
    }

    /// The article with the names of its pictures alone, as the cache keeps it.
    pub fn without_bytes(&self) -> Cow<'_, Self> {
        if self.pictures().iter().all(|picture| picture.bytes().is_none()) {
            return Cow::Borrowed(self);
        }
        let mut article = self.clone();
        article.each_figure_mut(&mut |figure| {
            figure.picture = figure.picture.take().map(|picture| Picture::named(picture.name()));
        });
        Cow::Owned(article)
    }

    /// Calls `visit` with the picture above the text and every one within it, to change them.
    pub fn each_figure_mut(&mut self, visit: &mut dyn FnMut(&mut Figure)) {
        self.lead_image.iter_mut().for_each(&mut *visit);
        self.body.each_figure_mut(visit);
    }

    /// Whole minutes it takes to read.
    pub fn minutes(&self) -> usize {
        Body::minutes(self.body.word_count())
    }
}

impl Author {
    /// An author without a biography.
    pub fn named(name: &str) -> Self {
        Self { name: Prose::trimmed(name), bio: None }
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "n{}", self.0)
    }
}

impl FromStr for ArticleId {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let digits = text.strip_prefix('n').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        digits.and_then(|digits| digits.parse().ok()).map(Self).ok_or(ParseIdError)
    }
}

impl Serialize for ArticleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ArticleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_and_typable() {
        assert_eq!(ArticleId(42).to_string(), "n42");
        assert_eq!("n42".parse(), Ok(ArticleId(42)));
        assert_eq!("42".parse::<ArticleId>(), Err(ParseIdError));
        assert_eq!("n-1".parse::<ArticleId>(), Err(ParseIdError));
    }

    #[test]
    fn names_are_listed_as_people_list_them() {
        let byline = ["Ana", "Bo", "Chi"].map(Author::named);
        let by = |count: usize| {
            Article { byline: byline.iter().take(count).cloned().collect(), ..Article::default() }.names()
        };

        assert_eq!([by(0), by(1), by(2), by(3)], ["", "Ana", "Ana and Bo", "Ana, Bo and Chi"]);
    }
}
