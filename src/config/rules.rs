//! The rules of `[[rules]]`: each a search, and the actions on arriving articles that it finds.

use super::file::{ConfigReader, Table, Value};
use crate::domain::{ArrivalRule, Query, RuleAction, did_you_mean, safe_excerpt};

/// Most characters of a word that are repeated in a mistake.
const SHOWN: usize = 40;

/// Reads the rules in the order of the file; a rule with a mistake is noted and left out.
pub(super) fn read(document: &Table<'_>, reading: &mut ConfigReader<'_>) -> Vec<ArrivalRule> {
    let Some(value) = document.get("rules") else { return Vec::new() };
    let Some(rules) = value.get_ref().as_array() else {
        reading.note_wrong("rules", value, "tables: write [[rules]] on a line of its own");
        return Vec::new();
    };
    rules.iter().filter_map(|rule| read_rule(rule, reading)).collect()
}

/// The text of a configuration with a rule appended.
pub fn added(text: &str, rule: &ArrivalRule) -> String {
    let between = match text {
        "" => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    format!("{text}{between}{}", rule.to_toml())
}

/// The text of a configuration without a rule; `None` where the rule does not stand there as [`added`] wrote
/// it.
pub fn removed(text: &str, rule: &ArrivalRule) -> Option<String> {
    let lines = rule.to_toml();
    let (before, after) = text.rsplit_once(&lines)?;
    let before =
        before.strip_suffix("\n\n").map_or_else(|| before.to_owned(), |before| format!("{before}\n"));
    Some(before + after)
}

fn read_rule(rule: &Value<'_>, reading: &mut ConfigReader<'_>) -> Option<ArrivalRule> {
    let (mut search, mut actions) = (None, None);
    let at = rule.span().start;
    for (name, value) in reading.table("rules", rule).map(|table| reading.entries(table))? {
        match name.get_ref().as_ref() {
            "search" => search = Some(read_search(value, reading)?),
            "do" => actions = Some(read_actions(value, reading)?),
            _ => {
                reading.note_unknown("setting of a rule", name, &["search", "do"]);
                return None;
            }
        }
    }
    let missing = match (&search, &actions) {
        (Some(_), Some(_)) => None,
        (None, _) => Some(("the rule has no search", "write, for example, search = \"title:sponsored\"")),
        (_, None) => Some(("the rule does nothing", "write, for example, do = \"mute\"")),
    };
    if let Some((found, hint)) = missing {
        reading.note(at, found.to_owned(), Some(hint.to_owned()));
    }
    Some(ArrivalRule { search: search?, actions: actions? })
}

fn read_search(value: &Value<'_>, reading: &mut ConfigReader<'_>) -> Option<Query> {
    let text = reading.words("search", value, "a search, as in the reader")?;
    match Query::parse(text) {
        Ok(query) if query.is_empty() => {
            let hint = "write what the rule should match; \"is:unread\" matches every new article";
            reading.note(
                value.span().start,
                "the search of the rule is empty".to_owned(),
                Some(hint.to_owned()),
            );
            None
        }
        Ok(query) => Some(query),
        Err(mistake) => {
            let found = format!("search is \"{}\": {}", safe_excerpt(text, SHOWN), mistake.message);
            reading.note(value.span().start, found, mistake.hint);
            None
        }
    }
}

/// Reads a word or a list of words.
fn read_actions(value: &Value<'_>, reading: &mut ConfigReader<'_>) -> Option<Vec<RuleAction>> {
    let one = value.get_ref().as_str().map(|word| vec![word.to_owned()]);
    let words = one.or_else(|| super::programs::list(value)).filter(|words| !words.is_empty());
    let Some(words) = words else {
        reading.note_wrong("do", value, &format!("a word or a list of words: {}", known_words()));
        return None;
    };
    let actions: Vec<Option<RuleAction>> =
        words.iter().map(|word| read_action(word, value, reading)).collect();
    actions.into_iter().collect()
}

fn read_action(word: &str, value: &Value<'_>, reading: &mut ConfigReader<'_>) -> Option<RuleAction> {
    let action = RuleAction::named(word);
    if action.is_none() {
        let known = RuleAction::WITHOUT_VALUE.iter().map(RuleAction::word);
        let hint = did_you_mean(word, known).unwrap_or_else(|| format!("it takes {}", known_words()));
        reading.note(
            value.span().start,
            format!("do contains \"{}\"", safe_excerpt(word, SHOWN)),
            Some(hint),
        );
    }
    action
}

/// The words of the actions, as a list for a mistake.
fn known_words() -> String {
    let plain = RuleAction::WITHOUT_VALUE.iter().map(|action| format!("\"{}\"", action.word()));
    plain.chain(["\"tag:NAME\"".to_owned()]).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_is_added_to_a_text_is_taken_out_of_it_again() {
        let rule = ArrivalRule {
            search: Query::parse("site:gazette \"sold out\"").unwrap(),
            actions: vec![RuleAction::Mute],
        };
        for text in [
            "",
            "theme = \"dark\"\n",
            "[keys]\npreset = \"emacs\"\n\n[[rules]]\nsearch = \"x\"\ndo = \"read\"\n",
        ] {
            let with = added(text, &rule);
            let file = std::path::Path::new("config.toml");
            let (config, mistakes) = crate::config::Config::read(
                Some(&with),
                file,
                crate::config::colour::ColourDepth::True,
                |_| None,
            );

            assert_eq!((config.rules.last(), mistakes), (Some(&rule), vec![]), "{text}");
            assert_eq!(removed(&with, &rule).as_deref(), Some(text));
        }
        assert_eq!(removed("theme = \"dark\"\n", &rule), None);
    }
}
