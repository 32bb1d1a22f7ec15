//! Splits a line of text into words: the pieces between which a line may end.
//!
//! Prose in simple letters is split here, by the rules of typesetting (no line begins with a dash or a lone
//! question mark); everything else by the Unicode line breaking algorithm, UAX #14.

use std::borrow::Cow;

use textwrap::WordSeparator;
use textwrap::core::Fragment;

use super::width::{is_simple, width};
use crate::text::is_southeast_asian;

/// Bytes of a text that stay on one line, and the blanks after them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LineWord {
    pub start: usize,
    pub end: usize,
    /// Width without the blanks.
    pub width: u32,
    /// Blanks before the next word.
    pub space: u32,
    /// The form of the word at the end of a line.
    pub ending: Ending,
}

/// The form of a word at the end of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ending {
    #[default]
    Plain,
    Hyphen,
    /// The word as it is, since it ends with a hyphen of its own.
    Seam,
    /// The mark `…`, since the word is a character wider than any line.
    Cut,
}

impl Fragment for LineWord {
    fn width(&self) -> f64 {
        f64::from(self.width)
    }

    fn whitespace_width(&self) -> f64 {
        f64::from(self.space)
    }

    fn penalty_width(&self) -> f64 {
        f64::from(self.ending_width())
    }
}

impl LineWord {
    pub fn ending_width(&self) -> u32 {
        u32::from(self.ending == Ending::Hyphen)
    }
}

/// Adds the words of a line of text, which begins at a byte of a longer one.
pub(super) fn split(line: &str, from: usize, words: &mut Vec<LineWord>) {
    if is_simple(line) {
        split_simple(line, from, words);
    } else {
        split_by_unicode(line, from, words);
    }
}

fn split_simple(line: &str, from: usize, words: &mut Vec<LineWord>) {
    let mut word = LineWord::default();
    let mut before = [' '; 3];
    let mut bound = false;
    for (at, letter) in line.char_indices() {
        if letter == ' ' {
            word.space += 1;
        } else {
            let rest = || line.get(at + letter.len_utf8()..).unwrap_or_default().chars().next();
            let parts = match word.space {
                0 => is_dash(before[2]) && is_seam(before, letter, rest()),
                _ => bound || may_begin_line(letter, rest()),
            };
            if word.width == 0 || parts {
                word.ending = ending_after(before[2]);
                words.extend((word.width > 0).then_some(word));
                word = LineWord { start: from + at, ..LineWord::default() };
            }
            bound = word.space > 0;
            word.width += word.space + 1;
            word.space = 0;
            word.end = from + at + letter.len_utf8();
        }
        before = [before[1], before[2], letter];
    }
    words.extend((word.width > 0).then_some(word));
}

fn split_by_unicode(line: &str, from: usize, words: &mut Vec<LineWord>) {
    let trimmed = line.trim_start_matches(' ');
    let mut start = from + line.len() - trimmed.len();
    for found in WordSeparator::UnicodeBreakProperties.find_words(&without_southeast_asian(trimmed)) {
        let space = columns(found.whitespace.len());
        let word = line.get(start - from..start - from + found.word.len()).unwrap_or_default();
        if word.contains(is_dash) {
            split_at_dashes(word, start, words);
        } else {
            words.push(word_of(word, start));
        }
        if let Some(last) = words.last_mut() {
            last.space = space;
        }
        start += found.word.len() + found.whitespace.len();
    }
}

/// The line with a Latin letter for every letter of a script that only a dictionary splits into words. The
/// segmenter has no dictionary, and would print a complaint in a debug build.
fn without_southeast_asian(line: &str) -> Cow<'_, str> {
    if line.contains(is_southeast_asian) {
        Cow::Owned(line.replace(is_southeast_asian, "Ḁ"))
    } else {
        Cow::Borrowed(line)
    }
}

/// Splits a word after its dashes, which the Unicode algorithm of `textwrap` leaves to its caller.
fn split_at_dashes(word: &str, from: usize, words: &mut Vec<LineWord>) {
    let mut start = 0;
    let mut before = [' '; 3];
    let mut letters = word.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map(|&(_, after)| after);
        if at > start && is_dash(before[2]) && is_seam(before, letter, after) {
            let part = word_of(word.get(start..at).unwrap_or_default(), from + start);
            words.push(LineWord { ending: ending_after(before[2]), ..part });
            start = at;
        }
        before = [before[1], before[2], letter];
    }
    words.push(word_of(word.get(start..).unwrap_or_default(), from + start));
}

fn word_of(text: &str, start: usize) -> LineWord {
    LineWord { start, end: start + text.len(), width: columns(width(text)), ..LineWord::default() }
}

/// Whether a line may begin with this character after a blank. Marks that end a sentence stay with it, as in
/// French; a dash stays with the words before it.
fn may_begin_line(letter: char, after: Option<char>) -> bool {
    match letter {
        '-' | '–' | '—' => after.is_some_and(|after| after != ' '),
        '!' | '?' | ':' | ';' | '»' | '›' => after.is_some_and(char::is_alphanumeric),
        _ => true,
    }
}

const fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '‐' | '–' | '—')
}

const fn ending_after(letter: char) -> Ending {
    if matches!(letter, '-' | '‐') { Ending::Seam } else { Ending::Plain }
}

/// Whether a line may end after the dash between these characters.
fn is_seam(before: [char; 3], letter: char, after: Option<char>) -> bool {
    let [first, second, dash] = before;
    match dash {
        '-' | '‐' => {
            let has_two_before = first.is_alphanumeric() && second.is_alphanumeric();
            has_two_before && letter.is_alphabetic() && after.is_some_and(char::is_alphabetic)
        }
        '–' => !letter.is_numeric() && letter.is_alphanumeric(),
        _ => letter.is_alphanumeric() || matches!(letter, '“' | '‘' | '«' | '(' | '"'),
    }
}

/// A count of columns in the type that words store.
pub(super) fn columns(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<&str> {
        let mut words = Vec::new();
        split(line, 0, &mut words);
        words.iter().map(|word| line.get(word.start..word.end).unwrap()).collect()
    }

    #[test]
    fn words_part_at_blanks_and_after_hyphens() {
        assert_eq!(words("over anti-Chinese policy "), ["over", "anti-", "Chinese", "policy"]);
        assert_eq!(words("from 2019-20, -5 °C, x-ray--not"), ["from", "2019-20,", "-5", "°C,", "x-ray--not"]);
        assert_eq!(words("  first"), ["first"]);
    }

    #[test]
    fn a_line_never_begins_with_a_dash_or_a_lone_mark() {
        assert_eq!(words("he said – at last"), ["he", "said –", "at", "last"]);
        assert_eq!(words("Vraiment ? Oui !"), ["Vraiment ?", "Oui !"]);
        assert_eq!(
            words("the end—or the “start”—of it"),
            ["the", "end—", "or", "the", "“start”—", "of", "it"]
        );
    }

    #[test]
    fn a_no_break_space_binds() {
        assert_eq!(words("7\u{a0}May 2020"), ["7\u{a0}May", "2020"]);
        assert_eq!(words("約 7\u{a0}km"), ["約", "7\u{a0}km"]);
    }

    #[test]
    fn chinese_and_japanese_part_between_characters_but_not_before_a_stop() {
        assert_eq!(words("東京で、雨。"), ["東", "京", "で、", "雨。"]);
    }

    #[test]
    fn hyphens_part_beside_emoji_too() {
        assert_eq!(words("😂 well-known"), ["😂", "well-", "known"]);
    }
}
