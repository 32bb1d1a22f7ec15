//! Pictures in the JSON of an article, as `data:` addresses: each is extracted and replaced by its name.

use std::borrow::Cow;

use crate::extract::album::PicturesByName;
use crate::import::pictures;

use super::loose::{JsonValue, Pair};

/// The field for a picture in the JSON of a figure.
const NAME: &str = "picture";

/// Extracts the pictures of an article. A name without bytes is dropped.
pub fn take_out(pairs: &mut [Pair<'_>]) -> PicturesByName {
    let mut found = PicturesByName::new();
    let holders = pairs.iter_mut().filter(|(name, _)| name == "lead_image" || name == "body");
    holders.for_each(|(_, value)| visit(value, &mut found));
    found
}

fn visit(value: &mut JsonValue<'_>, found: &mut PicturesByName) {
    match value {
        JsonValue::List(items) => items.iter_mut().for_each(|item| visit(item, found)),
        JsonValue::Map(pairs) => pairs.iter_mut().for_each(|(name, value)| {
            if name == NAME {
                *value = named(value, found);
            } else {
                visit(value, found);
            }
        }),
        JsonValue::Null | JsonValue::Bool(_) | JsonValue::Number(_) | JsonValue::Text(_) => {}
    }
}

fn named(value: &JsonValue<'_>, found: &mut PicturesByName) -> JsonValue<'static> {
    let Some(picture) = value.as_text().and_then(pictures::of_address) else { return JsonValue::Null };
    let name = picture.name();
    found.insert(name, picture);
    JsonValue::Text(Cow::Owned(name.to_string()))
}
