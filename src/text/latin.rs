//! Writes Greek and Cyrillic words in Latin letters, as English newspapers do, so that a name is found in both
//! scripts. Source: the BGN/PCGN systems, without what newspapers leave out.

use super::fold::fold_letters;

/// A word in small Latin letters without accents; letters of other scripts are left as they are.
pub fn in_latin_letters(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let lower = word.to_lowercase();
    let mut latin = String::with_capacity(lower.len());
    let mut rest = lower.as_str();
    while let Some(letter) = rest.chars().next() {
        let pair = DIGRAPHS.iter().find(|(pair, _)| rest.starts_with(pair));
        let (taken, written) = pair.map_or((letter.len_utf8(), None), |(pair, as_)| (pair.len(), Some(*as_)));
        match written.or_else(|| single(letter)) {
            Some(written) => latin.push_str(written),
            None => fold_letters(letter, |letter| latin.push(letter)),
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    latin
}

/// Pairs of letters that are one sound.
const DIGRAPHS: [(&str, &str); 10] = [
    ("ий", "y"),
    ("ый", "y"),
    ("кс", "x"),
    ("ου", "ou"),
    ("ού", "ou"),
    ("μπ", "b"),
    ("ντ", "d"),
    ("γκ", "g"),
    ("αι", "e"),
    ("ευ", "ef"),
];

#[rustfmt::skip]
const fn single(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' | 'α' | 'ά' => "a", 'б' => "b", 'в' | 'β' => "v", 'г' | 'ґ' | 'γ' => "g", 'д' | 'δ' => "d",
        'е' | 'э' | 'є' | 'ѐ' | 'ε' | 'έ' => "e", 'ё' => "yo", 'ж' => "zh", 'з' | 'ζ' => "z",
        'и' | 'і' | 'η' | 'ή' | 'ι' | 'ί' | 'ϊ' | 'ΐ' => "i", 'ї' => "yi", 'й' | 'ы' | 'υ' | 'ύ' | 'ϋ' | 'ΰ' => "y", 'ј' => "j",
        'к' | 'κ' => "k", 'л' | 'λ' => "l", 'љ' => "lj", 'м' | 'μ' => "m", 'н' | 'ν' => "n", 'њ' => "nj",
        'о' | 'ο' | 'ό' | 'ω' | 'ώ' => "o", 'п' | 'π' => "p", 'р' | 'ρ' => "r", 'с' | 'σ' | 'ς' => "s",
        'т' | 'τ' => "t", 'у' | 'ў' => "u", 'ф' | 'φ' => "f", 'х' => "kh",
        'χ' | 'ч' => "ch", 'ц' => "ts", 'ћ' => "c", 'ђ' => "dj", 'џ' => "dz", 'ш' => "sh", 'щ' => "shch",
        'ъ' | 'ь' => "", 'ю' => "yu", 'я' => "ya", 'θ' => "th", 'ξ' => "x", 'ψ' => "ps",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_as_english_newspapers_do() {
        let names = ["Порошенко", "Зеленский", "Ющенко", "Βαρουφάκης", "Τσίπρας", "Łódź", "東京"];

        let written = names.map(in_latin_letters);

        assert_eq!(
            written,
            ["poroshenko", "zelensky", "yushchenko", "varoufakis", "tsipras", "lodz", "東京"]
        );
    }
}
