//! Sanitised text: the only way from outside bytes to a screen or a message.
//!
//! The characters it strips can move a terminal's cursor, change its state, reorder or hide text. Joiners and
//! variation selectors stay, since scripts and emoji need them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_width::UnicodeWidthChar as _;

/// The most combining marks on one character; no script needs more.
const MARKS_PER_CHARACTER: usize = 8;

/// A line of text without control characters, with runs of white space folded to one space.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Prose(String);

impl Prose {
    /// Makes outside text safe. White space at the ends is folded, not removed: a span within a
    /// paragraph may need it.
    pub fn from_untrusted(text: &str) -> Self {
        let mut safe = String::with_capacity(text.len());
        let mut space = false;
        let mut marks = CombiningMarks::default();
        let mut rest = text;
        loop {
            let (plain, others) = rest.split_at(plain_length(rest));
            if !plain.is_empty() {
                safe.push_str(plain);
                (space, marks) = (plain.ends_with(' '), CombiningMarks::default());
            }
            let mut characters = others.chars();
            let Some(character) = characters.next() else { break };
            rest = characters.as_str();
            if let Some(flag) = flag(others) {
                safe.push_str(flag);
                (space, marks) = (false, CombiningMarks::default());
                rest = others.get(flag.len()..).unwrap_or_default();
                continue;
            }
            let character = if is_space(character) { ' ' } else { character };
            if is_unsafe(character)
                || is_stray(character, safe.chars().next_back())
                || marks.is_excess(character)
                || (space && matches!(character, ' ' | '\u{a0}'))
            {
                continue;
            }
            space = character == ' ';
            while space && safe.ends_with('\u{a0}') {
                safe.pop();
            }
            safe.push(character);
        }
        Self(safe)
    }

    /// Makes outside text safe and removes white space at both ends.
    pub fn trimmed(text: &str) -> Self {
        let prose = Self::from_untrusted(text);
        let trimmed = prose.0.trim();
        if trimmed.len() == prose.0.len() { prose } else { Self(trimmed.to_owned()) }
    }

    /// Makes outside text safe; `None` when nothing visible is left.
    pub fn non_empty(text: &str) -> Option<Self> {
        Some(Self::trimmed(text)).filter(|prose| !prose.is_empty())
    }

    /// Whether a text has nothing that is stripped, apart from white space, so that it may be shown as it is.
    pub fn is_safe(text: &str) -> bool {
        text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control())
            || !text.chars().any(is_unsafe)
            || FLAGS.iter().any(|flag| text.contains(flag)) && !without_flags(text).chars().any(is_unsafe)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is no text.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Text whose line breaks and columns count, such as code: safe like [`Prose`], with its lines kept
/// and tabs turned into spaces up to the next multiple of four columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Verbatim(String);

impl Verbatim {
    /// Makes outside text safe.
    pub fn from_untrusted(text: &str) -> Self {
        let mut safe = String::with_capacity(text.len());
        let mut column = 0;
        let mut marks = CombiningMarks::default();
        for character in text.replace("\r\n", "\n").chars() {
            match character {
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                    safe.push('\n');
                    column = 0;
                }
                '\t' => {
                    let spaces = 4 - column % 4;
                    safe.extend(std::iter::repeat_n(' ', spaces));
                    column += spaces;
                }
                _ if is_unsafe(character)
                    || is_stray(character, safe.chars().next_back())
                    || marks.is_excess(character) => {}
                _ => {
                    safe.push(character);
                    column += 1;
                }
            }
        }
        Self(safe)
    }

    /// The text, its lines separated by `\n`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Bytes of a text before the first that has to be looked at: most text is ASCII with single spaces within,
/// and stays as it is.
fn plain_length(text: &str) -> usize {
    let mut before = b' ';
    let plain = text.bytes().take_while(|byte| {
        let is_plain = matches!(byte, b'!'..=b'~') || (*byte == b' ' && before != b' ');
        before = *byte;
        is_plain
    });
    plain.count()
}

/// White space that a line of prose folds; the no-break space is kept, since it binds.
fn is_space(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}')
}

/// Characters that never reach a screen: controls, bidirectional controls, invisible and tag
/// characters, and what Unicode reserves. Source: Unicode 17, general category Cc and Cf,
/// UAX #9 §2, UTS #39.
fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || u32::from(character) & 0xfffe == 0xfffe
}

/// The flags that are spelt with tag characters: England, Scotland and Wales. Tags elsewhere hide text.
/// Source: UTS #51, emoji-sequences.txt (`RGI_Emoji_Tag_Sequence`).
const FLAGS: [&str; 3] = [
    "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    "\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
];

/// The flag that a text begins with.
fn flag(text: &str) -> Option<&'static str> {
    FLAGS.into_iter().find(|flag| text.starts_with(flag))
}

/// A text with its flags replaced, so that only their tag characters elsewhere are left.
fn without_flags(text: &str) -> String {
    FLAGS.iter().fold(text.to_owned(), |text, flag| text.replace(flag, " "))
}

/// Whether a joiner or a variation selector joins or varies nothing and only hides: at the start of a text
/// and after a letter of ASCII. Digits, `#` and `*` become keycaps with a selector.
fn is_stray(character: char, before: Option<char>) -> bool {
    match character {
        '\u{200c}' | '\u{200d}' => before.is_none_or(|before| before.is_ascii()),
        '\u{fe00}'..='\u{fe0f}' => before.is_none_or(|before| {
            before.is_ascii() && !before.is_ascii_digit() && !matches!(before, '#' | '*')
        }),
        _ => false,
    }
}

/// Counts the combining marks that follow one another.
#[derive(Default)]
struct CombiningMarks(usize);

impl CombiningMarks {
    /// Whether a character is a mark beyond the eighth of its base character.
    fn is_excess(&mut self, character: char) -> bool {
        let is_mark = !character.is_ascii() && character.width() == Some(0);
        self.0 = if is_mark { self.0 + 1 } else { 0 };
        self.0 > MARKS_PER_CHARACTER
    }
}

impl fmt::Display for Prose {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Display for Verbatim {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<&str> for Prose {
    fn from(text: &str) -> Self {
        Self::trimmed(text)
    }
}

impl From<&str> for Verbatim {
    fn from(text: &str) -> Self {
        Self::from_untrusted(text)
    }
}

impl Serialize for Prose {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Prose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::from_untrusted(&text))
    }
}

impl Serialize for Verbatim {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Verbatim {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::from_untrusted(&text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_character_survives() {
        let hostile = "a\u{1b}[2J\u{7}b\u{9b}31mc\u{0}d\r\ne\u{202e}f\u{2066}g\u{e0041}h\u{feff}";

        assert_eq!(Prose::from_untrusted(hostile).as_str(), "a[2Jb31mcd efgh");
    }

    #[test]
    fn white_space_folds_to_one_space_and_stays_at_the_ends() {
        assert_eq!(Prose::from_untrusted(" one\n\t two ").as_str(), " one two ");
        assert_eq!(Prose::trimmed(" one\n\t two ").as_str(), "one two");
        assert_eq!(Prose::non_empty(" \u{200b} "), None);
    }

    #[test]
    fn a_no_break_space_binds_only_where_no_other_space_stands() {
        assert_eq!(Prose::from_untrusted("10\u{a0}km, \u{a0}so\u{a0} far").as_str(), "10\u{a0}km, so far");
    }

    #[test]
    fn sanitising_twice_changes_nothing() {
        let safe = Prose::from_untrusted("[ke\u{a0}\0\u{a0} ys]");

        assert_eq!(safe.as_str(), "[ke ys]");
        assert_eq!(Prose::from_untrusted(safe.as_str()), safe);
    }

    #[test]
    fn scripts_and_emoji_keep_what_they_need() {
        for text in [
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "👩‍👩‍👧",
            "می‌خواهم",
            "क्षि",
            "❤️",
            "Łódź",
            "東京",
        ] {
            assert_eq!(Prose::from_untrusted(text).as_str(), text);
            assert!(Prose::is_safe(text), "{text:?}");
        }
        let split = "🏴\u{e0067}\u{e0062}🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
        assert!(!Prose::is_safe(split));
    }

    #[test]
    fn nothing_invisible_hides_within_a_word() {
        let hidden = "ne\u{200d}w\u{200c}s\u{fe0f}\u{115f}\u{17b4}\u{fdd0} 1\u{fe0f}\u{20e3}";

        assert_eq!(Prose::from_untrusted(hidden).as_str(), "news 1\u{fe0f}\u{20e3}");
        assert_eq!(Verbatim::from_untrusted("a\u{200d}b").as_str(), "ab");
    }

    #[test]
    fn a_tower_of_marks_is_cut_to_eight() {
        let tower = format!("a{}b", "\u{301}".repeat(50));

        assert_eq!(Prose::from_untrusted(&tower).as_str().chars().count(), 1 + 8 + 1);
    }

    #[test]
    fn code_keeps_its_lines_and_columns() {
        let code = Verbatim::from_untrusted("fn a() {\r\n\tb();\u{1b}\n}");

        assert_eq!(code.as_str(), "fn a() {\n    b();\n}");
    }
}
