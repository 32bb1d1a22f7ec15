//! A text, word by word: how each is written, and the words beside it.

use super::nameless::{is_linking, is_nameless};
use crate::related::article_terms::each_word;
use crate::related::series::DATES;
use crate::related::term::Term;

/// The fewest words of a line that may count as a headline.
const TITLE: usize = 5;

/// The fewest letters of a word in capitals that is no abbreviation.
const LOUD: usize = 4;

/// A text and its words.
#[derive(Debug)]
pub(super) struct Piece {
    text: String,
    /// Whether the piece is the text, not the headline.
    pub is_text: bool,
    pub words: Vec<Spelling>,
}

/// A word at its place in the text.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "marks of a word, each of which holds or not")]
pub(super) struct Spelling {
    start: usize,
    end: usize,
    pub term: Term,
    pub is_unspaced: bool,
    pub is_capitalised: bool,
    /// Whether only a space, a hyphen or the point of an initial separates the word from the one before.
    pub is_joined: bool,
    /// Whether a hyphen joins the word to the one before.
    is_hyphenated: bool,
    /// Whether the word before owns this one: "Sam’s Club".
    pub is_owned: bool,
    /// Whether most words of its line are capitalised, as in headlines.
    pub is_titled: bool,
    /// Whether the word and those beside it are in capitals alone.
    pub is_shouted: bool,
}

impl Piece {
    pub fn of(text: String, terms: &[Term], is_text: bool) -> Self {
        let mut words = Vec::with_capacity(terms.len());
        let mut terms = terms.iter();
        let mut before: Option<(usize, usize)> = None;
        each_word(&text, &mut |word| {
            let Some(term) = terms.next() else { return };
            let end = word.end();
            let between = before.and_then(|(_, end)| text.get(end..word.start));
            let is_initial =
                before.is_some_and(|(start, end)| is_initial(text.get(start..end).unwrap_or_default()));
            let is_hyphenated = matches!(between, Some("-" | "\u{2011}"));
            let is_joined = if word.is_unspaced {
                before.is_some_and(|(_, end)| word.start < end)
            } else {
                is_hyphenated || between == Some(" ") || is_initial && matches!(between, Some("." | ". "))
            };
            let is_capitalised = word.text.chars().next().is_some_and(char::is_uppercase);
            let is_owned = is_capitalised && matches!(between, Some("'s " | "’s "));
            before = Some((word.start, end));
            words.push(Spelling {
                start: word.start,
                end,
                term: *term,
                is_unspaced: word.is_unspaced,
                is_capitalised,
                is_joined: is_joined || is_owned,
                is_hyphenated,
                is_owned,
                is_titled: false,
                is_shouted: false,
            });
        });
        mark_titled(&text, is_text, &mut words);
        mark_shouted(&text, &mut words);
        Self { text, is_text, words }
    }

    /// The text from the first to the last of these words.
    pub fn spelt(&self, words: &[Spelling]) -> &str {
        let ends = words.first().zip(words.last());
        ends.and_then(|(first, last)| self.text.get(first.start..last.end)).unwrap_or_default()
    }

    pub fn is_linking(&self, word: Spelling) -> bool {
        is_linking(self.spelt(&[word]))
    }

    /// Whether a person would not name a word.
    pub fn is_nameless(&self, word: Spelling) -> bool {
        is_nameless(&self.text, word.start, word.end)
    }

    /// Whether a word always stands with the one it owns: "Sam’s Club", but not "Sam’s boat".
    pub fn always_owns(&self, name: Term, property: Term) -> bool {
        let others = self.words.iter().skip(1).map(|word| word.term).chain([Term::NONE]);
        self.words.iter().zip(others).all(|(word, next)| word.term != name || next == property)
    }

    /// The text of these words, with those that a hyphen joins to them in the other text as well:
    /// "first-degree murder".
    pub fn spelt_whole(&self, words: &[Spelling], stand_together: &dyn Fn(Term, Term) -> bool) -> &str {
        let at = |start: usize| self.words.partition_point(|word| word.start < start);
        let Some((first, last)) = words.first().zip(words.last()).filter(|(first, _)| !first.is_unspaced)
        else {
            return self.spelt(words);
        };
        let (mut from, mut to) = (at(first.start), at(last.start));
        let is_joined = |at: usize| {
            let words = self.words.get(at.saturating_sub(1)).zip(self.words.get(at));
            words.is_some_and(|(one, next)| next.is_hyphenated && stand_together(one.term, next.term))
        };
        while is_joined(from) {
            from -= 1;
        }
        while last.is_capitalised && is_joined(to + 1) {
            to += 1;
        }
        self.words.get(from..=to).map_or_else(|| self.spelt(words), |words| self.spelt(words))
    }

    /// Whether a part of a name is named on its own: neither a small word nor a letter.
    pub fn stands_alone(&self, word: Spelling) -> bool {
        let spelt = self.spelt(&[word]);
        let is_short = spelt.chars().nth(2).is_none() && spelt.chars().any(char::is_lowercase);
        !is_short && !self.is_linking(word) && !self.is_number(word)
    }

    /// Whether a word is a single letter without a point: "A".
    pub fn is_article(&self, word: Spelling) -> bool {
        self.is_letter(word) && !self.text.get(word.end..).is_some_and(|after| after.starts_with('.'))
    }

    /// Whether a word is a single letter.
    pub fn is_letter(&self, word: Spelling) -> bool {
        is_initial(self.spelt(&[word]))
    }

    /// Whether a small word is the end of a name that a hyphen joins: "Kim Jong-un".
    pub fn ends_a_name(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        let names = before.zip(self.words.get(at));
        names.is_some_and(|(before, word)| word.is_hyphenated && before.is_capitalised && !before.is_titled)
            && at.checked_sub(1).is_some_and(|before| self.is_within_a_name(before))
    }

    /// Whether the name that ends before a word continues with it.
    pub fn goes_on_as_name(&self, at: usize) -> bool {
        let next = self.words.get(at);
        self.is_text
            && next.is_some_and(|next| {
                next.is_joined
                    && !next.is_owned
                    && next.is_capitalised
                    && !next.is_titled
                    && !self.is_nameless(*next)
            })
    }

    /// Whether a word stands behind a name and is a part of it.
    pub fn follows_a_name(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        self.goes_on_as_name(at)
            && before.is_some_and(|before| {
                before.is_capitalised && !before.is_titled && !self.is_nameless(*before)
            })
    }

    /// Whether a word is the name of a day or month, and no part of another name.
    pub fn is_date(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at).filter(|word| word.is_capitalised) else { return false };
        DATES.contains(self.spelt(&[*word]).to_lowercase().as_str()) && !self.is_within_a_name(at)
    }

    /// For each capitalised occurrence of a word, whether it owns the next: "McDonald’s menu".
    pub fn possessives(&self, term: Term) -> impl Iterator<Item = bool> {
        let all = self.words.iter().filter(move |word| word.term == term && word.is_capitalised);
        all.map(|word| {
            self.text.get(word.end..).is_some_and(|after| after.starts_with("'s") || after.starts_with("’s"))
        })
    }

    pub fn is_number(&self, word: Spelling) -> bool {
        self.spelt(&[word]).starts_with(|letter: char| letter.is_numeric())
    }

    /// Whether a word is capitalised within a sentence, beside another that is.
    pub fn is_within_a_name(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        let (Some(before), Some(word)) = (before, self.words.get(at)) else { return false };
        let follows = word.is_joined && before.is_capitalised;
        let joins = |at: usize| self.words.get(at).filter(|next| next.is_joined);
        let leads = joins(at + 1).is_some_and(|next| {
            next.is_capitalised
                || self.is_linking(*next) && joins(at + 2).is_some_and(|name| name.is_capitalised)
        });
        word.is_capitalised
            && !word.is_titled
            && (follows || leads)
            && self.is_within_a_sentence(*before, *word)
    }

    /// Whether a sentence continues from one word to the next, whose capital then means something.
    pub fn is_within_a_sentence(&self, before: Spelling, word: Spelling) -> bool {
        let between = self.text.get(before.end..word.start).unwrap_or_default();
        let is_abbreviated = between == ". " && (word.is_joined || self.is_nameless(before));
        is_abbreviated || !between.contains(['.', '!', '?', ':', '\n', '"', '“', '«', '»', '„', '|', '•'])
    }
}

/// Marks the words of lines in which most words are capitalised, and of short headlines.
fn mark_titled(text: &str, is_text: bool, words: &mut [Spelling]) {
    let ends_line = |words: &[Spelling]| {
        let [one, next] = words else { return false };
        text.get(one.end..next.start).is_some_and(|between| between.contains('\n'))
    };
    let mut from = 0;
    for at in 1..=words.len() {
        if at < words.len() && !words.get(at - 1..=at).is_some_and(ends_line) {
            continue;
        }
        let line = words.get_mut(from..at).unwrap_or_default();
        let capitalised = line.iter().filter(|word| word.is_capitalised).count();
        let is_told = line.len() >= TITLE && capitalised * 3 < line.len() * 2;
        if !is_told && (line.len() >= TITLE || !is_text) {
            for word in line {
                word.is_titled = true;
            }
        }
        from = at;
    }
}

/// Marks words in capitals alone beside others: abbreviations stand alone, or are short.
fn mark_shouted(text: &str, words: &mut [Spelling]) {
    let is_loud = |word: &Spelling| {
        let spelt = text.get(word.start..word.end).unwrap_or_default();
        spelt.chars().nth(LOUD - 1).is_some() && !spelt.chars().any(char::is_lowercase)
    };
    let loud: Vec<bool> = words.iter().map(is_loud).collect();
    for at in 1..words.len() {
        let is_joined = words.get(at).is_some_and(|word| word.is_joined);
        if is_joined && loud.get(at - 1..=at).is_some_and(|loud| loud.iter().all(|loud| *loud)) {
            words.iter_mut().skip(at - 1).take(2).for_each(|word| word.is_shouted = true);
        }
    }
}

fn is_initial(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && word.chars().nth(1).is_none()
}
