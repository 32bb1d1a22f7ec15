//! The export of Tiny Tiny RSS: starred and archived articles, with their notes and labels.

use super::charset;
use super::document::{ImportError, ImportSink, ImportedArticle, Skipped, deliver};
use super::feed::{self, Element};
use super::guard;
use super::json::{self, JsonValue};
use super::reading_list::{SavedLink, moment_of};
use crate::domain::parse_tags;

/// Reads an export.
pub fn read(bytes: Vec<u8>, each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    let all = guard::run_guarded(move || {
        let tree = feed::elements(&charset::decode(&bytes));
        let list = tree.root.all("articles").next().unwrap_or(&tree.root);
        Ok(list.all("article").map(article).collect::<Vec<_>>())
    })?;
    if all.is_empty() {
        return Err(ImportError::NoArticle("a Tiny Tiny RSS export without articles".to_owned()));
    }
    let pieces = (1..).zip(all).map(|(number, found)| {
        found.map_err(|reason| Skipped { line: None, reason: format!("article {number}: {reason}") })
    });
    deliver(pieces, each);
    Ok(())
}

fn article(element: &Element) -> Result<ImportedArticle, String> {
    let words = |name: &str| {
        let text = element.all(name).next().map(Element::text).unwrap_or_default();
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let field = |name: &str| words(name).map_or(JsonValue::Null, |text| JsonValue::Text(text.into()));
    let mut found = json::of_fields(vec![
        ("guid", field("guid")),
        ("title", field("title")),
        ("author", field("author")),
        ("url", field("link")),
        ("publication", field("feed_title")),
        ("published", field("updated")),
        ("content_html", field("content")),
    ])?;
    let mut saved =
        SavedLink { added: words("updated").as_deref().and_then(moment_of), ..SavedLink::default() };
    for list in ["label_cache", "tag_cache"] {
        let list = words(list).unwrap_or_default();
        // Labels are a list in JSON: number, name, colours.
        let labels: Vec<Vec<serde_json::Value>> = serde_json::from_str(&list).unwrap_or_default();
        let names = labels.iter().filter_map(|label| label.get(1)?.as_str().map(str::to_owned));
        let names: Vec<String> = names.collect();
        let plain = if names.is_empty() && !list.starts_with(['[', '{']) { list } else { names.join(",") };
        saved.tags.extend(parse_tags(&plain));
    }
    saved.remark(&words("note").unwrap_or_default());
    found.marks = saved.marks();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::ImportItem;
    use std::ops::ControlFlow;

    #[test]
    fn an_article_comes_with_its_note_and_labels() {
        let xml = "<?xml version=\"1.0\"?><articles schema-version=\"140\"><article>\
            <guid><![CDATA[g1]]></guid><title><![CDATA[Rain & snow]]></title><content><![CDATA[<p>It fell.</p>]]></content>\
            <marked><![CDATA[1]]></marked><note><![CDATA[for the talk]]></note><link><![CDATA[https://a.example/rain]]></link>\
            <tag_cache><![CDATA[]]></tag_cache><label_cache><![CDATA[[[-1025,\"river\",\"\",\"\"]]]]></label_cache>\
            <feed_title><![CDATA[The Paper]]></feed_title><updated><![CDATA[2020-05-08 10:00:00]]></updated></article></articles>";
        let mut all = Vec::new();

        read(xml.as_bytes().to_vec(), &mut |piece| {
            all.push(piece.unwrap());
            ControlFlow::Continue(())
        })
        .unwrap();

        let Some(ImportItem::Article(found)) = all.pop() else { panic!("no article") };
        let kept = found.marks.bookmark().unwrap();
        assert_eq!(found.article.headline.as_str(), "Rain & snow");
        assert_eq!(found.article.publication, Some("The Paper".into()));
        assert_eq!(found.article.body.to_plain(), "It fell.");
        assert_eq!(kept.tags, ["river".into()].into());
        assert_eq!(kept.note.unwrap().to_string(), "for the talk");
    }
}
