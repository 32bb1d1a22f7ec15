//! Tags as people and programs write several of them in one text.

use std::collections::BTreeSet;

use super::Prose;

/// The tags of a text that parts them with commas, semicolons or bars, as `a, b`, `#a; #b`, `/a,/b` and
/// `["a","b"]` do: number signs, slashes, quotation marks and brackets around a tag are not part of it.
pub fn parse_tags(text: &str) -> BTreeSet<Prose> {
    text.split(is_separator).filter_map(tag).collect()
}

/// The tags of a text in which blanks part them as well, so that each is one word, as `#a b, c` does.
pub fn parse_tag_words(text: &str) -> BTreeSet<Prose> {
    text.split(|letter: char| is_separator(letter) || letter.is_whitespace()).filter_map(tag).collect()
}

const fn is_separator(letter: char) -> bool {
    matches!(letter, ',' | ';' | '|')
}

fn tag(text: &str) -> Option<Prose> {
    let is_edge = |letter: char| letter.is_whitespace() || matches!(letter, '/' | '"' | '\'');
    let begun = text.trim_start_matches(|letter| is_edge(letter) || matches!(letter, '#' | '['));
    Prose::non_empty(begun.trim_end_matches(|letter| is_edge(letter) || letter == ']'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_known_in_every_dress() {
        let expected: BTreeSet<Prose> = ["a b", "c"].map(Prose::from).into();
        for text in ["a b,c", "c|a b", "[\"a b\",\"c\"]", "['a b', 'c']", "c; a b", "#a b, #c", "/a b,/c,"] {
            assert_eq!(parse_tags(text), expected, "{text}");
        }
        assert_eq!(parse_tags("[]"), BTreeSet::new());
        assert_eq!(parse_tag_words("#a c,b"), ["a", "b", "c"].map(Prose::from).into());
    }
}
