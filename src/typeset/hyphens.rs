//! Hyphenation: the places where a word may be broken, by its language.

use hypher::Lang;

use super::line_words::{Ending, LineWord, columns};
use super::width::is_simple;
use crate::domain::Language;

/// The least letters of a word before and after a hyphen; words shorter than both together are not
/// hyphenated.
const LEAST_LETTERS_BEFORE: usize = 4;
const LEAST_LETTERS_AFTER: usize = 4;

/// The hyphenation patterns for a language, where there are any.
pub(super) fn patterns(language: Option<&Language>) -> Option<Lang> {
    Lang::from_iso(language?.primary().as_bytes().try_into().ok()?)
}

/// Splits the wanted words of a line into syllables, but never the last, so that a paragraph does not end in
/// half a word.
pub(super) fn hyphenate(
    text: &str,
    words: &[LineWord],
    language: Lang,
    wanted: impl Fn(&LineWord) -> bool,
    parted: &mut Vec<LineWord>,
) {
    let mut after_blank = true;
    for (position, word) in words.iter().enumerate() {
        if after_blank && position + 1 < words.len() && wanted(word) {
            hyphenate_word(text, *word, language, parted);
        } else {
            parted.push(*word);
        }
        after_blank = word.space > 0;
    }
}

fn hyphenate_word(text: &str, word: LineWord, language: Lang, parted: &mut Vec<LineWord>) {
    let letters = text.get(word.start..word.end).unwrap_or_default();
    let Some((lead, core)) = core(letters, language) else {
        return parted.push(word);
    };
    let (left, right) = language.bounds();
    let mut start = word.start;
    let mut end = word.start + lead;
    let mut used = 0;
    let mut syllables = hypher::hyphenate_bounded(
        core,
        language,
        left.max(LEAST_LETTERS_BEFORE),
        right.max(LEAST_LETTERS_AFTER),
    );
    while syllables.len() > 1
        && let Some(syllable) = syllables.next()
    {
        end += syllable.len();
        let width = columns(text.get(start..end).unwrap_or_default().chars().count());
        parted.push(LineWord { start, end, width, space: 0, ending: Ending::Hyphen });
        used += width;
        start = end;
    }
    parted.push(LineWord { start, width: word.width - used, ..word });
}

/// The letters of a word that may be hyphenated, and the bytes before them. Names, abbreviations, addresses
/// and words with a dash are left whole.
fn core(word: &str, language: Lang) -> Option<(usize, &str)> {
    let from = word.trim_start_matches(|letter: char| !letter.is_alphabetic());
    let to = from.find(|letter: char| !letter.is_alphabetic()).unwrap_or(from.len());
    let (core, rest) = from.split_at_checked(to)?;
    let nouns_are_capital = language == Lang::German;
    let mut letters = core.chars();
    let begins_small = letters.next().is_some_and(|first| first.is_lowercase() || nouns_are_capital);
    let is_word = begins_small
        && letters.all(char::is_lowercase)
        && core.chars().count() >= LEAST_LETTERS_BEFORE + LEAST_LETTERS_AFTER
        && is_simple(word)
        && rest.chars().count() <= 3
        && !rest.starts_with(['-', '‐', '–', '—', '@', '_', '/']);
    is_word.then_some((word.len() - from.len(), core))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::line_words::split;

    fn parted(line: &str, tag: &str) -> String {
        let mut words = Vec::new();
        split(line, 0, &mut words);
        let mut syllables = Vec::new();
        let language = patterns(Language::parse(tag).as_ref()).unwrap();
        hyphenate(line, &words, language, |_| true, &mut syllables);
        let text = |word: &LineWord| {
            let end = if word.ending == Ending::Hyphen { "-" } else { " " };
            format!("{}{end}", line.get(word.start..word.end).unwrap())
        };
        syllables.iter().map(text).collect()
    }

    #[test]
    fn words_part_by_the_rules_of_their_language() {
        assert_eq!(
            parted("the (government’s) declaration end", "en-GB"),
            "the (govern-ment’s) decla-ra-tion end "
        );
        assert_eq!(parted("die Bundesregierung schweigt", "de"), "die Bundes-re-gie-rung schweigt ");
    }

    #[test]
    fn names_addresses_and_the_last_word_stay_whole() {
        let line = "Washington example.org/institution counter-intelligence NATO institution";
        assert_eq!(
            parted(line, "en"),
            "Washington example.org/institution counter- intelligence NATO institution "
        );
    }

    #[test]
    fn a_language_without_patterns_has_none() {
        assert_eq!(patterns(Language::parse("zh-Hant").as_ref()), None);
        assert_eq!(patterns(None), None);
    }
}
