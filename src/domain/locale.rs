//! How days, hours and large numbers are written in a person's locale.
//!
//! Reads no environment: its caller passes a function that reads variables. The locales stand in
//! `assets/locales.txt`.

use std::sync::LazyLock;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::Moment;

/// The known locales, one a line.
const LOCALE_TABLE: &str = include_str!("../../assets/locales.txt");

/// The word in the file for a no-break space.
const NO_BREAK_SPACE_WORD: &str = "space";

/// The formats of a locale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LocaleFormats {
    tags: &'static str,
    today: &'static str,
    yesterday: &'static str,
    day: &'static str,
    day_and_year: &'static str,
    hour: &'static str,
    am_and_pm: &'static str,
    thousands: &'static str,
    months: &'static str,
}

/// The formats where no locale is set: those of most who write English.
static DEFAULT_FORMATS: LocaleFormats = LocaleFormats {
    tags: "en",
    today: "today",
    yesterday: "yesterday",
    day: "%-d %b",
    day_and_year: "%-d %b %Y",
    hour: "%H:%M",
    am_and_pm: "",
    thousands: ",",
    months: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
};

/// The known locales, parsed on first use.
static LOCALES: LazyLock<Vec<LocaleFormats>> = LazyLock::new(|| {
    LOCALE_TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(LocaleFormats::parse).collect()
});

/// The formats of a person's days and numbers; the two may be of different locales.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale {
    days: &'static LocaleFormats,
    numbers: &'static LocaleFormats,
}

/// The person's day, and how they write days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The current day.
    pub today: Date,
    /// The format of days.
    pub locale: Locale,
    /// The person's time zone.
    pub zone: &'static TimeZone,
}

/// The time zone where none is set.
static UTC: TimeZone = TimeZone::UTC;

impl Calendar {
    /// The day of a moment in the person's zone; a moment without a zone keeps its own day.
    pub fn day_of(&self, moment: Moment) -> Date {
        match moment {
            Moment::Instant(instant, _) => self.zone.to_datetime(instant).date(),
            Moment::Day(_) | Moment::Local(_) => moment.day(),
        }
    }

    /// The hour and minute of a moment in the person's zone, where they are known.
    pub fn hour_of(&self, moment: Moment) -> Option<Time> {
        match moment {
            Moment::Instant(instant, _) => Some(self.zone.to_datetime(instant).time()),
            Moment::Day(_) | Moment::Local(_) => moment.clock().map(DateTime::time),
        }
    }
}

impl From<Date> for Calendar {
    fn from(today: Date) -> Self {
        Self { today, locale: Locale::default(), zone: &UTC }
    }
}

impl Default for Locale {
    fn default() -> Self {
        Self { days: &DEFAULT_FORMATS, numbers: &DEFAULT_FORMATS }
    }
}

impl Locale {
    /// The locale of a name such as `de`, `pt-BR` or `en_US.UTF-8`: by its region, else by its language.
    pub fn named(name: &str) -> Option<Self> {
        LocaleFormats::of(name).map(|formats| Self { days: formats, numbers: formats })
    }

    /// The locale of the environment's variables, in the order of POSIX; plain where they name one that is unknown, and
    /// that of the screen's words where they name none or C.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>, words: Option<Self>) -> Self {
        let spoken = words.unwrap_or_default();
        let said = |own: &str, spoken: &'static LocaleFormats| {
            let names = ["LC_ALL", own, "LANG"];
            let name = names.into_iter().find_map(|name| variable(name).filter(|value| !value.is_empty()));
            let name = name.filter(|name| !matches!(name.split('.').next(), Some("C" | "POSIX")));
            name.map_or(spoken, |name| LocaleFormats::of(&name).unwrap_or(&DEFAULT_FORMATS))
        };
        Self { days: said("LC_TIME", spoken.days), numbers: said("LC_NUMERIC", spoken.numbers) }
    }

    /// The name of the locale of its days.
    pub fn name(self) -> &'static str {
        self.days.tags.split(' ').next().unwrap_or_default()
    }

    /// The names of the known locales.
    pub fn names() -> impl Iterator<Item = &'static str> {
        LOCALES.iter().flat_map(|formats| formats.tags.split(' '))
    }

    /// The word for today.
    pub const fn today(self) -> &'static str {
        self.days.today
    }

    /// The word for yesterday.
    pub const fn yesterday(self) -> &'static str {
        self.days.yesterday
    }

    /// An hour: `14:05`, `2:05 PM`.
    pub fn hour(self, time: Time) -> String {
        let mut halves = self.days.am_and_pm.split(' ');
        let (morning, evening) = (halves.next().unwrap_or_default(), halves.next().unwrap_or_default());
        let half = if time.hour() < 12 { morning } else { evening };
        time.strftime(&self.days.hour.replace("%p", half)).to_string()
    }

    /// A day, with its year or without: `7 May`, `May 7, 2020`.
    pub fn day(self, day: Date, with_year: bool) -> String {
        let pattern = if with_year { self.days.day_and_year } else { self.days.day };
        let months = self.days.months.split(' ');
        let name = (1..).zip(months).find(|(number, _)| *number == day.month()).map_or("", |(_, name)| name);
        day.strftime(&pattern.replace("%b", name)).to_string()
    }

    /// A number with its thousands separated: `1,204`, `1.204`, `1 204`.
    pub fn number(self, number: impl TryInto<u64>) -> String {
        let digits = number.try_into().unwrap_or(u64::MAX).to_string();
        let formats: Vec<&str> = self.numbers.thousands.split(' ').collect();
        let mark =
            formats.first().map_or(",", |mark| if *mark == NO_BREAK_SPACE_WORD { "\u{a0}" } else { mark });
        let groups = if formats.contains(&"lakh") { 2 } else { 3 };
        if formats.contains(&"5") && digits.len() < 5 {
            return digits;
        }
        let mut text = String::with_capacity(digits.len() * 2);
        for (position, digit) in digits.chars().enumerate() {
            let left = digits.len() - position;
            if position > 0 && left >= 3 && (left - 3).is_multiple_of(groups) {
                text.push_str(mark);
            }
            text.push(digit);
        }
        text
    }
}

impl LocaleFormats {
    fn parse(line: &'static str) -> Option<Self> {
        let mut parts = line.split('|').map(str::trim);
        let formats = Self {
            tags: parts.next()?,
            today: parts.next()?,
            yesterday: parts.next()?,
            day: parts.next()?,
            day_and_year: parts.next()?,
            hour: parts.next()?,
            am_and_pm: parts.next()?,
            thousands: parts.next()?,
            months: parts.next()?,
        };
        parts.next().is_none().then_some(formats)
    }

    /// The formats of the longest known beginning of a name, part by part.
    fn of(name: &str) -> Option<&'static Self> {
        let (name, modifier) = name.split_once('@').unwrap_or((name, ""));
        let name = name.split('.').next().unwrap_or_default().replace('_', "-");
        let mut parts: Vec<&str> = name.split('-').collect();
        if modifier == "latin" {
            parts.insert(1, "Latn");
        }
        while !parts.is_empty() {
            let wanted = parts.join("-");
            let bears = |formats: &Self| formats.tags.split(' ').any(|tag| tag.eq_ignore_ascii_case(&wanted));
            if let Some(formats) = LOCALES.iter().find(|formats| bears(formats)) {
                return Some(formats);
            }
            parts.pop();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn named(name: &str) -> Locale {
        Locale::named(name).unwrap_or_else(|| panic!("{name} is not known"))
    }

    #[test]
    fn every_line_of_what_is_known_is_whole() {
        let lines: Vec<_> = LOCALE_TABLE.lines().filter(|line| !line.starts_with('#')).collect();

        assert_eq!(LOCALES.len(), lines.len());
        for formats in LOCALES.iter() {
            let (days, named) = ([formats.day, formats.day_and_year], formats.months.split(' ').count());
            assert!(days.iter().all(|day| day.contains("%b") == (named == 12)), "{}", formats.tags);
            assert_eq!(
                formats.hour.contains("%p"),
                formats.am_and_pm.split(' ').count() == 2,
                "{}",
                formats.tags
            );
            for month in 1..=12 {
                let locale = Locale { days: formats, numbers: formats };
                assert!(!locale.day(date(2026, month, 9), true).contains('%'), "{}", formats.tags);
                assert!(!locale.hour(time(14, 5, 0, 0)).contains('%'), "{}", formats.tags);
            }
        }
        assert_eq!(LocaleFormats::of("en"), Some(&DEFAULT_FORMATS));
    }

    #[test]
    fn days_are_written_as_in_the_persons_part_of_the_world() {
        let day = |name: &str| named(name).day(date(2020, 5, 7), true);

        assert_eq!(day("en_GB.UTF-8"), "7 May 2020");
        assert_eq!(day("en-US"), "May 7, 2020");
        assert_eq!(day("de"), "7. Mai 2020");
        assert_eq!(day("fr_FR@euro"), "7 mai 2020");
        assert_eq!(day("es-AR"), "7 may 2020");
        assert_eq!(day("pt_BR"), "7 de mai. de 2020");
        assert_eq!(day("cs_CZ"), "7. 5. 2020");
        assert_eq!(day("hu"), "2020. máj. 7.");
        assert_eq!(day("ja_JP.UTF-8"), "2020年5月7日");
        assert_eq!(day("sr_RS@latin"), "7. maj 2020.");
    }

    #[test]
    fn hours_are_of_twelve_or_of_twenty_four() {
        let hour = |name: &str| named(name).hour(time(14, 5, 0, 0));

        assert_eq!(
            ["en", "en-US", "es_MX", "fi", "ko"].map(hour),
            ["14:05", "2:05 PM", "2:05 p.m.", "14.05", "오후 2:05"]
        );
        assert_eq!(named("en-US").hour(time(0, 5, 0, 0)), "12:05 AM");
    }

    #[test]
    fn thousands_are_parted_as_numbers_are_written_there() {
        let million = |name: &str| named(name).number(1_234_567_u32);

        assert_eq!(
            [0_u32, 999, 1_204, 1_000_000].map(|it| Locale::default().number(it)),
            ["0", "999", "1,204", "1,000,000"]
        );
        assert_eq!(["de", "de_CH", "fr"].map(million), ["1.234.567", "1’234’567", "1\u{a0}234\u{a0}567"]);
        assert_eq!(million("en_IN"), "12,34,567");
        assert_eq!([1_204_u32, 12_040].map(|it| named("es").number(it)), ["1204", "12.040"]);
    }

    #[test]
    fn the_environment_is_asked_in_the_order_of_posix() {
        let speaking = |said: &'static [(&str, &str)], words| {
            let variable = |name: &str| {
                said.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            };
            Locale::of_environment(variable, words)
        };
        let of = |said| speaking(said, None);
        assert_eq!(speaking(&[("LANG", "C.UTF-8")], Some(named("de"))), named("de"));
        assert_eq!(speaking(&[("LANG", "fr_FR.UTF-8")], Some(named("de"))), named("fr"));

        assert_eq!(of(&[]), Locale::default());
        assert_eq!(of(&[("LANG", "C.UTF-8")]), Locale::default());
        assert_eq!(of(&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "")]), named("de"));
        assert_eq!(of(&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "fr_FR")]), named("fr"));
        let mixed = of(&[("LANG", "en_US"), ("LC_TIME", "en_GB")]);
        assert_eq!(
            (mixed.hour(time(14, 5, 0, 0)).as_str(), mixed.numbers),
            ("14:05", named("en-US").numbers)
        );
    }
}
