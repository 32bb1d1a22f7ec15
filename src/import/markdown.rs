//! Converts Markdown to blocks, by way of HTML.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd, html};

use crate::domain::{Body, WebUrl};
use crate::extract::album::{Album, PicturesByName};
use crate::extract::{self, references};
use crate::text::escape_attribute;

/// The text of a Markdown document.
pub fn body(markdown: &str, base: Option<&WebUrl>) -> Body {
    extract::extract_fragment(&markup(markdown), base).0
}

/// The text of a Markdown document, with its pictures.
pub fn body_with_pictures(
    markdown: &str,
    base: Option<&WebUrl>,
    album: &Album<'_>,
) -> (Body, PicturesByName) {
    extract::extract_fragment_with_pictures(&markup(markdown), base, album)
}

/// The HTML of a Markdown text, with numeric references as browsers read them.
pub fn markup(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS;
    let markdown = references::mended(markdown);
    let mut markup = String::with_capacity(markdown.len() * 3 / 2);
    let mut links = Links::default();
    let events =
        Parser::new_ext(&markdown, options).filter_map(|event| links.without_notes(event)).map(formula);
    html::push_html(&mut markup, events);
    markup
}

/// File extensions of pictures in a note.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

/// The open links, the innermost last, by what becomes of each.
#[derive(Default)]
struct Links(Vec<LinkTreatment>);

/// The treatment of the end of a link.
enum LinkTreatment {
    Link,
    /// A link to a note, of which only the words stay.
    Words,
    /// Brackets that were no link.
    Brackets,
}

impl Links {
    /// Removes links to notes (`[[Rain]]`), which lead nowhere on the web; their words and pictures stay.
    fn without_notes<'text>(&mut self, event: Event<'text>) -> Option<Event<'text>> {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, ref dest_url, .. }) => {
                let is_note = dest_url.trim() == &**dest_url && !dest_url.contains(['$', '=', '"']);
                self.0.push(if is_note { LinkTreatment::Words } else { LinkTreatment::Brackets });
                (!is_note).then(|| Event::Text("[[".into()))
            }
            Event::Start(Tag::Image { link_type: LinkType::WikiLink { .. }, ref dest_url, .. }) => {
                let ending = dest_url.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
                let is_picture = ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()));
                self.0.push(if is_picture { LinkTreatment::Link } else { LinkTreatment::Words });
                is_picture.then_some(event)
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                self.0.push(LinkTreatment::Link);
                Some(event)
            }
            Event::End(TagEnd::Link | TagEnd::Image) => match self.0.pop() {
                Some(LinkTreatment::Words) => None,
                Some(LinkTreatment::Brackets) => Some(Event::Text("]]".into())),
                Some(LinkTreatment::Link) | None => Some(event),
            },
            other => Some(other),
        }
    }
}

/// A formula as the markup that the HTML reader recognises.
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
    fn links_to_notes_are_their_words_and_notes_are_quotations() {
        let told = json(
            "See [[Rain|the rain]], [[Sun]] and ![[river.png]]; [[ -f $x ]] is none.\n\n> [!NOTE]\n> Take care.",
        );

        assert!(told.contains("See the rain, Sun and") && told.contains("[[ -f $x ]] is none."), "{told}");
        assert!(!told.contains("NOTE") && told.contains("Take care."), "{told}");
    }

    #[test]
    fn references_are_read_as_browsers_do() {
        assert!(json("Don&#146;t &#55357;&#56832;").contains("Don’t 😀"));
        assert_eq!(words("Don&#146;t *wait* for <T>"), "Don’t wait for <T>");
    }
}
