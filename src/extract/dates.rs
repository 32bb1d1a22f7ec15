//! Parses dates as people write them; an ambiguous date is unknown.
//!
//! A date without a time stays a date, and a time without a zone is left out rather than a zone invented.

mod clock;
mod names;
mod tokens;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ZonedDateTime};

use crate::domain::{Language, Moment, WebUrl};

use clock::{clock, clock_at, hour_alone, midnight, zone};
use tokens::{Token, tokens};

/// Most characters of a date; a longer text is none, though it may hold one.
const LONGEST: usize = 120;

/// Parses a date in any of the usual forms of pages. The language decides whether 3/4 is in March or April;
/// where it does not, the date is unknown. A time without a zone is left out.
pub fn moment(text: &str, language: Option<&Language>) -> Option<Moment> {
    let text = within_limit(text)?;
    let found = text
        .parse()
        .ok()
        .or_else(|| mail_date(text))
        .or_else(|| parse_written(text, language, DateContext::Page));
    let found = match found? {
        Moment::Local(time) => Moment::Day(time.date()),
        known => known,
    };
    Some(found).filter(|moment| is_plausible(moment.day()) && !is_zero(*moment))
}

/// Parses the date in a line beside a headline, which may have a year of two digits. Points tell the day from
/// the month, except in English, where both orders have them.
pub fn line(text: &str, language: Option<&Language>) -> Option<Moment> {
    let is_english = language.is_none_or(|language| language.primary() == "en");
    moment(text, language).or_else(|| {
        let text =
            if is_english { within_limit(text)?.replace('.', "/") } else { within_limit(text)?.to_owned() };
        let tokens = without_clock(&tokens(&text));
        (0..tokens.len()).find_map(|at| short_day(tokens.get(at..)?, language)).map(Moment::Day)
    })
}

/// Parses the date in a field of an entry or a message: also as seconds since 1970, with a year of two
/// digits, with a named zone, and with a time without a zone.
pub fn field(text: &str, language: Option<&Language>) -> Option<Moment> {
    let text = within_limit(text)?;
    let found = text
        .parse()
        .ok()
        .or_else(|| digits(text))
        .or_else(|| mail_date(text))
        .or_else(|| in_named_zone(text, language))
        .or_else(|| parse_written(text, language, DateContext::Field))?;
    Some(found).filter(|moment| is_plausible(moment.day()) && !is_zero(*moment))
}

/// The order of day and month in the dates of a document, as a language with that order, where a date of it
/// can be read in one way alone: 17/4/2025. `None` where the dates show none, or both.
pub fn order_shown<'text>(texts: impl Iterator<Item = &'text str>) -> Option<Language> {
    let (mut day_first, mut month_first) = (false, false);
    for text in texts.filter_map(within_limit) {
        let tokens = without_clock(&tokens(text));
        let mut places = (0..tokens.len()).map(|at| tokens.get(at..).unwrap_or_default());
        let numbers = places.find_map(|tokens| match tokens {
            [
                Token::Number(first, 1..=2),
                Token::Mark(mark @ ('/' | '-')),
                Token::Number(second, 1..=2),
                Token::Mark(again),
                Token::Number(_, 4),
                ..,
            ] if mark == again => Some((*first, *second)),
            _ => None,
        });
        if let Some((first, second)) = numbers {
            day_first |= first > 12 && second <= 12;
            month_first |= second > 12 && first <= 12;
        }
    }
    match (day_first, month_first) {
        (true, false) => Language::parse("en-GB"),
        (false, true) => Language::parse("en-US"),
        _ => None,
    }
}

/// The date in an address: `/2020/05/07/`, `/2020/may/07/`, `/2020-05-07-bridge`.
pub fn of_address(url: &WebUrl) -> Option<Moment> {
    let parts: Vec<&str> = url.path().split('/').collect();
    let is_number = |part: &str| part.len() <= 2 && part.parse::<u8>().is_ok();
    let apart = parts.windows(3).find_map(|parts| match *parts {
        [year, month, day] if year.len() == 4 && is_number(day) => {
            let written = if is_number(month) {
                format!("{year}-{month:0>2}-{day:0>2}")
            } else {
                format!("{day} {month} {year}")
            };
            moment(&written, None)
        }
        _ => None,
    });
    let together = |part: &&str| {
        let (day, rest) = part.split_at_checked("2020-05-07".len())?;
        let is_alone = !rest.starts_with(|next: char| next.is_ascii_digit());
        day.parse().ok().filter(|moment: &Moment| is_alone && is_plausible(moment.day()))
    };
    apart.or_else(|| parts.iter().find_map(together))
}

/// The kind of text with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DateContext {
    /// A line of a page, which may hold other numbers.
    Page,
    /// A field for a date.
    Field,
}

fn within_limit(text: &str) -> Option<&str> {
    let text = text.trim();
    (text.len() <= LONGEST * 2 && text.chars().count() <= LONGEST).then_some(text)
}

fn parse_written(text: &str, language: Option<&Language>, form: DateContext) -> Option<Moment> {
    if !text.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let tokens = tokens(text);
    let day = day(&tokens, language, form)?;
    Some(match (form, clock(&tokens)) {
        (DateContext::Field, None) => match midnight(&tokens) {
            Some(()) => with_time(day.tomorrow().ok()?, Some(Time::midnight()), zone(&tokens)),
            None => with_time(day, hour_alone(&tokens), zone(&tokens)),
        },
        (_, clock) => with_time(day, clock, zone(&tokens)),
    })
}

/// Parses seconds or milliseconds since 1970, or a date and time of digits alone.
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

/// Parses a time with a named zone: `31 Mar 2023 20:19:00 America/Los_Angeles`.
fn in_named_zone(text: &str, language: Option<&Language>) -> Option<Moment> {
    let is_name = |word: &&str| word.starts_with(char::is_alphabetic) && word.contains('/');
    let name = text.split([' ', '[', ']', '(', ')']).find(is_name)?;
    let zone = TimeZone::get(name).ok()?;
    let Moment::Local(time) = parse_written(&text.replace(name, ""), language, DateContext::Field)? else {
        return None;
    };
    let zoned = zone.to_ambiguous_zoned_datetime(time).compatible().ok()?;
    Some(Moment::at(zoned.timestamp(), zoned.offset()))
}

/// Whether a word is the name of a month.
pub fn is_month(word: &str) -> bool {
    names::month(word).is_some()
}

/// Seconds or milliseconds since 1970, or a day of eight digits such as 20200507. A smaller number is none: a
/// year alone is no time of its first hours.
pub fn from_epoch(number: f64) -> Option<Moment> {
    if number > 0.0 && number < SMALLEST_EPOCH {
        let day = Date::strptime("%Y%m%d", number.to_string()).ok()?;
        return Some(Moment::Day(day)).filter(|_| is_plausible(day));
    }
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

/// Seconds since 1970 below which a number is none of them: until March 1973.
const SMALLEST_EPOCH: f64 = 1e8;

/// Whether a moment is the zero of a clock, which a program without a date writes.
fn is_zero(moment: Moment) -> bool {
    matches!(moment, Moment::Instant(instant, _) if instant == Timestamp::UNIX_EPOCH)
}

/// Whether a date may be one of an article: newspapers began about 1600.
fn is_plausible(day: Date) -> bool {
    (1600..2200).contains(&day.year())
}

/// Parses a date of mail. The standard takes an unknown zone for UTC, which would be invented and is left
/// out.
fn mail_date(text: &str) -> Option<Moment> {
    let zone = text.rsplit(' ').next().unwrap_or_default();
    if zone.starts_with(|letter: char| letter.is_alphabetic()) && names::zone(zone) != Some(Offset::UTC) {
        return None;
    }
    let parser = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
    let zoned: ZonedDateTime = parser.parse_zoned_datetime(text).ok()?;
    Some(Moment::at(zoned.timestamp(), zoned.offset()))
}

fn day(tokens: &[Token<'_>], language: Option<&Language>, form: DateContext) -> Option<Date> {
    let tokens = without_clock(tokens);
    let found = unit_day(&tokens).or_else(|| named_day(&tokens)).or_else(|| numbered_day(&tokens, language));
    found.or_else(|| short_day(&tokens, language).filter(|_| form == DateContext::Field))
}

/// Parses a date with a year of two digits: 30.10.23 and 10/30/23.
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

/// The year for two digits, as in mail (RFC 5322): 49 is 2049, 50 is 1950.
const fn century(year: i32) -> i32 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

/// The tokens without a time, which may stand between the day and the year.
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

/// Parses a date with units: 2020年5月7日, "7 tháng 5 năm 2020".
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

/// Parses a date with the name of a month: "May 7, 2020", "7 May 2020", "7. Mai 2020", "7 de mayo de 2020",
/// "2020 May 7". Of two possible names the later counts where a day is before it: in "mar. 1 déc. 2020" the
/// first is a Tuesday.
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
    if later.is_none() && is_tuesday(tokens.get(first..)?) {
        return None;
    }
    let (at, month) = *later.or_else(|| months.first())?;
    let before = tokens.get(later.map_or(0, |_| first + 1)..at)?;
    named_month(before, month, tokens.get(at + 1..)?)
}

/// Whether "mar" is a Tuesday before a day and a month of unknown name: "mar., 2 xyz. 2020".
fn is_tuesday(tokens: &[Token<'_>]) -> bool {
    let words = tokens.iter().filter(|token| !matches!(token, Token::Mark(_)));
    match words.take(4).collect::<Vec<_>>().as_slice() {
        [Token::Word(weekday), Token::Number(1..=31, 1..=2), Token::Word(month), Token::Number(_, 4)] => {
            weekday.eq_ignore_ascii_case("mar") && month.chars().count() > 2
        }
        _ => false,
    }
}

/// The date of a month and the numbers around it.
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

/// Parses a date of numbers: 2020-05-07, 2020/5/7, 07.05.2020, 07/05/2020; not a version number, which has
/// more parts.
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

fn with_time(day: Date, clock: Option<Time>, zone: Option<Offset>) -> Moment {
    let Some(clock) = clock else { return Moment::Day(day) };
    let Some(zone) = zone else { return Moment::Local(day.to_datetime(clock)) };
    let zoned = TimeZone::fixed(zone).to_ambiguous_zoned_datetime(day.to_datetime(clock)).compatible();
    zoned.map_or(Moment::Day(day), |zoned| Moment::at(zoned.timestamp(), zone))
}

#[cfg(test)]
mod tests;
