//! The time of a written date, and its zone.

use jiff::civil::Time;
use jiff::tz::Offset;

use super::names;
use super::tokens::Token;

/// Where an hour is: 16:05, 16時05分, or 16.05 before the name of a zone, or at the end after a year or "klo".
pub(super) fn clock_at(tokens: &[Token<'_>]) -> Option<usize> {
    let is_zone =
        |token: Option<&Token<'_>>| matches!(token, Some(Token::Word(word)) if names::zone(word).is_some());
    let is_last = |at: usize| {
        let words = |token: &&Token<'_>| !matches!(token, Token::Mark(_));
        let before = tokens.get(..at).and_then(|before| before.iter().rev().find(words));
        at + 3 == tokens.len()
            && matches!(
                before,
                Some(Token::Number(_, 4) | Token::Word("kl" | "klo" | "kello" | "ore" | "alle"))
            )
    };
    tokens.windows(3).enumerate().position(|(at, window)| match window {
        [Token::Number(0..=24, 1..=2), Token::Mark(mark), Token::Number(0..=59, 2)] => {
            *mark == ':' || *mark == '.' && (is_zone(tokens.get(at + 3)) || is_last(at))
        }
        [
            Token::Number(0..=24, 1..=2),
            Token::Word("時" | "时" | "点" | "點" | "시"),
            Token::Number(0..=59, 1..=2),
        ] => {
            matches!(tokens.get(at + 3), Some(Token::Word("分" | "분")))
        }
        // A time without leading zeros needs seconds: 6:1:2.
        [Token::Number(0..=24, 1..=2), Token::Mark(':'), Token::Number(0..=59, 1)] => {
            matches!(tokens.get(at + 3..at + 5), Some([Token::Mark(':'), Token::Number(0..=59, _)]))
        }
        _ => false,
    })
}

/// Parses a time: 16:05, 16:05:30, 4:05 PM.
pub(super) fn clock(tokens: &[Token<'_>]) -> Option<Time> {
    let at = clock_at(tokens)?;
    let [Token::Number(hour, _), _, Token::Number(minute, _)] = tokens.get(at..at + 3)? else { return None };
    let rest = tokens.get(at + 3..)?;
    let (second, rest) = match rest {
        [Token::Mark(':') | Token::Word("分" | "분"), Token::Number(second @ 0..=59, _), rest @ ..] => {
            (*second, rest)
        }
        rest => (0, rest),
    };
    let before = at.checked_sub(1).and_then(|before| tokens.get(before)).and_then(am_or_pm_before);
    let hour = am_or_pm(rest).or(before).map_or(*hour, |half| to_24_hours(*hour, &half));
    Time::new(hour.try_into().ok()?, (*minute).try_into().ok()?, second.try_into().ok()?, 0).ok()
}

/// The "am" or "pm" after a time.
fn am_or_pm(rest: &[Token<'_>]) -> Option<String> {
    let half: String = rest.iter().take(3).map_while(letters).collect::<String>().to_lowercase();
    (half.starts_with("am") || half.starts_with("pm")).then_some(half)
}

/// The half of the day before a time, as in Chinese, Japanese and Korean.
fn am_or_pm_before(before: &Token<'_>) -> Option<String> {
    match before {
        Token::Word("上午" | "午前" | "오전" | "凌晨" | "早上") => Some("am".to_owned()),
        Token::Word("下午" | "午後" | "오후" | "晚上" | "中午") => Some("pm".to_owned()),
        _ => None,
    }
}

/// The hour of 24 for an hour of twelve and its half of the day.
fn to_24_hours(hour: i32, half: &str) -> i32 {
    match hour {
        12 if half.starts_with("am") => 0,
        1..=11 if half.starts_with("pm") => hour + 12,
        hour => hour,
    }
}

/// The letters of "p.m." without its points.
fn letters(token: &Token<'_>) -> Option<String> {
    match token {
        Token::Word(word) => Some((*word).to_owned()),
        Token::Mark('.') => Some(String::new()),
        Token::Number(..) | Token::Mark(_) => None,
    }
}

/// Parses a zone: a name, or an offset such as +02:00 or GMT-5.
pub(super) fn zone(tokens: &[Token<'_>]) -> Option<Offset> {
    let named = tokens.iter().find_map(|token| match token {
        Token::Word(word) => names::zone(word),
        Token::Number(..) | Token::Mark(_) => None,
    });
    offset(tokens).or(named)
}

/// Parses an offset, whose sign follows the time or the name of a zone: in 7-5-2020 it is a hyphen.
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

/// Recognises 24:00, which is the start of the next day.
pub(super) fn midnight(tokens: &[Token<'_>]) -> Option<()> {
    let at = clock_at(tokens)?;
    matches!(tokens.get(at..at + 3)?, [Token::Number(24, _), _, Token::Number(0, _)]).then_some(())
}

/// Parses a time without a colon: "16h05", "4 PM".
pub(super) fn hour_alone(tokens: &[Token<'_>]) -> Option<Time> {
    (0..tokens.len()).find_map(|at| match tokens.get(at..).unwrap_or_default() {
        [
            Token::Number(hour @ 0..=23, 1..=2),
            Token::Word("h" | "H"),
            Token::Number(minute @ 0..=59, 2),
            ..,
        ] => Time::new((*hour).try_into().ok()?, (*minute).try_into().ok()?, 0, 0).ok(),
        [Token::Number(hour @ 1..=12, 1..=2), rest @ ..] => {
            Time::new(to_24_hours(*hour, &am_or_pm(rest)?).try_into().ok()?, 0, 0, 0).ok()
        }
        _ => None,
    })
}
