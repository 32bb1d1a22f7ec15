//! Writes dates for people.

use jiff::ToSpan as _;

use crate::domain::{Calendar, Moment};
use crate::words::Words;

/// A moment as people say it: `today 14:05`, `yesterday`, `7 May`, and with the year where that is not this
/// year. A day after tomorrow is marked as one to come; tomorrow has come in other time zones.
pub fn date(moment: Moment, calendar: impl Into<Calendar>, words: Words) -> String {
    let calendar = calendar.into();
    let Calendar { today, locale, .. } = calendar;
    let day = calendar.day_of(moment);
    match calendar.hour_of(moment) {
        Some(hour) if day == today => format!("{} {}", locale.today(), locale.hour(hour)),
        None if day == today => locale.today().to_owned(),
        _ if day.tomorrow().is_ok_and(|next| next == today) => locale.yesterday().to_owned(),
        _ => {
            let told = locale.day(day, day.year() != today.year());
            if day > today.saturating_add(1.day()) { words.to_come(told) } else { told }
        }
    }
}

/// A moment as [`date`] writes it, with the hour of yesterday too.
pub fn date_and_hour(moment: Moment, calendar: Calendar, words: Words) -> String {
    let date = date(moment, calendar, words);
    let is_yesterday = calendar.day_of(moment).tomorrow().is_ok_and(|next| next == calendar.today);
    match calendar.hour_of(moment).filter(|_| is_yesterday) {
        Some(hour) => format!("{date} {}", calendar.locale.hour(hour)),
        None => date,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Locale;

    fn told(text: &str, name: &str) -> String {
        let locale = Locale::named(name).unwrap();
        date(
            text.parse().unwrap(),
            Calendar { locale, ..Calendar::from(jiff::civil::date(2020, 5, 7)) },
            Words::english(),
        )
    }

    #[test]
    fn recent_dates_are_relative() {
        assert_eq!(told("2020-05-07T14:05:00+02:00", "en"), "today 12:05");
        assert_eq!(told("2020-05-07", "en"), "today");
        assert_eq!(told("2020-05-06T23:59:00Z", "en"), "yesterday");
        assert_eq!(told("2020-01-31", "en"), "31 Jan");
        assert_eq!(told("2019-05-07", "en"), "7 May 2019");
        assert_eq!(told("2020-05-08", "en"), "8 May");
        assert_eq!(told("2020-12-24", "en"), "24 Dec (upcoming)");
    }

    #[test]
    fn dates_follow_the_locale() {
        assert_eq!(told("2020-05-07T14:05:00Z", "de"), "heute 14:05");
        assert_eq!(told("2020-05-07T14:05:00Z", "en-US"), "today 2:05 PM");
        assert_eq!(told("2020-05-06", "fr"), "hier");
        assert_eq!(told("2019-05-07", "ja"), "2019年5月7日");
    }
}
