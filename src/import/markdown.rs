//! Markdown becomes blocks, by way of the markup it stands for.

use pulldown_cmark::{Options, Parser, html};

use crate::domain::{Body, WebUrl};
use crate::extract;
use crate::extract::album::{Album, Found};

/// The text of a Markdown document.
pub fn body(markdown: &str, base: Option<&WebUrl>) -> Body {
    extract::fragment(&markup(markdown), base).0
}

/// The same with the pictures that came with it.
pub fn pictured(markdown: &str, base: Option<&WebUrl>, album: &Album<'_>) -> (Body, Found) {
    extract::pictured_fragment(&markup(markdown), base, album)
}

fn markup(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut markup = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut markup, Parser::new_ext(markdown, options));
    markup
}
