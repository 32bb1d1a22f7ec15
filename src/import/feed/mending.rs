//! Text that means to be XML, made readable: junk before the first tag, control characters and
//! angle brackets that open no tag. Entities are left to the reader, which knows those of the document type.

/// The text with its repairs.
pub fn mended(text: &str) -> String {
    let mut mended = String::with_capacity(text.len() + text.len() / 64);
    let mut rest = start(text);
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
    fn what_is_no_xml_is_taken_out() {
        assert_eq!(mended("HTTP 200 <3\n<rss>\u{1}a < b<!-- c --></rss>"), "<rss>a &lt; b</rss>");
    }

    #[test]
    fn a_section_without_an_end_gets_one() {
        assert_eq!(mended("<a><![CDATA[<b> < c"), "<a><![CDATA[<b> < c]]>");
    }
}
