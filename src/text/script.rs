//! Tells scripts that separate words by spaces from others. Source: Unicode 17, scripts and line breaking
//! class SA.

/// Whether a character is a letter or mark of a script without spaces between words.
pub fn is_unspaced(character: char) -> bool {
    character >= '\u{e01}' && (is_southeast_asian(character) || is_east_asian(character))
}

/// Whether a character is Thai, Lao, Myanmar, Khmer, Tai Le, New Tai Lue, Tai Tham or Tai Viet, where only a
/// dictionary knows the ends of words.
pub const fn is_southeast_asian(character: char) -> bool {
    matches!(character,
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}' | '\u{e81}'..='\u{ece}' | '\u{edc}'..='\u{edf}'
        | '\u{1000}'..='\u{103f}' | '\u{1050}'..='\u{108f}' | '\u{109a}'..='\u{109f}'
        | '\u{1780}'..='\u{17d3}' | '\u{17d7}' | '\u{17dc}' | '\u{17dd}'
        | '\u{1950}'..='\u{1974}' | '\u{1980}'..='\u{19c9}' | '\u{19de}' | '\u{19df}'
        | '\u{1a20}'..='\u{1a7c}' | '\u{1aa0}'..='\u{1aad}' | '\u{a9e0}'..='\u{a9ef}'
        | '\u{a9fa}'..='\u{a9fe}' | '\u{aa60}'..='\u{aac2}' | '\u{aadb}'..='\u{aadf}')
}

/// Whether a character is Kana or Han.
const fn is_east_asian(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{1aff0}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character is a Korean syllable: words are separated by spaces, but particles are attached.
pub(super) const fn is_hangul(character: char) -> bool {
    matches!(character, '\u{ac00}'..='\u{d7a3}')
}

/// Whether a character is Hiragana, in which Japanese writes its grammar.
pub const fn is_hiragana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{309f}')
}

/// Whether a character is a virama, which joins its consonant to the next one.
pub(super) const fn is_virama(character: char) -> bool {
    matches!(
        character,
        '\u{94d}'
            | '\u{9cd}'
            | '\u{a4d}'
            | '\u{acd}'
            | '\u{b4d}'
            | '\u{bcd}'
            | '\u{c4d}'
            | '\u{ccd}'
            | '\u{d4d}'
            | '\u{dca}'
    )
}

/// Whether a character is an accent written after its letter.
pub(super) const fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

/// Whether a character is a joiner, which changes the shape of letters but not their meaning.
pub(super) const fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_recognised_by_their_letters() {
        for unspaced in "東テｽひไทยລາວမြန်ខ្មែរᥖᦟ𠀀".chars() {
            assert!(is_unspaced(unspaced), "{unspaced:?}");
        }
        for spaced in "aёहا지ა๑໒၃៤3。、・".chars() {
            assert!(!is_unspaced(spaced), "{spaced:?}");
        }
    }
}
