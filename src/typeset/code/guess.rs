//! The language of code that nobody named. Only what is certain is told: the line that says who runs it, a
//! beginning that one kind of file has, or signs of one language and of no other.

use serde::de::IgnoredAny;

/// Lines that are looked at, and bytes of them; what is not clear by then is not.
const LINES: usize = 80;
const BYTES: usize = 8_192;

/// What a line shows that only code of one language does.
enum Sign {
    /// It begins so.
    Begins(&'static str),
    /// It begins and ends so.
    Between(&'static str, &'static str),
    /// It begins so, and this stands in it later.
    With(&'static str, &'static str),
}

use Sign::{Begins, Between, With};

/// The signs of languages, each by a name of its grammar.
const SIGNS: &[(&str, &[Sign])] = &[
    (
        "rust",
        &[
            Begins("use std::"),
            Begins("use crate::"),
            Begins("pub fn "),
            Begins("let mut "),
            Begins("#[derive("),
            Begins("impl<"),
            Between("impl ", "{"),
            With("fn ", "->"),
            Begins("pub struct "),
            Begins("pub enum "),
        ],
    ),
    (
        "c",
        &[
            Begins("#include <"),
            Begins("#include \""),
            Begins("#ifndef "),
            Begins("int main("),
            Begins("typedef struct"),
            Begins("using namespace "),
            Begins("std::"),
            Begins("@interface "),
        ],
    ),
    (
        "java",
        &[
            Begins("public class "),
            Begins("public static void "),
            Begins("import java"),
            Begins("private final "),
            Begins("fun main("),
            Begins("@Override"),
            Between("using System", ";"),
            Begins("System.out."),
        ],
    ),
    (
        "javascript",
        &[
            With("import ", " from '"),
            With("import ", " from \""),
            With("const ", "require("),
            With("const ", "=>"),
            Begins("console.log("),
            Begins("export default "),
            Begins("export const "),
            Between("function ", "{"),
            Begins("module.exports"),
            With("const ", " = await "),
        ],
    ),
    ("go", &[Between("func ", "{"), Begins("import ("), With("", " := range "), Begins("fmt.Print")]),
    (
        "swift",
        &[
            Begins("import SwiftUI"),
            Begins("import UIKit"),
            Begins("import Foundation"),
            Begins("guard let "),
        ],
    ),
    (
        "python",
        &[
            Between("def ", ":"),
            Between("async def ", ":"),
            Between("elif ", ":"),
            With("from ", " import "),
            With("if __name__", "__main__"),
            Begins("print(f\""),
        ],
    ),
    (
        "ruby",
        &[
            Begins("require '"),
            Begins("attr_accessor :"),
            Begins("attr_reader :"),
            Begins("defmodule "),
            Begins("puts \""),
        ],
    ),
    ("perl", &[Begins("use strict;"), Begins("my $"), Begins("my @"), Begins("my %")]),
    (
        "sql",
        &[
            Begins("SELECT "),
            Begins("INSERT INTO "),
            Begins("CREATE TABLE "),
            Begins("DELETE FROM "),
            With("UPDATE ", " SET "),
            Begins("ALTER TABLE "),
            Begins("CREATE INDEX "),
        ],
    ),
    ("lua", &[Begins("local function "), Between("module ", " where"), Begins("import qualified ")]),
    ("lisp", &[Begins("(defun "), Begins("(define "), Begins("(defn "), Begins("(ns "), Begins("(defvar ")]),
    (
        "css",
        &[
            Between(".", " {"),
            Between(":root", "{"),
            Between("@media ", "{"),
            Between("body", " {"),
            Begins("@font-face"),
            Between("#", " {"),
        ],
    ),
];

/// Who runs a script, by the beginning of their name.
const RUNNERS: &[(&str, &str)] = &[
    ("python", "python"),
    ("bash", "bash"),
    ("sh", "sh"),
    ("zsh", "zsh"),
    ("perl", "perl"),
    ("ruby", "ruby"),
    ("node", "js"),
    ("php", "php"),
    ("lua", "lua"),
    ("awk", "awk"),
];

/// The language of some code, where that is certain.
pub(super) fn language(code: &str) -> Option<&'static str> {
    let first = code.trim_start().lines().next()?.trim_end();
    if let Some(runner) = first.strip_prefix("#!") {
        return run_by(runner);
    }
    by_beginning(code, first).or_else(|| by_signs(code))
}

/// `/usr/bin/env -S python3 -u`, `/bin/sh`.
fn run_by(runner: &str) -> Option<&'static str> {
    let name = |word: &str| word.rsplit('/').next().unwrap_or_default().to_owned();
    let mut names =
        runner.split_whitespace().map(name).filter(|name| name != "env" && !name.starts_with('-'));
    let name = names.next()?;
    RUNNERS.iter().find(|(runner, _)| name.starts_with(runner)).map(|(_, language)| *language)
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

/// The one language of which there are signs.
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
    let mut found = SIGNS.iter().filter(|(_, signs)| shows(signs)).map(|(language, _)| *language);
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

impl Sign {
    fn is_in(&self, line: &str) -> bool {
        match self {
            Self::Begins(start) => line.starts_with(start),
            Self::Between(start, end) => {
                line.strip_prefix(start).is_some_and(|rest| rest.trim_end().ends_with(end))
            }
            Self::With(start, later) => line.strip_prefix(start).is_some_and(|rest| rest.contains(later)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::code::grammars::Grammar;

    #[test]
    fn every_language_that_is_guessed_has_a_grammar() {
        let runners = RUNNERS.iter().map(|(_, language)| language);
        for language in SIGNS.iter().map(|(language, _)| language).chain(runners).chain(&["html", "json"]) {
            assert!(Grammar::named(language).is_some(), "{language}");
        }
    }

    #[test]
    fn what_shows_one_language_is_of_it() {
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
    fn what_could_be_anything_is_left_plain() {
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
