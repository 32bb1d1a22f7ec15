//! Markdown files, with or without front matter, whose fields have the loose names and forms of article JSON
//! and are read as such.

use std::path::Path;

use serde_json::{Map, Value};

use crate::domain::WebUrl;
use crate::extract;

use super::document::{ImportError, ImportedArticle};
use super::front_matter::FrontMatter;
use super::pictures::{DocumentFolder, Unpacked};
use super::{charset, json, markdown};

/// Names of the lead image.
const LEAD: &[&str] = &["lead_image", "image", "cover", "featured_image", "thumbnail"];

/// Names of the article's address.
const ADDRESS: &[&str] = &["url", "link", "permalink", "canonical_url"];

/// Fields that may be links to notes.
const LINKED: &[&str] =
    &["author", "authors", "byline", "publication", "site", "publisher", "tags", "topics"];

/// Reads a Markdown file, with the pictures beside it.
pub fn read(bytes: &[u8], file: &Path) -> Result<ImportedArticle, ImportError> {
    let text = charset::decode(bytes);
    let front_matter = FrontMatter::of(&text);
    let words = front_matter.as_ref().map_or(&*text, |found| found.rest);
    let mut article = front_matter.as_ref().map(FrontMatter::facts).unwrap_or_default();
    take_links(&mut article);
    let (heading, rest) = heading(words);
    let title = ["headline", "title"].iter().find_map(|name| article.get(*name)).and_then(Value::as_str);
    let is_named_twice = title.is_some_and(|title| heading.is_some_and(|heading| heading == title.trim()));
    let body = if title.is_none() && heading.is_some() || is_named_twice { rest } else { words };
    if let (None, Some(heading)) = (title, heading) {
        article.insert("title".to_owned(), markdown::words(heading).into());
    }
    let lead = LEAD.iter().find_map(|name| file_of(article.get(*name)?)).map(str::to_owned);
    article.insert("body_markdown".to_owned(), body.into());
    let mut found = json::of_value(&Value::Object(article)).map_err(ImportError::NoArticle)?;
    add_pictures(&mut found, body, lead.as_deref(), file);
    Ok(found)
}

/// Converts the fields of Obsidian's Web Clipper: `source` is the address, and an author is a link to a note.
fn take_links(facts: &mut Map<String, Value>) {
    let source = facts.get("source").and_then(Value::as_str).filter(|source| WebUrl::parse(source).is_ok());
    if let Some(address) =
        source.map(str::to_owned).filter(|_| !ADDRESS.iter().any(|name| facts.contains_key(*name)))
    {
        facts.remove("source");
        facts.insert("url".to_owned(), address.into());
    }
    for name in LINKED {
        match facts.get_mut(*name) {
            Some(Value::String(words)) => *words = without_brackets(words),
            Some(Value::Array(all)) => all.iter_mut().for_each(|one| {
                if let Value::String(words) = one {
                    *words = without_brackets(words);
                }
            }),
            _ => {}
        }
    }
}

/// The words of a link to a note: `[[Ann Calder]]`, `[[people/Ann|Ann Calder]]`.
fn without_brackets(words: &str) -> String {
    let link = words.trim().strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    // There may be several links, with words between them.
    let plain = |link: &str| link.rsplit('|').next().unwrap_or_default().trim().to_owned();
    match link {
        Some(link) if !link.contains("[[") => plain(link),
        _ => words.replace("[[", "").replace("]]", ""),
    }
}

/// The address of a picture: a string, or an object that holds it.
fn file_of(picture: &Value) -> Option<&str> {
    picture.as_str().or_else(|| ["url", "src", "path"].iter().find_map(|name| picture.get(*name)?.as_str()))
}

/// Adds the pictures that the text and its fields name; most texts name none.
fn add_pictures(found: &mut ImportedArticle, body: &str, lead: Option<&str>, file: &Path) {
    let shows = body.contains("![") || body.contains("<img");
    if !shows && lead.is_none() {
        return;
    }
    let beside = DocumentFolder::of(file);
    let unpacked = Unpacked::of(body);
    let album = |written: &str| unpacked.picture(written).or_else(|| beside.picture(written));
    let article = &mut found.article;
    let mut pictures = extract::album::PicturesByName::new();
    if shows {
        (article.body, pictures) = markdown::body_with_pictures(&unpacked.html, article.url.as_ref(), &album);
    }
    if let Some(picture) = lead.and_then(album) {
        article.lead_image.get_or_insert_default().picture = Some(picture.clone());
        pictures.insert(picture.name(), picture);
    }
    found.notes.extend(extract::album::attach_pictures(article, &pictures));
    found.notes.extend(beside.note().into_iter().chain(unpacked.note()));
}

/// The heading of the first level at the start, and the text after it.
fn heading(markdown: &str) -> (Option<&str>, &str) {
    let start = markdown.trim_start();
    let (first, rest) = start.split_once('\n').unwrap_or((start, ""));
    let (second, below) = rest.split_once('\n').unwrap_or((rest, ""));
    let is_underlined = second.len() > 1 && second.trim_end().bytes().all(|sign| sign == b'=');
    match first.strip_prefix("# ") {
        Some(heading) => (Some(heading.trim().trim_end_matches('#').trim_end()), rest),
        None if is_underlined && !first.trim().is_empty() => (Some(first.trim()), below),
        None => (None, markdown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Value {
        serde_json::to_value(read(text.as_bytes(), Path::new("")).unwrap().article).unwrap()
    }

    #[test]
    fn a_clip_of_obsidian_has_its_address_and_its_author() {
        let clip = "---\ntitle: \"Rain\"\nsource: \"https://paper.example/a\"\nauthor:\n  - \"[[Ann Calder]]\"\n  - \"[[people/Bo|Bo Lind]]\"\n---\nIt fell.\n";

        let told = told(clip);

        assert_eq!(told["url"], "https://paper.example/a");
        assert_eq!(told["byline"], serde_json::json!([{"name": "Ann Calder"}, {"name": "Bo Lind"}]));
        assert_eq!(told["publication"], Value::Null);
    }

    #[test]
    fn facts_in_yaml_are_read() {
        let file = "---\ntitle: \"Rain: again\"\nauthor:\n  - name: Ana Ruiz\n    url: https://paper.example/ana\n  - Bo Lind\ndate: 2020-05-07 # Thursday\ntags: [rain, \"rivers, old\"]\ndescription: >-\n  It fell\n  hard.\nurl: https://paper.example/a\ndraft: false\n---\n# Rain: again\n\nIt *fell*.\n";

        assert!(FrontMatter::of(file).is_some());
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
