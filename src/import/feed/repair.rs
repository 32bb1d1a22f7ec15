//! Text that means to be XML, made readable: junk before the first tag, a page around the feed, control
//! characters and angle brackets that open no tag. Entities are left to the reader, which knows those of the
//! document type.

use std::borrow::Cow;

/// The beginnings of feeds in lower case, and of an element that each has.
const FEEDS: &[(&str, &str)] = &[("<rss", "<channel"), ("<feed", "<entry"), ("<rdf:rdf", "<item")];

/// The text with its repairs.
pub fn mended(text: &str) -> String {
    let text = out_of_page(text);
    let mut mended = String::with_capacity(text.len() + text.len() / 64);
    let mut rest = start(&text);
    let mut comments_end = true;
    while let Some(at) = rest.find('<') {
        let (before, markup) = rest.split_at(at);
        keep(&mut mended, before);
        rest = if let Some(content) = markup.strip_prefix("<![CDATA[") {
            section(&mut mended, content)
        } else if let Some(comment) = markup.strip_prefix("<!--") {
            // Of a comment without an end only the opening is dropped, so that the text after it is read. A
            // missing end is searched for once only, so that a feed of many openings costs no more than
            // another.
            let after = if comments_end { comment.split_once("-->") } else { None };
            comments_end = after.is_some();
            after.map_or(comment, |(_, after)| after)
        } else if opens_markup(markup) {
            mended.push('<');
            markup.get(1..).unwrap_or_default()
        } else {
            mended.push_str("&lt;");
            markup.get(1..).unwrap_or_default()
        };
    }
    keep(&mut mended, rest);
    mended
}

/// Whether a feed stands in a page, by the start of the page in lower case: as markup, or escaped with no
/// other text before it, as a browser's view of it is saved.
pub fn begins_in_page(start: &str) -> bool {
    let has = |(root, inner): &(&str, &str)| start.contains(root) && start.contains(inner);
    FEEDS.iter().any(has) || escaped_at(start).is_some()
}

/// The place of an escaped feed that is all the text of its page.
fn escaped_at(lower: &str) -> Option<usize> {
    let is_whole = |(root, inner): &&(&str, &str)| {
        let [root, inner] = [root, inner].map(|tag| tag.replace('<', "&lt;"));
        lower.find(&root).is_some_and(|at| lower.get(at..).is_some_and(|feed| feed.contains(&inner)))
    };
    FEEDS.iter().find(is_whole)?;
    let at = lower.find("&lt;")?;
    let before = lower.get(..at)?;
    let is_markup_alone =
        before.split('<').all(|part| part.split_once('>').map_or(part, |(_, words)| words).trim().is_empty());
    is_markup_alone.then_some(at)
}

/// The feed without the page that stands around it.
fn out_of_page(text: &str) -> Cow<'_, str> {
    let is_name_of =
        |name: &str| !matches!(name, "html" | "head" | "body" | "script" | "style" | "pre" | "div");
    let lower = text.get(..text.floor_char_boundary(PAGE_WITHIN)).unwrap_or(text).to_ascii_lowercase();
    let first = lower.match_indices('<').find_map(|(at, _)| {
        let name = lower.get(at + 1..)?;
        name.starts_with(|letter: char| letter.is_ascii_alphabetic())
            .then(|| name.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default())
    });
    if first.is_none_or(is_name_of) {
        return Cow::Borrowed(text);
    }
    let raw = FEEDS
        .iter()
        .filter(|(_, inner)| lower.contains(inner))
        .filter_map(|(root, _)| lower.find(root))
        .min();
    if let Some(at) = raw {
        return Cow::Borrowed(text.get(at..).unwrap_or(text));
    }
    match escaped_at(&lower).and_then(|at| text.get(at..)) {
        Some(escaped) => {
            let escaped = escaped.split("</pre>").next().unwrap_or(escaped);
            Cow::Owned(
                escaped
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&amp;", "&"),
            )
        }
        None => Cow::Borrowed(text),
    }
}

/// Characters of a page within which its feed begins.
const PAGE_WITHIN: usize = 4_000;

/// The text from the first tag of the feed, without anything a server wrote before it.
fn start(text: &str) -> &str {
    let at = text.match_indices('<').find(|(at, _)| text.get(*at..).is_some_and(opens_markup));
    at.and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

/// Whether a `<` begins a tag, a declaration or an instruction.
fn opens_markup(markup: &str) -> bool {
    let mut after = markup.chars().skip(1);
    match after.next() {
        Some('/') => after.next().is_some_and(begins_name),
        Some('!' | '?') => true,
        Some(first) => begins_name(first),
        None => false,
    }
}

fn begins_name(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

/// Copies a CDATA section, and closes one that the feed breaks off in.
fn section<'text>(mended: &mut String, content: &'text str) -> &'text str {
    let (inside, after) = content.split_once("]]>").unwrap_or((content, ""));
    mended.push_str("<![CDATA[");
    keep(mended, inside);
    mended.push_str("]]>");
    after
}

/// Copies text without the control characters that XML forbids.
fn keep(mended: &mut String, text: &str) {
    let is_forbidden = |character: char| {
        character.is_control() && !matches!(character, '\n' | '\r' | '\t' | '\u{85}')
            || matches!(character, '\u{fffe}' | '\u{ffff}')
    };
    for piece in text.split(is_forbidden) {
        mended.push_str(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_forbids_are_removed() {
        assert_eq!(mended("HTTP 200 <3\n<rss>\u{1}a < b<!-- c --></rss>"), "<rss>a &lt; b</rss>");
    }

    #[test]
    fn a_feed_is_taken_out_of_the_page_around_it() {
        let feed = "<rss><channel><item><title>A &amp; B</title></item></channel></rss>";
        let escaped = feed.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");

        assert_eq!(mended(&format!("<script>x()</script>{feed}")), feed);
        assert!(mended(&format!("<html><body>{feed}</body></html>")).starts_with(feed));
        assert_eq!(mended(&format!("<html><body><pre>{escaped}</pre></body></html>")), feed);
        assert!(begins_in_page(&format!("<html><pre>{escaped}")));
        assert!(!begins_in_page(&format!("<html><p>How to write a feed:</p><pre>{escaped}")));
        assert!(!begins_in_page("<html><p>Rain fell.</p>"));
    }

    #[test]
    fn a_section_without_an_end_gets_one() {
        assert_eq!(mended("<a><![CDATA[<b> < c"), "<a><![CDATA[<b> < c]]>");
    }
}
