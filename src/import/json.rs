//! Articles as JSON: newsprint's own lossless form, and the looser forms of other tools.
//!
//! The form is recognised by its names alone; `assets/manual/articles.md` has the table. Only a missing text refuses an
//! article: a field that cannot be understood is left out.

mod body;
mod bookmarks;
mod fields;
mod libraries;
mod links;
mod lists;
mod loose;
mod marks;
mod media;
mod names;
mod pictures;
mod values;

use std::io::BufRead;
use std::panic;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize as _, Deserializer as _};

use super::document::{ImportError, ImportSink, ImportedArticle, Skipped, deliver};
use super::lossy::LossyUtf8;
use super::reading_list::SavedLink;
use super::{charset, json_repair};
pub use bookmarks::are_bookmarks;
use libraries::ForeignLibrary;
pub use libraries::holds_list;
pub use lists::are_named;
use lists::list_in;
pub use loose::JsonValue;
use loose::Pair;

/// Reads an article.
pub fn article(json: &[u8]) -> Result<ImportedArticle, String> {
    match parse(json) {
        Ok(value) => article_of(value),
        Err(reason) => match mended(json) {
            Some(json) => article_of(parse(&json)?),
            None => Err(reason),
        },
    }
}

/// The JSON with its bad bytes replaced and its faults mended; none where there are neither.
fn mended(json: &[u8]) -> Option<Vec<u8>> {
    let text = charset::decode(json);
    match json_repair::mended(&text) {
        Some(mended) => Some(mended.into_bytes()),
        None => (text.as_bytes() != json).then(|| text.into_owned().into_bytes()),
    }
}

/// Reads a document that is an object: an article, or a list of articles under one of the usual names.
pub fn document(json: &[u8], each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    let decoded = charset::decode(json).into_owned().into_bytes();
    if let Some(articles) = several(&decoded) {
        deliver(articles.into_iter().map(|value| found(value, None)), each);
        return Ok(());
    }
    let value = parse(&decoded).map(JsonValue::into_owned).or_else(|reason| {
        mended(&decoded).map_or(Err(reason), |mended| parse(&mended).map(JsonValue::into_owned))
    });
    let value = value.map_err(ImportError::NoArticle)?;
    if let Some(links) = bookmarks::links(&value) {
        let found = links.into_iter().map(SavedLink::into_article);
        deliver(found.map(|found| found.map_err(|reason| Skipped { line: None, reason })), each);
        return Ok(());
    }
    match list_in(value) {
        Ok(articles) => deliver(articles.into_iter().map(|value| found(value, None)), each),
        Err(value) => deliver([Ok(article_of(value).map_err(ImportError::NoArticle)?)], each),
    }
    Ok(())
}

/// The objects of a document, one after another, each over several lines; `None` where there is only one, or
/// where one is invalid.
fn several(json: &[u8]) -> Option<Vec<JsonValue<'static>>> {
    let mut all = serde_json::Deserializer::from_slice(json).into_iter::<JsonValue<'_>>();
    let first = all.next()?.ok()?;
    let second = all.next()?.ok()?;
    let firsts = [first, second].into_iter().map(Ok);
    let all: Result<Vec<_>, serde_json::Error> = firsts.chain(all).collect();
    Some(all.ok()?.into_iter().map(JsonValue::into_owned).collect())
}

/// Reads an array of articles piece by piece, whatever its length.
pub fn array(input: &mut dyn BufRead, each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    skip_byte_order_mark(input)?;
    let mut reader = serde_json::Deserializer::from_reader(LossyUtf8::of(input));
    let mut stopped = false;
    let read = reader.deserialize_seq(Articles { each, stopped: &mut stopped });
    match read {
        Ok(()) => Ok(()),
        Err(_) if stopped => Ok(()),
        Err(reason) if reason.is_io() => Err(ImportError::Read(reason.into())),
        Err(reason) => {
            let skipped = Skipped { line: Some(reason.line()), reason: reason_without_place(&reason) };
            deliver([Err::<ImportedArticle, _>(skipped)], each);
            Ok(())
        }
    }
}

fn parse(json: &[u8]) -> Result<JsonValue<'_>, String> {
    serde_json::from_slice(json).map_err(|reason| reason_without_place(&reason))
}

/// Reads an article from fields that another reader found, under their JSON names.
pub fn of_fields(fields: Vec<(&str, JsonValue<'_>)>) -> Result<ImportedArticle, String> {
    article_of(JsonValue::Map(fields.into_iter().map(|(name, value)| (name.into(), value)).collect()))
}

/// Reads an article from a parsed value.
pub fn of_value(value: &serde_json::Value) -> Result<ImportedArticle, String> {
    article_of(JsonValue::deserialize(value).map_err(|reason| reason_without_place(&reason))?)
}

/// Reads an article; a panic of the HTML parser on its markup fails that article alone.
fn article_of(value: JsonValue<'_>) -> Result<ImportedArticle, String> {
    let read = panic::catch_unwind(panic::AssertUnwindSafe(|| match value {
        JsonValue::Map(pairs) => match ForeignLibrary::of(&pairs) {
            Some(library) => {
                let (mut fields, marks) = library.read(pairs);
                name_by_address(&mut fields);
                Ok(ImportedArticle { marks, ..fields::article(JsonValue::Map(fields))? })
            }
            None => fields::article(JsonValue::Map(unwrapped(pairs))),
        },
        other => fields::article(other),
    }));
    read.unwrap_or_else(|_panic| Err("reading its text failed, which is a bug in newsprint".to_owned()))
}

fn found(value: JsonValue<'_>, line: Option<usize>) -> Result<ImportedArticle, Skipped> {
    article_of(value).map_err(|reason| Skipped { line, reason })
}

/// Whether a field is a headline or a text.
fn is_word(name: &str) -> bool {
    names::HEADLINE.contains(&name) || names::TEXT.contains(&name)
}

/// The fields of an article, which an element of a list may hold in an object of its own.
fn unwrapped(mut pairs: Vec<Pair<'_>>) -> Vec<Pair<'_>> {
    if pairs.iter().any(|(name, _)| is_word(name)) {
        return pairs;
    }
    let is_article = |(name, value): &Pair<'_>| names::WRAPPED.contains(&name.as_ref()) && value.is_map();
    match pairs.iter().position(is_article).map(|at| pairs.swap_remove(at)) {
        Some((_, JsonValue::Map(inner))) => inner,
        _ => pairs,
    }
}

/// Gives an entry of a library without title and text its address as a title, since the person saved it.
fn name_by_address(fields: &mut [Pair<'_>]) {
    let has = |name: &str| fields.iter().any(|(known, value)| known == name && *value != JsonValue::Null);
    if has("title") || has("content_html") || has("content_text") {
        return;
    }
    let url = fields.iter().find(|(name, _)| name == "url").map(|(_, value)| value.clone());
    let title = fields.iter_mut().find(|(name, _)| name == "title");
    if let (Some((_, title)), Some(url)) = (title, url) {
        *title = url;
    }
}

/// The message of an error without "at line 1 column 2", since the line is reported separately.
fn reason_without_place(reason: &serde_json::Error) -> String {
    let text = reason.to_string();
    let plain = text.split(" at line ").next().unwrap_or_default();
    format!("not JSON: {plain}")
}

fn skip_byte_order_mark(input: &mut dyn BufRead) -> Result<(), ImportError> {
    if input.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
        input.consume(3);
    }
    Ok(())
}

struct Articles<'a, 'each> {
    each: &'a mut ImportSink<'each>,
    stopped: &'a mut bool,
}

impl<'de> Visitor<'de> for Articles<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("an array of articles")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let mut number = 0_usize;
        while let Some(value) = elements.next_element_seed(OwnedValue)? {
            number += 1;
            // An export in parts is a list of lists.
            let parts = match value {
                JsonValue::List(parts) if parts.iter().any(JsonValue::is_map) => parts,
                other => vec![other],
            };
            for value in parts {
                let found = article_of(value)
                    .map_err(|reason| Skipped { line: None, reason: format!("element {number}: {reason}") });
                if (self.each)(found.map(ImportedArticle::into)).is_break() {
                    *self.stopped = true;
                    // Ends the parse here; the rest is not read.
                    return Err(A::Error::custom("stopped"));
                }
            }
        }
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

/// Deserialises a value that outlives its input buffer.
struct OwnedValue;

impl<'de> DeserializeSeed<'de> for OwnedValue {
    type Value = JsonValue<'static>;

    fn deserialize<D: serde::Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<JsonValue<'static>, D::Error> {
        <JsonValue<'de> as serde::Deserialize>::deserialize(deserializer).map(JsonValue::into_owned)
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::domain::{Article, Prose};

    fn read(json: &str) -> Article {
        article(json.as_bytes()).unwrap().article
    }

    fn rewritten(json: &str) -> serde_json::Value {
        serde_json::to_value(read(json)).unwrap()
    }

    #[test]
    fn the_own_json_is_read_back_without_loss() {
        let json = r#"{"guid":"p-1","url":"https://paper.example/a?id=1","headline":"Rain","standfirst":"It fell.",
            "byline":[{"name":"Ana Ruiz","bio":"Writes."},{"name":"Bo"}],"publication":"The Paper","section":"Weather",
            "topics":["rain","river"],"published":"2020-05-07T10:30:00+02:00","updated":"2020-05-08","language":"pt-BR",
            "lead_image":{"url":"https://paper.example/r.jpg","alt":"a river","caption":["The ",{"strong":"river"}],"credit":"A. Lens"},
            "body":[{"type":"paragraph","text":["Rain ",{"link":["fell ",{"emphasis":"hard"}],"url":"https://paper.example/b"},{"break":true},{"code":"x"}]},
                {"type":"list","ordered":true,"start":3,"items":[[{"type":"paragraph","text":"one"}],[]]},
                {"type":"table","header":["Day"],"rows":[["Monday"]],"caption":"Rain"},
                {"type":"code","language":"rust","text":"a\n  b"},{"type":"rule"},
                {"type":"quotation","blocks":[{"type":"paragraph","text":"It rose."}],"attribution":"A neighbour"},
                {"type":"pull_quote","text":"It rose."},{"type":"figure","credit":"A. Lens"},{"type":"heading","level":3,"text":"Later"}],
            "related":[{"heading":"Latest","links":[{"headline":"B","url":"https://paper.example/b","caption":"A river"},{"headline":"Rain","self":true}]},
                {"sponsored":true,"links":[{"headline":"C"}]}]}"#;
        let strict: Article = serde_json::from_str(json).unwrap();

        assert_eq!(read(json), strict);
    }

    /// The headlines of a document.
    fn headlines(json: &str) -> Vec<String> {
        let mut told = Vec::new();
        let read = document(json.as_bytes(), &mut |piece| {
            if let Ok(crate::import::ImportItem::Article(found)) = piece {
                told.push(found.article.headline.to_string());
            }
            ControlFlow::Continue(())
        });
        assert!(read.is_ok(), "{json}");
        told
    }

    #[test]
    fn a_list_is_found_wherever_an_answer_has_it() {
        for json in [
            r#"{"data":{"articles":[{"title":"A","text":"a"},{"title":"B","text":"b"}]}}"#,
            r#"{"status":0,"content":[{"title":"A","link":"https://paper.example/a"},{"title":"B","content":"b"}]}"#,
            r#"{"kind":"Listing","data":{"children":[{"kind":"t3","data":{"title":"A","selftext":""}},{"kind":"t3","data":{"title":"B"}}]}}"#,
            r#"{"1":{"title":"A","text":"a"},"2":{"title":"B","text":"b"}}"#,
            r#"{"stories":[{"story_title":"A","story_content":"a"},{"story_title":"B"}]}"#,
            r#"{"title":"A"} {"title":"B"}"#,
        ] {
            assert_eq!(headlines(json), ["A", "B"], "{json}");
        }
        assert_eq!(headlines(r#"{"title":"A","content":[{"type":"paragraph","text":"a"}]}"#), ["A"]);
        assert_eq!(headlines(r#"{"title":"A","data":{"title":"B"}}"#), ["A"]);
    }

    #[test]
    fn the_number_of_a_cache_is_no_identity_of_the_source() {
        assert_eq!(read(r#"{"id":"n42","headline":"Rain"}"#).guid, None);
        assert_eq!(read(r#"{"id":"n42","title":"Rain"}"#).guid, Some(Prose::trimmed("n42")));
        assert_eq!(read(r#"{"id":7,"guid":null,"title":"Rain"}"#).guid, Some(Prose::trimmed("7")));
    }

    #[test]
    fn looser_shapes_are_welcome() {
        let json = rewritten(
            r#"{"title":"Rain","author":"By Ana Ruiz and Bo Lind","date":"7 May 2020","pubDate":null,"site":"The Paper",
            "tags":"rain, river","category":"Weather","summary":"<p>It <b>fell</b>.</p>","link":"http://paper.example/a?utm_source=x",
            "body":"One\ngoes on.\n\nTwo.","lang":"en_us","image":"/r.jpg",
            "related":[{"title":"B","url":"/b"},"C",{"title":"Mail","url":"mailto:a@b.example"}]}"#,
        );

        assert_eq!(
            json,
            serde_json::json!({
                "url": "http://paper.example/a", "headline": "Rain", "standfirst": "It fell.",
                "byline": [{"name": "Ana Ruiz"}, {"name": "Bo Lind"}], "publication": "The Paper", "section": "Weather",
                "topics": ["rain", "river"], "published": "2020-05-07", "language": "en-US",
                "lead_image": {"url": "http://paper.example/r.jpg"},
                "body": [{"type": "paragraph", "text": "One goes on."}, {"type": "paragraph", "text": "Two."}],
                "related": [{"links": [{"headline": "B", "url": "http://paper.example/b"}, {"headline": "C"}, {"headline": "Mail"}]}],
            })
        );
    }

    #[test]
    fn markup_and_markdown_become_blocks() {
        let html = rewritten(r#"{"title":"Rain","content_html":"<p>One</p><p>Two</p>"}"#);
        let markdown = rewritten(r#"{"title":"Rain","body_markdown":"One\n\nTwo"}"#);

        assert_eq!(html["body"], markdown["body"]);
        assert_eq!(html["body"].as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn an_odd_field_never_costs_the_article() {
        let json = rewritten(
            r#"{"headline":"Rain","published":"soon","language":"english language","url":"ftp://x","byline":7,
            "body":[{"type":"paragraph","text":["a ",{"link":"b","url":"javascript:x()"}]},{"type":"carousel"},{"type":"quote","text":"c"},null]}"#,
        );

        assert_eq!(
            json,
            serde_json::json!({"headline": "Rain", "byline": [{"name": "7"}], "body": [
                {"type": "paragraph", "text": ["a ", "b"]},
                {"type": "quotation", "blocks": [{"type": "paragraph", "text": "c"}]},
            ]})
        );
    }

    #[test]
    fn an_article_needs_a_headline_or_a_text() {
        assert_eq!(
            article(b"{\"url\":\"https://paper.example/\"}"),
            Err("neither headline nor text".to_owned())
        );
        assert_eq!(article(b"[1]"), Err("not a JSON object".to_owned()));
        assert_eq!(read(r#"{"text":"Rain fell on the town."}"#).headline.as_str(), "Rain fell on the town.");
    }
}
