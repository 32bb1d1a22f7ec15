//! The language the screen speaks: sentences of a translation, laid over the English ones by name.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::ALL;

/// A sentence as a translator sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceForms {
    /// Its name.
    pub name: &'static str,
    /// What is said; where the number decides, of one.
    pub text: &'static str,
    /// What is said of several, where the number decides.
    pub others: Option<&'static str>,
    /// What it names, in braces.
    pub parameters: &'static [&'static str],
}

impl SentenceForms {
    /// The names under which it is translated, and what is said there: `name`, and `name_one` of one.
    pub fn forms(&self) -> impl Iterator<Item = (String, &'static str)> {
        let one = self.others.map(|_| (format!("{}_one", self.name), self.text));
        [Some((self.name.to_owned(), self.others.unwrap_or(self.text))), one].into_iter().flatten()
    }

    /// The first thing that a translation names in braces and the sentence does not know.
    pub fn stranger_in<'a>(&self, text: &'a str) -> Option<&'a str> {
        let named = text.split('{').skip(1).map(|part| part.split('}').next().unwrap_or_default());
        named.into_iter().find(|name| !self.parameters.contains(name))
    }
}

/// The sentence of which this is the name, or the name of its form for one.
pub fn sentence(name: &str) -> Option<&'static SentenceForms> {
    let called = |name: &str| ALL.iter().find(|told| told.name == name);
    let of_one = || called(name.strip_suffix("_one")?).filter(|told| told.others.is_some());
    called(name).or_else(of_one)
}

/// The screen in another language, as far as it is translated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translation {
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

/// Whether a count takes the singular.
pub(super) fn is_one(count: impl TryInto<u64>) -> bool {
    count.try_into().is_ok_and(|count| count == 1)
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
    fn a_sentence_is_found_by_its_name_and_by_that_of_its_form_for_one() {
        assert_eq!(sentence("arrived_one").map(|told| told.name), Some("arrived"));
        assert_eq!(sentence("copied").and_then(|told| told.stranger_in("{url} kopiert")), None);
        assert_eq!(sentence("copied").and_then(|told| told.stranger_in("{uri} kopiert")), Some("uri"));
        assert_eq!(sentence("copied_one"), None);
    }
}
