//! Markdown becomes blocks, by way of the markup it stands for.

use pulldown_cmark::{Event, Options, Parser, html};

use crate::domain::{Body, WebUrl};
use crate::extract::album::{Album, Found};
use crate::extract::{self, references};
use crate::text::escape_attribute;

/// The text of a Markdown document.
pub fn body(markdown: &str, base: Option<&WebUrl>) -> Body {
    extract::fragment(&markup(markdown), base).0
}

/// The same with the pictures that came with it.
pub fn pictured(markdown: &str, base: Option<&WebUrl>, album: &Album<'_>) -> (Body, Found) {
    extract::pictured_fragment(&markup(markdown), base, album)
}

/// The markup that Markdown stands for, its numeric references as browsers read them.
pub fn markup(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH;
    let markdown = references::mended(markdown);
    let mut markup = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut markup, Parser::new_ext(&markdown, options).map(formula));
    markup
}

/// A formula with its source where the reader of markup looks for it.
fn formula(event: Event<'_>) -> Event<'_> {
    let marked = |kind: &str, tex: &str| {
        format!("<span class=\"{kind}\" data-math=\"{}\"></span>", escape_attribute(tex)).into()
    };
    match event {
        Event::InlineMath(tex) => Event::InlineHtml(marked("math-inline", &tex)),
        Event::DisplayMath(tex) => Event::InlineHtml(marked("math-block", &tex)),
        other => other,
    }
}

/// The words of a line, such as a heading.
pub fn words(line: &str) -> String {
    if line.contains(['*', '_', '`', '&', '[', '\\', '$']) {
        extract::plain_words(&markup(&line.replace('<', "&lt;")))
    } else {
        line.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(markdown: &str) -> String {
        serde_json::to_string(&body(markdown, None)).unwrap()
    }

    #[test]
    fn formulas_are_readable_and_money_is_none() {
        assert!(json("Of $x^2$ metres.\n\n$$a+b$$").contains(r#"{"math":"x²"}"#));
        assert!(
            json("It cost $5 to $10 then, and $6 or $7 now.").contains("$5 to $10 then, and $6 or $7 now.")
        );
    }

    #[test]
    fn references_are_read_as_browsers_do() {
        assert!(json("Don&#146;t &#55357;&#56832;").contains("Don’t 😀"));
        assert_eq!(words("Don&#146;t *wait* for <T>"), "Don’t wait for <T>");
    }
}
