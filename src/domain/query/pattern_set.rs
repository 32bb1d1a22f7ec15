//! Many regular expressions, matched in texts: one pass over a text finds those whose letters it lacks, so that
//! most are never tried.

use std::collections::HashMap;

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

use super::pattern::{DEEPEST, Pattern};

/// The letters by which a needed literal is looked up; shorter literals do not tell expressions apart.
const KEY: usize = 3;

/// Letters whose case folds to one of ASCII.
const FOLDED: [(char, &str); 2] = [('\u{17f}', "s"), ('\u{212a}', "k")];

/// Several regular expressions.
#[derive(Clone, Debug, Default)]
pub struct PatternSet {
    patterns: Vec<Pattern>,
    /// The literals that expressions need, in lower case, by their first letters; each with the place of its
    /// expression.
    needed: HashMap<[u8; KEY], Vec<(Vec<u8>, usize)>>,
    /// The keys of `needed`, a bit for each hash of one.
    keys: Vec<bool>,
    /// The expressions that need no literal.
    always: Vec<usize>,
}

impl PatternSet {
    /// Prepares expressions.
    pub fn of(patterns: Vec<Pattern>) -> Self {
        let mut set = Self { keys: vec![false; 1 << 16], ..Self::default() };
        for (place, pattern) in patterns.iter().enumerate() {
            let literals = needed_by(pattern.as_str()).unwrap_or_default();
            if literals.is_empty() || literals.iter().any(|literal| literal.len() < KEY) {
                set.always.push(place);
                continue;
            }
            for literal in literals {
                let Some(&key) = literal.first_chunk() else { continue };
                set.keys.get_mut(hash(key)).into_iter().for_each(|known| *known = true);
                set.needed.entry(key).or_default().push((literal, place));
            }
        }
        set.patterns = patterns;
        set
    }

    /// The number of expressions.
    pub const fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Sets what stands at the places of the expressions that match somewhere in a text.
    pub fn note_matches(&self, text: &str, matched: &mut [bool]) {
        if self.is_empty() {
            return;
        }
        let mut tried = vec![false; self.patterns.len()];
        let mut attempt = |place: usize| {
            let (Some(tried), Some(matched)) = (tried.get_mut(place), matched.get_mut(place)) else { return };
            if !*tried && !*matched {
                *tried = true;
                *matched = self.patterns.get(place).is_some_and(|pattern| pattern.is_match(text));
            }
        };
        self.always.iter().for_each(|place| attempt(*place));
        if self.needed.is_empty() {
            return;
        }
        let folded = lower_case(text);
        let mut rest = folded.as_slice();
        while let Some(&key) = rest.first_chunk() {
            if self.keys.get(hash(key)) == Some(&true) {
                let literals = self.needed.get(&key).into_iter().flatten();
                literals
                    .filter(|(literal, _)| rest.starts_with(literal))
                    .for_each(|(_, place)| attempt(*place));
            }
            rest = rest.get(1..).unwrap_or_default();
        }
    }
}

fn hash([first, second, third]: [u8; KEY]) -> usize {
    ((usize::from(first) << 11) ^ (usize::from(second) << 5) ^ usize::from(third)) & 0xffff
}

/// A text with the case of ASCII letters folded.
fn lower_case(text: &str) -> Vec<u8> {
    let mut folded = text.to_ascii_lowercase();
    for (letter, ascii) in FOLDED {
        if folded.contains(letter) {
            folded = folded.replace(letter, ascii);
        }
    }
    folded.into_bytes()
}

/// Literals of ASCII in lower case of which every match contains one; `None` where there are no such.
fn needed_by(pattern: &str) -> Option<Vec<Vec<u8>>> {
    let mut parser = ParserBuilder::new().case_insensitive(true).multi_line(true).nest_limit(DEEPEST).build();
    needed(&parser.parse(pattern).ok()?)
}

fn needed(part: &Hir) -> Option<Vec<Vec<u8>>> {
    match part.kind() {
        HirKind::Literal(_) | HirKind::Class(_) => literal_of(part).map(|literal| vec![literal]),
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub),
        HirKind::Alternation(parts) => {
            let all: Option<Vec<_>> = parts.iter().map(needed).collect();
            all.map(|all| all.concat())
        }
        HirKind::Concat(parts) => {
            let (mut options, mut run) = (Vec::new(), Vec::new());
            for part in parts {
                if let Some(literal) = literal_of(part) {
                    run.extend(literal);
                } else {
                    options.push(vec![std::mem::take(&mut run)]);
                    options.extend(needed(part));
                }
            }
            options.push(vec![run]);
            // The longer its shortest literal, the more texts an option leaves out.
            options.into_iter().max_by_key(|literals| literals.iter().map(Vec::len).min())
        }
        HirKind::Empty | HirKind::Look(_) | HirKind::Repetition(_) => None,
    }
}

/// The text that a part stands for, in lower case, where it is one, of ASCII, whatever the case.
fn literal_of(part: &Hir) -> Option<Vec<u8>> {
    match part.kind() {
        HirKind::Literal(literal) => literal.0.is_ascii().then(|| literal.0.to_ascii_lowercase()),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = || class.iter().map(|range| (range.start(), range.end()));
            let letters: Option<Vec<Vec<u8>>> = ranges()
                .map(|(start, end)| (start == end).then(|| lower_case(start.encode_utf8(&mut [0; 4]))))
                .collect();
            let letters = letters?;
            let first = letters.first()?;
            (first.is_ascii() && letters.iter().all(|letter| letter == first)).then(|| first.clone())
        }
        HirKind::Concat(parts) => {
            let all: Option<Vec<_>> = parts.iter().map(literal_of).collect();
            all.map(|all| all.concat())
        }
        HirKind::Capture(capture) => literal_of(&capture.sub),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literals(pattern: &str) -> Vec<String> {
        let needed = needed_by(pattern).unwrap_or_default();
        needed.into_iter().map(|literal| String::from_utf8(literal).unwrap()).collect()
    }

    #[test]
    fn a_match_needs_the_longest_of_its_literals() {
        for (pattern, needed) in [
            ("Casino", ["casino"].as_slice()),
            (".*casino.*", &["casino"]),
            ("casino|poker", &["casino", "poker"]),
            (r"\bfree (spins|bets)\b", &["free "]),
            ("colou?r scheme", &["r scheme"]),
            ("(abc)+d", &["abc"]),
            ("(?-i)ABC", &["abc"]),
            ("kiss", &["kiss"]),
            ("Ges\u{e4}\u{df}taschen", &["taschen"]),
            ("a*", &[]),
            ("casino|.*", &[]),
            (r"\d{3}", &[]),
        ] {
            let found: Vec<String> =
                literals(pattern).into_iter().filter(|literal| !literal.is_empty()).collect();
            assert_eq!(found, needed, "{pattern}");
        }
    }

    #[test]
    fn a_set_matches_what_each_of_its_expressions_does() {
        let written = [
            "rain",
            "^rain",
            "rain$",
            "ra.n",
            "r",
            "rain|snow",
            "(?:very )?cold",
            "snow.*rain",
            "k\u{e4}lte",
            "kiss",
            r"\bice\b",
            "",
            "S\u{e4}ntis",
            "[st]now",
            "\u{96e8}",
        ];
        let patterns: Vec<Pattern> =
            written.iter().filter_map(|written| Pattern::parse(written, 0..0).unwrap()).collect();
        let set = PatternSet::of(patterns.clone());
        assert_eq!(set.len(), written.len() - 1);

        for text in [
            "",
            "Rain",
            "no\nrain",
            "Snow, then RAIN",
            "\u{212a}i\u{17f}S",
            "K\u{c4}LTE",
            "very ice",
            "rice",
            "\u{96e8}",
            "s\u{c4}ntis tnow",
            "COLD ra\u{ef}n",
        ] {
            let mut matched = vec![false; patterns.len()];
            set.note_matches(text, &mut matched);

            let single: Vec<bool> = patterns.iter().map(|pattern| pattern.is_match(text)).collect();
            assert_eq!(matched, single, "{text}");
        }
    }
}
