//! Splits code into tokens: comments, strings, numbers, keywords. One pass without backtracking.

use super::grammars::Grammar;
use crate::typeset::Role;

/// The most characters between the marks of a character literal, as in `'\u{1f600}'`.
const LONGEST_CHARACTER: usize = 12;

/// A token, up to a byte of the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub end: usize,
    pub role: Role,
}

/// The tokens of a piece of code; for an unknown language, one token.
pub(super) fn tokens(code: &str, language: Option<&str>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let Some(grammar) = language.and_then(Grammar::named) else {
        return vec![Token { end: code.len(), role: Role::Code }];
    };
    let mut at = 0;
    let mut before = '\n';
    while let Some(rest) = code.get(at..).filter(|rest| !rest.is_empty()) {
        let (length, role) = grammar.next(rest, before);
        at += length;
        before = rest.get(..length).and_then(|shown| shown.chars().next_back()).unwrap_or(before);
        match tokens.last_mut() {
            Some(last) if last.role == role => last.end = at,
            _ => tokens.push(Token { end: at, role }),
        }
    }
    tokens
}

impl Grammar {
    /// The bytes of the next token, at least one character, and its role.
    fn next(&self, rest: &str, before: char) -> (usize, Role) {
        let first = rest.chars().next().unwrap_or(' ');
        if let Some(length) = self.comment(rest, before) {
            (length, Role::CodeComment)
        } else if let Some(length) = self.string(rest) {
            (length, Role::CodeString)
        } else if first.is_ascii_digit() {
            (
                run(rest, |letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_')),
                Role::CodeNumber,
            )
        } else if is_of_word(first) {
            let length = run(rest, is_of_word);
            let word = rest.get(..length).unwrap_or_default();
            let is_keyword = self.holds(word) || self.tags && matches!(before, '<' | '/');
            (length, if is_keyword { Role::CodeKeyword } else { Role::Code })
        } else {
            (first.len_utf8(), Role::Code)
        }
    }

    fn comment(&self, rest: &str, before: char) -> Option<usize> {
        let ends = |(start, end): &(String, String)| {
            let inside = rest.strip_prefix(start.as_str())?;
            Some(inside.find(end.as_str()).map_or(rest.len(), |at| start.len() + at + end.len()))
        };
        // A hash within a word begins no comment: `$#`, `a#b`, and colours of a style sheet.
        let begins =
            |start: &String| rest.starts_with(start.as_str()) && (start != "#" || before.is_whitespace());
        let to_line_end = || rest.find('\n').unwrap_or(rest.len());
        self.block_comments
            .iter()
            .find_map(ends)
            .or_else(|| self.line_comments.iter().any(begins).then(to_line_end))
    }

    fn string(&self, rest: &str) -> Option<usize> {
        if self.characters && rest.starts_with('\'') {
            return closed(rest, "'", false).filter(|&length| {
                let held = rest.get(1..length - 1).unwrap_or_default();
                held.chars().count() == 1 || held.starts_with('\\') && held.len() <= LONGEST_CHARACTER
            });
        }
        let quote = self.quotes.iter().find(|quote| rest.starts_with(quote.as_str()))?;
        closed(rest, quote, quote.len() > 1 || quote == "`")
    }
}

/// The bytes of a string up to its closing mark; `None` where its line ends before.
fn closed(rest: &str, quote: &str, takes_lines: bool) -> Option<usize> {
    let mut at = quote.len();
    while let Some(left) = rest.get(at..) {
        let letter = left.chars().next()?;
        match letter {
            _ if left.starts_with(quote) => return Some(at + quote.len()),
            '\\' => at += 1 + left.chars().nth(1).map_or(0, char::len_utf8),
            '\n' if !takes_lines => return None,
            _ => at += letter.len_utf8(),
        }
    }
    None
}

fn run(rest: &str, takes: impl Fn(char) -> bool) -> usize {
    rest.find(|letter| !takes(letter)).unwrap_or(rest.len())
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each token with the letter of its kind before it.
    fn told(code: &str, language: &str) -> String {
        let mut start = 0;
        let mut told = String::new();
        for token in tokens(code, Some(language)) {
            let kind = match token.role {
                Role::CodeComment => "c",
                Role::CodeString => "s",
                Role::CodeNumber => "n",
                Role::CodeKeyword => "k",
                _ => "",
            };
            let text = code.get(start..token.end).unwrap();
            let (open, close) = if kind.is_empty() { ("", "") } else { ("[", "]") };
            told.extend([kind, open, text, close]);
            start = token.end;
        }
        assert_eq!(start, code.len());
        told
    }

    #[test]
    fn keywords_strings_numbers_and_comments_are_separate_tokens() {
        assert_eq!(
            told("let a: &'a str = \"b\\\"c\"; // 'x'\nif x == '\\n' { 0x1f }", "rust"),
            "k[let] a: &'a str = s[\"b\\\"c\"]; c[// 'x']\nk[if] x == s['\\n'] { n[0x1f] }"
        );
        assert_eq!(
            told("def f():\n    '''two\n    lines'''\n    return $# # one", "python"),
            "k[def] f():\n    s['''two\n    lines''']\n    k[return] $# c[# one]"
        );
        assert_eq!(told("SELECT a -- all\nFROM b", "sql"), "k[SELECT] a c[-- all]\nk[FROM] b");
        assert_eq!(
            told("<p class=\"a\"><!-- b --></p>", "html"),
            "<k[p] class=s[\"a\"]>c[<!-- b -->]</k[p]>"
        );
    }

    #[test]
    fn unclosed_strings_and_comments_end() {
        assert_eq!(told("a = \"open\nlet b", "js"), "a = \"open\nk[let] b");
        assert_eq!(told("/* never", "c"), "c[/* never]");
        assert_eq!(told("`open \\", "js"), "`open \\");
    }

    #[test]
    fn an_unknown_language_is_one_token() {
        assert_eq!(tokens("let a", Some("poetry")), [Token { end: 5, role: Role::Code }]);
        assert_eq!(tokens("let a", None), [Token { end: 5, role: Role::Code }]);
    }
}
