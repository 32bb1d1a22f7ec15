//! Days and spans of time in a search.

use std::fmt;
use std::ops::Range;

use jiff::civil::{Date, date};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan as _};

use super::Clause;
use super::mistake::{QueryMistake, quoted};
use super::written_field::WrittenField;
use crate::domain::Moment;

/// A span that ends now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeSpan {
    count: i16,
    unit: SpanUnit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SpanUnit {
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}

impl SpanUnit {
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

impl TimeSpan {
    /// The start of the span. Hours are counted to the second; days and longer spans begin with their first
    /// day (UTC), so that articles dated by day alone belong to it.
    pub fn start(self, now: Timestamp) -> Timestamp {
        if self.unit == SpanUnit::Hours {
            return now.checked_sub(i64::from(self.count).hours()).unwrap_or(Timestamp::MIN);
        }
        let first = self.first_day(TimeZone::UTC.to_datetime(now).date());
        TimeZone::UTC.to_timestamp(first.into()).unwrap_or(Timestamp::MIN)
    }

    /// The first day of the span, counted from the last; hours all lie in one.
    fn first_day(self, last: Date) -> Date {
        let count = i64::from(self.count);
        let span = match self.unit {
            SpanUnit::Hours => return last,
            SpanUnit::Days => count.days(),
            SpanUnit::Weeks => count.weeks(),
            SpanUnit::Months => count.months(),
            SpanUnit::Years => count.years(),
        };
        last.checked_sub(span).unwrap_or(Date::MIN)
    }

    fn parse(text: &str) -> Option<Self> {
        let unit = match text.to_ascii_lowercase().as_str() {
            "day" => Some(SpanUnit::Days),
            "week" => Some(SpanUnit::Weeks),
            "month" => Some(SpanUnit::Months),
            "year" => Some(SpanUnit::Years),
            _ => None,
        };
        if let Some(unit) = unit {
            return Some(Self { count: 1, unit });
        }
        let mut letters = text.chars();
        let last = letters.next_back()?.to_ascii_lowercase();
        let unit = SpanUnit::ALL.into_iter().find(|unit| unit.letter() == last)?;
        let digits = letters.as_str();
        let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse().ok().map(|count| Self { count, unit }))?
    }
}

impl fmt::Display for TimeSpan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", self.count, self.unit.letter())
    }
}

/// A day, by its date or relative to today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// This date.
    On(Date),
    /// The first of a span that ends today.
    Ago(TimeSpan),
}

impl Day {
    /// The start of the day: dates as publishers date, others as a time span does.
    pub fn start(self, now: Timestamp) -> Moment {
        match self {
            Self::On(date) => Moment::Day(date),
            Self::Ago(span) => Moment::Instant(span.start(now), Offset::UTC),
        }
    }

    /// The start of the day in a zone.
    fn start_in(self, now: Timestamp, zone: &TimeZone) -> Timestamp {
        let date = match self {
            Self::On(date) => date,
            Self::Ago(TimeSpan { unit: SpanUnit::Hours, .. }) => return self.start(now).instant(),
            Self::Ago(span) => span.first_day(zone.to_datetime(now).date()),
        };
        zone.to_timestamp(date.into()).unwrap_or(Timestamp::MIN)
    }

    /// Parses a day relative to today: `today`, `yesterday`, `7d`, `last-week`.
    fn relative(value: &str) -> Option<Self> {
        let value = value.trim().to_ascii_lowercase();
        let days = |count| Some(TimeSpan { count, unit: SpanUnit::Days });
        let span = match value.as_str() {
            "today" => days(0),
            "yesterday" => days(1),
            relative => TimeSpan::parse(relative.strip_prefix("last-").unwrap_or(relative)),
        };
        span.map(Self::Ago)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => date.fmt(out),
            Self::Ago(span) => span.fmt(out),
        }
    }
}

/// Consecutive days, up to today where they have no other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    from: Day,
    until: Option<Day>,
}

impl Days {
    /// The moments in these days, in a zone.
    pub fn moments(self, now: Timestamp, zone: &TimeZone) -> Range<Timestamp> {
        let end = self.until.map_or(Timestamp::MAX, |day| day.start_in(now, zone));
        self.from.start_in(now, zone)..end
    }
}

impl fmt::Display for Days {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.until) {
            (Day::Ago(TimeSpan { count: 0, .. }), _) => out.write_str("today"),
            (Day::Ago(_), Some(_)) => out.write_str("yesterday"),
            (Day::On(from), Some(Day::On(until))) if until == add(from, 1.year()) => {
                from.strftime("%Y").fmt(out)
            }
            (Day::On(from), Some(Day::On(until))) if until == add(from, 1.month()) => {
                from.strftime("%Y-%m").fmt(out)
            }
            (from, _) => from.fmt(out),
        }
    }
}

fn add(day: Date, span: jiff::Span) -> Date {
    day.checked_add(span).unwrap_or(Date::MAX)
}

/// Parses days: `today`, `yesterday`, `7d`, `2024`, `2024-01` or `2024-01-15`.
pub(super) fn days(field: &WrittenField) -> Result<Days, QueryMistake> {
    if let Some(from) = Day::relative(&field.value) {
        let today = Day::Ago(TimeSpan { count: 0, unit: SpanUnit::Days });
        let is_yesterday = field.value.trim().eq_ignore_ascii_case("yesterday");
        return Ok(Days { from, until: is_yesterday.then_some(today) });
    }
    let first = day(field)?;
    let whole = match field.value.trim().matches('-').count() {
        0 => 1.year(),
        1 => 1.month(),
        _ => 1.day(),
    };
    Ok(Days { from: Day::On(first), until: Some(Day::On(add(first, whole))) })
}

/// The day before which articles are wanted.
pub(super) fn before(field: &WrittenField) -> Result<Day, QueryMistake> {
    Day::relative(&field.value).map_or_else(|| day(field).map(Day::On), Ok)
}

/// Articles since a date, or since a day relative to today.
pub(super) fn since(field: &WrittenField) -> Result<Clause, QueryMistake> {
    Ok(match before(field)? {
        Day::Ago(span) => Clause::PublishedWithin(span),
        day @ Day::On(_) => Clause::After(day),
    })
}

/// The first day of the year, month or day that `2024`, `2024-01` or `2024-01-15` names.
fn day(field: &WrittenField) -> Result<Date, QueryMistake> {
    let value = field.text(&format!("{}:2024-01-15", field.name.to_lowercase()))?;
    parse_day(value.as_str()).ok_or_else(|| {
        let what = format!("{} is not a date", quoted(value.as_str()));
        let hint = "write 2024, 2024-01 or 2024-01-15, or today, yesterday, 7d";
        QueryMistake::new(field.value_at.clone(), what).hint(hint)
    })
}

pub(super) fn span(field: &WrittenField) -> Result<TimeSpan, QueryMistake> {
    let value = field.text("last:7d")?;
    TimeSpan::parse(value.as_str()).ok_or_else(|| {
        let what = format!("{} is not a period", quoted(value.as_str()));
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
