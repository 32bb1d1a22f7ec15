//! Passages of a text: its sentences and words, and the place of a highlight on a page.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::{Match, Page};
use crate::domain::Highlight;

/// The sentences of a text without the white space around them, in characters.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    in_characters(text.split_sentence_bounds())
}

/// The words of a text with their punctuation, in characters; in scripts without spaces, each piece that a
/// line may end after.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for piece in in_characters(text.split_word_bounds()) {
        let clings = |last: &Range<usize>| last.end == piece.start && !is_word(text, &piece);
        match words.last_mut() {
            Some(last) if clings(last) => last.end = piece.end,
            _ => words.push(piece),
        }
    }
    words
}

fn is_word(text: &str, piece: &Range<usize>) -> bool {
    text.chars().skip(piece.start).take(piece.len()).any(char::is_alphanumeric)
}

fn in_characters<'text>(pieces: impl Iterator<Item = &'text str>) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for piece in pieces {
        let blanks = piece.chars().take_while(|character| character.is_whitespace()).count();
        let length = piece.trim().chars().count();
        if length > 0 {
            found.push(start + blanks..start + blanks + length);
        }
        start += piece.chars().count();
    }
    found
}

impl Page {
    /// The matches of a highlight: of several places with its words, the one with its context. Each line of a
    /// passage of several lines is found after the line before; empty where the first line is not found.
    pub fn passage(&self, highlight: &Highlight) -> Vec<Match> {
        let mut lines = highlight.words.as_str().lines().filter(|line| !line.trim().is_empty());
        let Some(first) = lines.next().and_then(|line| self.place_of_words(line, highlight)) else {
            return Vec::new();
        };
        let mut found = vec![first];
        for line in lines {
            let after = found.last().map(|last| last.source);
            found.extend(self.find(line).into_iter().find(|next| Some(next.source) > after));
        }
        found
    }

    fn place_of_words(&self, words: &str, highlight: &Highlight) -> Option<Match> {
        let all = self.find(words);
        if all.len() < 2 {
            return all.first().copied();
        }
        let before = highlight.before.as_ref().map(|before| self.find(&format!("{before} {words}")));
        let after = highlight.after.as_ref().map(|after| self.find(&format!("{words} {after}")));
        let fits = |found: &&Match| {
            let same_part = |other: &Match| other.source.part == found.source.part;
            let ends = |other: &Match| same_part(other) && other.source.end == found.source.end;
            let begins = |other: &Match| same_part(other) && other.source.start == found.source.start;
            before.iter().flatten().any(ends) || after.iter().flatten().any(begins)
        };
        all.iter().find(fits).or(all.first()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Verbatim;
    use crate::typeset::tests::sentences::page_of;

    fn pieces(text: &str, ranges: &[Range<usize>]) -> Vec<String> {
        let piece = |range: &Range<usize>| text.chars().skip(range.start).take(range.len()).collect();
        ranges.iter().map(piece).collect()
    }

    #[test]
    fn sentences_and_words_keep_their_marks_and_lose_the_blanks_around_them() {
        let text = "“Łódź rose.” It fell, at dawn! 東京で地震。";

        assert_eq!(pieces(text, &sentences(text)), ["“Łódź rose.”", "It fell, at dawn!", "東京で地震。"]);
        assert_eq!(pieces("It fell, at dawn!", &words("It fell, at dawn!")), ["It", "fell,", "at", "dawn!"]);
    }

    #[test]
    fn a_highlight_is_found_by_the_words_around_it_where_its_own_stand_twice() {
        let json = r#"[{"type":"paragraph","text":"The river rose in May. The river rose again in June."}]"#;
        let page = page_of(json, 20);
        let highlight = |before: Option<&str>, after: Option<&str>| Highlight {
            words: "the river rose".into(),
            before: before.map(Verbatim::from),
            after: after.map(Verbatim::from),
            note: None,
        };
        let found =
            |before, after| page.passage(&highlight(before, after)).first().map(|found| found.source.start);

        assert_eq!(found(None, None), Some(0));
        assert_eq!(found(Some("in May."), None), Some(23));
        assert_eq!(found(None, Some("again in")), Some(23));
        assert_eq!(found(Some("of another edition"), Some("and fell")), Some(0));
    }

    #[test]
    fn a_passage_over_two_paragraphs_is_found_line_by_line() {
        let json = r#"[{"type":"paragraph","text":"It rained. The dam broke."},{"type":"paragraph","text":"Nobody slept."}]"#;
        let words = "The dam broke.\nNobody slept.";
        let highlight = Highlight { words: words.into(), before: None, after: None, note: None };

        assert_eq!(page_of(json, 40).passage(&highlight).len(), 2);
    }
}
