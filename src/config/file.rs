//! A configuration file read raw: tables and values with their places, and the mistakes so far.
//!
//! Knows TOML, and no setting. An unreadable part is noted and left out; the rest is read.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};
use std::path::PathBuf;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::mistake::{Mistake, Source};
use crate::domain::{did_you_mean, safe_excerpt};

pub(super) type Table<'a> = DeTable<'a>;
/// A value of the file with its place.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;
/// A name of the file with its place.
pub(super) type Name<'a> = Spanned<Cow<'a, str>>;

/// Longest part of the file that is repeated in a mistake, in characters.
const SHOWN: usize = 40;

/// Longest file that is read, in bytes: far more than every setting, key and face takes.
const LONGEST: usize = 64 * 1024;

/// A file that is being read, and the mistakes found in it.
pub(super) struct ConfigReader<'a> {
    source: Source<'a>,
    mistakes: Vec<Mistake>,
    /// The lines that are no TOML. The parser's recovery of them is a guess, and is not used.
    broken: Vec<Range<usize>>,
}

impl<'a> ConfigReader<'a> {
    /// Parses the file: lines that are no TOML are noted, the rest is the table.
    pub(super) fn begin(source: Source<'a>) -> (Self, Table<'a>) {
        let mut reading = Self { source, mistakes: Vec::new(), broken: Vec::new() };
        if source.text.len() > LONGEST {
            let found = format!("the file is too large ({} bytes) and was ignored", source.text.len());
            reading.note(0, found, Some(format!("the limit is {LONGEST}")));
            return (reading, Table::new());
        }
        let (table, errors) = DeTable::parse_recoverable(source.text);
        for error in errors {
            reading.note_syntax(&error);
        }
        (reading, table.into_inner())
    }

    pub(super) const fn source(&self) -> Source<'a> {
        self.source
    }

    pub(super) fn beside(&self, folder: &str, name: &str) -> PathBuf {
        self.source.file.with_file_name(folder).join(name)
    }

    /// All mistakes, in the order of the lines.
    pub(super) fn finish(mut self) -> Vec<Mistake> {
        self.mistakes.sort_by_key(|mistake| mistake.line);
        self.mistakes
    }

    /// The entries of a table in the order of the file.
    pub(super) fn entries<'v, 't>(&self, table: &'v Table<'t>) -> Vec<(&'v Name<'t>, &'v Value<'t>)> {
        let taken = |offset: usize| !self.broken.iter().any(|line| line.contains(&offset));
        let mut entries: Vec<_> = table.iter().filter(|(name, _)| taken(name.span().start)).collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        entries
    }

    /// The line, from 1, of a place in this file.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.source.line(offset)
    }

    /// Notes a mistake.
    pub(super) fn note(&mut self, offset: usize, found: String, hint: Option<String>) {
        self.mistakes.push(self.source.mistake(offset, found, hint));
    }

    /// Notes a name that is not among the known names.
    pub(super) fn note_unknown(&mut self, what: &str, name: &Name<'_>, known: &[&str]) {
        self.note_unknown_word(what, name.get_ref(), name.span().start, known);
    }

    /// Notes a word that is not among the known words.
    pub(super) fn note_unknown_word(&mut self, what: &str, word: &str, offset: usize, known: &[&str]) {
        let hint = did_you_mean(word, known.iter().copied());
        self.note(offset, format!("unknown {what} \"{}\"", safe_excerpt(word, SHOWN)), hint);
    }

    /// Notes a value of the wrong kind or size.
    pub(super) fn note_wrong(&mut self, name: &str, value: &Value<'_>, takes: &str) {
        let written = self.source.text.get(value.span()).unwrap_or_default();
        let found = format!("{name} is {}", safe_excerpt(written, SHOWN));
        self.note(value.span().start, found, Some(format!("it must be {takes}")));
    }

    /// Notes a list item of the wrong kind; the other items count.
    pub(super) fn note_item(&mut self, name: &str, list: &Value<'_>, item: &str, takes: &str) {
        let found = format!("{name} contains \"{}\"", safe_excerpt(item, SHOWN));
        self.note(list.span().start, found, Some(format!("it must be {takes}")));
    }

    pub(super) fn words<'v>(&mut self, name: &str, value: &'v Value<'_>, takes: &str) -> Option<&'v str> {
        let words = value.get_ref().as_str();
        if words.is_none() {
            self.note_wrong(name, value, takes);
        }
        words
    }

    /// Reads a boolean; another value is noted.
    pub(super) fn boolean(&mut self, name: &str, value: &Value<'_>) -> Option<bool> {
        let answer = value.get_ref().as_bool();
        if answer.is_none() {
            self.note_wrong(name, value, "true or false");
        }
        answer
    }

    /// Reads a number within bounds; another value is noted.
    pub(super) fn number(
        &mut self,
        name: &str,
        value: &Value<'_>,
        within: &RangeInclusive<u16>,
    ) -> Option<u16> {
        let number =
            value.get_ref().as_integer().and_then(|it| u16::from_str_radix(it.as_str(), it.radix()).ok());
        let number = number.filter(|number| within.contains(number));
        if number.is_none() {
            let (least, most) = (within.start(), within.end());
            self.note_wrong(name, value, &format!("a whole number from {least} to {most}"));
        }
        number
    }

    /// Reads a limit, where 0 means that there is none; another value is noted.
    pub(super) fn limit(&mut self, name: &str, value: &Value<'_>) -> Option<u32> {
        let number = value.get_ref().as_integer();
        let count = number.and_then(|it| u32::from_str_radix(it.as_str(), it.radix()).ok());
        if count.is_none() {
            self.note_wrong(name, value, "a whole number, or 0 for no limit");
        }
        count
    }

    /// Reads a word of a list; another value is noted.
    pub(super) fn one_of<T: Copy>(&mut self, name: &str, value: &Value<'_>, all: &[(&str, T)]) -> Option<T> {
        let words = value.get_ref().as_str();
        let found = all.iter().find(|(name, _)| Some(*name) == words).map(|&(_, it)| it);
        if found.is_none() {
            let names: Vec<String> = all.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            self.note_wrong(name, value, &either(&names));
        }
        found
    }

    /// Reads a table; another value is noted.
    pub(super) fn table<'v, 't>(&mut self, name: &str, value: &'v Value<'t>) -> Option<&'v Table<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.note_wrong(name, value, &format!("a table: write [{name}] on a line of its own"));
        }
        table
    }

    fn note_syntax(&mut self, error: &Error) {
        let span = error.span().unwrap_or_default();
        if error.message() == "duplicate key" {
            return self.note_twice(span);
        }
        let found = format!("this is not valid TOML: {}", safe_excerpt(error.message(), usize::MAX));
        self.note(span.start, found, None);
        self.broken.push(self.source.line_around(span.start));
    }

    /// Notes a name, or the head of a table, that stands twice, with both lines.
    fn note_twice(&mut self, name: Range<usize>) {
        let text = self.source.text;
        let here = self.source.line_around(name.start);
        let above = text.get(..here.start).unwrap_or_default();
        let here = text.get(here).unwrap_or_default().trim();
        let written = text.get(name.clone()).unwrap_or_default();
        let begins =
            |line: &str| line.strip_prefix(written).is_some_and(|rest| rest.trim_start().starts_with('='));
        let is_same = |line: &str| if here.starts_with('[') { line == here } else { begins(line) };
        let first = above.lines().map(str::trim).enumerate().filter(|(_, line)| is_same(line)).last();
        let other = match first {
            Some((index, line)) => format!("{} is on line {}", safe_excerpt(line, SHOWN), index + 1),
            None => "the same name is set above".to_owned(),
        };
        let found = format!("{} is set here, but {other}", safe_excerpt(here, SHOWN));
        self.note(name.start, found, Some("keep one of them".to_owned()));
    }
}

/// Several words as alternatives: "a, b or c".
fn either(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [word] => word.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
