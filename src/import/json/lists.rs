//! Documents that hold their articles as a list under some name, or an article under each of several.

use super::loose::{JsonValue, Pair};
use super::{is_word, libraries, names};

/// The articles of a document that is a list of them under some name, or else the document itself.
pub(super) fn list_in(value: JsonValue<'static>) -> Result<Vec<JsonValue<'static>>, JsonValue<'static>> {
    let JsonValue::Map(mut pairs) = value else { return Err(value) };
    let is_starred = pairs.iter().any(|(name, value)| {
        name == "id" && value.as_text().is_some_and(|id| id.ends_with(libraries::STARRED))
    });
    let is_list = |value: &JsonValue<'_>| matches!(value, JsonValue::List(items) if items.iter().all(JsonValue::is_map));
    if let Some(articles) = take_answer(&mut pairs) {
        return Ok(articles);
    }
    let at = names::LISTS
        .iter()
        .find_map(|name| pairs.iter().position(|(key, value)| key == name && is_list(value)));
    let is_text = |at: usize, (place, (key, _)): (usize, &Pair<'_>)| {
        place != at && (names::TEXT.contains(&key.as_ref()) || names::HEADLINE.contains(&key.as_ref()))
    };
    // A title of its own is that of the list, but where the list may be the text.
    let is_list_at = |at: usize| {
        let may_be_text = pairs.get(at).is_some_and(|(key, _)| names::TEXT.contains(&key.as_ref()));
        let has_text = pairs.iter().any(|(key, _)| names::TEXT.contains(&key.as_ref()));
        if may_be_text { !pairs.iter().enumerate().any(|pair| is_text(at, pair)) } else { !has_text }
    };
    match at {
        Some(at) if is_list_at(at) => match pairs.swap_remove(at).1 {
            JsonValue::List(articles) if is_starred => Ok(articles.into_iter().map(starred).collect()),
            JsonValue::List(articles) => Ok(articles),
            other => Err(other),
        },
        _ if are_articles(&pairs) => Ok(pairs.into_iter().map(|(_, value)| value).collect()),
        _ => Err(JsonValue::Map(pairs)),
    }
}

/// Whether a line is a whole object with an article under each of several names.
pub fn are_named(line: &str) -> bool {
    let value = serde_json::from_str::<JsonValue<'_>>(line);
    matches!(value, Ok(JsonValue::Map(pairs)) if are_articles(&pairs))
}

/// Whether an object has an article under each of several names, such as their ids.
fn are_articles(pairs: &[Pair<'_>]) -> bool {
    let has_words = |value: &JsonValue<'_>| match value {
        JsonValue::Map(inner) => inner.iter().any(|(name, _)| is_word(name)),
        _ => false,
    };
    pairs.len() > 1 && pairs.iter().all(|(name, value)| !is_word(name) && has_words(value))
}

/// Takes the list out of the object in which a server answers.
fn take_answer(pairs: &mut Vec<Pair<'static>>) -> Option<Vec<JsonValue<'static>>> {
    if pairs.iter().any(|(name, _)| names::TEXT.contains(&name.as_ref())) {
        return None;
    }
    let is_answer = |(name, value): &Pair<'_>| names::ANSWERS.contains(&name.as_ref()) && value.is_map();
    let at = pairs.iter().position(is_answer)?;
    let (name, answer) = pairs.swap_remove(at);
    list_in(answer).map_err(|answer| pairs.push((name, answer))).ok()
}

/// Marks an item of a list of starred ones as starred.
fn starred(mut item: JsonValue<'static>) -> JsonValue<'static> {
    if let JsonValue::Map(pairs) = &mut item {
        let state = JsonValue::Text(format!("user/-{}", libraries::STARRED).into());
        match pairs.iter_mut().find(|(name, _)| name == "categories") {
            Some((_, JsonValue::List(categories))) => categories.push(state),
            Some(_) => {}
            None => pairs.push(("categories".into(), JsonValue::List(vec![state]))),
        }
    }
    item
}
