//! Folds spellings, so that a person's input matches a writer's text. There are two depths: only letters, for
//! words of the index, and also punctuation, for searching text as it is shown.

use super::baseline::plain_shape;

/// Calls `take` with the letters that a character is compared as: lower case and without accents.
#[inline]
pub fn fold_letters(character: char, mut take: impl FnMut(char)) {
    if character.is_ascii() {
        return take(character.to_ascii_lowercase());
    }
    for lower in character.to_lowercase() {
        match lower {
            'ß' => ['s', 's'].into_iter().for_each(&mut take),
            'æ' => ['a', 'e'].into_iter().for_each(&mut take),
            'œ' => ['o', 'e'].into_iter().for_each(&mut take),
            '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' => {} // combining accents and joiners
            '\u{df}'.. => take(plain_letter(lower)),
            _ => take(lower),
        }
    }
}

#[rustfmt::skip]
fn plain_letter(lower: char) -> char {
    match lower {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ḍ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' => 'g',
        'ĥ' | 'ħ' | 'ḥ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' | 'ỉ' | 'ị' => 'i',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ǒ' | 'ọ'..='ợ' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ǔ' | 'ụ'..='ự' => 'u',
        'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' => 'w',
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ά' => 'α', 'έ' => 'ε', 'ή' => 'η', 'ί' | 'ϊ' | 'ΐ' => 'ι', 'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ', 'ώ' => 'ω', 'ς' => 'σ',
        'ё' => 'е', 'й' => 'и', 'ї' => 'і', 'ў' => 'у',
        _ => lower,
    }
}

/// Calls `take` with the characters that a character is compared as, punctuation included: folded letters,
/// quotation marks and dashes as on a keyboard, superscript digits as plain ones.
pub fn fold_typography(character: char, mut take: impl FnMut(char)) {
    fold_letters(character, |letter| take(plain_mark(letter)));
}

fn plain_mark(letter: char) -> char {
    match letter {
        '\u{a0}' | '\u{202f}' => ' ',
        '‘' | '’' | '‚' | '‹' | '›' | '′' => '\'',
        '“' | '”' | '„' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        '²' | '³' | '¹' | '\u{2b0}'..='\u{2e4}' | '\u{1d2c}'..='\u{1dbf}' | '\u{2070}'..='\u{209c}' => {
            plain_shape(letter)
        }
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut plain = String::new();
        text.chars().for_each(|character| fold_letters(character, |folded| plain.push(folded)));
        plain
    }

    #[test]
    fn quotation_marks_dashes_and_raised_figures_do_not_matter_where_typography_is_folded() {
        let mut plain = String::new();
        let text = "Łódź — “İstanbul’s” Straße 10⁻³ H₂O x² 1ˢᵗ";
        text.chars().for_each(|character| fold_typography(character, |folded| plain.push(folded)));

        assert_eq!(plain, "lodz - \"istanbul's\" strasse 10-3 h2o x2 1st");
    }

    #[test]
    fn accents_and_case_do_not_matter() {
        assert_eq!(folded("Łódź İstanbul Straße Œuvre"), "lodz istanbul strasse oeuvre");
        assert_eq!(folded("Việt Nam, e\u{301}te\u{301}"), "viet nam, ete");
        assert_eq!(folded("Ёлка и чай, Αθήνα"), "елка и чаи, αθηνα");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for character in (0..0x3_0000).filter_map(char::from_u32) {
            let once = folded(&character.to_string());

            assert_eq!(folded(&once), once, "{character:?}");
        }
    }
}
