//! Detects the language of a text by its letters, where none is declared.

use crate::domain::{Body, Language};

use super::words;

/// The fewest words of a text whose language is detected.
const WORDS_FOR_LANGUAGE: usize = 20;

/// Bytes that are read; more do not make the result surer.
const SAMPLE: usize = 4_000;

/// The fewest bytes of a text that may contradict the declared language.
const ENOUGH: usize = 1_000;

/// Languages that the detection confuses.
const ALIKE: &[&[&str]] = &[
    &["da", "nb", "nn", "no", "sv"],
    &["bs", "hr", "me", "mk", "sh", "sl", "sr"],
    &["be", "bg", "mk", "ru", "uk"],
    &["ca", "es", "gl", "pt"],
    &["cs", "sk"],
    &["id", "jv", "ms"],
    &["af", "nl"],
    &["hi", "mr", "ne"],
    &["az", "tr"],
    &["cmn", "zh", "yue"],
];

/// The declared language, unless the text is plainly in another; the detected one where none is declared.
pub fn settled(declared: Option<Language>, body: &Body) -> Option<Language> {
    let Some(declared) = declared else { return of(body) };
    let is_alike = |found: &Language| {
        let both = [declared.primary(), found.primary()];
        both[0] == both[1] || ALIKE.iter().any(|group| both.iter().all(|language| group.contains(language)))
    };
    let found = of(body).filter(|found| !is_alike(found) && body.to_plain().len() >= ENOUGH);
    Some(found.unwrap_or(declared))
}

/// The detected language; `None` where the text is short or ambiguous.
pub fn of(body: &Body) -> Option<Language> {
    let text = body.to_plain();
    let text = text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or(&text);
    if words::count(text) < WORDS_FOR_LANGUAGE {
        return None;
    }
    let found = whatlang::detect(text).filter(whatlang::Info::is_reliable)?;
    Language::parse(two_letters(found.lang()))
}

/// The two-letter code of a language, which BCP 47 prefers.
fn two_letters(language: whatlang::Lang) -> &'static str {
    use whatlang::Lang;
    match language {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Bul => "bg",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Tur => "tr",
        Lang::Ell => "el",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Tha => "th",
        Lang::Afr => "af",
        Lang::Amh => "am",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Ben => "bn",
        Lang::Cat => "ca",
        Lang::Est => "et",
        Lang::Guj => "gu",
        Lang::Hrv => "hr",
        Lang::Hye => "hy",
        Lang::Kan => "kn",
        Lang::Kat => "ka",
        Lang::Khm => "km",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mal => "ml",
        Lang::Mar => "mr",
        Lang::Mkd => "mk",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Pan => "pa",
        Lang::Pes => "fa",
        Lang::Sin => "si",
        Lang::Slv => "sl",
        Lang::Sna => "sn",
        Lang::Srp => "sr",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Zul => "zu",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract_fragment;

    fn settled_language(declared: Option<&str>, text: &str, times: usize) -> Option<String> {
        let body = extract_fragment(&format!("<p>{}</p>", text.repeat(times)), None).0;
        settled(declared.and_then(Language::parse), &body).map(|language| language.as_str().to_owned())
    }

    #[test]
    fn a_declared_language_that_a_long_text_contradicts_loses() {
        let german = "In der Nacht stieg der Fluss über die Ufer, und niemand wurde verletzt. ";

        assert_eq!(settled_language(Some("en"), german, 20).as_deref(), Some("de"));
        assert_eq!(settled_language(Some("en"), german, 2).as_deref(), Some("en"));
        assert_eq!(settled_language(Some("de-AT"), german, 20).as_deref(), Some("de-AT"));
        assert_eq!(settled_language(None, german, 3).as_deref(), Some("de"));
    }
}
