//! The time something was published: an instant, an hour of an unknown zone, or a day where no more is known.
//! No hour or zone is invented.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Unit, civil::DateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// A point in time as precisely as the publisher gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A day alone, without an hour.
    Day(Date),
    /// A day and an hour on a clock of unknown zone.
    Local(DateTime),
    /// An instant, with the publisher's offset from UTC.
    Instant(Timestamp, Offset),
}

/// The text is neither RFC 3339 nor a date such as 2020-05-07.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("neither an RFC 3339 time nor a date such as 2020-05-07")]
pub struct ParseMomentError;

impl Moment {
    /// An instant with an offset, which is rounded to the minute as RFC 3339 writes it; the local mean times
    /// before the time zones are finer.
    pub fn at(instant: Timestamp, offset: Offset) -> Self {
        Self::Instant(instant, offset.round(Unit::Minute).unwrap_or(Offset::UTC))
    }

    /// The moment some days later on the same clock, or earlier; unchanged where no calendar goes so far.
    #[must_use]
    pub fn days_later(self, days: i64) -> Self {
        let span = || jiff::Span::new().try_days(days).ok();
        let later = match self {
            Self::Day(day) => span().and_then(|span| day.checked_add(span).ok()).map(Self::Day),
            Self::Local(time) => span().and_then(|span| time.checked_add(span).ok()).map(Self::Local),
            Self::Instant(instant, offset) => {
                let hours = days.checked_mul(24).map(jiff::SignedDuration::from_hours);
                let later = hours.and_then(|hours| instant.checked_add(hours).ok());
                later.map(|instant| Self::Instant(instant, offset))
            }
        };
        later.unwrap_or(self)
    }

    /// The day on the publisher's calendar.
    pub fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Local(time) => time.date(),
            Self::Instant(instant, offset) => offset.to_datetime(instant).date(),
        }
    }

    /// The instant in UTC; a day alone stands at its first second, an hour of an unknown zone as in UTC.
    pub fn instant(self) -> Timestamp {
        match self {
            Self::Day(day) => Offset::UTC.to_timestamp(day.into()).unwrap_or(Timestamp::MIN),
            Self::Local(time) => Offset::UTC.to_timestamp(time).unwrap_or(Timestamp::MIN),
            Self::Instant(instant, _) => instant,
        }
    }

    /// The hour and minute on the publisher's clock, where known.
    pub fn clock(self) -> Option<DateTime> {
        match self {
            Self::Day(_) => None,
            Self::Local(time) => Some(time),
            Self::Instant(instant, offset) => Some(offset.to_datetime(instant)),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(day) => day.fmt(out),
            Self::Local(time) => time.fmt(out),
            Self::Instant(instant, Offset::UTC) => instant.fmt(out),
            Self::Instant(instant, offset) => instant.display_with_offset(offset).fmt(out),
        }
    }
}

impl FromStr for Moment {
    type Err = ParseMomentError;

    /// Reads RFC 3339 and its ISO 8601 neighbours, with an offset or without, or a date alone.
    fn from_str(text: &str) -> Result<Self, ParseMomentError> {
        let pieces = jiff::fmt::temporal::Pieces::parse(text.trim()).map_err(|_reason| ParseMomentError)?;
        let Some(time) = pieces.time() else {
            return Ok(Self::Day(pieces.date()));
        };
        let civil = pieces.date().to_datetime(time);
        let Some(offset) = pieces.to_numeric_offset() else {
            let names_zone = pieces.time_zone_annotation().is_some();
            return if names_zone { Err(ParseMomentError) } else { Ok(Self::Local(civil)) };
        };
        let zoned = TimeZone::fixed(offset).to_ambiguous_zoned_datetime(civil).compatible();
        zoned.map(|zoned| Self::at(zoned.timestamp(), offset)).map_err(|_reason| ParseMomentError)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_printed_as_precisely_as_it_was_parsed() {
        for text in
            ["2020-05-07", "2020-05-07T10:30:00Z", "2020-05-07T10:30:00+02:00", "2020-05-07T10:30:00.5-07:00"]
        {
            assert_eq!(text.parse::<Moment>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn an_offset_closer_than_anybody_writes_it_comes_back_as_it_was_kept() {
        let kept: Moment = "2026-05-07T10:26:00-05:00:31".parse().unwrap();

        assert_eq!(kept.instant().to_string(), "2026-05-07T15:26:31Z");
        assert_eq!(kept.to_string().parse(), Ok(kept));
    }

    #[test]
    fn a_time_without_an_offset_is_not_an_instant() {
        let told: Moment = "2020-05-07T10:30:00".parse().unwrap();
        assert!(matches!(told, Moment::Local(_)));
        assert_eq!(told.to_string(), "2020-05-07T10:30:00");
        assert_eq!("2020-05-07T10:30:00[Nowhere/Town]".parse::<Moment>(), Err(ParseMomentError));
        assert_eq!("soon".parse::<Moment>(), Err(ParseMomentError));
    }
}
