//! The characters of a search one by one, each with its place in what was typed.

use std::ops::Range;

use crate::domain::Prose;

/// The characters not read yet.
pub(super) struct CharCursor {
    all: Vec<(usize, char)>,
    next: usize,
    end: usize,
}

impl CharCursor {
    /// The characters of a text without those that no screen may show.
    pub fn of(text: &str) -> Self {
        let mut buffer = [0; 4];
        let mut is_safe = |letter: char| !Prose::from_untrusted(letter.encode_utf8(&mut buffer)).is_empty();
        let all = text.chars().enumerate().filter(|(_, letter)| is_safe(*letter)).collect();
        Self { all, next: 0, end: text.chars().count() }
    }

    /// The place of the next character.
    pub fn place(&self) -> usize {
        self.all.get(self.next).map_or(self.end, |(place, _)| *place)
    }

    pub fn peek(&self) -> Option<char> {
        self.peek_after(0)
    }

    /// The character after so many others.
    pub fn peek_after(&self, skipped: usize) -> Option<char> {
        self.all.get(self.next + skipped).map(|(_, letter)| *letter)
    }

    pub fn skip(&mut self, letters: usize) {
        self.next = (self.next + letters).min(self.all.len());
    }

    /// Takes characters as long as they are wanted.
    pub fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let left = self.all.get(self.next..).unwrap_or_default();
        let taken: String =
            left.iter().map(|(_, letter)| *letter).take_while(|letter| wanted(*letter)).collect();
        self.skip(taken.chars().count());
        taken
    }

    pub fn skip_space(&mut self) {
        self.take_while(char::is_whitespace);
    }

    /// The characters from a place up to the last one taken.
    pub fn since(&self, start: usize) -> Range<usize> {
        let last = self.next.checked_sub(1).and_then(|last| self.all.get(last));
        start..last.map_or(start, |(place, _)| place + 1).max(start)
    }
}

/// Quotation marks as keyboards and word processors have them.
pub(super) const fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '‟' | '«' | '»')
}

/// Whether a character continues a word without quotation marks.
pub(super) fn is_bare(letter: char) -> bool {
    !letter.is_whitespace() && !is_quote(letter) && !matches!(letter, '(' | ')')
}
