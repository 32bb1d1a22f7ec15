//! Strings that may be markup or words: which of both.

/// Elements that feeds and exports write their texts with.
const TAGS: &str = "\
    a abbr amp-img amp-video amp-youtube article audio b blockquote body br center cite code dd del details \
    div dl dt em embed figcaption figure font h1 h2 h3 h4 h5 h6 hr html i iframe img ins kbd li main mark \
    math object ol p picture pre q s section small source span strike strong sub summary sup svg table \
    tbody td th thead tr tt u ul video";

/// Whether a text is markup rather than words that hold a `<`.
pub fn is_markup(text: &str) -> bool {
    text.split('<').skip(1).any(|tag| {
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let end =
            tag.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').unwrap_or(tag.len());
        let (name, after) = tag.split_at(end);
        is_end_of_tag(after) && TAGS.split(' ').any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// Whether a line is markup: an element in it ends, or needs no end.
pub fn is_closed_markup(text: &str) -> bool {
    is_markup(text)
        && text.split('<').skip(1).any(|tag| {
            let end = tag.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(tag.len());
            let name = tag.get(..end).unwrap_or_default();
            tag.starts_with('/')
                || ["br", "hr", "img", "wbr"].iter().any(|void| void.eq_ignore_ascii_case(name))
        })
}

/// Whether what follows the name of a tag goes on as a tag does: it ends, or has attributes.
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
