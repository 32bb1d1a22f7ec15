//! Markdown becomes blocks, by way of the markup it stands for.

use pulldown_cmark::{Options, Parser, html};

use crate::domain::{Body, WebUrl};
use crate::extract;

/// The text of a Markdown document.
pub fn body(markdown: &str, base: Option<&WebUrl>) -> Body {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut markup = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut markup, Parser::new_ext(markdown, options));
    extract::fragment(&markup, base).0
}
