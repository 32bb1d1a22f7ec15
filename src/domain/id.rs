//! The numbers that the cache assigns and never reuses. Each is written with a letter before it, which
//! distinguishes the kinds, and an id from a number of the source.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// The text is no id of the kind; holds an example of one.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("not an id such as {0}")]
pub struct ParseIdError(&'static str);

macro_rules! ids {
    ($($(#[$about:meta])* $name:ident $letter:literal $example:literal;)*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, "{}{}", $letter, self.0)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                number(text, $letter).map(Self).ok_or(ParseIdError($example))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// The number of an article, `n42`.
    ArticleId 'n' "n42";
    /// The number of a story, `s7`.
    StoryId 's' "s7";
    /// The number of a feed, `f7`.
    FeedId 'f' "f7";
    /// The number of an account, `a1`.
    AccountId 'a' "a1";
}

impl StoryId {
    /// The first of the labels that stand for series: weather, results, crosswords.
    pub const FIRST_SERIES: u32 = 1 << 31;

    /// The label of a series, given a hash of its source and form.
    pub const fn of_series(hash: u32) -> Self {
        Self(hash | Self::FIRST_SERIES)
    }

    /// Whether the label is of a series of a source, not of a story.
    pub const fn is_series(self) -> bool {
        self.0 >= Self::FIRST_SERIES
    }
}

fn number(text: &str, letter: char) -> Option<u32> {
    let digits = text.strip_prefix(letter)?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_and_typable() {
        assert_eq!(ArticleId(42).to_string(), "n42");
        assert_eq!("n42".parse(), Ok(ArticleId(42)));
        assert_eq!("42".parse::<ArticleId>(), Err(ParseIdError("n42")));
        assert_eq!("n-1".parse::<ArticleId>(), Err(ParseIdError("n42")));
    }

    #[test]
    fn the_number_of_a_story_is_not_that_of_an_article() {
        assert_eq!(StoryId(7).to_string(), "s7");
        assert_eq!("s7".parse(), Ok(StoryId(7)));
        assert_eq!("n7".parse::<StoryId>(), Err(ParseIdError("s7")));
    }
}
