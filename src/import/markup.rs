//! Strings that may be markup or plain words.

use std::borrow::Cow;

use crate::domain::Prose;
use crate::extract::{self, references};

/// Elements in the texts of feeds and exports.
const TAGS: &str = "\
    a abbr amp-img amp-video amp-youtube article audio b blockquote body br center cite code dd del details \
    div dl dt em embed figcaption figure font h1 h2 h3 h4 h5 h6 hr html i iframe img ins kbd li main mark \
    math object ol p picture pre q s section small source span strike strong sub summary sup svg table \
    tbody td th thead tr tt u ul video";

/// Whether a text is markup rather than words with a `<`.
pub fn is_markup(text: &str) -> bool {
    text.split('<').skip(1).any(|tag| {
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let end =
            tag.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').unwrap_or(tag.len());
        let (name, after) = tag.split_at(end);
        is_end_of_tag(after) && TAGS.split(' ').any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// Whether a line is markup: it has an element that is closed, or needs no end tag.
pub fn is_closed_markup(text: &str) -> bool {
    is_markup(text)
        && text.split('<').skip(1).any(|tag| {
            let end = tag.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(tag.len());
            let name = tag.get(..end).unwrap_or_default();
            tag.starts_with('/')
                || ["br", "hr", "img", "wbr"].iter().any(|void| void.eq_ignore_ascii_case(name))
        })
}

/// The words of a line that may be markup, such as a title or a name. Only elements that are closed, or need
/// no end tag, count as markup.
pub fn words_of_line(text: &str) -> Option<Prose> {
    if !text.contains(['<', '&']) {
        return words_alone(text);
    }
    let text = &without_section(text);
    let is_markup = is_closed_markup(text);
    words_of_markup(&if is_markup { text.to_owned() } else { with_stray_signs(text) })
}

/// The words of a text without markup, encoded once.
pub fn words_alone(text: &str) -> Option<Prose> {
    Prose::non_empty(references::encoded_once(text).as_deref().unwrap_or(text))
}

/// The words of markup; of very long markup, those of its start.
pub fn words_of_markup(markup: &str) -> Option<Prose> {
    let start = markup.get(..markup.floor_char_boundary(LONGEST_LINE)).unwrap_or(markup);
    Prose::non_empty(&extract::plain_words(start))
}

/// Most bytes of markup for one line of words, such as a headline.
const LONGEST_LINE: usize = 64 << 10;

/// The text with its `<` escaped, where it opens no element.
pub fn with_stray_signs(text: &str) -> String {
    text.replace('<', "&lt;").replace('>', "&gt;")
}

/// The text without the marks of an escaped CDATA section.
pub fn without_section(text: &str) -> String {
    if !text.contains("<![CDATA[") && !text.trim_end().ends_with("]]>") {
        return text.to_owned();
    }
    text.replace("<![CDATA[", "").replace("]]>", "")
}

/// The words of a text that may be markup; words without a mark stay as they are.
pub fn plain(text: &str) -> Cow<'_, str> {
    let words = words_of_line(text).filter(|_| text.contains(['<', '&']));
    words.map_or(Cow::Borrowed(text), |words| Cow::Owned(words.to_string()))
}

/// Whether a tag goes on after its name: it ends, or has attributes.
fn is_end_of_tag(after: &str) -> bool {
    if after.starts_with(['>', '/']) {
        return true;
    }
    let attributes = after.split('>').next().unwrap_or_default();
    let is_attribute = |word: &str| word.contains('=') || matches!(word, "open" | "controls" | "/");
    after.starts_with(char::is_whitespace)
        && attributes
            .split_whitespace()
            .next()
            .is_none_or(|word| is_attribute(word) || attributes.contains('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_hold_a_less_than_sign_are_no_markup() {
        for words in ["if a < b", "Vec<String>", "x <3 y", "a<b and b>c", "<antirez> said", "<html5", ""] {
            assert!(!is_markup(words), "{words}");
        }
    }

    #[test]
    fn every_element_that_texts_are_written_with_is_markup() {
        for markup in
            ["It <em>fell</em>", "<div>x", "</P>", "x<br/>", "<amp-img src=x>", "<math><mn>1</mn></math>"]
        {
            assert!(is_markup(markup), "{markup}");
        }
    }
}
