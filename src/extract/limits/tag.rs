//! Scans a tag in the bytes of a page for its name and its length.

/// A tag at its place in the text.
pub struct Tag<'html> {
    /// The name as written.
    pub name: &'html str,
    /// The whole tag, from `<` to `>`.
    pub text: &'html str,
    /// An upper bound of the number of attributes.
    pub attributes: usize,
    /// Whether the tag is an end tag.
    pub is_end: bool,
}

/// The tag at the start of the text, unless the text ends within it; `>` within quotes does not end it.
pub fn tag(text: &str) -> Option<Tag<'_>> {
    let is_end = text.starts_with("</");
    let named = text.get(if is_end { 2 } else { 1 }..)?;
    let name =
        named.get(..named.find(|letter: char| letter.is_whitespace() || letter == '>' || letter == '/')?)?;
    let mut quote = None;
    let mut before = b' ';
    let mut attributes = 0;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(Tag { name, text: text.get(..=at)?, attributes, is_end }),
            // A quote opens only where a value begins: in prose it is an apostrophe.
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            (None, space) if space.is_ascii_whitespace() => attributes += 1,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    None
}
