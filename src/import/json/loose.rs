//! A JSON value of any form, with strings borrowed from the input where possible.
//!
//! `serde_json::Value` would copy every string and build a map for every object, which takes half the time of
//! an import.

use std::borrow::Cow;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Number, Value};

/// Most values of a list; a document that is a list of articles is read one by one, whatever its length.
const LONGEST: usize = 500_000;

/// A name and its value, in the order of the document, so that the first of two equal names counts.
pub type Pair<'json> = (Cow<'json, str>, JsonValue<'json>);

/// Any JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonValue<'json> {
    /// The value `null`, which newsprint reads as absent.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Text(Cow<'json, str>),
    /// An array.
    List(Vec<Self>),
    /// An object.
    Map(Vec<Pair<'json>>),
}

impl<'json> JsonValue<'json> {
    /// The string, if the value is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the value is an object.
    pub const fn is_map(&self) -> bool {
        matches!(self, Self::Map(_))
    }

    /// The value as words: a string, a number's digits, or the name of an object such as `{"name": …}`.
    pub fn into_words(self) -> Option<Cow<'json, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            Self::Map(mut pairs) => take(
                &mut pairs,
                &["name", "title", "label", "term", "text", "value", "content", "rendered", "#text", "_"],
            )?
            .into_words(),
            Self::List(items) => items.into_iter().find_map(Self::into_words),
            Self::Null | Self::Bool(_) => None,
        }
    }

    /// The elements of an array; another value is an array of one.
    pub fn into_list(self) -> Vec<Self> {
        match self {
            Self::List(items) => items,
            one => vec![one],
        }
    }

    /// The value with owned strings.
    pub fn into_owned(self) -> JsonValue<'static> {
        match self {
            Self::Null => JsonValue::Null,
            Self::Bool(truth) => JsonValue::Bool(truth),
            Self::Number(number) => JsonValue::Number(number),
            Self::Text(text) => JsonValue::Text(Cow::Owned(text.into_owned())),
            Self::List(items) => JsonValue::List(items.into_iter().map(JsonValue::into_owned).collect()),
            Self::Map(pairs) => JsonValue::Map(
                pairs
                    .into_iter()
                    .map(|(name, value)| (Cow::Owned(name.into_owned()), value.into_owned()))
                    .collect(),
            ),
        }
    }
}

impl From<JsonValue<'_>> for Value {
    fn from(value: JsonValue<'_>) -> Self {
        match value {
            JsonValue::Null => Self::Null,
            JsonValue::Bool(truth) => Self::Bool(truth),
            JsonValue::Number(number) => Self::Number(number),
            JsonValue::Text(text) => Self::String(text.into_owned()),
            JsonValue::List(items) => Self::Array(items.into_iter().map(Self::from).collect()),
            JsonValue::Map(pairs) => Self::Object(
                pairs.into_iter().map(|(name, value)| (name.into_owned(), Self::from(value))).collect(),
            ),
        }
    }
}

/// Removes and returns the value of the first of the names that has one.
pub fn take<'json>(pairs: &mut [Pair<'json>], names: &[&str]) -> Option<JsonValue<'json>> {
    names.iter().find_map(|name| {
        let (_, value) = pairs.iter_mut().find(|(key, value)| key == name && *value != JsonValue::Null)?;
        Some(std::mem::replace(value, JsonValue::Null))
    })
}

impl<'de> Deserialize<'de> for JsonValue<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LooseVisitor)
    }
}

struct LooseVisitor;

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = JsonValue<'de>;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<JsonValue<'de>, E> {
        Ok(JsonValue::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<JsonValue<'de>, E> {
        Ok(JsonValue::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<JsonValue<'de>, E> {
        Ok(JsonValue::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<JsonValue<'de>, E> {
        Ok(JsonValue::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<JsonValue<'de>, E> {
        Ok(Number::from_f64(number).map_or(JsonValue::Null, JsonValue::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<JsonValue<'de>, E> {
        Ok(JsonValue::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<JsonValue<'de>, E> {
        Ok(JsonValue::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<JsonValue<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = elements.next_element()? {
            if items.len() == LONGEST {
                return Err(A::Error::custom(format_args!("a list of more than {LONGEST} values")));
            }
            items.push(item);
        }
        Ok(JsonValue::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<JsonValue<'de>, A::Error> {
        let mut pairs = Vec::new();
        while let Some((JsonValue::Text(name), value)) = entries.next_entry()? {
            pairs.push((name, value));
        }
        Ok(JsonValue::Map(pairs))
    }
}
