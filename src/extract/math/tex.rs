//! Converts TeX to readable characters. Unknown commands are dropped, their arguments kept.

use super::scripts::{grouped, lowered, raised};
use super::symbols;

/// The deepest nesting of groups that is read.
const DEEPEST: u8 = 40;

/// Most characters of a formula in a text.
const LONGEST: usize = 2_000;

/// The characters of a formula.
pub fn readable(source: &str) -> String {
    let mut reader = Reader { rest: source.trim(), depth: DEEPEST };
    let text = reader.until(None);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with the formulas between TeX marks converted; `None` where there are none.
pub fn within(text: &str) -> Option<String> {
    let marks = [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$")];
    let (mut out, mut rest, mut found) = (String::new(), text, false);
    while let Some((at, open, close)) =
        marks.iter().filter_map(|(open, close)| Some((rest.find(open)?, *open, *close))).min()
    {
        let (before, after) = rest.split_at(at);
        let inner = after.get(open.len()..).unwrap_or_default();
        out.push_str(before);
        if let Some((source, after)) = inner.split_once(close).filter(|(source, _)| is_formula(source, open))
        {
            out.push_str(&readable(source));
            rest = after;
            found = true;
        } else {
            out.push_str(open);
            rest = inner;
        }
    }
    out.push_str(rest);
    found.then_some(out)
}

/// Whether the text between marks is a formula; between dollars it needs a sign of one, since they may be
/// money.
fn is_formula(source: &str, open: &str) -> bool {
    let is_short = source.len() <= LONGEST && !source.trim().is_empty();
    is_short && (open != "$$" || source.contains(['\\', '^', '_', '=']))
}

struct Reader<'source> {
    rest: &'source str,
    depth: u8,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let mut letters = self.rest.chars();
        let first = letters.next();
        self.rest = letters.as_str();
        first
    }

    /// Converts up to a closing mark, or to the end.
    fn until(&mut self, end: Option<char>) -> String {
        let mut text = String::new();
        while let Some(letter) = self.next() {
            match letter {
                _ if Some(letter) == end => break,
                '\\' => self.command(&mut text),
                '{' => text.push_str(&self.group('}')),
                '}' | '&' | '~' => text.push(' '),
                '^' => {
                    let above = self.argument();
                    text.push_str(&raised(&above));
                }
                '_' => {
                    let below = self.argument();
                    text.push_str(&lowered(&below));
                }
                '\'' => text.push('′'),
                '=' | '<' | '>' => {
                    text.push(' ');
                    text.push(letter);
                    text.push(' ');
                }
                '+' | '-' if is_between(&text) => {
                    text.push(' ');
                    text.push(letter);
                    text.push(' ');
                }
                letter => text.push(letter),
            }
        }
        text
    }

    fn group(&mut self, close: char) -> String {
        let Some(depth) = self.depth.checked_sub(1) else { return String::new() };
        let around = std::mem::replace(&mut self.depth, depth);
        let text = self.until(Some(close));
        self.depth = around;
        text
    }

    /// The next group, command or character.
    fn argument(&mut self) -> String {
        self.rest = self.rest.trim_start();
        match self.next() {
            Some('{') => self.group('}'),
            Some('\\') => {
                let mut text = String::new();
                self.command(&mut text);
                text
            }
            Some(letter) => letter.to_string(),
            None => String::new(),
        }
    }

    /// The name of a command: letters, or one other character.
    fn name(&mut self) -> String {
        let end = self.rest.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let length = if end == 0 { self.rest.chars().next().map_or(0, char::len_utf8) } else { end };
        let (name, rest) = self.rest.split_at(length);
        self.rest = rest;
        name.to_owned()
    }

    fn command(&mut self, text: &mut String) {
        let name = self.name();
        match name.as_str() {
            "frac" | "dfrac" | "tfrac" | "cfrac" => {
                let (above, below) = (self.argument(), self.argument());
                text.push_str(&[grouped(&above), grouped(&below)].join("/"));
            }
            "binom" => {
                let (above, below) = (self.argument(), self.argument());
                text.push_str(&grouped(&[above.trim(), below.trim()].join(" over ")));
            }
            "sqrt" => {
                let degree = self.option().map(|degree| raised(&degree)).unwrap_or_default();
                let inner = self.argument();
                text.push_str(&degree);
                text.push('√');
                text.push_str(&grouped(&inner));
            }
            "begin" | "end" | "label" | "tag" | "hspace" | "vspace" | "phantom" => {
                self.argument();
            }
            "mathbb" => {
                let inner = self.argument();
                text.push_str(&symbols::doubled(&inner));
            }
            name => self.known(name, text),
        }
    }

    fn known(&mut self, name: &str, text: &mut String) {
        if symbols::is_plain(name) {
            text.push_str(&self.argument());
        } else if let Some(accent) = symbols::accent(name) {
            let inner = self.argument();
            let inner = inner.trim();
            text.push_str(inner);
            text.extend((inner.chars().count() == 1).then_some(accent));
        } else if let Some(symbol) = symbols::symbol(name) {
            text.push_str(symbol);
        } else if name.chars().all(|letter| letter.is_ascii_alphabetic()) {
            // Functions such as sin, log and lim are written by their name.
            text.push_str(name);
            text.push(' ');
        }
    }

    /// The text in square brackets after a command.
    fn option(&mut self) -> Option<String> {
        let rest = self.rest.trim_start().strip_prefix('[')?;
        self.rest = rest;
        Some(self.group(']'))
    }
}

/// Whether an operator after this text is between two terms.
fn is_between(text: &str) -> bool {
    text.trim_end().chars().next_back().is_some_and(|last| {
        !matches!(last, '(' | '[' | '{' | ',' | '=' | '<' | '>' | '/' | '|' | '+' | '-' | '·' | '×')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tex_is_read_as_a_person_would_write_it_on_a_line() {
        for (source, expected) in [
            (r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}", "x = (-b ± √(b² - 4ac))/2a"),
            (r"\sum_{i=1}^{n} a_i", "∑ᵢ₌₁ⁿ aᵢ"),
            (r"\mathbb{R}^n \to \mathbb{R}", "ℝⁿ → ℝ"),
            (r"\hat{x} \in \left[0, 1\right]", "x̂ ∈ [0, 1]"),
            (r"\text{rate} \leq 5\%", "rate ≤ 5%"),
            (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a = b ; c = d"),
            (r"\log_2 n", "log ₂ n"),
            ("{{{", ""),
        ] {
            assert_eq!(readable(source), expected, "{source}");
        }
    }
}
