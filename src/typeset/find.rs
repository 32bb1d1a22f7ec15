//! Finds words in a page: in the source text, whatever the line ends and the spelling.

use super::{Page, Part, Source};
use crate::domain::Query;
use crate::text::fold_typography;

/// A match of a search in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The characters of the match.
    pub source: Source,
    /// The first line that shows a character of the match.
    pub line: usize,
}

/// A character that the page shows, with its place.
#[derive(Clone, Copy)]
struct Shown {
    character: char,
    part: Part,
    at: usize,
    line: usize,
}

/// A folded character for comparisons, with its place.
#[derive(Clone, Copy)]
struct Letter {
    folded: char,
    part: Part,
    at: usize,
    line: usize,
}

impl Page {
    /// The matches of some words in the order of the lines; upper case, accents, the shape of quotation
    /// marks, and line ends between words do not matter.
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

    /// The matches of a search's words, in the order of the lines.
    pub fn find_words(&self, query: &Query) -> Vec<Match> {
        let shown = self.characters();
        let mut matches = Vec::new();
        for of_part in shown.chunk_by(|one, other| one.part == other.part) {
            let Some(part) = of_part.first().map(|first| first.part) else { continue };
            let text: String = of_part.iter().map(|shown| shown.character).collect();
            for place in query.match_ranges(&text, part == Part::Headline) {
                let Some([first, .., last] | [first @ last]) = of_part.get(place) else { continue };
                let source = Source { part, start: first.at, end: last.at + 1 };
                matches.push(Match { source, line: first.line });
            }
        }
        matches.sort_by_key(|found| (found.line, found.source));
        matches
    }

    /// The folded characters of the page; one character may fold to several.
    fn letters(&self) -> Vec<Letter> {
        let mut letters: Vec<Letter> = Vec::new();
        for Shown { character, part, at, line } in self.characters() {
            fold_typography(character, |folded| letters.push(Letter { folded, part, at, line }));
        }
        letters.dedup_by(|next, last| next.folded == ' ' && last.folded == ' ');
        letters
    }

    /// Every character of the source that the page shows, in the order of the source, with a space wherever
    /// the page left white space out.
    fn characters(&self) -> Vec<Shown> {
        let mut shown: Vec<Shown> = Vec::new();
        for (Source { part, start, .. }, text, line) in self.sources() {
            let before =
                shown.last().map(|last| (last.part, last.at + 1)).filter(|before| *before != (part, start));
            shown.extend(before.map(|(part, at)| Shown { character: ' ', part, at, line }));
            let characters = (start..).zip(text.chars());
            shown.extend(characters.map(|(at, character)| Shown { character, part, at, line }));
        }
        shown
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
    use crate::domain::Query;
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
    fn words_of_a_search_are_found_whole_across_the_ends_of_lines() {
        let json = r#"[{"type":"paragraph","text":"Floods: the flood left no boat afloat. 東京で地震。"}]"#;
        let page = page_of(json, 12);
        let found = |search: &str| -> Vec<usize> {
            let query = Query::parse(search).unwrap();
            page.find_words(&query).iter().map(|found| found.source.start).collect()
        };

        assert_eq!(found("flood or loat"), [12]);
        assert_eq!(found("flood*"), [0, 12]);
        assert_eq!(found("\"the flood left\""), [8]);
        assert_eq!(found("地震"), [42]);
    }
}
