//! Reading an article without its groups of links, which are half of the work.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, IntoDeserializer as _, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

/// The field that is skipped.
const LINKS: &str = "related";

/// A deserializer, its visitor, and the fields of the object, each without the links.
pub(super) struct WithoutLinks<T>(pub T);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for WithoutLinks<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(WithoutLinks(visitor))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for WithoutLinks<V> {
    type Value = V::Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(out)
    }

    fn visit_map<M: MapAccess<'de>>(self, fields: M) -> Result<V::Value, M::Error> {
        self.0.visit_map(WithoutLinks(fields))
    }
}

impl<'de, M: MapAccess<'de>> MapAccess<'de> for WithoutLinks<M> {
    type Error = M::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, M::Error> {
        while let Some(name) = self.0.next_key::<Cow<'de, str>>()? {
            if name != LINKS {
                return seed.deserialize(name.into_deserializer()).map(Some);
            }
            self.0.next_value::<IgnoredAny>()?;
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, M::Error> {
        self.0.next_value_seed(seed)
    }
}
