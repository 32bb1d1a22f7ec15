//! The language of a text, by its BCP 47 tag.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A language tag such as `en`, `pt-BR` or `zh-Hant`, in the case BCP 47 recommends.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Language(String);

impl Language {
    /// Reads a tag; underscores count as hyphens. `None` where the text is no tag.
    pub fn parse(text: &str) -> Option<Self> {
        let mut tag = String::new();
        for (position, part) in text.trim().split(['-', '_']).enumerate() {
            if part.is_empty() || part.len() > 8 || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return None;
            }
            if position > 0 {
                tag.push('-');
            }
            tag.push_str(&recommended_case(position, part));
        }
        let primary = tag.split('-').next().unwrap_or_default();
        let is_primary =
            (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_primary.then_some(Self(tag)).filter(|tag| tag.0.len() <= 35)
    }

    /// The whole tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first part: the language without script and region.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

/// BCP 47 §2.1.1: regions upper, scripts title, everything else lower case.
fn recommended_case(position: usize, part: &str) -> String {
    let lower = part.to_ascii_lowercase();
    match (position, part.len()) {
        (1.., 2) => part.to_ascii_uppercase(),
        (1.., 4) if part.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            let mut letters = lower.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
        }
        _ => lower,
    }
}

impl fmt::Display for Language {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a BCP 47 language tag"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_take_the_recommended_case() {
        let tag = |text: &str| Language::parse(text).map(|language| language.to_string());

        assert_eq!(tag("EN_us").as_deref(), Some("en-US"));
        assert_eq!(tag("zh-hant-tw").as_deref(), Some("zh-Hant-TW"));
        assert_eq!(tag("english language"), None);
        assert_eq!(tag(""), None);
    }
}
