//! The article: one published text with its metadata, and its JSON form.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{
    ArticleId, Block, Body, Comments, EmbedKind, Enclosure, Figure, Language, LinkGroup, Marks, Moment,
    Picture, Prose, WebUrl,
};

/// A published text with its metadata. Unknown fields are absent.
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
    /// The authors, in the order of the byline.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<Author>,
    /// The publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publication: Option<Prose>,
    /// The publication's own division.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<Prose>,
    /// Keywords.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Prose>,
    /// When the article was first published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Moment>,
    /// When the publisher last changed the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Moment>,
    /// When a web archive captured the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fetched: Option<Moment>,
    /// The language it is written in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The picture above the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead_image: Option<LeadImage>,
    /// The text.
    pub body: Body,
    /// The media files that came with the article.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Enclosure>,
    /// The discussion of the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments: Option<Comments>,
    /// The publisher's own groups of links.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<LinkGroup>,
}

/// The picture above the text.
pub type LeadImage = Figure;

/// A person or organisation of a byline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Author {
    /// The name.
    pub name: Prose,
    /// A short biography.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bio: Option<Prose>,
}

/// An article with its number in the cache.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoredArticle {
    /// The number of the article.
    pub id: ArticleId,
    /// The article.
    #[serde(flatten)]
    pub article: Article,
    /// Whether the cache has no text of it; serialised only where that is so.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub link_only: bool,
    /// The person's marks on it.
    #[serde(skip_serializing_if = "Marks::is_empty")]
    pub marks: Marks,
}

impl StoredArticle {
    /// An article as the cache returns it.
    pub fn of(id: ArticleId, article: Article, marks: Marks) -> Self {
        Self { id, link_only: article.is_link_only(), article, marks }
    }
}

impl Article {
    /// The recording that is played: the first enclosure that is one, or else the first that the text embeds.
    pub fn recording(&self) -> Option<&WebUrl> {
        let is_heard = |file: &&Enclosure| file.is_audio() || file.is_video();
        let embedded = self.body.blocks().iter().find_map(|block| match block {
            Block::Embed(embed) if matches!(embed.kind, EmbedKind::Audio | EmbedKind::Video) => {
                Some(&embed.url)
            }
            _ => None,
        });
        self.media.iter().find(is_heard).map(|file| &file.url).or(embedded)
    }

    /// The names of the byline, as a reader lists them: "A", "A and B", "A, B and C".
    pub fn names(&self) -> String {
        let names: Vec<&str> = self.byline.iter().map(|author| author.name.as_str()).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    /// Whether the cache holds only its headline and URL, without any text.
    pub fn is_link_only(&self) -> bool {
        self.body.blocks().is_empty()
    }

    /// The pictures stored with the article, in reading order, each as often as it appears.
    pub fn pictures(&self) -> Vec<&Picture> {
        self.figures().into_iter().filter_map(|figure| figure.picture.as_ref()).collect()
    }

    /// The picture above the text and those within it, in reading order.
    pub fn figures(&self) -> Vec<&Figure> {
        let mut figures: Vec<&Figure> = self.lead_image.iter().collect();
        self.body.each_figure(&mut |figure| figures.push(figure));
        figures
    }

    /// The article with its pictures reduced to their names, as the cache stores it.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_people_list_them() {
        let byline = ["Ana", "Bo", "Chi"].map(Author::named);
        let by = |count: usize| {
            Article { byline: byline.iter().take(count).cloned().collect(), ..Article::default() }.names()
        };

        assert_eq!([by(0), by(1), by(2), by(3)], ["", "Ana", "Ana and Bo", "Ana, Bo and Chi"]);
    }
}
