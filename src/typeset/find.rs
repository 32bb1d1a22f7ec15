//! Words found in a page: in the text as it was written, whatever the line ends and the spelling.

use super::{Page, Part, Source};
use crate::text::{fold_typography, is_unspaced};

/// Words found in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The characters found.
    pub source: Source,
    /// The first line that shows one of them.
    pub line: usize,
}

/// A character to compare, and where it stands.
#[derive(Clone, Copy)]
struct Letter {
    folded: char,
    part: Part,
    at: usize,
    line: usize,
}

impl Page {
    /// Where words stand, in the order of the lines: upper case, accents and the shape of quotation
    /// marks do not matter, nor does a line's end between two words.
    pub fn find(&self, needle: &str) -> Vec<Match> {
        let needle = folded(needle);
        if needle.is_empty() {
            return Vec::new();
        }
        let letters = self.letters();
        let mut matches = Vec::new();
        let mut from = 0;
        while let Some(window) = letters.get(from..from + needle.len()) {
            let found = match_of(window, &needle);
            from += if found.is_some() { needle.len() } else { 1 };
            matches.extend(found);
        }
        matches.sort_by_key(|found| (found.line, found.source));
        matches
    }

    /// Where any of several words stand, or begin: `flood` stands in "floods", not in "afloat".
    pub fn find_words(&self, sought: &[&str]) -> Vec<Match> {
        let letters = self.letters();
        let mut matches = Vec::new();
        for needle in sought.iter().map(|words| folded(words)).filter(|needle| !needle.is_empty()) {
            for start in 0..letters.len() {
                let window = letters.get(start..start + needle.len()).unwrap_or_default();
                let before = start.checked_sub(1).and_then(|before| letters.get(before));
                if window.len() == needle.len() && is_parted(before, window) {
                    matches.extend(match_of(window, &needle));
                }
            }
        }
        matches.sort_by_key(|found| (found.line, found.source));
        matches.dedup_by(|next, last| {
            next.source.part == last.source.part && next.source.start < last.source.end
        });
        matches
    }

    /// Every character of the source that the page shows, in the order of the source, with a space
    /// wherever the page left white space out.
    fn letters(&self) -> Vec<Letter> {
        let mut letters: Vec<Letter> = Vec::new();
        for (source, text, line) in self.sources() {
            let before = letters.last().map(|last| (last.part, last.at + 1));
            if before.is_some_and(|(part, end)| part != source.part || end != source.start) {
                letters.extend(before.map(|(part, at)| Letter { folded: ' ', part, at, line }));
            }
            for (at, character) in (source.start..).zip(text.chars()) {
                fold_typography(character, |folded| {
                    letters.push(Letter { folded, part: source.part, at, line });
                });
            }
        }
        letters.dedup_by(|next, last| next.folded == ' ' && last.folded == ' ');
        letters
    }

    fn sources(&self) -> Vec<(Source, &str, usize)> {
        let numbered = self.lines.iter().enumerate();
        let spans = numbered.flat_map(|(line, set)| set.spans.iter().map(move |span| (line, span)));
        let mut sources: Vec<_> =
            spans.filter_map(|(line, span)| Some((span.source?, span.text.as_str(), line))).collect();
        sources.sort_by_key(|&(source, _, _)| source);
        sources
    }
}

/// Whether a word may begin with some letters after another: scripts without spaces part nothing.
fn is_parted(before: Option<&Letter>, letters: &[Letter]) -> bool {
    let goes_on = |letter: &Letter| letter.folded.is_alphanumeric() && !is_unspaced(letter.folded);
    let same_part = before.zip(letters.first()).is_some_and(|(before, first)| before.part == first.part);
    !same_part || !before.is_some_and(goes_on) || !letters.first().is_some_and(goes_on)
}

fn folded(text: &str) -> Vec<char> {
    let mut letters = Vec::new();
    text.trim().chars().for_each(|character| fold_typography(character, |folded| letters.push(folded)));
    letters.dedup_by(|next, last| *next == ' ' && *last == ' ');
    letters
}

fn match_of(window: &[Letter], needle: &[char]) -> Option<Match> {
    let (first, last) = (window.first()?, window.last()?);
    let same = window.iter().zip(needle).all(|(letter, wanted)| letter.folded == *wanted);
    let source = Source { part: first.part, start: first.at, end: last.at + 1 };
    (same && first.part == last.part).then_some(Match { source, line: first.line })
}

#[cfg(test)]
mod tests {
    use crate::typeset::tests::sentences::page_of;

    #[test]
    fn words_are_found_across_lines_and_marks() {
        let json = r#"[{"type":"paragraph","text":["The “riv",{"strong":"er"}," rose” in Łódź — by 2 m",{"sup":"3"},"."]}]"#;
        let page = page_of(json, 12);
        let found = |needle: &str| -> Vec<(usize, usize, usize)> {
            page.find(needle).iter().map(|found| (found.source.start, found.source.end, found.line)).collect()
        };

        assert_eq!(found("RIVER rose"), [(5, 15, 3)]);
        assert_eq!(found("rose\" in lodz"), [(11, 24, 4)]);
        assert_eq!(found("m3"), [(32, 34, 6)]);
        assert_eq!(found("r").len(), 3);
        assert_eq!(found("  "), []);
    }

    #[test]
    fn words_are_found_where_they_begin_and_in_scripts_without_spaces_anywhere() {
        let json = r#"[{"type":"paragraph","text":"Floods: the flood left no boat afloat. 東京で地震。"}]"#;
        let page = page_of(json, 80);
        let found = |sought: &[&str]| -> Vec<usize> {
            page.find_words(sought).iter().map(|found| found.source.start).collect()
        };

        assert_eq!(found(&["flood", "loat"]), [0, 12]);
        assert_eq!(found(&["the flood", "flood"]), [0, 8]);
        assert_eq!(found(&["地震", ""]), [42]);
    }
}
