//! The language of a text that does not say in which it is written, told from its letters.

use crate::domain::{Body, Language};

use super::words;

/// A text in fewer words tells no language.
const WORDS_FOR_LANGUAGE: usize = 20;

/// Bytes looked at; more make it no surer.
const SAMPLE: usize = 4_000;

/// The language; unknown where the text is short or might be in several.
pub fn of(body: &Body) -> Option<Language> {
    let text = body.to_plain();
    let text = text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or(&text);
    if words::count(text) < WORDS_FOR_LANGUAGE {
        return None;
    }
    let found = whatlang::detect(text).filter(whatlang::Info::is_reliable)?;
    Language::parse(two_letters(found.lang()))
}

/// BCP 47 wants the two-letter code where there is one.
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
        other => other.code(),
    }
}
