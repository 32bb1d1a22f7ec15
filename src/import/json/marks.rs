//! The person's marks on an article, in newsprint's own form and in the exports of reading lists (wallabag,
//! Omnivore, Pocket's interface).
//!
//! Only an object that is marked as an entry of a library is read so: elsewhere `tags` are the topics of the
//! article and `created_at` is its date of publication.

use crate::domain::{Marks, Moment, parse_tags};
use crate::import::reading_list::SavedLink;

use super::loose::{JsonValue, Pair, take};
use super::names;
use super::values::moment;

/// Removes and returns the marks among the fields of an article.
pub fn take_marks(pairs: &mut [Pair<'_>], is_ours: bool) -> Marks {
    if is_ours && let Some(own) = take(pairs, &["marks"]) {
        return serde_json::from_value(own.into()).unwrap_or_default();
    }
    let has_highlights = || pairs.iter().any(|(name, value)| name == "highlights" && quotes(value));
    if !pairs.iter().any(|(name, _)| names::SAVED.contains(&name.as_ref())) && !has_highlights() {
        return Marks::default();
    }
    let mut saved =
        SavedLink { added: moment(pairs, names::ADDED, None).map(Moment::instant), ..SavedLink::default() };
    // These are the times of the entry, not of the article.
    drop((take(pairs, &["updatedAt"]), take(pairs, &["updated_at"]), take(pairs, &["created_at"])));
    let has_progress = pairs.iter().any(|(name, _)| name == "readingProgress");
    saved.read = take(pairs, &["is_archived"]).map(is_true);
    if let Some(state) = take(pairs, &["state", "status"]).and_then(JsonValue::into_words) {
        saved.set_place(&state);
    }
    if has_progress && saved.read != Some(true) {
        let finished = |value: &JsonValue<'_>| matches!(value, JsonValue::Number(number) if number.as_f64() >= Some(100.0));
        saved.read = take(pairs, &["readingProgress"]).map(|value| finished(&value));
    }
    if take(pairs, &["is_starred", "favorite", "is_favorite"]).is_some_and(is_true) {
        saved.set_place("starred");
    }
    for tag in take(pairs, &["tags", "labels"]).map(JsonValue::into_list).unwrap_or_default() {
        let words = if let JsonValue::Map(_) = tag { tag.into_words().map(Into::into) } else { tags_of(tag) };
        saved.tags.extend(words.iter().flat_map(|words: &String| parse_tags(words)));
    }
    saved.remark(&take(pairs, &["note"]).and_then(JsonValue::into_words).unwrap_or_default());
    for highlight in take(pairs, &["annotations", "highlights"]).map(JsonValue::into_list).unwrap_or_default()
    {
        add_highlight(&mut saved, highlight);
    }
    saved.marks()
}

/// Whether a list holds highlights, as in Pocket's export beside its table.
fn quotes(list: &JsonValue<'_>) -> bool {
    let JsonValue::List(all) = list else { return false };
    all.iter()
        .any(|one| matches!(one, JsonValue::Map(pairs) if pairs.iter().any(|(name, _)| name == "quote")))
}

fn tags_of(tag: JsonValue<'_>) -> Option<String> {
    tag.into_words().map(Into::into)
}

/// Adds a highlight: its words, or an object with a quotation and a note.
fn add_highlight(saved: &mut SavedLink, highlight: JsonValue<'_>) {
    let JsonValue::Map(mut pairs) = highlight else {
        saved.highlight(&highlight.into_words().unwrap_or_default(), "");
        return;
    };
    let quote = take(&mut pairs, &["quote", "highlight"]).and_then(JsonValue::into_words);
    let marked = moment(&mut pairs, &["created_at"], None).map(Moment::instant);
    saved.added = saved.added.or(marked);
    let comment =
        take(&mut pairs, &["text", "note", "comment", "annotation"]).and_then(JsonValue::into_words);
    saved.highlight(&quote.unwrap_or_default(), &comment.unwrap_or_default());
}

fn is_true(value: JsonValue<'_>) -> bool {
    match value {
        JsonValue::Bool(truth) => truth,
        other => other.into_words().is_some_and(|words| !matches!(words.trim(), "" | "0" | "false")),
    }
}

#[cfg(test)]
mod tests {
    use crate::import::json::article;

    #[test]
    fn an_entry_of_wallabag_keeps_what_was_done_with_it() {
        let found = article(
            br#"{"is_archived":1,"is_starred":1,"tags":["rivers",{"label":"town"}],"id":7,"title":"Rain","url":"https://a.example/rain",
            "content":"<p>It rained on the town all night.</p>","created_at":"2020-05-08T10:00:00+0000","updated_at":"2021-01-01T00:00:00+0000",
            "published_at":"2020-05-07T09:00:00+0000","published_by":["Ana Ruiz"],"domain_name":"a.example",
            "annotations":[{"quote":"all night","text":"long"},{"quote":"the town","text":""}]}"#,
        )
        .unwrap();

        let kept = found.marks.bookmark().unwrap();
        assert!(found.marks.read().unwrap());
        assert_eq!(kept.tags, ["rivers", "starred", "town"].map(Into::into).into());
        let told: Vec<_> = found.marks.highlights().into_iter().map(|one| (one.words, one.note)).collect();
        assert_eq!(told, [("all night".into(), Some("long".into())), ("the town".into(), None)]);
        assert_eq!(kept.note, None);
        assert_eq!(kept.added, "2020-05-08T10:00:00Z".parse().unwrap());
        assert_eq!(found.article.topics, []);
        assert_eq!(found.article.updated, None);
        assert_eq!(found.article.published.unwrap().to_string(), "2020-05-07T09:00:00Z");
        assert_eq!(found.article.names(), "Ana Ruiz");
    }

    #[test]
    fn passages_that_pocket_kept_beside_its_table_are_highlights() {
        let found = article(
            br#"{"url":"https://a.example/rain","title":"Rain","highlights":[{"quote":"all night","created_at":1588930100}]}"#,
        )
        .unwrap();

        let kept = found.marks.bookmark().unwrap();
        assert_eq!((kept.note, kept.added.as_second()), (None, 1_588_930_100));
        assert_eq!(found.marks.highlights().first().map(|one| one.words.as_str()), Some("all night"));
    }

    #[test]
    fn an_article_that_is_no_library_entry_has_topics_and_no_marks() {
        let found =
            article(br#"{"title":"Rain","tags":["rain"],"created_at":"2020-05-08T10:00:00Z","state":"x"}"#)
                .unwrap();

        assert!(found.marks.is_empty());
        assert_eq!(found.article.topics, ["rain".into()]);
    }

    #[test]
    fn a_link_without_a_title_is_called_by_its_address() {
        let found =
            article(br#"{"url":"https://a.example/rain","time_added":"1588930000","status":"0"}"#).unwrap();

        assert_eq!(found.article.headline.as_str(), "https://a.example/rain");
        assert!(found.marks.bookmark().is_some());
    }
}
