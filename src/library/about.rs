//! The identity of an article: enough to find it again in any cache, and to show it by its link where its
//! text is missing.

use serde::{Deserialize, Serialize};

use crate::domain::{Article, Moment, Prose, WebUrl};

/// An article without its text, as exported files hold it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ArticleReference {
    pub headline: Prose,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebUrl>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guid: Option<Prose>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publication: Option<Prose>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Moment>,
}

impl From<Article> for ArticleReference {
    fn from(article: Article) -> Self {
        let Article { headline, url, guid, publication, published, .. } = article;
        Self { headline, url, guid, publication, published }
    }
}

impl From<ArticleReference> for Article {
    fn from(about: ArticleReference) -> Self {
        let ArticleReference { headline, url, guid, publication, published } = about;
        Self { guid, url, headline, publication, published, ..Self::default() }
    }
}
