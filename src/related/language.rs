//! Detects the language of an article that does not declare it, where its text leaves no doubt.

/// The bytes of a text that are examined.
const LOOKED_AT: usize = 600;

/// Words by which English is recognised at once, since most articles without a language are English: frequent
/// ones that no other language in Latin letters has, sorted.
const ENGLISH: [&str; 31] = [
    "about", "after", "and", "because", "been", "could", "from", "has", "his", "how", "into", "its", "says",
    "she", "should", "than", "that", "the", "their", "they", "this", "were", "what", "when", "where",
    "which", "while", "who", "with", "would", "you",
];

/// The fewest of these words in an English text: one may stand in a name.
const ENGLISH_WORDS: usize = 2;

/// The share of these words, one in so many, in an English text.
const ENGLISH_IN: usize = 16;

/// The code of the language, of three letters (ISO 639-3).
pub(super) fn detected(headline: &str, text: &str) -> Option<String> {
    let beginning = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or_default();
    let looked_at = format!("{headline}\n{beginning}");
    if is_english(&looked_at) {
        return Some("eng".to_owned());
    }
    let found = whatlang::detect(&looked_at).filter(whatlang::Info::is_reliable)?;
    Some(found.lang().code().to_owned())
}

fn is_english(text: &str) -> bool {
    let (mut words, mut english) = (0, 0);
    for word in text.split_ascii_whitespace().filter(|word| word.starts_with(char::is_alphabetic)) {
        words += 1;
        let found = ENGLISH.binary_search_by(|known| {
            known.bytes().cmp(word.bytes().map(|letter| letter.to_ascii_lowercase()))
        });
        english += usize::from(found.is_ok());
    }
    english >= ENGLISH_WORDS && english * ENGLISH_IN >= words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(text: &str) -> Option<String> {
        detected("", text)
    }

    #[test]
    fn the_language_of_a_text_is_recognised_where_there_is_enough_of_it() {
        let german = "Die Brücke über den Fluss wurde am Morgen gesperrt, weil Fachleute einen Riss im Träger gefunden haben. Die Fähre fährt vorerst jede halbe Stunde.";
        let polish = "Most nad rzeką zamknięto rano, ponieważ inżynierowie znaleźli pęknięcie w dźwigarze. Prom będzie kursował co pół godziny.";

        assert_eq!(language("The bridge over the river was shut at dawn.").as_deref(), Some("eng"));
        assert_eq!(language(german).as_deref(), Some("deu"));
        assert_eq!(language(polish).as_deref(), Some("pol"));
        assert_eq!(language("Marram 2:1"), None);
        assert_ne!(language("Regeringen vil betale for nye veje").as_deref(), Some("eng"));
    }
}
