//! The language of the screen: the sentences of a translation, which replace the English ones by name.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::{ALL, LanguageTag, PLURAL_FORMS};
use crate::domain::Locale;

/// A sentence as a translator sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceForms {
    /// The name of the sentence in the file of a translation.
    pub name: &'static str,
    /// The English text; where the count decides, the singular.
    pub text: &'static str,
    /// The English plural, where it is another text.
    pub plural: Option<&'static str>,
    /// The parameter that is a count and decides the form.
    pub count: Option<&'static str>,
    /// The other parameters, in braces.
    pub parameters: &'static [&'static str],
}

impl SentenceForms {
    /// The English forms by name: `name`, and `name_one` for the singular.
    pub fn forms(&self) -> impl Iterator<Item = (String, &'static str)> {
        let one = self.plural.map(|_| (format!("{}_one", self.name), self.text));
        [Some((self.name.to_owned(), self.plural.unwrap_or(self.text))), one].into_iter().flatten()
    }

    /// All parameters that the sentence may have in braces.
    pub fn all_parameters(&self) -> Vec<&'static str> {
        self.count.into_iter().chain(self.parameters.iter().copied()).collect()
    }

    /// The first parameter in braces of a translation that the sentence does not have.
    pub fn unknown_parameter_in<'a>(&self, text: &'a str) -> Option<&'a str> {
        let known = self.all_parameters();
        let named = text.split('{').skip(1).map(|part| part.split('}').next().unwrap_or_default());
        named.into_iter().find(|name| !known.contains(name))
    }
}

/// The sentence of a name, or of the name of its plural form.
pub fn sentence(name: &str) -> Option<&'static SentenceForms> {
    let called = |name: &str| ALL.iter().find(|sentence| sentence.name == name);
    let of_form = || {
        let (bare, form) = name.rsplit_once('_')?;
        called(bare).filter(|sentence| sentence.count.is_some() && PLURAL_FORMS.contains(&form))
    };
    called(name).or_else(of_form)
}

/// A translation of the screen, perhaps incomplete.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translation {
    /// The language, whose rules decide the plural form of a count.
    pub language: LanguageTag,
    /// The sentences by their names.
    pub sentences: BTreeMap<String, String>,
    /// The descriptions of actions, by the names of the actions, and the headings of their groups in the
    /// help.
    pub actions: BTreeMap<String, String>,
}

/// The texts of the screen in the chosen language: English, and over it a translation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    translation: Option<&'static Translation>,
}

impl Words {
    /// All texts in English.
    pub const fn english() -> Self {
        Self { translation: None }
    }

    /// The texts of a translation, which lives as long as the program, so that its sentences can be used
    /// wherever the English ones are.
    pub fn with_translation(translation: Translation) -> Self {
        Self { translation: Some(Box::leak(Box::new(translation))) }
    }

    /// The locale of the language; `None` for English, which leaves days and numbers to the system.
    pub fn locale(self) -> Option<Locale> {
        Locale::named(&self.translation?.language.to_string())
    }

    /// The translation of a sentence, if there is one.
    pub(super) fn translated(self, name: &str) -> Option<&'static str> {
        self.translation?.sentences.get(name).map(String::as_str)
    }

    /// The translation of a sentence in the plural form of a count, if there is one: in the general form
    /// where it has none for this count.
    pub(super) fn translated_for(self, count: u64, name: &str) -> Option<&'static str> {
        let form = self.translation?.language.form(count);
        let own = form.and_then(|form| self.translated(&format!("{name}_{form}")));
        own.or_else(|| self.translated(name))
    }

    /// The description of an action, or the heading of its group, in the chosen language.
    pub fn action(self, name: &str, english: &'static str) -> &'static str {
        let spoken = self.translation.and_then(|translation| translation.actions.get(name));
        spoken.map_or(english, String::as_str)
    }
}

/// Replaces the parameters in braces by their values. Values are not expanded again.
pub(super) fn fill(text: &str, parameters: &[(&str, &dyn Display)]) -> String {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        let value = parameters.iter().find(|(known, _)| *known == name);
        filled.extend(value.map(|(_, value)| value.to_string()));
        filled.push_str(rest);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_names_things_in_its_own_order_and_takes_them_as_they_are() {
        let filled = fill("{new} zuvor {old}!", &[("old", &"{new}"), ("new", &"Brücken")]);

        assert_eq!(filled, "Brücken zuvor {new}!");
    }

    #[test]
    fn a_sentence_is_found_by_its_name_and_by_those_of_its_forms_for_counts() {
        let stranger = |text| sentence("copied").and_then(|sentence| sentence.unknown_parameter_in(text));

        assert_eq!(sentence("arrived_one").map(|sentence| sentence.name), Some("arrived"));
        assert_eq!(sentence("arrived_few").map(|sentence| sentence.name), Some("arrived"));
        assert_eq!(sentence("arrived_some"), None);
        assert_eq!(stranger("{url} kopiert"), None);
        assert_eq!(stranger("{uri} kopiert"), Some("uri"));
        assert_eq!(sentence("copied_one"), None);
    }

    fn speaking(language: &str, sentences: &[(&str, &str)]) -> Words {
        let sentences = sentences.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let language = language.parse().unwrap();
        Words::with_translation(Translation {
            language,
            sentences: sentences.collect(),
            ..Translation::default()
        })
    }

    #[test]
    fn a_count_takes_the_form_that_its_language_has_for_it() {
        let polish = speaking(
            "pl",
            &[
                ("days_ago_one", "{count} dzień temu"),
                ("days_ago_few", "{count} dni temu (kilka)"),
                ("days_ago_many", "{count} dni temu (wiele)"),
                ("days_ago", "{count} dnia temu"),
            ],
        );
        let arabic = speaking("ar", &[("articles_two", "مقالتان"), ("articles", "{count} مقالة")]);

        let told: Vec<String> = [1, 2, 5, 12, 22, 25].map(|count: u32| polish.days_ago(count)).into();

        assert_eq!(
            told,
            [
                "1 dzień temu",
                "2 dni temu (kilka)",
                "5 dni temu (wiele)",
                "12 dni temu (wiele)",
                "22 dni temu (kilka)",
                "25 dni temu (wiele)",
            ]
        );
        assert_eq!(
            (arabic.articles(2_u32), arabic.articles(100_u32)),
            ("مقالتان".into(), "100 مقالة".into())
        );
        assert_eq!(polish.articles(5_u32), "5 articles");
    }
}
