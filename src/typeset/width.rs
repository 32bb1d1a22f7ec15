//! Measures text in columns and truncates it; no other code does.
//!
//! A terminal draws one grapheme after another, so the width of a text is the sum of theirs, without
//! ligatures. Terminals disagree about graphemes of several characters; the widest answer counts.

use std::borrow::Cow;

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// The mark where text was cut.
const CUT: &str = "…";

/// The width of a text in columns.
pub fn width(text: &str) -> usize {
    if is_simple(text) { text.chars().count() } else { text.graphemes(true).map(grapheme_width).sum() }
}

/// The text, cut to a number of columns with `…` where it is wider: between two words, unless that costs more
/// than a third of the columns.
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    if text.len() <= columns && text.is_ascii() || width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let mut used = 0;
    let fits = |grapheme: &&str| {
        used += grapheme_width(grapheme);
        used <= room
    };
    let kept: usize = text.graphemes(true).take_while(fits).map(str::len).sum();
    let (kept, rest) = text.split_at_checked(kept).unwrap_or((text, ""));
    let words = if rest.starts_with(' ') { kept } else { whole_words(kept, room) };
    Cow::Owned(words.trim_end_matches(ends_nothing).to_owned() + CUT)
}

/// The whole words of a cut text, where they fill two thirds of the room; else all of it.
fn whole_words(kept: &str, room: usize) -> &str {
    let words = kept.rfind(' ').and_then(|end| kept.get(..end));
    words.filter(|words| width(words) * 3 >= room * 2).unwrap_or(kept)
}

/// Whether the ellipsis of a cut text replaces this character before it.
const fn ends_nothing(character: char) -> bool {
    matches!(character, ' ' | ',' | '.' | ':' | ';' | '·' | '–' | '—' | '-' | '(' | '…')
}

/// The graphemes of a text, each with its columns.
pub fn graphemes(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.graphemes(true).map(|grapheme| (grapheme, grapheme_width(grapheme)))
}

/// The width of a grapheme. Most terminals count the characters of a cluster one by one, and give a vowel
/// sign beside its letter a column; terminals that draw a cluster as a whole give it fewer. The widest count
/// is taken: a column too many is a gap, a column too few loses a letter. An emoji is one picture, however
/// many characters spell it.
pub(super) fn grapheme_width(grapheme: &str) -> usize {
    let mut characters = grapheme.chars();
    if let (Some(only), None) = (characters.next(), characters.next()) {
        return character_width(only);
    }
    let whole = grapheme.width();
    if has_wide_character(grapheme) {
        return whole;
    }
    whole.max(grapheme.chars().map(character_width).sum())
}

/// Whether terminals disagree about the width of a grapheme: a cluster of several columns without a wide
/// character, such as a letter with a vowel sign beside it, or a symbol that a selector makes a picture.
pub fn is_disputed(grapheme: &str) -> bool {
    let is_cluster = grapheme.chars().nth(1).is_some();
    is_cluster && !has_wide_character(grapheme) && grapheme_width(grapheme) > 1
        || !is_cluster && grapheme.width() < grapheme_width(grapheme)
}

fn has_wide_character(grapheme: &str) -> bool {
    grapheme.chars().any(|character| character.width() > Some(1))
}

/// The width of a character. Spacing marks have a column of their own, also those that Unicode counts among
/// the extenders of a grapheme, which `unicode-width` gives none (as `wcwidth` of glibc does).
fn character_width(character: char) -> usize {
    match character.width().unwrap_or(0) {
        0 => usize::from(
            CodePointMapData::<GeneralCategory>::new().get(character) == GeneralCategory::SpacingMark,
        ),
        columns => columns,
    }
}

/// Whether every character takes one column and lines break only at blanks, hyphens and dashes: the letters
/// of Latin, Greek and Cyrillic, and the punctuation of their prose.
pub fn is_simple(text: &str) -> bool {
    text.is_ascii() || text.chars().all(is_simple_character)
}

const fn is_simple_character(character: char) -> bool {
    matches!(character,
        '\0'..='\u{7f}' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2af}' | '\u{391}'..='\u{3ff}'
        | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{4ff}' | '\u{2010}'..='\u{2014}'
        | '\u{2018}'..='\u{201e}' | '\u{2022}' | '\u{2026}' | '\u{202f}' | '\u{2039}' | '\u{203a}'
        | '\u{20ac}' | '\u{2122}' | '\u{2212}')
}

/// A piece of a text that was too wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// The byte after the piece.
    pub end: usize,
    /// The width of the piece.
    pub width: usize,
    /// Whether the piece is a character wider than the columns, to be shown as `…`.
    pub cut: bool,
}

/// Breaks a text into pieces of at most `columns`, between graphemes as long as they fit.
pub(super) fn break_apart(text: &str, columns: usize) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut end = 0;
    let mut add = |piece: &str| {
        end += piece.len();
        let width = grapheme_width(piece);
        match chunks.last_mut() {
            Some(last) if last.width + width <= columns && (width == 0 || !last.cut) => {
                last.end = end;
                last.width += width;
            }
            _ => chunks.push(Chunk { end, width: width.min(columns), cut: width > columns }),
        }
    };
    for grapheme in text.graphemes(true) {
        if grapheme_width(grapheme) <= columns {
            add(grapheme);
        } else {
            letters_with_marks(grapheme).for_each(&mut add);
        }
    }
    chunks
}

/// The letters of a grapheme, each with the marks and joiners that take no column of their own.
fn letters_with_marks(grapheme: &str) -> impl Iterator<Item = &str> {
    let mut rest = grapheme;
    std::iter::from_fn(move || {
        let is_letter = |&(_, letter): &(usize, char)| character_width(letter) > 0;
        let end = rest.char_indices().skip(1).find(is_letter).map_or(rest.len(), |(at, _)| at);
        let (letter, after) = rest.split_at_checked(end).filter(|(letter, _)| !letter.is_empty())?;
        rest = after;
        Some(letter)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_is_counted_in_columns_as_a_terminal_draws() {
        assert_eq!(width("Łódź"), 4);
        assert_eq!(width("東京"), 4);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("👩\u{200d}👩\u{200d}👧"), 2);
        assert_eq!(width("ﾊﾞｽ"), 3);
    }

    #[test]
    fn a_cluster_has_room_for_each_of_its_letters_and_signs() {
        // The columns of a terminal that counts each character separately, as tmux and xterm do.
        for (text, columns) in [
            ("বাংলা", 5),
            ("বন্দর", 4),
            ("മലയാളം", 6),
            ("ខ្មែរ", 4),
            ("नमस्ते", 4),
            ("தமிழ்", 4),
            ("తెలుగు", 5),
            ("සිංහල", 4),
            ("မြန်မာ", 5),
            ("ไทย กำ", 6),
            ("क्षि", 3),
        ] {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn an_emoji_is_one_picture() {
        let england = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
        for emoji in ["👍🏽", "❤\u{fe0f}\u{200d}🔥", "☝🏽", "🇬🇧", "1\u{fe0f}\u{20e3}", england]
        {
            assert_eq!(width(emoji), 2, "{emoji}");
        }
    }

    #[test]
    fn terminals_agree_about_letters_with_marks_and_about_wide_ones() {
        for grapheme in ["a", "e\u{301}", "東", "か\u{3099}", "👩\u{200d}👧", "ক"] {
            assert!(!is_disputed(grapheme), "{grapheme}");
        }
        for grapheme in ["বাং", "কি", "ខ្មែ", "กำ", "❤\u{fe0f}", "ﾊﾞ"] {
            assert!(is_disputed(grapheme), "{grapheme}");
        }
    }

    #[test]
    fn every_simple_character_takes_one_column() {
        for character in
            (' '..='\u{ffff}').filter(|&character| is_simple_character(character) && character != '\u{7f}')
        {
            assert_eq!(grapheme_width(character.encode_utf8(&mut [0; 4])), 1, "{character:?}");
        }
    }

    #[test]
    fn a_cut_text_ends_with_a_mark_and_keeps_its_graphemes_whole() {
        assert_eq!(truncate("The river", 9), "The river");
        assert_eq!(truncate("The river rose", 11), "The river…");
        assert_eq!(truncate("The river rose by night", 18), "The river rose by…");
        assert_eq!(truncate("The river rose by night", 20), "The river rose by…");
        assert_eq!(truncate("The river, rose-red", 12), "The river…");
        assert_eq!(truncate("A riverbank in the night", 10), "A riverba…");
        assert_eq!(truncate("東京大雨", 6), "東京…");
        assert_eq!(truncate("a👩\u{200d}👩\u{200d}👧b", 3), "a…");
        assert_eq!(truncate("The", 1), "…");
        assert_eq!(truncate("The", 0), "");
    }

    #[test]
    fn a_long_text_breaks_between_graphemes() {
        let pieces = |text: &str, columns: usize| -> Vec<(usize, usize, bool)> {
            break_apart(text, columns).into_iter().map(|chunk| (chunk.end, chunk.width, chunk.cut)).collect()
        };

        assert_eq!(pieces("abcde", 2), [(2, 2, false), (4, 2, false), (5, 1, false)]);
        assert_eq!(pieces("東京", 3), [(3, 2, false), (6, 2, false)]);
        assert_eq!(pieces("東a", 1), [(3, 1, true), (4, 1, false)]);
    }
}
