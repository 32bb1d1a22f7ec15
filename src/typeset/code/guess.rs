//! Guesses the language of code without a declared one, and only where it is certain: by the `#!` line, by a
//! beginning that one kind of file has, or by lines of one language and no other.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// Most lines and bytes that are looked at.
const LINES: usize = 80;
const BYTES: usize = 8_192;

/// The signs of all languages.
static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../assets/code/signs.toml"))
        .expect("a test holds that the file parses")
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signs {
    /// The languages of scripts, by the beginnings of their interpreters' names.
    runners: BTreeMap<String, String>,
    language: Vec<Language>,
}

/// A language by the name of its grammar, with lines that only its code has.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    name: String,
    signs: Vec<Sign>,
}

/// A line that only code of one language has.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sign {
    begins: String,
    ends: Option<String>,
    /// A text within the line, after its beginning.
    holds: Option<String>,
}

/// The language of some code, where that is certain.
pub(super) fn language(code: &str) -> Option<&'static str> {
    let first = code.trim_start().lines().next()?.trim_end();
    if let Some(runner) = first.strip_prefix("#!") {
        return run_by(runner);
    }
    by_beginning(code, first).or_else(|| by_signs(code))
}

/// The language for an interpreter: `/usr/bin/env -S python3 -u`, `/bin/sh`.
fn run_by(runner: &str) -> Option<&'static str> {
    let name = |word: &str| word.rsplit('/').next().unwrap_or_default().to_owned();
    let mut names =
        runner.split_whitespace().map(name).filter(|name| name != "env" && !name.starts_with('-'));
    let name = names.next()?;
    SIGNS.runners.iter().find(|(runner, _)| name.starts_with(*runner)).map(|(_, language)| language.as_str())
}

fn by_beginning(code: &str, first: &str) -> Option<&'static str> {
    let lower = first.to_ascii_lowercase();
    let is_marked_up =
        code.trim_start().starts_with('<') && code.trim_end().ends_with('>') && code.contains("</");
    if lower.starts_with("<?php") {
        Some("php")
    } else if lower.starts_with("<?xml") || lower.starts_with("<!doctype html") || is_marked_up {
        Some("html")
    } else if matches!(code.trim_start().chars().next(), Some('{' | '['))
        && code.contains('"')
        && serde_json::from_str::<IgnoredAny>(code).is_ok()
    {
        Some("json")
    } else {
        None
    }
}

/// The language of which there are signs, where there is only one.
fn by_signs(code: &str) -> Option<&'static str> {
    let mut bytes = 0;
    let lines: Vec<&str> = code
        .lines()
        .take(LINES)
        .take_while(|line| {
            bytes += line.len();
            bytes <= BYTES
        })
        .map(str::trim)
        .collect();
    let shows = |signs: &[Sign]| lines.iter().any(|line| signs.iter().any(|sign| sign.is_in(line)));
    let mut found = SIGNS.language.iter().filter(|language| shows(&language.signs));
    let only = found.next()?;
    found.next().is_none().then_some(only.name.as_str())
}

impl Sign {
    fn is_in(&self, line: &str) -> bool {
        line.strip_prefix(self.begins.as_str()).is_some_and(|rest| {
            self.ends.as_ref().is_none_or(|end| rest.trim_end().ends_with(end.as_str()))
                && self.holds.as_ref().is_none_or(|held| rest.contains(held.as_str()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::code::grammars::Grammar;

    #[test]
    fn every_language_that_is_guessed_has_a_grammar() {
        let named = SIGNS.language.iter().map(|language| language.name.as_str());
        let run = SIGNS.runners.values().map(String::as_str);
        for language in named.chain(run).chain(["html", "json", "php"]) {
            assert!(Grammar::named(language).is_some(), "{language}");
        }
    }

    #[test]
    fn code_with_signs_of_one_language_is_recognised() {
        for (code, expected) in [
            ("#!/usr/bin/env python3\nx = 1", "python"),
            ("#!/bin/sh\nls", "sh"),
            ("def area(width, height):\n    return width * height", "python"),
            ("fn area(width: u32) -> u32 {\n    width * 2\n}", "rust"),
            ("#include <stdio.h>\nint main(void) { return 0; }", "c"),
            ("func main() {\n\tfmt.Println(\"tide\")\n}", "go"),
            ("const tide = require('tide');\nconsole.log(tide);", "javascript"),
            ("SELECT name FROM ferry WHERE late > 3;", "sql"),
            ("{\"tide\": [1, 2, {\"high\": true}]}", "json"),
            ("<p>The <b>tide</b></p>", "html"),
            (".ferry {\n  color: red;\n}", "css"),
            ("(defun tide (hour) (* hour 2))", "lisp"),
        ] {
            assert_eq!(language(code), Some(expected), "{code}");
        }
    }

    #[test]
    fn ambiguous_code_is_left_plain() {
        for code in [
            "",
            "The river rose in the night,\nand nobody slept.",
            "$ newsprint import pages/\nstored n1  The ferries return",
            "[a list of things]",
            "x = 1\ny = x + 2",
            "import the boats from abroad",
            "def area(width):\n  pass\nfn area(width: u32) -> u32 {",
            "+------+\n| tide |\n+------+",
        ] {
            assert_eq!(language(code), None, "{code}");
        }
    }
}
