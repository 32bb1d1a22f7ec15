//! One spelling for many: what a person types finds what a writer wrote.

use super::script::unscripted;

/// Hands out the characters that a character is compared as: lower case, without accents,
/// quotation marks and dashes as a keyboard has them, raised figures as plain ones.
pub(super) fn fold(character: char, mut take: impl FnMut(char)) {
    if character.is_ascii() {
        return take(character.to_ascii_lowercase());
    }
    for lower in character.to_lowercase() {
        match lower {
            'ß' => {
                take('s');
                take('s');
            }
            '\u{300}'..='\u{36f}' => {} // a combining accent
            _ => take(plain(lower)),
        }
    }
}

fn plain(lower: char) -> char {
    match lower {
        '\u{a0}' | '\u{202f}' => ' ',
        '‘' | '’' | '‚' | '‹' | '›' | '′' => '\'',
        '“' | '”' | '„' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        '\u{c0}'.. => plain_letter(lower),
        '²' | '³' | '¹' => unscripted(lower),
        _ => lower,
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
        '\u{2b0}'..='\u{2e4}' | '\u{1d2c}'..='\u{1dbf}' | '\u{2070}'..='\u{209c}' => unscripted(lower),
        _ => lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut plain = String::new();
        text.chars().for_each(|character| fold(character, |folded| plain.push(folded)));
        plain
    }

    #[test]
    fn accents_case_and_marks_do_not_matter() {
        assert_eq!(folded("Łódź — “İstanbul’s” Straße"), "lodz - \"istanbul's\" strasse");
        assert_eq!(folded("Việt Nam, e\u{301}te\u{301}"), "viet nam, ete");
        assert_eq!(folded("Ёлка и чай, Αθήνα"), "елка и чаи, αθηνα");
        assert_eq!(folded("10⁻³ H₂O x² 1ˢᵗ"), "10-3 h2o x2 1st");
    }
}
