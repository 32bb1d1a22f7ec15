//! The words and the length of every element of a page, read in one pass for all that ask for them while the page
//! stays as it is.

use std::borrow::Cow;
use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use crate::extract::collapsed::Collapsed;
use crate::extract::dom;

/// The visible words of a page as one text, with the place of every element in it.
#[derive(Debug, Default)]
pub struct PageText {
    words: String,
    places: HashMap<NodeId, Place>,
}

/// The place of an element.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Its words in the text of the page; `None` for an element within a silent one.
    words: Option<(usize, usize)>,
    /// The characters of all text below it, as [`dom::is_longer`] counts them.
    length: usize,
}

impl PageText {
    /// Reads an element and those below it.
    pub fn of(root: &NodeRef<'_>) -> Self {
        let mut reader = Reader::default();
        reader.read(root, false);
        Self { words: reader.words.take(), places: reader.places }
    }

    /// The visible words of an element, with single spaces.
    pub fn words(&self, node: &NodeRef<'_>) -> Cow<'_, str> {
        let place = self.places.get(&node.id).and_then(|place| place.words);
        let words = place.and_then(|(start, end)| self.words.get(start..end));
        words.map_or_else(
            || Cow::Owned(dom::words(node)),
            |words| Cow::Borrowed(words.trim_start_matches(' ')),
        )
    }

    /// Whether the text below an element has more characters, any white space counted as one.
    pub fn is_longer(&self, node: &NodeRef<'_>, most: usize) -> bool {
        self.places.get(&node.id).map_or_else(|| dom::is_longer(node, most), |place| place.length > most)
    }
}

#[derive(Default)]
struct Reader {
    words: Collapsed,
    places: HashMap<NodeId, Place>,
}

impl Reader {
    /// Reads a node; returns the length of its text.
    fn read(&mut self, node: &NodeRef<'_>, is_silent: bool) -> Length {
        let of_text = dom::text(node, |text| {
            if !is_silent {
                self.words.push(text);
            }
            Length::of(text)
        });
        if let Some(length) = of_text {
            return length;
        }
        let name = dom::name(node);
        let is_within_silent = is_silent;
        let is_silent = is_silent || dom::is_silent(&name);
        let parts = !is_silent && dom::parts_words(&name);
        let start = self.words.len();
        if parts {
            self.words.part();
        }
        let children = node.children_it(false);
        let length = children.fold(Length::default(), |all, child| all.then(self.read(&child, is_silent)));
        if parts {
            self.words.part();
        }
        let words = (!is_within_silent).then(|| (start, self.words.len()));
        self.places.insert(node.id, Place { words, length: length.trimmed() });
        length
    }
}

/// The characters of a text, any white space counted as one.
#[derive(Clone, Copy, Default)]
struct Length {
    characters: usize,
    begins_blank: bool,
    ends_blank: bool,
}

impl Length {
    fn of(text: &str) -> Self {
        let mut length = Self { begins_blank: text.starts_with(char::is_whitespace), ..Self::default() };
        for character in text.chars() {
            let is_blank = character.is_whitespace();
            length.characters += usize::from(!(is_blank && length.ends_blank));
            length.ends_blank = is_blank;
        }
        length
    }

    fn then(self, next: Self) -> Self {
        match (self.characters, next.characters) {
            (_, 0) => self,
            (0, _) => next,
            (before, after) => Self {
                characters: before + after - usize::from(self.ends_blank && next.begins_blank),
                begins_blank: self.begins_blank,
                ends_blank: next.ends_blank,
            },
        }
    }

    /// The characters without white space at the ends.
    fn trimmed(self) -> usize {
        let ends = usize::from(self.begins_blank) + usize::from(self.ends_blank);
        self.characters.saturating_sub(ends)
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    #[test]
    fn every_element_has_its_words_and_its_length() {
        let page = Document::from(
            "<body> <p>Rain <b>fell</b>ow <i> </i> <button> in <span>May</span></button></p>\n<div>It<br>rose<script>a b</script> </div></body>",
        );
        let root = page.root();
        let text = PageText::of(&root);

        for node in root.descendants_it().filter(NodeRef::is_element) {
            assert_eq!(text.words(&node), dom::words(&node), "{}", node.html());
            for most in 0..40 {
                assert_eq!(text.is_longer(&node, most), dom::is_longer(&node, most), "{}", node.html());
            }
        }
    }
}
