//! Entries of other programs' libraries with JSON of their own form: the items of Google Reader's successors
//! (Inoreader, `FreshRSS`, The Old Reader, Takeout), the bookmarks of Karakeep and of Pinboard.

use crate::domain::Marks;
use crate::extract;
use crate::import::reading_list::{SavedLink, moment_of};

use super::loose::{JsonValue, Pair, take};

/// The end of the category that marks an item as read.
const READ: &str = "/state/com.google/read";

/// The end of the category that marks an item as starred.
pub const STARRED: &str = "/state/com.google/starred";

/// The prefix of a label's name in a category.
const LABEL: &str = "/label/";

/// A library whose entries have JSON of their own form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignLibrary {
    /// Google Reader and its successors.
    Reader,
    /// Karakeep.
    Karakeep,
    /// Pinboard.
    Pinboard,
}

impl ForeignLibrary {
    /// The library of an object, recognised by the object's names.
    pub fn of(pairs: &[Pair<'_>]) -> Option<Self> {
        let mut reader = (false, false);
        let mut karakeep = (false, false);
        let mut pinboard = (false, false);
        for (name, value) in pairs {
            match name.as_ref() {
                "categories" => reader.0 = matches!(value, JsonValue::List(_)),
                "origin" | "canonical" | "alternate" | "crawlTimeMsec" => {
                    reader.1 |= !matches!(value, JsonValue::Text(_)) || name == "crawlTimeMsec";
                }
                "createdAt" => karakeep.0 = true,
                "archived" | "content" => karakeep.1 |= value.is_map() || name == "archived",
                "href" => pinboard.0 = true,
                "toread" | "extended" => pinboard.1 = true,
                _ => {}
            }
        }
        match () {
            () if reader == (true, true) => Some(Self::Reader),
            () if karakeep == (true, true) => Some(Self::Karakeep),
            () if pinboard == (true, true) => Some(Self::Pinboard),
            () => None,
        }
    }

    /// The entry under the names of article JSON, and the person's marks.
    pub fn read(self, pairs: Vec<Pair<'_>>) -> (Vec<Pair<'_>>, Marks) {
        match self {
            Self::Reader => reader(pairs),
            Self::Karakeep => karakeep(pairs),
            Self::Pinboard => pinboard(pairs),
        }
    }
}

fn words(pairs: &mut [Pair<'_>], name: &str) -> Option<String> {
    Some(take(pairs, &[name])?.into_words()?.into_owned()).filter(|words| !words.trim().is_empty())
}

fn text<'json>(name: &'static str, words: Option<String>) -> Pair<'json> {
    (name.into(), words.map_or(JsonValue::Null, |words| JsonValue::Text(words.into())))
}

/// A title as plain text: these services escape it as markup.
fn title(words: Option<String>) -> Option<String> {
    words.map(
        |words| {
            if words.contains('&') { extract::plain_words(&words.replace('<', "&lt;")) } else { words }
        },
    )
}

fn reader(mut pairs: Vec<Pair<'_>>) -> (Vec<Pair<'_>>, Marks) {
    let url = ["canonical", "alternate"].iter().find_map(|name| first_address(take(&mut pairs, &[name])?));
    let [content, summary] = ["content", "summary"].map(|name| match take(&mut pairs, &[name])? {
        JsonValue::Map(mut inner) => words(&mut inner, "content"),
        other => other.into_words().map(std::borrow::Cow::into_owned),
    });
    let publication = match take(&mut pairs, &["origin"]) {
        Some(JsonValue::Map(mut origin)) => words(&mut origin, "title"),
        _ => None,
    };
    let categories: Vec<String> = take(&mut pairs, &["categories"])
        .map(JsonValue::into_list)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|category| category.into_words().map(std::borrow::Cow::into_owned))
        .collect();
    let marks = reader_marks(&mut pairs, &categories);
    // The labels of an unsaved item are its topics.
    let is_saved = marks.bookmark().is_some();
    let label = |category: &str| Some(category.split_once(LABEL)?.1.to_owned()).filter(|_| !is_saved);
    let topic = |category: &String| match category.strip_prefix("user/") {
        Some(own) => label(own),
        None => Some(category.clone()),
    };
    let topics = categories.iter().filter_map(topic).map(|topic| JsonValue::Text(topic.into())).collect();
    // The id of an item is the service's own; without an address it distinguishes items.
    let id = words(&mut pairs, "id").filter(|_| url.is_none());
    let guid = words(&mut pairs, "guid").or(id);
    let fields = vec![
        text("guid", guid),
        text("title", title(words(&mut pairs, "title"))),
        text("author", title(words(&mut pairs, "author"))),
        text("url", url),
        text("publication", title(publication)),
        ("published".into(), take(&mut pairs, &["published"]).unwrap_or(JsonValue::Null)),
        ("topics".into(), JsonValue::List(topics)),
        text("content_html", content),
        text("html", summary),
        ("enclosure".into(), take(&mut pairs, &["enclosure"]).unwrap_or(JsonValue::Null)),
    ];
    (fields, marks)
}

fn first_address(links: JsonValue<'_>) -> Option<String> {
    links.into_list().into_iter().find_map(|link| match link {
        JsonValue::Map(mut link) => words(&mut link, "href"),
        other => other.into_words().map(std::borrow::Cow::into_owned),
    })
}

fn reader_marks(pairs: &mut [Pair<'_>], categories: &[String]) -> Marks {
    let is = |state: &str| categories.iter().any(|name| name.starts_with("user/") && name.ends_with(state));
    let mut saved = SavedLink { read: Some(is(READ)), ..SavedLink::default() };
    for annotation in take(pairs, &["annotations"]).map(JsonValue::into_list).unwrap_or_default() {
        match annotation {
            JsonValue::Map(mut inner) => {
                let said = words(&mut inner, "note").unwrap_or_default();
                saved.highlight(&words(&mut inner, "text").unwrap_or_default(), &said);
            }
            other => saved.remark(&other.into_words().unwrap_or_default()),
        }
    }
    saved.remark(&words(pairs, "note").unwrap_or_default());
    if !is(STARRED) && saved.note.is_empty() && saved.highlights.is_empty() {
        // Without a star, labels are those of the feed.
        return Marks::without_times(saved.read, None);
    }
    let labels = categories.iter().filter_map(|name| name.strip_prefix("user/")?.split_once(LABEL));
    labels.for_each(|(_, label)| saved.set_place(label));
    saved.read = Some(is(READ));
    let moments = [("timestampUsec", 1_000_000), ("crawlTimeMsec", 1_000)];
    saved.added = moments.iter().find_map(|(name, parts)| {
        let count: i64 = words(pairs, name)?.trim().parse().ok()?;
        moment_of(&(count / parts).to_string())
    });
    saved.marks()
}

fn karakeep(mut pairs: Vec<Pair<'_>>) -> (Vec<Pair<'_>>, Marks) {
    let mut content = match take(&mut pairs, &["content"]) {
        Some(JsonValue::Map(content)) => content,
        _ => Vec::new(),
    };
    let mut saved = SavedLink {
        added: words(&mut pairs, "createdAt").as_deref().and_then(moment_of),
        read: take(&mut pairs, &["archived"]).map(|archived| archived == JsonValue::Bool(true)),
        ..SavedLink::default()
    };
    for tag in take(&mut pairs, &["tags"]).map(JsonValue::into_list).unwrap_or_default() {
        saved.tag(&tag.into_words().unwrap_or_default());
    }
    saved.remark(&words(&mut pairs, "note").unwrap_or_default());
    let title = words(&mut pairs, "title").or_else(|| words(&mut content, "title"));
    let fields = vec![
        text("title", title),
        text("url", words(&mut content, "url").or_else(|| words(&mut content, "sourceUrl"))),
        text("description", words(&mut content, "description")),
        text("content_html", words(&mut content, "htmlContent")),
        text("content_text", words(&mut content, "text")),
    ];
    (fields, saved.marks())
}

fn pinboard(mut pairs: Vec<Pair<'_>>) -> (Vec<Pair<'_>>, Marks) {
    let mut saved = SavedLink {
        added: words(&mut pairs, "time").as_deref().and_then(moment_of),
        read: words(&mut pairs, "toread").map(|toread| toread != "yes"),
        ..SavedLink::default()
    };
    let tags = words(&mut pairs, "tags").unwrap_or_default();
    tags.split_whitespace().for_each(|tag| saved.tag(tag));
    saved.remark(&words(&mut pairs, "extended").unwrap_or_default());
    let fields =
        vec![text("title", words(&mut pairs, "description")), text("url", words(&mut pairs, "href"))];
    (fields, saved.marks())
}

/// Whether a text begins as an object with a list of entries: an export without line breaks.
pub fn holds_list(json: &str) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    let (mut name, mut is_name) = (String::new(), true);
    let mut rest = json.chars();
    while let Some(letter) = rest.next() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => {
                in_string = !in_string;
                if in_string && depth == 1 && is_name {
                    name.clear();
                }
            }
            _ if in_string && depth == 1 && is_name => name.push(letter),
            _ if in_string => {}
            ':' if depth == 1 => is_name = false,
            ',' if depth == 1 => is_name = true,
            '[' if depth == 1 && super::names::LISTS.contains(&name.as_str()) => {
                return rest.find(|next| !next.is_whitespace()) == Some('{');
            }
            '{' if depth == 1 && super::names::ANSWERS.contains(&name.as_str()) => {
                return holds_list(&format!("{{{}", rest.as_str()));
            }
            '[' if depth == 1 && super::names::TEXT.contains(&name.as_str()) => return false,
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::super::{article, document};
    use crate::domain::{Article, Marks};
    use crate::import::ImportItem;

    fn all(json: &str) -> Vec<(Article, Marks)> {
        let mut all = Vec::new();
        document(json.as_bytes(), &mut |piece| {
            if let Ok(ImportItem::Article(found)) = piece {
                all.push((found.article, found.marks));
            }
            ControlFlow::Continue(())
        })
        .unwrap();
        all
    }

    #[test]
    fn an_item_of_a_reader_comes_with_text_labels_and_state() {
        let found = all(r#"{"id":"user/1/state/com.google/starred","title":"Starred","items":[
            {"id":"tag:google.com,2005:reader/item/1","title":"Rain &amp; snow","published":1588850000,
             "canonical":[{"href":"https://a.example/rain"}],"summary":{"content":"<p>It fell.</p>"},"author":"Ana Ruiz",
             "crawlTimeMsec":"1588930000000","categories":["user/1/state/com.google/read","user/1/label/river","Weather"],
             "annotations":[{"text":"It fell","note":"hard"}],"origin":{"streamId":"feed/https://a.example/f","title":"The Paper"}}]}"#);

        let [(article, marks)] = found.as_slice() else { panic!("{found:?}") };
        let kept = marks.bookmark().unwrap();
        assert_eq!(
            (article.headline.as_str(), article.body.to_plain().as_str()),
            ("Rain & snow", "It fell.")
        );
        assert_eq!(article.url.as_ref().unwrap().as_str(), "https://a.example/rain");
        assert_eq!((article.publication.as_ref(), article.guid.as_ref()), (Some(&"The Paper".into()), None));
        assert_eq!(article.topics, ["Weather".into()]);
        assert_eq!((marks.read(), kept.tags), (Some(true), ["river".into()].into()));
        assert_eq!((kept.added.as_second(), kept.note), (1_588_930_000, None));
        let told: Vec<_> = marks.highlights().into_iter().map(|one| (one.words, one.note)).collect();
        assert_eq!(told, [("It fell".into(), Some("hard".into()))]);
    }

    #[test]
    fn the_items_of_a_feed_are_read_or_not_and_no_bookmarks() {
        let found = all(
            r#"{"id":"feed/1","title":"The Paper","items":[{"id":"1","title":"Vec&lt;u8&gt;","alternate":[{"href":"https://a.example/1"}],
            "content":{"content":"<p>It.</p>"},"categories":["user/-/state/com.google/reading-list","user/-/label/News"],"origin":{"title":"P"}}]}"#,
        );

        assert_eq!(found[0].0.headline.as_str(), "Vec<u8>");
        assert_eq!(found[0].0.topics, ["News".into()]);
        assert_eq!((found[0].1.read(), found[0].1.bookmark()), (Some(false), None));
    }

    #[test]
    fn an_item_of_a_reader_keeps_its_recordings_and_the_fuller_of_its_texts() {
        let long = "The river rose in the night and the old bridge was closed. ".repeat(9);
        let found = all(&format!(
            r#"{{"id":"user/1/state/com.google/starred","items":[{{"title":"Rain","canonical":[{{"href":"https://a.example/1"}}],
            "content":{{"content":"<p>Short.</p>"}},"summary":{{"content":"{long}"}},"categories":["user/1/state/com.google/starred"],
            "enclosure":[{{"href":"https://a.example/e.mp3","type":"audio/mpeg","length":"5500"}}]}}]}}"#
        ));

        let article = &found[0].0;
        assert!(article.body.to_plain().contains(long.trim()));
        assert_eq!(article.standfirst, Some("Short.".into()));
        assert_eq!((article.media[0].url.path(), article.media[0].bytes), ("/e.mp3", Some(5_500)));
    }

    #[test]
    fn a_bookmark_of_karakeep_and_one_of_pinboard_are_what_they_were_there() {
        let found = all(
            r#"{"bookmarks":[{"createdAt":1588930000,"title":null,"tags":["river"],"content":{"type":"link","url":"https://a.example/","title":"A"},"note":"why","archived":true}]}"#,
        );
        let (article_of_karakeep, marks) = &found[0];
        assert_eq!((article_of_karakeep.headline.as_str(), marks.read()), ("A", Some(true)));
        assert_eq!(marks.bookmark().unwrap().tags, ["river".into()].into());

        let pin = article(
            br#"{"href":"https://a.example/","description":"Rain","extended":"for the talk","meta":"0","hash":"1","time":"2020-05-08T10:00:00Z","shared":"no","toread":"yes","tags":"river wet"}"#,
        )
        .unwrap();
        let kept = pin.marks.bookmark().unwrap();
        assert_eq!((pin.article.headline.as_str(), pin.marks.read()), ("Rain", Some(false)));
        assert_eq!((kept.tags.len(), kept.note.unwrap().as_str()), (2, "for the talk"));
    }
}
