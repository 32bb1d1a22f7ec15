//! Markdown files, with or without facts at their start: YAML between `---`, TOML between `+++`.
//!
//! Of both only what such files use is read: `name: value`, `name = value`, and lists. The facts then
//! have the loose names and shapes of article JSON, and are read as such.

use std::path::Path;

use serde_json::{Map, Value};

use crate::extract;

use super::pictures::{Beside, Unpacked};
use super::{Found, ImportError, charset, json, markdown};

/// Names of the picture above the text.
const LEAD: &[&str] = &["lead_image", "image", "cover", "featured_image", "thumbnail"];

/// Whether a text begins with facts.
pub fn has_front_matter(start: &str) -> bool {
    parted(start).is_some_and(|(facts, _)| facts.lines().any(|line| pair(line).is_some()))
}

/// Reads a Markdown file, and the pictures beside it.
pub fn read(bytes: &[u8], file: &Path) -> Result<Found, ImportError> {
    let text = charset::decode(bytes);
    let (facts, words) = parted(&text).unwrap_or(("", &text));
    let mut article = facts_of(facts);
    let (heading, rest) = heading(words);
    let title = ["headline", "title"].iter().find_map(|name| article.get(*name)).and_then(Value::as_str);
    let is_named_twice = title.is_some_and(|title| heading.is_some_and(|heading| heading == title.trim()));
    let body = if title.is_none() && heading.is_some() || is_named_twice { rest } else { words };
    if let (None, Some(heading)) = (title, heading) {
        article.insert("title".to_owned(), heading.into());
    }
    let lead = LEAD.iter().find_map(|name| article.get(*name)).and_then(Value::as_str).map(str::to_owned);
    article.insert("body_markdown".to_owned(), body.into());
    let json = Value::Object(article).to_string();
    let mut found = json::article(json.as_bytes()).map_err(ImportError::NoArticle)?;
    add_pictures(&mut found, body, lead.as_deref(), file);
    Ok(found)
}

/// Adds the pictures that the text and its facts name; most texts name none.
fn add_pictures(found: &mut Found, body: &str, lead: Option<&str>, file: &Path) {
    let shows = body.contains("![") || body.contains("<img");
    if !shows && lead.is_none() {
        return;
    }
    let beside = Beside::of(file);
    let unpacked = Unpacked::of(body);
    let album = |written: &str| unpacked.picture(written).or_else(|| beside.picture(written));
    let article = &mut found.article;
    let mut pictures = extract::album::Found::new();
    if shows {
        (article.body, pictures) = markdown::pictured(&unpacked.html, article.url.as_ref(), &album);
    }
    if let Some(picture) = lead.and_then(album) {
        article.lead_image.get_or_insert_default().picture = Some(picture.clone());
        pictures.insert(picture.name(), picture);
    }
    found.notes.extend(extract::album::give(article, &pictures));
    found.notes.extend(beside.note().into_iter().chain(unpacked.note()));
}

/// The facts and what follows them.
fn parted(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(['\u{feff}', '\n', '\r']);
    let (first, rest) = text.split_once('\n')?;
    let fence = first.trim_end();
    if !matches!(fence, "---" | "+++") {
        return None;
    }
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        let is_end = line.trim_end() == fence || fence == "---" && line.trim_end() == "...";
        if is_end {
            return Some((rest.get(..at)?, rest.get(at + line.len()..)?));
        }
        at += line.len();
    }
    None
}

/// A heading of the first level at the start, and what follows it.
fn heading(markdown: &str) -> (Option<&str>, &str) {
    let start = markdown.trim_start();
    let (first, rest) = start.split_once('\n').unwrap_or((start, ""));
    match first.strip_prefix("# ") {
        Some(heading) => (Some(heading.trim().trim_end_matches('#').trim_end()), rest),
        None => (None, markdown),
    }
}

fn facts_of(facts: &str) -> Map<String, Value> {
    let mut read = Map::new();
    let mut lines = facts.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((name, written)) = pair(line) else { continue };
        let mut below = Vec::new();
        let is_open = written.starts_with('[') && !written.contains(']');
        while let Some(line) = lines.next_if(|line| is_open || is_below(line)) {
            below.push(line.trim());
            if is_open && line.contains(']') {
                break;
            }
        }
        let value = match written {
            "" => block(&below),
            ">" | "|" | ">-" | "|-" => {
                Value::String(below.join(if written.starts_with('|') { "\n" } else { " " }))
            }
            _ => value(&[&[written], below.as_slice()].concat().join(" ")),
        };
        read.entry(name.to_ascii_lowercase()).or_insert(value);
    }
    read
}

/// A line that belongs to the name above it.
fn is_below(line: &str) -> bool {
    line.starts_with([' ', '\t']) || line.starts_with("- ")
}

/// The name and what is written after it; a comment or a table of TOML is none.
fn pair(line: &str) -> Option<(&str, &str)> {
    let at = line.find([':', '='])?;
    let (name, rest) = line.split_at(at);
    let name = name.trim_end().trim_matches('"');
    let is_name =
        !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "_-.".contains(letter));
    is_name.then(|| (name, rest.get(1..).unwrap_or_default().trim()))
}

/// The lines below a name: a list, or a single object of which only its name counts.
fn block(below: &[&str]) -> Value {
    let items = below.iter().filter_map(|line| line.strip_prefix('-')).map(|item| {
        let item = item.trim();
        pair(item).filter(|(name, _)| *name == "name").map_or_else(|| value(item), |(_, name)| value(name))
    });
    let items: Vec<Value> = items.collect();
    if !items.is_empty() {
        return Value::Array(items);
    }
    let name = below.iter().find_map(|line| pair(line).filter(|(name, _)| *name == "name"));
    name.map_or(Value::Null, |(_, name)| value(name))
}

fn value(written: &str) -> Value {
    if let Some(list) = written.strip_prefix('[').and_then(|rest| rest.trim_end().strip_suffix(']')) {
        return Value::Array(
            items(list).iter().map(|item| value(item)).filter(|item| !item.is_null()).collect(),
        );
    }
    match written.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inside = written.get(1..).unwrap_or_default();
            let inside = inside.rfind(quote).and_then(|end| inside.get(..end)).unwrap_or(inside);
            let inside = if quote == '"' { inside.replace("\\\"", "\"") } else { inside.replace("''", "'") };
            Value::String(inside)
        }
        _ => match written.split(" #").next().unwrap_or_default().trim() {
            "" | "~" | "null" | "true" | "false" => Value::Null,
            words => Value::String(words.to_owned()),
        },
    }
}

/// The items of a list on a line: commas within quotes part nothing.
fn items(list: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut quote = None;
    for character in list.chars() {
        match (quote, character) {
            (None, ',') => items.push(String::new()),
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
        if let Some(item) = items.last_mut().filter(|_| quote.is_some() || character != ',') {
            item.push(character);
        }
    }
    items.iter().map(|item| item.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Value {
        serde_json::to_value(read(text.as_bytes(), Path::new("")).unwrap().article).unwrap()
    }

    #[test]
    fn facts_in_yaml_are_read() {
        let file = "---\ntitle: \"Rain: again\"\nauthor:\n  - name: Ana Ruiz\n    url: https://paper.example/ana\n  - Bo Lind\ndate: 2020-05-07 # Thursday\ntags: [rain, \"rivers, old\"]\ndescription: >-\n  It fell\n  hard.\nurl: https://paper.example/a\ndraft: false\n---\n# Rain: again\n\nIt *fell*.\n";

        assert!(has_front_matter(file));
        assert_eq!(
            told(file),
            serde_json::json!({
                "url": "https://paper.example/a", "headline": "Rain: again", "standfirst": "It fell hard.",
                "byline": [{"name": "Ana Ruiz"}, {"name": "Bo Lind"}], "topics": ["rain", "rivers, old"],
                "published": "2020-05-07", "body": [{"type": "paragraph", "text": ["It ", {"emphasis": "fell"}, "."]}],
            })
        );
    }

    #[test]
    fn facts_in_toml_are_read() {
        let file = "+++\ntitle = 'Rain'\ndate = 2020-05-07T10:30:00+02:00\ntags = [\n  \"rain\",\n  \"river\",\n]\n[params]\n+++\n\nIt fell.\n";

        let article = told(file);

        assert_eq!(article["published"], "2020-05-07T10:30:00+02:00");
        assert_eq!(article["topics"], serde_json::json!(["rain", "river"]));
    }

    #[test]
    fn a_heading_at_the_start_is_the_headline() {
        let article = told("# Rain\n\nIt fell.\n");

        assert_eq!((&article["headline"], article["body"].as_array().unwrap().len()), (&"Rain".into(), 1));
        assert!(!has_front_matter("---\n\nIt fell.\n\n---\n"));
    }

    #[test]
    fn pictures_beside_the_file_are_kept_with_it() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("img")).unwrap();
        let pictures = [1, 2].map(crate::import::pictures::tests::png);
        std::fs::write(folder.path().join("img/one.png"), &pictures[0]).unwrap();
        std::fs::write(folder.path().join("two.png"), &pictures[1]).unwrap();
        let file = folder.path().join("rain.md");
        let text =
            "---\nimage: two.png\n---\n# Rain\n\nIt fell.\n\n![a river](img/one.png)\n\n![none](../x.png)\n";
        std::fs::write(&file, text).unwrap();

        let article = read(text.as_bytes(), &file).unwrap().article;

        let bytes: Vec<_> =
            article.pictures().iter().map(|picture| picture.bytes().unwrap().to_vec()).collect();
        assert_eq!(bytes, [pictures[1].clone(), pictures[0].clone()]);
        assert_eq!(article.body.to_plain(), "It fell.\na river\nnone");
    }
}
