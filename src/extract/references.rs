//! Numeric character references as browsers read them: 128 to 159 are windows-1252, and the two halves of a
//! surrogate pair are one character. Text in UTF-8 that a publisher took for windows-1252 and encoded again.

use std::borrow::Cow;

/// The characters that windows-1252 has where latin-1 has controls, from U+0080.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The character of windows-1252 at the code point of a latin-1 control.
pub fn windows_1252(control: char) -> Option<char> {
    let place = u32::from(control).checked_sub(0x80)?;
    WINDOWS_1252.chars().nth(usize::try_from(place).ok()?)
}

/// The text encoded once, where every non-ASCII character of it shows that it was encoded twice: `cafÃ©`.
pub fn encoded_once(text: &str) -> Option<String> {
    let at = text.bytes().position(|byte| !byte.is_ascii())?;
    let (plain, rest) = text.split_at(at);
    let mut bytes = rest.chars().map(byte_of);
    // Of most pages the first two characters show that they were encoded once.
    if !matches!((bytes.next()?, bytes.next()?), (Some(0xc2..=0xf4), Some(0x80..=0xbf))) {
        return None;
    }
    let rest = String::from_utf8(rest.chars().map(byte_of).collect::<Option<_>>()?).ok()?;
    // A control would be a coincidence.
    let is_text = !rest.chars().any(|letter| matches!(letter, '\u{80}'..='\u{9f}'));
    is_text.then(|| format!("{plain}{rest}"))
}

/// The byte of a character in windows-1252, as latin-1 where that has none.
fn byte_of(letter: char) -> Option<u8> {
    let of_control = |byte: &u8| windows_1252(char::from(*byte)) == Some(letter);
    u8::try_from(letter).ok().or_else(|| (0x80..=0x9f).find(of_control))
}

/// The text with such references replaced by characters, and encoded once. Other references stay as they are
/// written.
pub fn mended(text: &str) -> Cow<'_, str> {
    match encoded_once(text) {
        Some(text) => Cow::Owned(with_characters(&text).into_owned()),
        None => with_characters(text),
    }
}

fn with_characters(text: &str) -> Cow<'_, str> {
    let mut mended = String::new();
    let mut rest = text;
    for (at, _) in text.match_indices('&') {
        let done = text.len() - rest.len();
        let Some((before, reference)) = at.checked_sub(done).and_then(|length| rest.split_at_checked(length))
        else {
            continue;
        };
        if let Some((character, after)) = character(reference) {
            mended.push_str(before);
            mended.push(character);
            rest = after;
        }
    }
    if mended.is_empty() {
        return Cow::Borrowed(text);
    }
    mended.push_str(rest);
    Cow::Owned(mended)
}

/// The character of a reference that a parser would read otherwise, and the rest of the text.
fn character(text: &str) -> Option<(char, &str)> {
    let (first, after) = number(text)?;
    match first {
        0x80..=0x9f => Some((windows_1252(char::from_u32(first)?)?, after)),
        0xd800..=0xdbff => {
            let (second, after) = number(after).filter(|(second, _)| (0xdc00..=0xdfff).contains(second))?;
            let joined = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            Some((char::from_u32(joined)?, after))
        }
        _ => None,
    }
}

/// The number of a reference, decimal or hexadecimal, and the rest of the text.
fn number(text: &str) -> Option<(u32, &str)> {
    let inside = text.strip_prefix("&#")?;
    let (digits, radix) = match inside.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (inside, 10),
    };
    let end = digits.find(|digit: char| !digit.is_digit(radix))?;
    let (digits, after) = digits.split_at(end);
    Some((u32::from_str_radix(digits, radix).ok()?, after.strip_prefix(';').unwrap_or(after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_to_windows_1252_are_its_characters() {
        assert_eq!(mended("Don&#146;t &#x85; &#128;5 &#8217; &amp; &#"), "Don’t … €5 &#8217; &amp; &#");
    }

    #[test]
    fn text_that_was_encoded_twice_is_encoded_once() {
        assert_eq!(mended("Itâ€™s a cafÃ© â€“ &amp; donâ€™t"), "It’s a café – &amp; don’t");
        for text in ["Ã is a letter", "“AMANHÃ”", "café à la carte", "Лодка", "It’s a cafÃ©", "Rain"]
        {
            assert_eq!(mended(text), text);
        }
    }

    #[test]
    fn the_halves_of_a_surrogate_pair_are_one_character() {
        assert_eq!(mended("&#55357;&#56832;&#xD83D;&#xDE00; &#55357;x"), "😀😀 &#55357;x");
    }
}
