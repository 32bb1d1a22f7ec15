//! One spelling for many: what a person types finds what a writer wrote.

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
        '²' => '2',
        '³' => '3',
        '¹' => '1',
        _ => lower,
    }
}

#[rustfmt::skip]
fn plain_letter(lower: char) -> char {
    match lower {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' | 'ᵃ' | 'ₐ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' | 'ᶜ' => 'c',
        'ď' | 'đ' | 'ḍ' | 'ᵈ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' | 'ᵉ' | 'ₑ' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' | 'ᵍ' => 'g',
        'ĥ' | 'ħ' | 'ḥ' | 'ʰ' | 'ₕ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' | 'ỉ' | 'ị' | 'ⁱ' | 'ᵢ' => 'i',
        'ķ' | 'ᵏ' | 'ₖ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' | 'ˡ' | 'ₗ' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ⁿ' | 'ₙ' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ǒ' | 'ọ'..='ợ' | 'ᵒ' | 'ₒ' => 'o',
        'ŕ' | 'ŗ' | 'ř' | 'ʳ' | 'ᵣ' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' | 'ˢ' | 'ₛ' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' | 'ᵗ' | 'ₜ' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ǔ' | 'ụ'..='ự' | 'ᵘ' | 'ᵤ' => 'u',
        'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' => 'w',
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ά' => 'α', 'έ' => 'ε', 'ή' => 'η', 'ί' | 'ϊ' | 'ΐ' => 'ι', 'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ', 'ώ' => 'ω', 'ς' => 'σ',
        'ё' => 'е', 'й' => 'и', 'ї' => 'і', 'ў' => 'у',
        _ => figure(lower),
    }
}

/// Raised and lowered figures are found by their plain ones.
fn figure(character: char) -> char {
    let value = match u32::from(character) {
        0x2070 => 0,
        code @ (0x2074..=0x2079 | 0x2080..=0x2089) => code & 0xf,
        _ => return character,
    };
    char::from_digit(value, 10).unwrap_or(character)
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
        assert_eq!(folded("10⁻³ H₂O x²"), "10⁻3 h2o x2");
    }
}
