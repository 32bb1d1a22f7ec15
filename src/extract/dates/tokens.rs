//! Splits a written date into tokens: numbers, words, marks. Knows no calendar.

/// A token of a written date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Token<'text> {
    /// A number, with its count of digits.
    Number(i32, usize),
    /// Letters.
    Word(&'text str),
    /// Any other character.
    Mark(char),
}

/// The tokens of a text, without white space.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_like = |other: char| {
            if first.is_ascii_digit() {
                other.is_ascii_digit()
            } else {
                first.is_alphabetic()
                    && (other.is_alphabetic() || is_joined(other))
                    && !is_unit(first)
                    && !is_unit(other)
            }
        };
        let length =
            rest.char_indices().skip(1).find(|(_, other)| !is_like(*other)).map_or(rest.len(), |(at, _)| at);
        let (token, after) = rest.split_at(length);
        rest = after;
        match token.parse() {
            Ok(number) if first.is_ascii_digit() => tokens.push(Token::Number(number, length)),
            _ if first.is_alphabetic() => tokens.push(Token::Word(token)),
            _ if first.is_whitespace() || first.is_ascii_digit() => {}
            _ => tokens.push(Token::Mark(first)),
        }
    }
    tokens
}

/// Whether a character continues a word: combining accents, and joiners of consonants in Hindi.
const fn is_joined(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{94d}')
}

/// Year, month, day, hour and minute of Chinese, Japanese and Korean dates; each stands alone.
const fn is_unit(character: char) -> bool {
    matches!(
        character,
        '年' | '月' | '日' | '년' | '월' | '일' | '時' | '时' | '点' | '點' | '分' | '시' | '분'
    )
}
