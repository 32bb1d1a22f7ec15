//! Breaks words wider than a line, as the last resort.

use std::ops::Range;

use super::line_words::{Ending, LineWord, columns};
use super::width::break_apart;

/// Splits the words that are wider than a line: at blanks, after the joints of an address, else between any
/// two graphemes.
pub(super) fn break_wide_words(text: &str, words: &mut Vec<LineWord>, limit: u32) {
    if words.iter().all(|word| word.width + word.ending_width() <= limit) {
        return;
    }
    let long = std::mem::take(words);
    for word in long {
        if word.width + word.ending_width() <= limit {
            words.push(word);
        } else {
            shorten_word(text, word, limit, words);
            if let Some(last) = words.last_mut() {
                last.space = word.space;
            }
        }
    }
}

fn shorten_word(text: &str, word: LineWord, limit: u32, words: &mut Vec<LineWord>) {
    let mut start = word.start;
    let mut letters = text.get(word.start..word.end).unwrap_or_default().char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let end = word.start + at + letter.len_utf8();
        let ends = match letters.peek() {
            Some((_, after)) => letter == ' ' || *after == ' ' || is_joint(letter) && !is_joint(*after),
            None => true,
        };
        if ends {
            shorten_piece(text, start..end, limit, words);
            start = end;
        }
    }
}

fn shorten_piece(text: &str, piece: Range<usize>, limit: u32, words: &mut Vec<LineWord>) {
    let letters = text.get(piece.clone()).unwrap_or_default();
    if letters.trim_matches(' ').is_empty() {
        let space = columns(letters.len());
        words.last_mut().into_iter().for_each(|last| last.space += space);
        return;
    }
    let mut start = piece.start;
    for chunk in break_apart(letters, usize::try_from(limit).unwrap_or(usize::MAX)) {
        let end = piece.start + chunk.end;
        let ending = if chunk.cut { Ending::Cut } else { Ending::Plain };
        words.push(LineWord { start, end, width: columns(chunk.width), space: 0, ending });
        start = end;
    }
}

/// Whether a line may end after this character of an address.
const fn is_joint(letter: char) -> bool {
    matches!(letter, '/' | '?' | '&' | '=' | '.' | '_' | '-' | ',' | ';' | ':' | '#' | '+' | '~' | '|')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::line_words::split;

    #[test]
    fn an_address_parts_after_its_joints_only_where_it_is_too_long() {
        let address = "https://paper.example/2020/a-long-way";
        let mut parted = Vec::new();
        split(address, 0, &mut parted);
        assert_eq!(parted.len(), 2);

        break_wide_words(address, &mut parted, 12);

        let parts: Vec<&str> = parted.iter().map(|word| address.get(word.start..word.end).unwrap()).collect();
        assert_eq!(parts[..4], ["https://", "paper.", "example/", "2020/"]);
        assert_eq!(parts.concat(), address);
    }
}
