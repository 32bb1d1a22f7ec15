//! A translation of the screen, from a file beside the configuration: sentences by their names, and under
//! `[actions]` the lines of the help. A mistake costs only the line it stands on.

use super::action::{Action, ActionGroup};
use super::file::{ConfigReader, Name, Table, Value};
use super::mistake::{Mistake, Source};
use crate::words::{ALL, LanguageTag, SentenceForms, Translation, sentence};

/// The language where none is chosen.
pub(super) const DEFAULT: &str = "english";

/// The translations that come with the program, by their names.
const SHIPPED: &[(&str, &str)] = &[
    ("german", include_str!("../../assets/words/german.toml")),
    ("spanish", include_str!("../../assets/words/spanish.toml")),
    ("french", include_str!("../../assets/words/french.toml")),
    ("chinese", include_str!("../../assets/words/chinese.toml")),
];

/// The text of a translation that comes with the program.
pub(super) fn shipped(name: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The key of the file that names its language.
const LANGUAGE: &str = "language";

/// The table of the file for actions.
const ACTIONS: &str = "actions";

pub(super) fn read(source: Source<'_>) -> (Translation, Vec<Mistake>) {
    let (mut reading, document) = ConfigReader::begin(source);
    let mut translation = Translation::default();
    for (name, value) in reading.entries(&document) {
        if name.get_ref() == ACTIONS {
            if let Some(table) = reading.table(ACTIONS, value) {
                read_actions(table, &mut reading, &mut translation);
            }
            continue;
        }
        if name.get_ref() == LANGUAGE {
            translation.language = language(name, value, &mut reading).unwrap_or_default();
            continue;
        }
        let Some(known) = sentence(name.get_ref()) else {
            let known: Vec<&str> = ALL.iter().map(|sentence| sentence.name).chain([LANGUAGE]).collect();
            reading.note_unknown("sentence", name, &known);
            continue;
        };
        let Some(text) = words(name, value, &mut reading) else { continue };
        if let Some(stranger) = known.unknown_parameter_in(text) {
            let offset = value.span().start;
            reading.note_unknown_word("part of this sentence", stranger, offset, &known.all_parameters());
            continue;
        }
        translation.sentences.insert(name.get_ref().to_string(), text.to_owned());
    }
    (translation, reading.finish())
}

/// The language whose plural rules choose the form for a count.
fn language(name: &Name<'_>, value: &Value<'_>, reading: &mut ConfigReader<'_>) -> Option<LanguageTag> {
    const TAKES: &str = "the tag of a language, like \"de\"";
    let tag = reading.words(name.get_ref(), value, TAKES)?.parse().ok();
    if tag.is_none() {
        reading.note_wrong(name.get_ref(), value, TAKES);
    }
    tag
}

fn read_actions(table: &Table<'_>, reading: &mut ConfigReader<'_>, translation: &mut Translation) {
    let names = Action::ALL.iter().map(|action| action.name());
    let known: Vec<&str> = names.chain(ActionGroup::ALL.iter().map(|group| group.english_title())).collect();
    for (name, value) in reading.entries(table) {
        if !known.contains(&name.get_ref().as_ref()) {
            reading.note_unknown("action", name, &known);
        } else if let Some(text) = words(name, value, reading) {
            translation.actions.insert(name.get_ref().to_string(), text.to_owned());
        }
    }
}

/// Reads a text for the screen; one with control characters or bidirectional controls is refused.
fn words<'v>(name: &Name<'_>, value: &'v Value<'_>, reading: &mut ConfigReader<'_>) -> Option<&'v str> {
    const TAKES: &str = "words in quotation marks";
    let text = reading.words(name.get_ref(), value, TAKES)?;
    let commands = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(commands) {
        reading.note_wrong(name.get_ref(), value, TAKES);
        return None;
    }
    Some(text)
}

/// Every sentence in English, in the form of the file, as the start of a translation.
pub fn to_translate() -> String {
    let line = |name: &str, text: &str| format!("{name} = {text:?}\n");
    let sentences = ALL.iter().flat_map(SentenceForms::forms).map(|(name, text)| line(&name, text));
    let groups = ActionGroup::ALL.iter().map(|group| group.english_title());
    let groups = groups.map(|title| line(&format!("{title:?}"), title));
    let actions = Action::ALL.iter().map(|action| line(action.name(), action.english_help()));
    let language = line(LANGUAGE, "en");
    let sentences = [language].into_iter().chain(sentences);
    sentences.chain([format!("\n[{ACTIONS}]\n")]).chain(groups).chain(actions).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::domain::Order;

    fn read_text(text: &str) -> (Translation, Vec<String>) {
        let (translation, mistakes) = read(Source { file: Path::new("words/danish.toml"), text });
        (translation, mistakes.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn the_template_for_translators_is_a_valid_translation() {
        let (translation, mistakes) = read_text(&to_translate());

        assert_eq!(mistakes, [""; 0]);
        assert_eq!(translation.sentences["arrived_one"], "1 new article arrived");
        assert_eq!(translation.actions["undo"], Action::Undo.english_help());
    }

    #[test]
    fn a_mistake_in_a_translation_is_reported_with_its_line_and_the_others_are_used() {
        let (translation, mistakes) =
            read_text("copied = \"Kopierede {urll}\"\nrelatd = \"\"\nviews = \"Lister\"\n");

        assert_eq!(
            mistakes,
            [
                "words/danish.toml, line 1: unknown part of this sentence \"urll\"; did you mean \"url\"?",
                "words/danish.toml, line 2: unknown sentence \"relatd\"; did you mean \"related\"?",
            ]
        );
        assert_eq!(translation.sentences["views"], "Lister");
        assert_eq!(translation.sentences.len(), 1);
    }

    #[test]
    fn the_shipped_translations_are_complete() {
        for (language, text) in SHIPPED {
            let (translation, mistakes) = read_text(text);
            assert_eq!(mistakes, [""; 0], "{language}");
            for (sentence, (name, english)) in
                ALL.iter().flat_map(|sentence| sentence.forms().map(move |form| (sentence, form)))
            {
                let said = translation
                    .sentences
                    .get(name.as_str())
                    .unwrap_or_else(|| panic!("{language} lacks {name}"));
                let parts = |text: &str| {
                    let parts = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
                    parts.map(|(part, _)| part.to_owned()).collect::<std::collections::BTreeSet<_>>()
                };
                // The form for one may name the count where the English does not: in French, zero takes it
                // too.
                let mut named = parts(said);
                if !parts(english).contains(sentence.count.unwrap_or_default()) {
                    named.retain(|part| Some(part.as_str()) != sentence.count);
                }
                assert_eq!(named, parts(english), "{language}: {name}");
            }
            let groups = ActionGroup::ALL.iter().map(|group| group.english_title());
            for name in Action::ALL.iter().map(|action| action.name()).chain(groups) {
                assert!(translation.actions.contains_key(name), "{language} lacks {name}");
            }
        }
    }

    #[test]
    fn the_sentences_about_orders_name_each_of_them() {
        let english = to_translate();
        for text in SHIPPED.iter().map(|(_, text)| *text).chain([english.as_str()]) {
            let (translation, _) = read_text(text);
            for sentence in ["orders_there_are", "command_sort_by"] {
                for (order, _) in Order::ALL {
                    assert!(translation.sentences[sentence].contains(order), "{sentence} lacks {order}");
                }
            }
        }
    }

    #[test]
    fn a_translation_has_a_form_for_every_kind_of_count_of_its_language() {
        let (translation, mistakes) = read_text(
            "language = \"pl\"\nsources_few = \"{count} źródła\"\nsources = \"{count} źródeł\"\n\
             copied_few = \"\"\n",
        );
        let (_, wrong) = read_text("language = \"polska mowa\"\n");

        let polish = crate::words::Words::with_translation(translation);
        assert_eq!([2, 5].map(|count: u32| polish.sources(count)), ["2 źródła", "5 źródeł"]);
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        assert!(wrong[0].contains("the tag of a language"), "{wrong:?}");
    }

    #[test]
    fn no_control_character_comes_from_a_translation() {
        let (translation, mistakes) = read_text("views = \"\\u001b[2J\"\nsort = \"\\u202edrah\"\n");

        assert_eq!((translation, mistakes.len()), (Translation::default(), 2));
    }
}
