//! `Retry-After`: the wait that a host asks for, in seconds or as a date.

use std::time::Duration;

use jiff::fmt::rfc2822::DateTimeParser;

/// The longest wait that is honoured.
const LONGEST: Duration = Duration::from_hours(24 * 30);

/// Parses the header. A date is relative to the `Date` of the response: the clock of the host may differ from
/// ours.
pub(super) fn parse_retry_after(retry_after: &str, date: Option<&str>) -> Option<Duration> {
    let text = retry_after.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse().map_or(LONGEST, Duration::from_secs).min(LONGEST));
    }
    let moment = |text: &str| DateTimeParser::new().parse_timestamp(text.trim()).ok();
    let seconds = moment(text)?.as_second() - moment(date?)?.as_second();
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or_default()).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_parsed_in_seconds_or_as_a_date() {
        let date = Some("Thu, 07 May 2026 10:00:00 GMT");

        assert_eq!(parse_retry_after(" 120 ", None), Some(Duration::from_mins(2)));
        assert_eq!(parse_retry_after("Thu, 07 May 2026 10:05:00 GMT", date), Some(Duration::from_mins(5)));
        assert_eq!(parse_retry_after("Thu, 07 May 2026 09:00:00 GMT", date), Some(Duration::ZERO));
        assert_eq!(parse_retry_after("99999999999999999999", None), Some(LONGEST));
        assert_eq!(
            [parse_retry_after("soon", date), parse_retry_after("", None), parse_retry_after("-5", None)],
            [None; 3]
        );
    }
}
