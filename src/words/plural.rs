//! The plural form of a sentence, by a count and the plural rules of its language.

use std::fmt;
use std::str::FromStr;

use icu_locale_core::{Locale as IcuLocale, ParseError, locale};
use icu_plurals::{PluralCategory, PluralRules};

use crate::domain::Locale;

/// The plural forms of a sentence besides the general one, as the suffixes of their names in a translation:
/// `arrived_one`, `arrived_few`. They are the categories of CLDR without `other`, which has the bare name.
pub const PLURAL_FORMS: [&str; 5] = ["zero", "one", "two", "few", "many"];

/// The language of a translation, as its tag names it: `de`, `pt-PT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageTag(IcuLocale);

impl Default for LanguageTag {
    fn default() -> Self {
        Self(locale!("en"))
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl FromStr for LanguageTag {
    type Err = ParseError;

    fn from_str(tag: &str) -> Result<Self, ParseError> {
        tag.parse().map(Self)
    }
}

impl LanguageTag {
    /// The form for a count; `None` for the general one.
    pub fn form(&self, count: u64) -> Option<&'static str> {
        let rules = PluralRules::try_new_cardinal((&self.0).into()).ok()?;
        match rules.category_for(count) {
            PluralCategory::Zero => Some("zero"),
            PluralCategory::One => Some("one"),
            PluralCategory::Two => Some("two"),
            PluralCategory::Few => Some("few"),
            PluralCategory::Many => Some("many"),
            PluralCategory::Other => None,
        }
    }
}

/// A count in a sentence: the number that decides the form, and its written form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    value: u64,
    written: String,
}

impl Number {
    /// A count as the person's locale writes numbers.
    pub fn of(count: impl TryInto<u64>, locale: Locale) -> Self {
        let value = count.try_into().unwrap_or(u64::MAX);
        Self { value, written: locale.number(value) }
    }

    /// The number that decides the form.
    pub const fn value(&self) -> u64 {
        self.value
    }
}

impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.written)
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self { value, written: value.to_string() }
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        u64::from(value).into()
    }
}

impl From<usize> for Number {
    fn from(value: usize) -> Self {
        u64::try_from(value).unwrap_or(u64::MAX).into()
    }
}
