//! The language the screen speaks: sentences of a translation, laid over the English ones by name.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::{ALL, FORMS, LanguageTag};

/// A sentence as a translator sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceForms {
    /// The name of the sentence in the file of a translation.
    pub name: &'static str,
    /// What is said; where the count decides, of one.
    pub text: &'static str,
    /// What is said of several, where that is something else.
    pub others: Option<&'static str>,
    /// The parameter that is a count and decides the form.
    pub count: Option<&'static str>,
    /// What else it names, in braces.
    pub parameters: &'static [&'static str],
}

impl SentenceForms {
    /// The names under which it is said in English, and what is said there: `name`, and `name_one` of one.
    pub fn forms(&self) -> impl Iterator<Item = (String, &'static str)> {
        let one = self.others.map(|_| (format!("{}_one", self.name), self.text));
        [Some((self.name.to_owned(), self.others.unwrap_or(self.text))), one].into_iter().flatten()
    }

    /// What it may name in braces.
    pub fn all_parameters(&self) -> Vec<&'static str> {
        self.count.into_iter().chain(self.parameters.iter().copied()).collect()
    }

    /// The first thing that a translation names in braces and the sentence does not know.
    pub fn stranger_in<'a>(&self, text: &'a str) -> Option<&'a str> {
        let known = self.all_parameters();
        let named = text.split('{').skip(1).map(|part| part.split('}').next().unwrap_or_default());
        named.into_iter().find(|name| !known.contains(name))
    }
}

/// The sentence of which this is the name, or the name of its form for some counts.
pub fn sentence(name: &str) -> Option<&'static SentenceForms> {
    let called = |name: &str| ALL.iter().find(|sentence| sentence.name == name);
    let of_form = || {
        let (bare, form) = name.rsplit_once('_')?;
        called(bare).filter(|sentence| sentence.count.is_some() && FORMS.contains(&form))
    };
    called(name).or_else(of_form)
}

/// The screen in another language, as far as it is translated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translation {
    /// The language, whose rules decide which form a count takes.
    pub language: LanguageTag,
    /// Sentences by their names.
    pub sentences: BTreeMap<String, String>,
    /// What actions do, by the names of the actions, and the headings they stand under in the help.
    pub actions: BTreeMap<String, String>,
}

/// What the screen says, in the language chosen: English, and over it a translation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    translation: Option<&'static Translation>,
}

impl Words {
    /// Everything in English.
    pub const fn english() -> Self {
        Self { translation: None }
    }

    /// Everything as this translation says it. It lives as long as the program, so that its sentences
    /// can stand wherever the English ones do.
    pub fn speaking(translation: Translation) -> Self {
        Self { translation: Some(Box::leak(Box::new(translation))) }
    }

    /// A sentence in the language spoken, if it is translated.
    pub(super) fn translated(self, name: &str) -> Option<&'static str> {
        self.translation?.sentences.get(name).map(String::as_str)
    }

    /// A sentence in the form that a count takes in the language spoken, if it is translated: in the general
    /// form where it has none for this count.
    pub(super) fn translated_for(self, count: u64, name: &str) -> Option<&'static str> {
        let form = self.translation?.language.form(count);
        let own = form.and_then(|form| self.translated(&format!("{name}_{form}")));
        own.or_else(|| self.translated(name))
    }

    /// What an action does, or the heading it stands under, in the language spoken.
    pub fn action(self, name: &str, english: &'static str) -> &'static str {
        let spoken = self.translation.and_then(|translation| translation.actions.get(name));
        spoken.map_or(english, String::as_str)
    }
}

/// Puts what a sentence is about in the place of its names. What was put is not looked into again.
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
        let stranger = |text| sentence("copied").and_then(|sentence| sentence.stranger_in(text));

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
        Words::speaking(Translation { language, sentences: sentences.collect(), ..Translation::default() })
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
