//! Words of headers in an encoding (RFC 2047), joined before they are decoded: some programs cut them within a
//! character.

use mailparse::MailHeader;

/// The words of a header.
pub fn decoded(header: &MailHeader<'_>) -> String {
    let raw = String::from_utf8_lossy(header.get_value_raw());
    let joined = joined(&raw);
    if joined == raw {
        return header.get_value();
    }
    let line = format!("{}: {joined}", header.get_key_ref());
    mailparse::parse_header(line.as_bytes())
        .map_or_else(|_odd| header.get_value(), |(header, _)| header.get_value())
}

/// The text with words that follow one another in the same encoding joined to one.
fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.find("=?").map(|at| rest.split_at(at)) {
        joined.push_str(before);
        let Some((start, first, mut after)) = word(from) else {
            joined.push_str("=?");
            rest = from.get(2..).unwrap_or_default();
            continue;
        };
        joined.extend([start, first]);
        // After padding nothing more can follow.
        while !joined.ends_with('=')
            && let Some((_, next, end)) =
                word(after.trim_start()).filter(|next| next.0.eq_ignore_ascii_case(start))
        {
            joined.push_str(next);
            after = end;
        }
        joined.push_str("?=");
        rest = after;
    }
    joined.push_str(rest);
    joined
}

/// The encoded word that a text begins with: the start with its encoding, the words, and the text after it.
fn word(text: &str) -> Option<(&str, &str, &str)> {
    let (charset, after) = text.strip_prefix("=?")?.split_once('?')?;
    let (encoding, after) = after.split_once('?')?;
    let is_whole = charset.len() < 40 && matches!(encoding, "B" | "b" | "Q" | "q");
    let (words, after) = after.split_once("?=").filter(|_| is_whole)?;
    let start = text.get(.."=???".len() + charset.len() + encoding.len())?;
    (!words.contains('?')).then_some((start, words, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(value: &str) -> String {
        let line = format!("Subject: {value}");
        let (header, _) = mailparse::parse_header(line.as_bytes()).unwrap();
        decoded(&header)
    }

    #[test]
    fn a_character_that_was_cut_between_two_words_is_whole() {
        assert_eq!(told("=?utf-8?B?0JvQ?=\n =?UTF-8?B?vtC00LrQsA==?="), "Лодка");
        assert_eq!(told("=?utf-8?Q?=D0=9B=D0?= =?utf-8?Q?=BE?="), "Ло");
    }

    #[test]
    fn other_words_stay_as_they_are() {
        assert_eq!(told("=?utf-8?B?0JvQvg==?= =?utf-8?B?0LQ=?="), "Лод");
        assert_eq!(told("=?utf-8?Q?Rain?= =?iso-8859-1?Q?_caf=E9?= =? x"), "Rain café =? x");
        assert_eq!(told("Rain = 1? yes"), "Rain = 1? yes");
    }
}
