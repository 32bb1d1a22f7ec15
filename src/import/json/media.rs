//! The files of an article, and its discussion.

use crate::domain::{Comments, Enclosure, WebUrl};

use super::loose::{JsonValue, Pair, take};
use super::names;
use super::values::{address, prose};

/// Reads the files; those without an address that newsprint follows are left out.
pub fn media(pairs: &mut [Pair<'_>], base: Option<&WebUrl>) -> Vec<Enclosure> {
    let files = take(pairs, names::MEDIA).map(JsonValue::into_list).unwrap_or_default();
    files.into_iter().filter_map(|file| medium(file, base)).collect()
}

fn medium(file: JsonValue<'_>, base: Option<&WebUrl>) -> Option<Enclosure> {
    let JsonValue::Map(mut pairs) = file else {
        return Some(Enclosure::at(address(&file.into_words()?, base)?));
    };
    let url = address(&take(&mut pairs, names::LINK_ADDRESS)?.into_words()?, base)?;
    let image = take(&mut pairs, &["image"]).and_then(JsonValue::into_words);
    Some(Enclosure {
        kind: prose(&mut pairs, names::MEDIUM_TYPE),
        bytes: number(&mut pairs, names::MEDIUM_BYTES),
        seconds: number(&mut pairs, names::MEDIUM_SECONDS),
        title: prose(&mut pairs, &["title"]),
        image: image.and_then(|image| address(&image, base)),
        url,
    })
}

/// Reads the discussion of an article: an address, or an object with one.
pub fn comments(pairs: &mut [Pair<'_>], base: Option<&WebUrl>) -> Option<Comments> {
    match take(pairs, &["comments", "comments_url"])? {
        JsonValue::Map(mut pairs) => {
            let url = address(&take(&mut pairs, names::LINK_ADDRESS)?.into_words()?, base)?;
            Some(Comments { url, count: number(&mut pairs, &["count"]) })
        }
        written @ JsonValue::Text(_) => {
            Some(Comments { url: address(&written.into_words()?, base)?, count: None })
        }
        JsonValue::Null | JsonValue::Bool(_) | JsonValue::Number(_) | JsonValue::List(_) => None,
    }
}

fn number(pairs: &mut [Pair<'_>], names: &[&str]) -> Option<u64> {
    take(pairs, names)?.into_words()?.trim().parse().ok()
}
