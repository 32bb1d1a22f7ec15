//! Words of a text where they stand, before anything is known of their language.

/// Longer words are addresses and encoded bytes, not language.
const LONGEST: usize = 64;

/// One word, or two neighbouring characters of a script that has no spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'text> {
    /// As it is written.
    pub text: &'text str,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Whether it is a pair of characters.
    pub pair: bool,
}

impl Word<'_> {
    /// Where it ends, in bytes.
    pub(super) const fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Calls `visit` with every word, in order. Runs without spaces come as overlapping pairs.
pub(super) fn each_word<'text>(text: &'text str, visit: &mut impl FnMut(Word<'text>)) {
    let mut start = 0;
    while let Some(rest) = text.as_bytes().get(start..).filter(|rest| !rest.is_empty()) {
        // Most words are of ASCII alone, and end at what is neither letter nor digit.
        let plain = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        start = match rest.get(plain) {
            Some(after) if !after.is_ascii() || *after == b'\'' => each_of_run(text, start, visit),
            _ => {
                if plain > 0 {
                    push(text, start, start + plain, false, visit);
                }
                start + plain + 1
            }
        };
    }
}

/// The words from here on until there is a gap, or only the gap. Returns where to go on.
fn each_of_run<'text>(text: &'text str, start: usize, visit: &mut impl FnMut(Word<'text>)) -> usize {
    let characters = text.get(start..).unwrap_or_default().char_indices();
    let mut rest = characters.map(|(at, character)| (start + at, character)).peekable();
    let Some((start, first)) = rest.next() else { return text.len() };
    if is_unspaced(first) {
        let mut before = start;
        let mut single = true;
        let mut at = start + first.len_utf8();
        while let Some((here, character)) = rest.next_if(|(_, character)| is_unspaced(*character)) {
            at = here + character.len_utf8();
            push(text, before, at, true, visit);
            (before, single) = (here, false);
        }
        if single {
            push(text, start, at, true, visit);
        }
    } else if first.is_alphanumeric() {
        let mut end = start + first.len_utf8();
        while let Some((here, character)) = rest.next_if(|(_, character)| continues(*character)) {
            if !is_apostrophe(character) {
                end = here + character.len_utf8();
            }
        }
        let (start, end) = without_elision(text, start, end);
        push(text, start, end, false, visit);
    }
    rest.peek().map_or(text.len(), |(at, _)| *at)
}

fn push<'text>(text: &'text str, start: usize, end: usize, pair: bool, visit: &mut impl FnMut(Word<'text>)) {
    if let Some(text) = text.get(start..end).filter(|text| text.len() <= LONGEST) {
        visit(Word { text, start, pair });
    }
}

/// Leaves out what an apostrophe binds to a word: the `s` of a genitive, the article of `l’eau`.
fn without_elision(text: &str, start: usize, end: usize) -> (usize, usize) {
    let word = text.get(start..end).unwrap_or_default();
    let Some((before, after)) = word.split_once(is_apostrophe) else {
        return (start, end);
    };
    if after.chars().count() <= 2 {
        (start, start + before.len())
    } else if before.chars().count() <= 2 {
        (end - after.len(), end)
    } else {
        (start, end)
    }
}

fn continues(character: char) -> bool {
    is_apostrophe(character)
        || is_mark(character)
        || (character.is_alphanumeric() && (character.is_ascii() || !is_unspaced(character)))
}

const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

/// Marks within words that are neither letters nor digits: accents, viramas, joiners.
const fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{300}'
            ..='\u{36f}'
                | '\u{94d}'
                | '\u{9cd}'
                | '\u{a4d}'
                | '\u{acd}'
                | '\u{b4d}'
                | '\u{bcd}'
                | '\u{c4d}'
                | '\u{ccd}'
                | '\u{d4d}'
                | '\u{dca}'
                | '\u{200c}'
                | '\u{200d}'
    )
}

/// Scripts without spaces between words, and Hangul, whose particles are written without one.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{e4e}' | '\u{e81}'..='\u{eff}' | '\u{1000}'..='\u{1049}' | '\u{1780}'..='\u{17d3}'
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        each_word(text, &mut |word| words.push(word.text));
        words
    }

    #[test]
    fn words_stand_between_what_is_neither_letter_nor_digit() {
        assert_eq!(words("The UK’s 5G-policy, again!"), ["The", "UK", "5G", "policy", "again"]);
        assert_eq!(words("'Tis Łódź' end'"), ["Tis", "Łódź", "end"]);
    }

    #[test]
    fn what_an_apostrophe_binds_is_left_out() {
        assert_eq!(words("l’eau d'Aldmouth O'Neill don't"), ["eau", "Aldmouth", "Neill", "don"]);
    }

    #[test]
    fn scripts_without_spaces_come_in_pairs() {
        assert_eq!(words("大地震 in 東京。水"), ["大地", "地震", "in", "東京", "水"]);
    }

    #[test]
    fn an_endless_word_is_none() {
        assert_eq!(words(&format!("a {} b", "x".repeat(65))), ["a", "b"]);
    }
}
