//! The headings of a list sorted by publication: a day each in the person's calendar, and a month each for
//! older articles.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::domain::{Calendar, Moment};
use crate::words::Words;

/// The number of days, back from today, with a heading each.
const DAYS: i64 = 31;

/// The day or month that the rows under a heading share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayGroup {
    /// The rows of a day.
    Day(Date),
    /// The rows of a month, by its first day.
    Month(Date),
    /// The rows without a known date.
    Undated,
}

impl DayGroup {
    /// The group of an article.
    pub fn of(published: Option<Moment>, calendar: Calendar) -> Self {
        let Some(day) = published.map(|moment| calendar.day_of(moment)) else { return Self::Undated };
        let oldest = calendar.today.saturating_sub(DAYS.days());
        if day > oldest { Self::Day(day) } else { Self::Month(day.first_of_month()) }
    }

    /// The group of an article that stands below another group. A date without a time is sorted as the first
    /// second of its day in UTC, which may fall among the hours of the day before: the article stays in that
    /// group.
    pub fn below(before: Option<Self>, published: Option<Moment>, calendar: Calendar) -> Self {
        let own = Self::of(published, calendar);
        match (before, own, published) {
            (Some(Self::Day(before)), Self::Day(day), Some(Moment::Day(_))) if day > before => {
                Self::Day(before)
            }
            _ => own,
        }
    }

    /// The heading.
    pub fn heading(self, Calendar { today, locale, .. }: Calendar, words: Words) -> String {
        match self {
            Self::Undated => words.undated().to_owned(),
            Self::Month(first) => {
                let month = nth(words.months(), first.month());
                words.month_and_year(month, first.year())
            }
            Self::Day(day) if day == today => capitalised(locale.today()),
            Self::Day(day) if day.tomorrow().is_ok_and(|next| next == today) => {
                capitalised(locale.yesterday())
            }
            Self::Day(day) => with_weekday(day, locale.day(day, day.year() != today.year()), words),
        }
    }

    /// The part of a row's time that its heading does not show.
    pub fn time_within(self, moment: Moment, calendar: Calendar) -> String {
        let day = calendar.day_of(moment);
        match self {
            Self::Day(own) if own == day => {
                calendar.hour_of(moment).map(|hour| calendar.locale.hour(hour)).unwrap_or_default()
            }
            Self::Day(_) | Self::Month(_) => calendar.locale.day(day, false),
            Self::Undated => String::new(),
        }
    }
}

/// The dateline of a page: "Monday 30 November 2026", as short as the locale writes it.
pub fn dateline(Calendar { today, locale, .. }: Calendar, words: Words) -> String {
    with_weekday(today, locale.day(today, true), words)
}

/// A day with its weekday.
fn with_weekday(day: Date, date: String, words: Words) -> String {
    words.day_and_weekday(nth(words.weekdays(), day.weekday().to_monday_one_offset()), date)
}

/// The nth word of a list parted by blanks.
fn nth(names: &str, number: i8) -> &str {
    let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    place.and_then(|place| names.split(' ').nth(place)).unwrap_or_default()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::{TimeZone, offset};

    use super::*;
    use crate::domain::Locale;

    fn in_zone(hours: i8) -> Calendar {
        let zone = Box::leak(Box::new(TimeZone::fixed(offset(hours))));
        Calendar { zone, ..Calendar::from(date(2020, 5, 7)) }
    }

    fn heading(text: &str, calendar: Calendar) -> String {
        DayGroup::of(text.parse().ok(), calendar).heading(calendar, Words::english())
    }

    #[test]
    fn days_have_the_names_that_people_give_them() {
        let here = in_zone(0);

        assert_eq!(heading("2020-05-07T14:05:00Z", here), "Today");
        assert_eq!(heading("2020-05-06", here), "Yesterday");
        assert_eq!(heading("2020-05-05", here), "Tuesday 5 May");
        assert_eq!(heading("2020-05-09", here), "Saturday 9 May");
        assert_eq!(heading("2020-02-29", here), "February 2020");
        assert_eq!(heading("2019-05-07", here), "May 2019");
        assert_eq!(heading("never", here), "No date");
        let german = Calendar { locale: Locale::named("de").unwrap(), ..here };
        assert_eq!(heading("2020-05-07", german), "Heute");
    }

    #[test]
    fn the_day_is_that_of_the_reader() {
        let told = "2020-05-06T23:30:00-02:00";

        assert_eq!(heading(told, in_zone(0)), "Today");
        assert_eq!(heading(told, in_zone(-5)), "Yesterday");
        let group = DayGroup::of(told.parse().ok(), in_zone(-5));
        assert_eq!(group.time_within(told.parse().unwrap(), in_zone(-5)), "20:30");
    }

    #[test]
    fn a_day_without_an_hour_does_not_part_the_hours_of_another() {
        let here = in_zone(-5);
        let below = |before, text: &str| DayGroup::below(Some(before), text.parse().ok(), here);
        let evening = DayGroup::of("2020-05-07T03:00:00Z".parse().ok(), here);

        assert_eq!(below(evening, "2020-05-07"), evening);
        assert_eq!(evening.time_within("2020-05-07".parse().unwrap(), here), "7 May");
        assert_eq!(below(evening, "2020-05-05"), DayGroup::Day(date(2020, 5, 5)));
    }
}
