//! Escapes text so that nothing in it is read as markup.

/// Escaped text for HTML or XML, between two tags.
pub fn escape_markup(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Escaped text for an attribute between double quotation marks.
pub fn escape_attribute(words: &str) -> String {
    escape_markup(words).replace('"', "&quot;")
}

/// Escaped text for Markdown.
pub fn escape_markdown(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for character in words.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_words_hold_no_markup() {
        assert_eq!(escape_markup("a<b> & \"c\""), "a&lt;b&gt; &amp; \"c\"");
        assert_eq!(escape_attribute("\"a\""), "&quot;a&quot;");
        assert_eq!(escape_markdown("*a* [b]"), "\\*a\\* \\[b\\]");
    }
}
