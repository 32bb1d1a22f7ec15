//! Single values under the names of a field: words, addresses, moments.

use std::borrow::Cow;

use crate::domain::{Language, Moment, Prose, WebUrl};
use crate::extract::dates;

use super::loose::{JsonValue, Pair, take};

/// The words under the first of the names that has any; their markup is removed.
pub fn prose(pairs: &mut [Pair<'_>], names: &[&str]) -> Option<Prose> {
    names.iter().find_map(|name| Prose::non_empty(&words_of(pairs, &[name])?))
}

/// The value of the first of the names that has one, as words.
pub fn words_of<'json>(pairs: &mut [Pair<'json>], names: &[&str]) -> Option<Cow<'json, str>> {
    take(pairs, names)?.into_words()
}

/// The first address that newsprint follows.
pub fn url(pairs: &mut [Pair<'_>], names: &[&str]) -> Option<WebUrl> {
    names.iter().find_map(|name| WebUrl::parse(&words_of(pairs, &[name])?).ok())
}

/// An address, resolved against the article's own.
pub fn address(text: &str, base: Option<&WebUrl>) -> Option<WebUrl> {
    match base {
        // An empty reference would be the article itself.
        Some(_) if text.trim().is_empty() => None,
        Some(base) => base.join(text).ok(),
        None => WebUrl::parse(text).ok(),
    }
}

/// The first moment that can be read; a number is seconds or milliseconds since 1970.
pub fn moment(pairs: &mut [Pair<'_>], names: &[&str], language: Option<&Language>) -> Option<Moment> {
    names.iter().find_map(|name| match take(pairs, &[name])? {
        JsonValue::Number(number) => dates::from_epoch(number.as_f64()?),
        value => {
            let text = value.into_words()?;
            text.parse().ok().or_else(|| dates::field(&text, language))
        }
    })
}
