//! The front matter at the start of a Markdown file, YAML between `---`, TOML between `+++` or an object of JSON,
//! as one JSON object.

use std::ops::Range;

use serde_json::{Map, Value};
use serde_saphyr::Options;
use serde_saphyr::options::DuplicateKeyPolicy;

/// Most bytes of front matter; a longer one is text between two rules.
const LONGEST: usize = 256 << 10;

/// Most values of front matter, those that aliases repeat included.
const MOST_VALUES: usize = 20_000;

/// The deepest nesting of values.
const DEEPEST: usize = 32;

/// The language of front matter, known by its fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    /// Between `---`.
    Yaml,
    /// Between `+++`.
    Toml,
    /// An object.
    Json,
}

/// The front matter of a file, and the text after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter<'text> {
    syntax: Syntax,
    facts: &'text str,
    /// The text after the closing fence.
    pub rest: &'text str,
}

impl<'text> FrontMatter<'text> {
    /// Finds front matter at the start of a text: two fences, and a name with a value between them.
    pub fn of(text: &'text str) -> Option<Self> {
        let text = text.trim_start_matches(['\u{feff}', '\n', '\r']);
        if text.starts_with('{') {
            return Self::object(text);
        }
        let (first, inside) = text.split_once('\n')?;
        let (syntax, fence) = match first.trim_end() {
            fence @ "---" => (Syntax::Yaml, fence),
            fence @ "+++" => (Syntax::Toml, fence),
            _ => return None,
        };
        let mut end = 0;
        for line in inside.split_inclusive('\n') {
            let is_fence = line.trim_end() == fence || syntax == Syntax::Yaml && line.trim_end() == "...";
            if is_fence {
                let facts = inside.get(..end)?;
                let found = Self { syntax, facts, rest: inside.get(end + line.len()..)? };
                return facts.lines().any(|line| name_of(line).is_some()).then_some(found);
            }
            end += line.len();
            if end > LONGEST {
                break;
            }
        }
        None
    }

    /// Finds an object at the start of a text, alone on its lines.
    fn object(text: &'text str) -> Option<Self> {
        let mut objects = serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>();
        let has_facts = objects.next()?.ok().is_some_and(|facts| !facts.is_empty());
        let (facts, rest) = text.split_at_checked(objects.byte_offset())?;
        let is_alone = rest.is_empty() || rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        (has_facts && is_alone && facts.len() <= LONGEST).then_some(Self {
            syntax: Syntax::Json,
            facts,
            rest,
        })
    }

    /// The values by their names. Where the whole is invalid, each name is parsed alone, and an invalid line
    /// is taken literally: `title: Rain: again`.
    pub fn facts(&self) -> Map<String, Value> {
        if let Some(facts) = self.parse(self.facts) {
            return with_lower_names(facts);
        }
        let mut facts = Map::new();
        for part in parts(self.facts) {
            let part = self.facts.get(part).unwrap_or_default();
            let alone = self.parse(part).or_else(|| written(part)).unwrap_or_default();
            for (name, value) in alone {
                facts.entry(name).or_insert(value);
            }
        }
        with_lower_names(facts)
    }

    fn parse(&self, facts: &str) -> Option<Map<String, Value>> {
        let value = match self.syntax {
            Syntax::Yaml => serde_saphyr::from_str_with_options(facts, yaml_options()).ok()?,
            Syntax::Json => serde_json::from_str(facts).ok()?,
            Syntax::Toml => Value::Object(table(toml::from_str(facts).ok()?)),
        };
        match value {
            Value::Object(facts) => Some(facts),
            _ => None,
        }
    }
}

/// The parser options, with limits against nested aliases.
fn yaml_options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_nodes: MOST_VALUES,
            max_events: MOST_VALUES * 4,
            max_depth: DEEPEST,
        },
        duplicate_keys: DuplicateKeyPolicy::FirstWins,
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: MOST_VALUES },
        with_snippet: false,
    }
}

fn table(table: toml::Table) -> Map<String, Value> {
    table.into_iter().map(|(name, value)| (name, json_of(value))).collect()
}

/// A TOML value as JSON; a date becomes a string as written.
fn json_of(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(json_of).collect(),
        toml::Value::Table(inner) => Value::Object(table(inner)),
    }
}

/// Makes names lower case: `Title:` is `title:` too.
fn with_lower_names(mut facts: Map<String, Value>) -> Map<String, Value> {
    let capital: Vec<(String, Value)> = facts
        .iter()
        .filter(|(name, _)| name.starts_with(char::is_uppercase))
        .map(|(name, value)| (name.to_lowercase(), value.clone()))
        .collect();
    for (name, value) in capital {
        facts.entry(name).or_insert(value);
    }
    facts
}

/// The range of each name with the lines indented below it.
fn parts(facts: &str) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in facts.split_inclusive('\n') {
        let end = at + line.len();
        match parts.last_mut() {
            Some(part) if name_of(line).is_none() => part.end = end,
            _ => parts.push(at..end),
        }
        at = end;
    }
    parts
}

/// A name and its value as written.
fn written(part: &str) -> Option<Map<String, Value>> {
    let name = name_of(part)?;
    let (_, words) = part.split_once([':', '='])?;
    let words = words.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    Some(Map::from_iter([(name.to_owned(), words.trim().trim_matches(['"', '\'']).into())]))
}

/// The name at the start of a line; `None` for an indented line, a comment and the header of a table.
fn name_of(line: &str) -> Option<&str> {
    let (name, _) = line.split_once([':', '='])?;
    let name = name.trim_end().trim_matches('"');
    let is_name =
        !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "_-.".contains(letter));
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn facts(text: &str) -> Value {
        Value::Object(FrontMatter::of(text).unwrap().facts())
    }

    #[test]
    fn strings_and_tables_of_toml_are_read_as_toml_says() {
        let read = facts(
            "+++\ntitle = \"\"\"\nRain\nagain\"\"\"\nnote = \"caf\\u00e9\"\nauthor = { name = \"Ana Ruiz\" }\ndate = 2020-05-07\n\
             [extra]\nsection = \"x\"\n+++\n",
        );

        assert_eq!(
            read,
            json!({"title": "Rain\nagain", "note": "café", "author": {"name": "Ana Ruiz"}, "date": "2020-05-07",
                "extra": {"section": "x"}})
        );
    }

    #[test]
    fn anchors_and_flow_mappings_of_yaml_are_read_as_yaml_says() {
        let read = facts(
            "---\nTitle: Rain\nauthors:\n- {name: Ana Ruiz, url: https://a.example}\ntags: &t\n- rain\n- 'river: old'\nkeywords: *t\n---\n",
        );

        assert_eq!(read["title"], "Rain");
        assert_eq!(read["authors"], json!([{"name": "Ana Ruiz", "url": "https://a.example"}]));
        assert_eq!((&read["tags"], &read["keywords"]), (&json!(["rain", "river: old"]), &read["tags"]));
    }

    #[test]
    fn an_object_of_json_at_the_start_is_front_matter() {
        let text = "{\n\"title\": \"Rain\",\n\"tags\": [\"a\"]\n}\n\nIt fell.\n";

        assert_eq!(facts(text), json!({"title": "Rain", "tags": ["a"]}));
        assert_eq!(FrontMatter::of(text).unwrap().rest.trim(), "It fell.");
        assert_eq!(FrontMatter::of("{ it } fell\n"), None);
        assert_eq!(FrontMatter::of("{\"a\": 1} and more\n"), None);
    }

    #[test]
    fn a_line_that_is_not_valid_costs_no_other() {
        let read = facts("---\ntitle: Rain: again\ntags: [a, b]\nsummary: \"open\ndate: 2020-05-07\n---\n");

        assert_eq!(
            read,
            json!({"title": "Rain: again", "tags": ["a", "b"], "summary": "open", "date": "2020-05-07"})
        );
    }

    #[test]
    fn aliases_that_multiply_are_not_expanded() {
        let mut bomb = String::from("---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let below = format!("*a{}, ", level - 1).repeat(9);
            bomb.extend([format!("a{level}: &a{level} [{below}]\n")]);
        }
        bomb.push_str("---\nRain\n");

        assert!(facts(&bomb).to_string().len() < 1_000_000);
    }

    #[test]
    fn text_between_two_rules_is_no_front_matter() {
        assert_eq!(FrontMatter::of("---\n\nIt fell.\n\n---\n"), None);
        assert_eq!(FrontMatter::of("---\ntitle: Rain\n"), None);
    }
}
