//! Dates as people write them become moments; what is ambiguous stays unknown.
//!
//! A day alone stays a day, and an hour without a zone is no instant, which would be invented.

mod names;
mod tokens;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ZonedDateTime};

use crate::domain::{Language, Moment};

use tokens::{Token, tokens};

/// Longer texts hold a date perhaps, but are none.
const LONGEST: usize = 120;

/// Reads a date in any of the usual forms, as pages write it. The language decides whether 3/4 is in March or
/// April, and where it does not, nobody does. An hour without its zone is left out.
pub fn moment(text: &str, language: Option<&Language>) -> Option<Moment> {
    let text = within_limit(text)?;
    let found = text.parse().ok().or_else(|| mail_date(text)).or_else(|| written(text, language, Form::Page));
    let found = match found? {
        Moment::Local(time) => Moment::Day(time.date()),
        known => known,
    };
    Some(found).filter(|moment| is_plausible(moment.day()))
}

/// Reads the date of an entry or a message, whose field holds nothing else: also in seconds since 1970, with a
/// year of two digits, with a zone by its name, and with an hour whose zone is not told.
pub fn field(text: &str, language: Option<&Language>) -> Option<Moment> {
    let text = within_limit(text)?;
    let found = text
        .parse()
        .ok()
        .or_else(|| digits(text))
        .or_else(|| mail_date(text))
        .or_else(|| in_named_zone(text, language))
        .or_else(|| written(text, language, Form::Field))?;
    Some(found).filter(|moment| is_plausible(moment.day()))
}

/// Where a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// In a line of a page, which may hold other numbers.
    Page,
    /// In a field of its own.
    Field,
}

fn within_limit(text: &str) -> Option<&str> {
    let text = text.trim();
    (text.len() <= LONGEST * 2 && text.chars().count() <= LONGEST).then_some(text)
}

fn written(text: &str, language: Option<&Language>, form: Form) -> Option<Moment> {
    let tokens = tokens(text);
    let day = day(&tokens, language, form)?;
    Some(match (form, clock(&tokens)) {
        (Form::Field, None) => match midnight(&tokens) {
            Some(()) => with_time(day.tomorrow().ok()?, Some(Time::midnight()), zone(&tokens)),
            None => with_time(day, hour_alone(&tokens), zone(&tokens)),
        },
        (_, clock) => with_time(day, clock, zone(&tokens)),
    })
}

/// 24:00 is the first second of the next day.
fn midnight(tokens: &[Token<'_>]) -> Option<()> {
    let at = clock_at(tokens)?;
    matches!(tokens.get(at..at + 3)?, [Token::Number(24, _), _, Token::Number(0, _)]).then_some(())
}

/// "16h05", "4 PM": an hour without a colon.
fn hour_alone(tokens: &[Token<'_>]) -> Option<Time> {
    (0..tokens.len()).find_map(|at| match tokens.get(at..).unwrap_or_default() {
        [
            Token::Number(hour @ 0..=23, 1..=2),
            Token::Word("h" | "H"),
            Token::Number(minute @ 0..=59, 2),
            ..,
        ] => Time::new((*hour).try_into().ok()?, (*minute).try_into().ok()?, 0, 0).ok(),
        [Token::Number(hour @ 1..=12, 1..=2), rest @ ..] => {
            Time::new(in_half(*hour, &half(rest)?).try_into().ok()?, 0, 0, 0).ok()
        }
        _ => None,
    })
}

/// Seconds or milliseconds since 1970, or a day and an hour without anything between.
fn digits(text: &str) -> Option<Moment> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() || !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match whole.len() {
        9..=10 | 12..=13 => from_epoch(text.parse().ok()?),
        14 => DateTime::strptime("%Y%m%d%H%M%S", whole).ok().map(Moment::Local),
        _ => None,
    }
}

/// An hour with the name of its zone: `31 Mar 2023 20:19:00 America/Los_Angeles`.
fn in_named_zone(text: &str, language: Option<&Language>) -> Option<Moment> {
    let is_name = |word: &&str| word.starts_with(char::is_alphabetic) && word.contains('/');
    let name = text.split([' ', '[', ']', '(', ')']).find(is_name)?;
    let zone = TimeZone::get(name).ok()?;
    let Moment::Local(time) = written(&text.replace(name, ""), language, Form::Field)? else { return None };
    let zoned = zone.to_ambiguous_zoned_datetime(time).compatible().ok()?;
    Some(Moment::at(zoned.timestamp(), zoned.offset()))
}

/// Whether a word is the name of a month.
pub fn is_month(word: &str) -> bool {
    names::month(word).is_some()
}

/// Seconds or milliseconds since 1970.
pub fn from_epoch(number: f64) -> Option<Moment> {
    let millis = if number.abs() < 1e11 { number * 1_000.0 } else { number };
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "a cast saturates, and is checked below"
    )]
    let instant = Timestamp::from_millisecond(millis as i64).ok()?;
    Some(Moment::Instant(instant, Offset::UTC))
        .filter(|moment| is_plausible(moment.day()) && number.is_finite())
}

/// News began to be printed about 1600; a date before 1970-01-02 that comes as an instant is
/// usually a zero, but an archive has older days.
fn is_plausible(day: Date) -> bool {
    (1600..2200).contains(&day.year())
}

/// The standard wants a zone by a name it does not know taken for UTC, which would be invented.
fn mail_date(text: &str) -> Option<Moment> {
    let zone = text.rsplit(' ').next().unwrap_or_default();
    if zone.starts_with(|letter: char| letter.is_alphabetic()) && names::zone(zone) != Some(Offset::UTC) {
        return None;
    }
    let parser = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
    let zoned: ZonedDateTime = parser.parse_zoned_datetime(text).ok()?;
    Some(Moment::at(zoned.timestamp(), zoned.offset()))
}

fn day(tokens: &[Token<'_>], language: Option<&Language>, form: Form) -> Option<Date> {
    let tokens = without_clock(tokens);
    let found = unit_day(&tokens).or_else(|| named_day(&tokens)).or_else(|| numbered_day(&tokens, language));
    found.or_else(|| short_day(&tokens, language).filter(|_| form == Form::Field))
}

/// 30.10.23 and 10/30/23: a year of two digits.
fn short_day(tokens: &[Token<'_>], language: Option<&Language>) -> Option<Date> {
    match tokens {
        [
            Token::Number(first, 1..=2),
            Token::Mark(mark @ ('.' | '/')),
            Token::Number(second, 1..=2),
            Token::Mark(again),
            Token::Number(year, 2),
            ..,
        ] if mark == again => day_or_month_first(*first, *second, century(*year), *mark, language),
        _ => None,
    }
}

/// The year of two digits, as mail reads it (RFC 5322): 49 is 2049, 50 is 1950.
const fn century(year: i32) -> i32 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

/// The hour may stand between the day and the year.
fn without_clock<'text>(tokens: &[Token<'text>]) -> Vec<Token<'text>> {
    let Some(at) = clock_at(tokens) else { return tokens.to_vec() };
    let seconds = matches!(tokens.get(at + 3..at + 5), Some([Token::Mark(':'), Token::Number(..)]));
    let end = at + if seconds { 5 } else { 3 };
    tokens
        .iter()
        .enumerate()
        .filter(|(place, _)| !(at..end).contains(place))
        .map(|(_, token)| *token)
        .collect()
}

/// 2020年5月7日, "7 tháng 5 năm 2020".
fn unit_day(tokens: &[Token<'_>]) -> Option<Date> {
    (0..tokens.len()).find_map(|at| match tokens.get(at..).unwrap_or_default() {
        [
            Token::Number(year, 4),
            Token::Word("年" | "년"),
            Token::Number(month, _),
            Token::Word("月" | "월"),
            Token::Number(day, _),
            Token::Word("日" | "일"),
            ..,
        ]
        | [
            Token::Number(day, 1..=2),
            Token::Word("tháng"),
            Token::Number(month, 1..=2),
            Token::Mark(',') | Token::Word("năm"),
            Token::Number(year, 4),
            ..,
        ] => date(*year, *month, *day),
        _ => None,
    })
}

/// "May 7, 2020", "7 May 2020", "7. Mai 2020", "7 de mayo de 2020", "2020 May 7". Of two words that may name a
/// month the later does where a day stands before it: in "mar. 1 déc. 2020" the first is a Tuesday.
fn named_day(tokens: &[Token<'_>]) -> Option<Date> {
    let months: Vec<(usize, i32)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| match token {
            Token::Word(word) => names::month(word).map(|month| (at, month)),
            Token::Number(..) | Token::Mark(_) => None,
        })
        .collect();
    let first = months.first().map_or(0, |(at, _)| *at);
    let has_own_day = |at: usize| {
        let between = tokens.get(first + 1..at).unwrap_or_default();
        between.iter().any(|token| matches!(token, Token::Number(1..=31, 1..=2)))
    };
    let later = months.iter().skip(1).find(|(at, _)| has_own_day(*at));
    let (at, month) = *later.or_else(|| months.first())?;
    let before = tokens.get(later.map_or(0, |_| first + 1)..at)?;
    named_month(before, month, tokens.get(at + 1..)?)
}

/// The day of a month by its neighbours.
fn named_month(before: &[Token<'_>], month: i32, after: &[Token<'_>]) -> Option<Date> {
    let before: Vec<(i32, usize)> = numbers(before.iter().rev().take(3));
    let after: Vec<(i32, usize)> = numbers(after.iter().take(6));
    match (before.as_slice(), after.as_slice()) {
        ([(day, 1..=2), ..], [(year, 4), ..]) => date(*year, month, *day),
        (_, [(day, 1..=2), (year, 4), ..]) | ([(year, 4), ..], [(day, 1..=2), ..]) => {
            date(*year, month, *day)
        }
        ([(day, 1..=2), ..], [(year, 2), ..]) => date(2000 + year, month, *day),
        _ => None,
    }
}

fn numbers<'a, 'text: 'a>(tokens: impl Iterator<Item = &'a Token<'text>>) -> Vec<(i32, usize)> {
    let near = tokens.filter_map(|token| match token {
        Token::Number(number, digits) => Some((*number, *digits)),
        Token::Word(_) | Token::Mark(_) => None,
    });
    near.collect()
}

/// 2020-05-07, 2020/5/7, 07.05.2020, 07/05/2020; not the number of a version, which goes on.
fn numbered_day(tokens: &[Token<'_>], language: Option<&Language>) -> Option<Date> {
    let goes_on = |at: usize| {
        matches!(tokens.get(at..at + 3), Some([_, Token::Mark('.' | '-' | '/'), Token::Number(_, 1..=2)]))
    };
    (0..tokens.len()).find_map(|at| match tokens.get(at..).unwrap_or_default() {
        [
            Token::Number(first, digits),
            Token::Mark(mark),
            Token::Number(second, 1..=2),
            Token::Mark(again),
            Token::Number(third, last),
            ..,
        ] if mark == again && matches!(mark, '-' | '/' | '.') && !goes_on(at + 4) => match (digits, last) {
            (4, 1..=2) => date(*first, *second, *third),
            (1..=2, 4) => day_or_month_first(*first, *second, *third, *mark, language),
            _ => None,
        },
        _ => None,
    })
}

fn day_or_month_first(
    first: i32,
    second: i32,
    year: i32,
    mark: char,
    language: Option<&Language>,
) -> Option<Date> {
    let day_first = match (first, second, mark) {
        (13.., _, _) | (_, _, '.') => true,
        (_, 13.., _) => false,
        _ if first == second => true,
        _ => match language.map(|language| (language.primary(), language.as_str())) {
            None | Some(("en", "en")) => return None,
            Some((_, tag)) => !matches!(tag, "en-US" | "en-PH" | "es-US"),
        },
    };
    if day_first { date(year, second, first) } else { date(year, first, second) }
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// Where an hour is: 16:05, or 16.05 before the name of a zone.
fn clock_at(tokens: &[Token<'_>]) -> Option<usize> {
    let is_zone =
        |token: Option<&Token<'_>>| matches!(token, Some(Token::Word(word)) if names::zone(word).is_some());
    tokens.windows(3).enumerate().position(|(at, window)| match window {
        [Token::Number(0..=24, 1..=2), Token::Mark(mark), Token::Number(0..=59, 2)] => {
            *mark == ':' || *mark == '.' && is_zone(tokens.get(at + 3))
        }
        // An hour written loosely has its seconds: 6:1:2.
        [Token::Number(0..=24, 1..=2), Token::Mark(':'), Token::Number(0..=59, 1)] => {
            matches!(tokens.get(at + 3..at + 5), Some([Token::Mark(':'), Token::Number(0..=59, _)]))
        }
        _ => false,
    })
}

/// 16:05, 16:05:30, 4:05 PM.
fn clock(tokens: &[Token<'_>]) -> Option<Time> {
    let at = clock_at(tokens)?;
    let [Token::Number(hour, _), _, Token::Number(minute, _)] = tokens.get(at..at + 3)? else { return None };
    let rest = tokens.get(at + 3..)?;
    let (second, rest) = match rest {
        [Token::Mark(':'), Token::Number(second @ 0..=59, _), rest @ ..] => (*second, rest),
        rest => (0, rest),
    };
    let before = at.checked_sub(1).and_then(|before| tokens.get(before)).and_then(half_before);
    let hour = half(rest).or(before).map_or(*hour, |half| in_half(*hour, &half));
    Time::new(hour.try_into().ok()?, (*minute).try_into().ok()?, second.try_into().ok()?, 0).ok()
}

/// "am" or "pm" at the start of what follows an hour.
fn half(rest: &[Token<'_>]) -> Option<String> {
    let half: String = rest.iter().take(3).map_while(letters).collect::<String>().to_lowercase();
    (half.starts_with("am") || half.starts_with("pm")).then_some(half)
}

/// The half of the day before an hour, as Chinese, Japanese and Korean have it.
fn half_before(before: &Token<'_>) -> Option<String> {
    match before {
        Token::Word("上午" | "午前" | "오전" | "凌晨" | "早上") => Some("am".to_owned()),
        Token::Word("下午" | "午後" | "오후" | "晚上" | "中午") => Some("pm".to_owned()),
        _ => None,
    }
}

/// The hour of a day that has twice twelve.
fn in_half(hour: i32, half: &str) -> i32 {
    match hour {
        12 if half.starts_with("am") => 0,
        1..=11 if half.starts_with("pm") => hour + 12,
        hour => hour,
    }
}

/// "p.m." is two letters with marks between.
fn letters(token: &Token<'_>) -> Option<String> {
    match token {
        Token::Word(word) => Some((*word).to_owned()),
        Token::Mark('.') => Some(String::new()),
        Token::Number(..) | Token::Mark(_) => None,
    }
}

/// A zone by name, or an offset such as +02:00 or GMT-5.
fn zone(tokens: &[Token<'_>]) -> Option<Offset> {
    let named = tokens.iter().find_map(|token| match token {
        Token::Word(word) => names::zone(word),
        Token::Number(..) | Token::Mark(_) => None,
    });
    offset(tokens).or(named)
}

/// The sign must follow the time or the name of a zone: in 7-5-2020 it is a hyphen.
fn offset(tokens: &[Token<'_>]) -> Option<Offset> {
    let after_time = tokens.iter().position(|token| *token == Token::Mark(':'))? + 2;
    let rest = tokens.get(after_time..)?;
    let at = rest.iter().position(|token| matches!(token, Token::Mark('+' | '-' | '−')))?;
    let sign = if rest.get(at) == Some(&Token::Mark('+')) { 1 } else { -1 };
    let seconds = match rest.get(at + 1..)? {
        [Token::Number(hours, 1..=2), Token::Mark(':'), Token::Number(minutes, 2), ..] => {
            hours * 3_600 + minutes * 60
        }
        [Token::Number(both, 4), ..] => both / 100 * 3_600 + both % 100 * 60,
        [Token::Number(hours, 1..=2), ..] => hours * 3_600,
        _ => return None,
    };
    Offset::from_seconds(sign * seconds).ok().filter(|_| seconds <= 14 * 3_600)
}

fn with_time(day: Date, clock: Option<Time>, zone: Option<Offset>) -> Moment {
    let Some(clock) = clock else { return Moment::Day(day) };
    let Some(zone) = zone else { return Moment::Local(day.to_datetime(clock)) };
    let zoned = TimeZone::fixed(zone).to_ambiguous_zoned_datetime(day.to_datetime(clock)).compatible();
    zoned.map_or(Moment::Day(day), |zoned| Moment::at(zoned.timestamp(), zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, expected) in [
            ("2020-05-07", "2020-05-07"),
            ("2020-05-07T10:30:00+02:00", "2020-05-07T10:30:00+02:00"),
            ("2020-05-07T10:30:00+0200", "2020-05-07T10:30:00+02:00"),
            ("2020-05-07 10:30:00 +0200", "2020-05-07T10:30:00+02:00"),
            ("2020-05-07 10:30:00 UTC", "2020-05-07T10:30:00Z"),
            ("2020-05-07T10:30:00", "2020-05-07"),
            ("Thu, 07 May 2020 10:30:00 GMT", "2020-05-07T10:30:00Z"),
            ("Fri, 07 May 2020 10:30:00 -0400", "2020-05-07T10:30:00-04:00"),
            ("May 7, 2020", "2020-05-07"),
            ("May 7th 2020 at 4:05 PM EDT", "2020-05-07T16:05:00-04:00"),
            ("Published: May. 7, 2020, 4:05 p.m. ET", "2020-05-07"),
            ("7 May 2020", "2020-05-07"),
            ("Donnerstag, 7. Mai 2020", "2020-05-07"),
            ("7. März 2020, 16:05 Uhr", "2020-03-07"),
            ("7 de mayo de 2020", "2020-05-07"),
            ("7 mai 2020 à 16h05", "2020-05-07"),
            ("7 maggio 2020", "2020-05-07"),
            ("7 мая 2020", "2020-05-07"),
            ("2020年5月7日", "2020-05-07"),
            ("2020/5/7 14:33:00", "2020-05-07"),
            ("07.05.2020", "2020-05-07"),
            ("25/12/2020", "2020-12-25"),
            ("12/25/2020", "2020-12-25"),
        ] {
            assert_eq!(
                moment(text, None).map(|moment| moment.to_string()).as_deref(),
                Some(expected),
                "{text}"
            );
        }
    }

    /// A form that is not read says nothing; one that is read wrong invents a day.
    #[test]
    fn the_table_of_written_forms_is_read_and_nothing_is_invented() {
        let table = include_str!("../../tests/gold/dates.tsv").lines().filter(|line| !line.starts_with('#'));
        let (mut all, mut missed) = (0, Vec::new());
        for line in table {
            let [text, language, meant] = *line.split('\t').collect::<Vec<_>>() else { panic!("{line}") };
            let read = moment(text, Language::parse(language).as_ref()).map(|moment| moment.to_string());
            all += 1;
            if read.as_deref() != Some(meant).filter(|meant| *meant != "-") {
                assert_eq!(read, None, "{line}");
                missed.push(text);
            }
        }

        assert!(all >= 140 && missed.len() * 20 <= all, "{missed:?}");
    }

    #[test]
    fn what_is_ambiguous_stays_unknown() {
        let read = |text, tag| moment(text, Language::parse(tag).as_ref()).map(|moment| moment.to_string());

        assert_eq!(read("03/04/2020", "en"), None);
        assert_eq!(read("03/04/2020", "en-US").as_deref(), Some("2020-03-04"));
        assert_eq!(read("03/04/2020", "fr").as_deref(), Some("2020-04-03"));
        for text in ["yesterday", "May 2020", "1 of 3 readers", "32 May 2020", "0000-00-00", ""] {
            assert_eq!(read(text, "en"), None, "{text}");
        }
    }

    #[test]
    fn seconds_and_milliseconds_are_told_apart() {
        assert_eq!(from_epoch(1_588_847_400.0).unwrap().to_string(), "2020-05-07T10:30:00Z");
        assert_eq!(from_epoch(1_588_847_400_000.0).unwrap().to_string(), "2020-05-07T10:30:00Z");
        assert_eq!(from_epoch(f64::INFINITY), None);
    }

    #[test]
    fn a_tuesday_is_no_march() {
        for (text, expected) in [
            ("mar., 01 déc. 2020 16:11:02 +0000", "2020-12-01T16:11:02Z"),
            ("mar 02 juin 2020", "2020-06-02"),
            ("mar, 02 giu 2020 10:00:00 +0200", "2020-06-02T10:00:00+02:00"),
            ("mar 3 mar 2020", "2020-03-03"),
            ("mar. 3 mar. 2020", "2020-03-03"),
            ("Mar 3, 2020", "2020-03-03"),
        ] {
            for read in [moment, field] {
                let read = read(text, None).map(|moment| moment.to_string());
                assert_eq!(read.as_deref(), Some(expected), "{text}");
            }
        }
    }

    #[test]
    fn a_field_keeps_an_hour_without_a_zone() {
        for (text, expected) in [
            ("2025-03-04 17:05:00", "2025-03-04T17:05:00"),
            ("2022-12-14T22:02:55", "2022-12-14T22:02:55"),
            ("Dec. 9, 2019, 6:11 p.m.", "2019-12-09T18:11:00"),
            ("Dec 9, 2019 6 PM", "2019-12-09T18:00:00"),
            ("7 mai 2020 à 16h05", "2020-05-07T16:05:00"),
            ("20200507103000", "2020-05-07T10:30:00"),
            ("10/30/23 21:55:58", "2023-10-30T21:55:58"),
            ("30.10.23", "2023-10-30"),
            ("1588847400", "2020-05-07T10:30:00Z"),
            ("1588847400000", "2020-05-07T10:30:00Z"),
            ("Thu, 07 May 2020 10:30:00 UT", "2020-05-07T10:30:00Z"),
            ("Fri, 31 Mar 2023 20:19:00 America/Los_Angeles", "2023-03-31T20:19:00-07:00"),
            ("2023-03-31T20:19:00[Europe/Berlin]", "2023-03-31T20:19:00+02:00"),
            ("2023-05-29T24:00:00Z", "2023-05-30T00:00:00Z"),
            ("wt., 01 gru 2020 10:00:00 +0100", "2020-12-01T10:00:00+01:00"),
            ("út, 01 pro 2020 10:00:00 +0100", "2020-12-01T10:00:00+01:00"),
            ("Τρι, 01 Δεκ 2020 10:00:00 +0200", "2020-12-01T10:00:00+02:00"),
            ("Sal, 01 Ara 2020 10:00:00 +0300", "2020-12-01T10:00:00+03:00"),
            ("Вт, 01 гру 2020 10:00:00 +0200", "2020-12-01T10:00:00+02:00"),
            ("1 ธันวาคม 2020 10:00 +0700", "2020-12-01T10:00:00+07:00"),
            ("2020年12月1日 下午4:11 +0800", "2020-12-01T16:11:00+08:00"),
            ("2020년 12월 1일 오전 4:11 +0900", "2020-12-01T04:11:00+09:00"),
            ("2020-12-1T6:1:2Z", "2020-12-01T06:01:02Z"),
        ] {
            let read = field(text, None).map(|moment| moment.to_string());
            assert_eq!(read.as_deref(), Some(expected), "{text}");
        }
        for text in ["3/4/23", "12345", "99.99.23", "soon", "24:00"] {
            assert_eq!(field(text, None), None, "{text}");
        }
    }
}
