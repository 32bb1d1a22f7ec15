//! Days and spans of time in a search.

use std::fmt;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::Clause;
use super::mistake::{QueryMistake, quoted};
use super::written::Written;

/// A span that ends now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    count: i16,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}

impl Unit {
    const ALL: [Self; 5] = [Self::Hours, Self::Days, Self::Weeks, Self::Months, Self::Years];

    const fn letter(self) -> char {
        match self {
            Self::Hours => 'h',
            Self::Days => 'd',
            Self::Weeks => 'w',
            Self::Months => 'm',
            Self::Years => 'y',
        }
    }
}

impl Span {
    /// When it began. Hours are counted to the second; days and longer spans begin with their first
    /// day (UTC), so that articles dated by day alone belong to it.
    pub fn start(self, now: Timestamp) -> Timestamp {
        let count = i64::from(self.count);
        let span = match self.unit {
            Unit::Hours => return now.checked_sub(count.hours()).unwrap_or(Timestamp::MIN),
            Unit::Days => count.days(),
            Unit::Weeks => count.weeks(),
            Unit::Months => count.months(),
            Unit::Years => count.years(),
        };
        let today = TimeZone::UTC.to_datetime(now).date();
        let first = today.checked_sub(span).unwrap_or(Date::MIN);
        TimeZone::UTC.to_timestamp(first.into()).unwrap_or(Timestamp::MIN)
    }

    fn parse(text: &str) -> Option<Self> {
        let unit = match text.to_ascii_lowercase().as_str() {
            "day" => Some(Unit::Days),
            "week" => Some(Unit::Weeks),
            "month" => Some(Unit::Months),
            "year" => Some(Unit::Years),
            _ => None,
        };
        if let Some(unit) = unit {
            return Some(Self { count: 1, unit });
        }
        let mut letters = text.chars();
        let last = letters.next_back()?.to_ascii_lowercase();
        let unit = Unit::ALL.into_iter().find(|unit| unit.letter() == last)?;
        let digits = letters.as_str();
        let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse().ok().map(|count| Self { count, unit }))?
    }
}

impl fmt::Display for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", self.count, self.unit.letter())
    }
}

/// Articles since a day, or since one that is told from today: `today`, `yesterday`, `last-week`.
pub(super) fn since(field: &Written) -> Result<Clause, QueryMistake> {
    let value = field.value.trim().to_ascii_lowercase();
    let days = |count| Some(Span { count, unit: Unit::Days });
    let span = match value.as_str() {
        "today" => days(0),
        "yesterday" => days(1),
        relative => relative.strip_prefix("last-").and_then(Span::parse),
    };
    span.map_or_else(|| day(field).map(Clause::After), |span| Ok(Clause::Last(span)))
}

/// The first day of what `2024`, `2024-01` or `2024-01-15` names.
pub(super) fn day(field: &Written) -> Result<Date, QueryMistake> {
    let value = field.text(&format!("{}:2024-01-15", field.name.to_lowercase()))?;
    parse_day(value.as_str()).ok_or_else(|| {
        let what = format!("{} is no date", quoted(value.as_str()));
        QueryMistake::new(field.value_at.clone(), what).hint("write 2024, 2024-01 or 2024-01-15")
    })
}

pub(super) fn span(field: &Written) -> Result<Span, QueryMistake> {
    let value = field.text("last:7d")?;
    Span::parse(value.as_str()).ok_or_else(|| {
        let what = format!("{} is no span of time", quoted(value.as_str()));
        let hint = "write a number and h, d, w, m or y: last:12h, last:7d, last:3m";
        QueryMistake::new(field.value_at.clone(), what).hint(hint)
    })
}

fn parse_day(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| -> Option<i16> {
        let is_number = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().ok())?
    };
    let year = number(parts.next()?, 4..=4)?;
    let month = parts.next().map_or(Some(1), |month| number(month, 1..=2))?;
    let day = parts.next().map_or(Some(1), |day| number(day, 1..=2))?;
    if parts.next().is_some() {
        return None;
    }
    let first = date(year, 1, 1);
    let month = first.with().month(i8::try_from(month).ok()?).build().ok()?;
    month.with().day(i8::try_from(day).ok()?).build().ok()
}
