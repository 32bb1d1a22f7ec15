//! Parses a search: alternatives within words side by side, parentheses within both.

use std::cell::Cell;

use super::fields;
use super::letters::{CharCursor, is_bare, is_quote};
use super::mistake::{QueryMistake, quoted};
use super::printing::{self, is_or};
use super::written_field::WrittenField;
use super::{Clause, Pattern, WordMatch};
use crate::domain::Prose;

/// The most characters of a search; a person types fewer.
const MOST_CHARACTERS: usize = 2_000;

/// The deepest nesting of parentheses.
const DEEPEST: usize = 12;

/// The condition of a search. `last` is how a word at its very end matches.
pub(super) fn read(text: &str, last: WordMatch) -> Result<Clause, QueryMistake> {
    if let Some((_, rest)) = text.char_indices().nth(MOST_CHARACTERS).map(|(at, _)| text.split_at(at)) {
        let at = MOST_CHARACTERS..MOST_CHARACTERS + rest.chars().count();
        return Err(QueryMistake::new(at, format!("a search can have at most {MOST_CHARACTERS} characters")));
    }
    let mut reader = Reader { letters: CharCursor::of(text), last, depth: 0 };
    let clauses = reader.all()?;
    if reader.letters.peek().is_some() {
        let at = reader.letters.place();
        let hint = "remove it, open one before it, or put it in quotation marks";
        return Err(QueryMistake::new(at..at + 1, "unmatched closing parenthesis").hint(hint));
    }
    Ok(Clause::All(clauses))
}

struct Reader {
    letters: CharCursor,
    last: WordMatch,
    depth: usize,
}

impl Reader {
    /// Clauses side by side, up to the end or a closing parenthesis.
    fn all(&mut self) -> Result<Vec<Clause>, QueryMistake> {
        let mut all = Vec::new();
        while self.goes_on() {
            match self.any()? {
                Some(Clause::All(inner)) if !inner.iter().any(Clause::is_scope) => all.extend(inner),
                clause => all.extend(clause),
            }
        }
        Ok(all)
    }

    fn goes_on(&mut self) -> bool {
        self.letters.skip_space();
        self.letters.peek().is_some_and(|letter| letter != ')')
    }

    /// A clause, or several with `or` between.
    fn any(&mut self) -> Result<Option<Clause>, QueryMistake> {
        let start = self.letters.place();
        if self.skip_or() {
            return Err(dangling(start, "there is nothing before “or”"));
        }
        let first = self.unit()?;
        let mut any: Vec<Clause> = Vec::new();
        let mut or = self.next_or();
        if or.is_none() {
            return Ok(first);
        }
        push_alternative(&mut any, first, start)?;
        while let Some(place) = or {
            if !self.goes_on() || self.skip_or() {
                return Err(dangling(place, "there is nothing after “or”"));
            }
            let at = self.letters.place();
            let next = self.unit()?;
            push_alternative(&mut any, next, at)?;
            or = self.next_or();
        }
        Ok(if any.len() > 1 { Some(Clause::Any(any)) } else { any.pop() })
    }

    /// The place of an `or` that stands here, which is taken.
    fn next_or(&mut self) -> Option<usize> {
        self.letters.skip_space();
        let place = self.letters.place();
        self.skip_or().then_some(place)
    }

    fn skip_or(&mut self) -> bool {
        let ends = |letter: Option<char>| letter.is_none_or(|letter| !is_bare(letter));
        let letters = (self.letters.peek(), self.letters.peek_after(1));
        let (Some(first), Some(second)) = letters else { return false };
        let after = self.letters.peek_after(2);
        let found = is_or(&String::from_iter([first, second])) && ends(after);
        // A person still typing may be about to write "oracle".
        let found = found && !(after.is_none() && self.last == WordMatch::Typing);
        self.letters.skip(if found { 2 } else { 0 });
        found
    }

    fn unit(&mut self) -> Result<Option<Clause>, QueryMistake> {
        let start = self.letters.place();
        match self.letters.peek() {
            Some('-')
                if self
                    .letters
                    .peek_after(1)
                    .is_some_and(|next| next != '-' && !next.is_whitespace() && next != ')') =>
            {
                self.letters.skip(1);
                self.not(start)
            }
            Some('(') => self.group(start),
            Some('/') => {
                let written = self.pattern();
                Ok(Pattern::parse(&written, self.letters.since(start))?.map(Clause::Pattern))
            }
            Some(quote) if is_quote(quote) => {
                let words = Prose::trimmed(&self.quoted());
                Ok(Some(words).filter(can_be_found).map(Clause::Phrase))
            }
            _ => self.word_or_field(start),
        }
    }

    fn not(&mut self, start: usize) -> Result<Option<Clause>, QueryMistake> {
        let last = std::mem::replace(&mut self.last, WordMatch::Exact);
        let inner = self.unit()?;
        self.last = last;
        if let Some(scope) = inner.as_ref().filter(|inner| inner.is_scope()) {
            return Err(misplaced_scope(self, scope, start));
        }
        Ok(inner.map(|inner| Clause::Not(Box::new(inner))))
    }

    fn group(&mut self, start: usize) -> Result<Option<Clause>, QueryMistake> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(QueryMistake::new(start..start + 1, "too many nested parentheses"));
        }
        self.letters.skip(1);
        let mut inner = self.all()?;
        self.letters.skip(1); // the closing one; at the end it may be missing
        self.depth -= 1;
        Ok(match inner.as_slice() {
            [] => None,
            [alone] if alone.is_scope() => None,
            [_] => inner.pop(),
            _ => Some(Clause::All(inner)),
        })
    }

    /// The text up to the next slash without a backslash before it, or to the end.
    fn pattern(&mut self) -> String {
        self.letters.skip(1);
        let is_escaped = Cell::new(false);
        let written = self.letters.take_while(|letter| {
            let ends = letter == '/' && !is_escaped.get();
            is_escaped.set(letter == '\\' && !is_escaped.get());
            !ends
        });
        self.letters.skip(1);
        written
    }

    /// The text up to the next quotation mark, or to the end.
    fn quoted(&mut self) -> String {
        self.letters.skip(1);
        let words = self.letters.take_while(|letter| !is_quote(letter));
        self.letters.skip(1);
        words
    }

    fn word_or_field(&mut self, start: usize) -> Result<Option<Clause>, QueryMistake> {
        if let Some(field) = self.field(start) {
            return fields::clause(&field).map(Some);
        }
        let written = self.letters.take_while(is_bare);
        let (word, reach) = self.reach_of(&written);
        let word = Some(Prose::trimmed(word)).filter(can_be_found);
        Ok(word.map(|word| match reach {
            WordMatch::Exact if is_or(word.as_str()) => Clause::Phrase(word),
            reach => Clause::Word(word, reach),
        }))
    }

    /// The word that ends here without its asterisk, and how it matches.
    fn reach_of<'written>(&self, written: &'written str) -> (&'written str, WordMatch) {
        let word = written.trim_end_matches('*');
        let reach = match () {
            () if word.len() < written.len() => WordMatch::Prefix,
            () if self.letters.peek().is_none() => self.last,
            () => WordMatch::Exact,
        };
        (word, reach)
    }

    /// A name, a colon and a value; an address is none.
    fn field(&mut self, start: usize) -> Option<WrittenField> {
        let mut length = 0;
        while self.letters.peek_after(length).is_some_and(|letter| letter.is_ascii_alphabetic()) {
            length += 1;
        }
        let is_address = || (1..=2).all(|after| self.letters.peek_after(length + after) == Some('/'));
        if length == 0 || self.letters.peek_after(length) != Some(':') || is_address() {
            return None;
        }
        let name = self.letters.take_while(|letter| letter != ':');
        self.letters.skip(1);
        let name_at = self.letters.since(start);
        let value_start = self.letters.place();
        let takes_pattern = fields::takes_pattern(&name) && self.letters.peek() == Some('/');
        let pattern = takes_pattern.then(|| self.pattern());
        let (value, reach) = match self.letters.peek() {
            _ if pattern.is_some() => (String::new(), WordMatch::Exact),
            Some(quote) if is_quote(quote) => (self.quoted(), WordMatch::Exact),
            _ => {
                let written = self.letters.take_while(is_bare);
                let (value, reach) = self.reach_of(&written);
                (value.to_owned(), reach)
            }
        };
        let at = self.letters.since(start);
        Some(WrittenField {
            name,
            name_at,
            value,
            pattern,
            word_match: reach,
            value_at: value_start.min(at.end)..at.end,
            at,
        })
    }
}

fn push_alternative(any: &mut Vec<Clause>, next: Option<Clause>, at: usize) -> Result<(), QueryMistake> {
    match next {
        Some(scope) if scope.is_scope() => {
            let name = printing::print(&scope);
            let hint = format!("{name} applies to the words beside it: {name} flood or storm");
            let what = format!("{name} cannot be an alternative");
            return Err(QueryMistake::new(at..at + name.len(), what).hint(hint));
        }
        Some(Clause::Any(inner)) => any.extend(inner),
        next => any.extend(next),
    }
    Ok(())
}

fn misplaced_scope(reader: &Reader, scope: &Clause, start: usize) -> QueryMistake {
    let (at, name) = (reader.letters.since(start), printing::print(scope));
    let hint = format!("write -({name} flood) for articles without that word there");
    QueryMistake::new(at, format!("{} excludes nothing", quoted(&format!("-{name}")))).hint(hint)
}

fn dangling(place: usize, what: &str) -> QueryMistake {
    QueryMistake::new(place..place + 2, what).hint("put it in quotation marks to search for the word: \"or\"")
}

fn can_be_found(words: &Prose) -> bool {
    words.as_str().chars().any(char::is_alphanumeric)
}
