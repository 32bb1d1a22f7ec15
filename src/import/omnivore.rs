//! The export of Omnivore: lists of entries (`metadata_…json`), their pages under `content/`, their
//! highlights under `highlights/`, both named by the entry's slug.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use serde_json::{Value, json};

use super::document::{ImportError, ImportSink, LARGEST_DOCUMENT, Skipped, deliver};
use super::json;

/// The folders beside the lists.
pub const FOLDERS: &[&str] = &["content", "highlights"];

/// Whether a file name is that of a list of entries.
pub fn is_list(name: &str) -> bool {
    name.strip_suffix(".json").is_some_and(|stem| stem.starts_with("metadata_"))
}

/// Whether a file is a list of entries with its folders beside it.
pub fn is_export(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    is_list(&name) && FOLDERS.iter().any(|folder| path.with_file_name(folder).is_dir())
}

/// Reads a list, each entry with its page and highlights.
pub fn read(bytes: &[u8], path: &Path, each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    read_held(bytes, |folder, name| text_of(&path.with_file_name(folder).join(name)), each)
}

/// Reads a list; the callback gives the text of a file in one of the folders.
pub fn read_held(
    bytes: &[u8],
    mut file_text: impl FnMut(&str, &str) -> Option<String>,
    each: &mut ImportSink<'_>,
) -> Result<(), ImportError> {
    let entries: Vec<Value> = serde_json::from_slice(bytes)
        .map_err(|reason| ImportError::NoArticle(format!("not a list of entries: {reason}")))?;
    let found = (1..).zip(entries).map(|(number, mut entry)| {
        complete(&mut entry, &mut file_text);
        json::of_value(&entry)
            .map_err(|reason| Skipped { line: None, reason: format!("entry {number}: {reason}") })
    });
    deliver(found, each);
    Ok(())
}

/// Adds the page and highlights of an entry.
fn complete(entry: &mut Value, file_text: &mut impl FnMut(&str, &str) -> Option<String>) {
    let Some(slug) = entry.get("slug").and_then(Value::as_str).map(str::to_owned) else { return };
    // A slug is a file name, never a path out of the folder.
    if slug.contains(['/', '\\']) || slug.starts_with('.') {
        return;
    }
    let Some(fields) = entry.as_object_mut() else { return };
    if let Some(page) = file_text("content", &format!("{slug}.html")) {
        fields.insert("content_html".to_owned(), page.into());
    }
    if let Some(marked) = file_text("highlights", &format!("{slug}.md")) {
        fields.insert("annotations".to_owned(), quotations(&marked).into());
    }
}

/// The highlights in Markdown: each a quotation, with the note below it.
fn quotations(markdown: &str) -> Vec<Value> {
    let mut told: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    let mut goes_on = false;
    for line in markdown.lines().map(str::trim) {
        match (line.strip_prefix('>'), told.last_mut()) {
            (Some(words), Some((quote, said))) if goes_on && said.is_empty() => quote.push(words),
            (Some(words), _) => told.push((vec![words], Vec::new())),
            (None, Some((_, said))) if !line.is_empty() => said.push(line),
            (None, None) if !line.is_empty() => told.push((Vec::new(), vec![line])),
            (None, _) => {}
        }
        goes_on = line.starts_with('>');
    }
    told.into_iter()
        .map(|(quote, said)| json!({"quote": quote.join("\n"), "text": said.join("\n")}))
        .collect()
}

fn text_of(path: &Path) -> Option<String> {
    let mut text = String::new();
    let file = File::open(path).ok().filter(|file| file.metadata().is_ok_and(|kind| kind.is_file()))?;
    file.take(LARGEST_DOCUMENT).read_to_string(&mut text).ok()?;
    Some(text).filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::ImportItem;
    use std::fs;
    use std::ops::ControlFlow;

    #[test]
    fn an_entry_comes_with_its_page_and_highlights() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("content/rain-1.html", "<div><p>It rained on the town all night.</p></div>"),
            ("highlights/rain-1.md", "> It rained\n> on the town\n\n> all night\n\nlong\n"),
            (
                "metadata_0_to_20.json",
                r#"[{"id":"1","slug":"rain-1","title":"Rain","url":"https://a.example/rain","state":"Archived","readingProgress":40,"labels":["river"],"savedAt":"2020-05-08T10:00:00.000Z","publishedAt":"2020-05-07T10:00:00.000Z"},
                {"id":"2","slug":"../../etc/passwd","title":"Snow","url":"https://a.example/snow","state":"Active","labels":[],"savedAt":"2020-05-08T10:00:00.000Z"}]"#,
            ),
        ] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let path = folder.path().join("metadata_0_to_20.json");
        let mut found = Vec::new();

        assert!(is_export(&path));
        read(&fs::read(&path).unwrap(), &path, &mut |piece| {
            let Ok(ImportItem::Article(article)) = piece else { panic!("{piece:?}") };
            found.push(article);
            ControlFlow::Continue(())
        })
        .unwrap();

        let kept = found[0].marks.bookmark().unwrap();
        assert_eq!(found[0].article.body.to_plain(), "It rained on the town all night.");
        assert_eq!((kept.note, kept.tags), (None, ["river".into()].into()));
        let told: Vec<_> = found[0].marks.highlights().into_iter().map(|one| (one.words, one.note)).collect();
        assert_eq!(
            told,
            [("It rained\non the town".into(), None), ("all night".into(), Some("long".into()))]
        );
        assert!(found[0].marks.read().unwrap());
        assert_eq!(found[1].article.body.blocks(), []);
        assert!(!found[1].marks.read().unwrap());
    }
}
