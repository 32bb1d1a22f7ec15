//! How newsprint writes dates to people.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::domain::Moment;

/// A moment as people say it: `today 14:05`, `yesterday`, `7 May`, and with the year where that is
/// not this year. A day that is still to come, after tomorrow as some clock on earth has it, is told as that.
#[must_use]
pub fn date(moment: Moment, today: Date) -> String {
    let day = moment.day();
    match moment.clock() {
        Some(clock) if day == today => format!("today {}", clock.strftime("%H:%M")),
        None if day == today => "today".to_owned(),
        _ if day.tomorrow().is_ok_and(|next| next == today) => "yesterday".to_owned(),
        _ if day > today.saturating_add(1.day()) => format!("{} (to come)", day.strftime("%-d %b %Y")),
        _ if day.year() == today.year() => day.strftime("%-d %b").to_string(),
        _ => day.strftime("%-d %b %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_as_people_tell_them() {
        let today = jiff::civil::date(2020, 5, 7);
        let told = |text: &str| date(text.parse().unwrap(), today);

        assert_eq!(told("2020-05-07T14:05:00+02:00"), "today 14:05");
        assert_eq!(told("2020-05-07"), "today");
        assert_eq!(told("2020-05-06T23:59:00Z"), "yesterday");
        assert_eq!(told("2020-01-31"), "31 Jan");
        assert_eq!(told("2019-05-07"), "7 May 2019");
        assert_eq!(told("2020-05-08"), "8 May");
        assert_eq!(told("2020-12-24"), "24 Dec 2020 (to come)");
    }
}
