//! Translates newsboat's filter expressions into searches: `unread = "yes" and title =~ "rust"` becomes
//! `is:unread title:/rust/`.

use std::iter::Peekable;
use std::vec::IntoIter;

/// A token of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Text(String),
    Operator(String),
    Open,
    Close,
}

/// The deepest nesting of parentheses.
const DEEPEST: usize = 40;

/// The equivalent search, or the reason why there is none.
pub(super) fn query(expression: &str) -> Result<String, String> {
    let mut tokens = tokens(expression)?.into_iter().peekable();
    let query = any(&mut tokens, 0)?;
    match tokens.next() {
        None => Ok(query.text),
        Some(_) => Err("there is extra text after the filter".to_owned()),
    }
}

/// A value in the notation after a colon: quoted where it is more than a word.
pub(super) fn quoted(value: &str) -> String {
    let is_word = !value.is_empty() && value.chars().all(|c| !c.is_whitespace() && !"\"()".contains(c));
    if is_word { value.to_owned() } else { format!("\"{}\"", value.replace('"', " ")) }
}

/// A part of a search, and whether it needs parentheses beside others.
struct Part {
    text: String,
    /// Whether the part is a disjunction.
    is_any: bool,
    /// Whether the part is a conjunction.
    is_all: bool,
}

impl Part {
    fn beside_others(self) -> String {
        if self.is_any { format!("({})", self.text) } else { self.text }
    }
}

type Tokens = Peekable<IntoIter<Token>>;

fn any(tokens: &mut Tokens, depth: usize) -> Result<Part, String> {
    let mut parts = vec![all(tokens, depth)?];
    while tokens.next_if(|token| is_word(token, "or")).is_some() {
        parts.push(all(tokens, depth)?);
    }
    let several = parts.len() > 1;
    let alternative =
        |part: Part| if several && part.is_all { format!("({})", part.text) } else { part.text };
    let text = parts.into_iter().map(alternative).collect::<Vec<_>>().join(" or ");
    Ok(Part { text, is_any: several, is_all: false })
}

fn all(tokens: &mut Tokens, depth: usize) -> Result<Part, String> {
    let mut parts = vec![one(tokens, depth)?];
    while tokens.next_if(|token| is_word(token, "and")).is_some() {
        parts.push(one(tokens, depth)?);
    }
    if parts.len() == 1 {
        return Ok(parts.remove(0));
    }
    let text = parts.into_iter().map(Part::beside_others).collect::<Vec<_>>().join(" ");
    Ok(Part { text, is_any: false, is_all: true })
}

fn one(tokens: &mut Tokens, depth: usize) -> Result<Part, String> {
    if depth > DEEPEST {
        return Err("the filter has too many parentheses".to_owned());
    }
    match tokens.next() {
        Some(Token::Open) => {
            let inner = any(tokens, depth + 1)?;
            match tokens.next() {
                Some(Token::Close) => Ok(inner),
                _ => Err("a parenthesis is not closed".to_owned()),
            }
        }
        Some(Token::Word(attribute)) => {
            let Some(Token::Operator(operator)) = tokens.next() else {
                return Err(format!("there is no operator after {attribute}"));
            };
            let Some(Token::Text(value) | Token::Word(value)) = tokens.next() else {
                return Err(format!("there is no value after {attribute} {operator}"));
            };
            comparison(&attribute, &operator, &value).map(|text| Part {
                is_all: text.contains(" -"),
                text,
                is_any: false,
            })
        }
        _ => Err("the filter is not finished".to_owned()),
    }
}

/// The search for one comparison.
fn comparison(attribute: &str, operator: &str, value: &str) -> Result<String, String> {
    let is_not = matches!(operator, "!=" | "!~" | "!#");
    let not = if is_not { "-" } else { "" };
    let is_pattern = matches!(operator, "=~" | "!~");
    let is_equal = matches!(operator, "=" | "==" | "!=");
    let missing = || Err(format!("searches do not support {attribute} {operator}"));
    match attribute {
        "title" if is_pattern => Ok(format!("{not}title:/{}/", regular_expression(value))),
        "title" if is_equal => Ok(format!("{not}title:/^{}$/", regular_expression(&literally(value)))),
        "content" | "description" if is_pattern => Ok(format!("{not}/{}/", regular_expression(value))),
        "author" if (is_pattern || is_equal) && is_plain(value) => {
            Ok(format!("{not}author:{}", quoted(value)))
        }
        "author" => Err("authors can be searched only by words, not by regular expressions".to_owned()),
        "feedtitle" | "feedlink" | "rssurl" if (is_pattern || is_equal) && is_plain(value) => {
            Ok(format!("{not}feed:{}", quoted(value)))
        }
        "feedtitle" | "feedlink" | "rssurl" => {
            Err("feeds can be searched only by words of their name or address, not by regular expressions"
                .to_owned())
        }
        "tags" if matches!(operator, "#" | "!#") => Ok(format!("{not}folder:{}", quoted(value))),
        "flags" if matches!(operator, "#" | "!#") || is_equal => Ok(format!("{not}tag:{}", quoted(value))),
        "unread" if is_equal => {
            Ok(if (value == "yes") == is_not { "is:read" } else { "is:unread" }.to_owned())
        }
        "age" => age(operator, value).map_or_else(missing, Ok),
        "enclosure_type" if is_pattern || is_equal => match value {
            value if value.contains("audio") => Ok(format!("{not}has:audio")),
            value if value.contains("video") => Ok(format!("{not}has:video")),
            _ => missing(),
        },
        "enclosure_url" if value.is_empty() && operator == "!=" => Ok("has:enclosure".to_owned()),
        _ => missing(),
    }
}

/// The search for days since publication.
fn age(operator: &str, value: &str) -> Option<String> {
    if operator == "between" {
        let (from, to) = value.split_once(':')?;
        let (from, to): (u32, u32) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
        let older = if from > 0 { format!(" -last:{from}d") } else { String::new() };
        return Some(format!("last:{}d{older}", to.max(1)));
    }
    let days: u32 = value.trim().parse().ok()?;
    match operator {
        "<" | "<=" => Some(format!("last:{}d", days.max(1))),
        ">" | ">=" => Some(format!("-last:{}d", days.max(1))),
        _ => None,
    }
}

/// Whether a value has no sign with a meaning in a regular expression.
fn is_plain(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|c| !"*+?[]{}|^$\\\"".contains(c))
}

/// A regular expression between slashes.
fn regular_expression(pattern: &str) -> String {
    pattern.replace("\\/", "/").replace('/', "\\/")
}

/// A regular expression that matches a text literally.
fn literally(text: &str) -> String {
    text.chars().fold(String::new(), |mut pattern, c| {
        if "\\.*+?()[]{}|^$".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
        pattern
    })
}

fn is_word(token: &Token, wanted: &str) -> bool {
    matches!(token, Token::Word(word) if word.eq_ignore_ascii_case(wanted))
}

fn tokens(expression: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut letters = expression.chars().peekable();
    while let Some(first) = letters.next() {
        match first {
            letter if letter.is_whitespace() => {}
            '(' => tokens.push(Token::Open),
            ')' => tokens.push(Token::Close),
            '"' | '\'' => {
                let mut text = String::new();
                loop {
                    match letters.next() {
                        None => return Err("a quotation mark is not closed".to_owned()),
                        Some(letter) if letter == first => break,
                        Some('\\') if letters.peek() == Some(&first) => text.extend(letters.next()),
                        Some(letter) => text.push(letter),
                    }
                }
                tokens.push(Token::Text(text));
            }
            '=' | '!' | '<' | '>' | '#' => {
                let mut operator = String::from(first);
                while let Some(letter) = letters.next_if(|letter| "=~#".contains(*letter)) {
                    operator.push(letter);
                }
                tokens.push(Token::Operator(operator));
            }
            letter => {
                let mut word = String::from(letter);
                let goes_on = |letter: &char| letter.is_alphanumeric() || "_-:.".contains(*letter);
                while let Some(letter) = letters.next_if(goes_on) {
                    word.push(letter);
                }
                let is_operator = word.eq_ignore_ascii_case("between");
                tokens.push(if is_operator {
                    Token::Operator("between".to_owned())
                } else {
                    Token::Word(word)
                });
            }
        }
    }
    Ok(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Query;

    #[test]
    fn a_filter_is_a_search() {
        for (filter, search) in [
            ("unread = \"yes\"", "is:unread"),
            ("unread != \"yes\"", "is:read"),
            ("title =~ \"a/b\"", "title:/a\\/b/"),
            ("title = \"What now?\"", "title:/^What now\\?$/"),
            ("content !~ \"casino\" and age < 7", "-/casino/ last:7d"),
            ("author =~ \"Ana Lens\"", "author:\"Ana Lens\""),
            (
                "(tags # \"fun\" or tags # \"two words\") and age between 1:3",
                "(folder:fun or folder:\"two words\") last:3d -last:1d",
            ),
            ("title =~ \"x\" and unread = \"yes\" or flags # \"s\"", "(title:/x/ is:unread) or tag:s"),
            ("enclosure_type =~ \"audio/\"", "has:audio"),
        ] {
            assert_eq!(query(filter).as_deref(), Ok(search), "{filter}");
            assert!(Query::parse(search).is_ok(), "{search}");
        }
        for filter in
            ["title", "title =~", "(unread = \"yes\"", "unread_count > 3", "author =~ \"^A\"", "x = \"", ")"]
        {
            assert!(query(filter).is_err(), "{filter}");
        }
    }
}
