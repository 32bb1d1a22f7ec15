//! Bytes become text, by the marks a document carries, else by what its bytes look like.
//!
//! Order: byte order mark, declaration (header of a save, meta, XML), valid UTF-8, statistics.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Bytes searched for a declaration.
const DECLARATION_WITHIN: usize = 4_096;

/// Bytes the statistics look at; more do not make them surer.
const SAMPLE: usize = 64 << 10;

/// The text of a document. Never fails: what is no character becomes a replacement character.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = encoding_of(bytes);
    // Sniffs the byte order mark itself and removes it.
    encoding.decode(bytes).0
}

/// The text of a document whose container says what its encoding is; what its bytes prove wins.
pub fn decode_as<'bytes>(bytes: &'bytes [u8], declared: Option<&str>) -> Cow<'bytes, str> {
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let is_proven = Encoding::for_bom(bytes).is_some() || is_utf8(bytes) && !bytes.is_ascii();
    match declared {
        // ASCII is no more than the want of a declaration.
        Some(encoding) if !is_proven && encoding != UTF_8 && encoding != WINDOWS_1252 => {
            encoding.decode(bytes).0
        }
        Some(encoding) if !is_proven && encoding == WINDOWS_1252 && self::declared(bytes).is_none() => {
            encoding.decode(bytes).0
        }
        _ => decode(bytes),
    }
}

/// Whether the bytes are no text in any encoding: UTF-16 has NUL bytes too, but says so at its start.
pub fn is_binary(head: &[u8]) -> bool {
    Encoding::for_bom(head).is_none()
        && head.iter().filter(|&&byte| byte < 9 || (14..27).contains(&byte)).count() * 100 > head.len()
}

fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    // A page that says latin-1 and is valid UTF-8 beyond ASCII is UTF-8: chance does not do that.
    if is_utf8(bytes) && !bytes.is_ascii() {
        return UTF_8;
    }
    declared(bytes).filter(|encoding| *encoding != UTF_8 || is_utf8(bytes)).unwrap_or_else(|| guessed(bytes))
}

/// Whether all is UTF-8, a character cut off at the end aside.
fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(reason) => reason.error_len().is_none() && reason.valid_up_to() > 0,
    }
}

/// `Encoding::for_label` reads latin-1 as windows-1252, as browsers do.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARATION_WITHIN).unwrap_or(bytes).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let markup = head.trim_start();
    if !markup.starts_with('<') && !markup.starts_with("content-type") && !markup.starts_with("http/") {
        return None;
    }
    ["charset", "encoding"].iter().find_map(|word| {
        head.match_indices(word).find_map(|(at, _)| {
            let value = head.get(at + word.len()..)?.trim_start().strip_prefix('=')?;
            let value = value.trim_start().trim_start_matches(['"', '\'']);
            let label = value
                .split(|letter: char| !letter.is_ascii_alphanumeric() && !"-_:.".contains(letter))
                .next()?;
            Encoding::for_label(label.as_bytes())
        })
    })
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_1_is_read_as_windows_1252() {
        let page = b"<meta charset=iso-8859-1><p>\x93caf\xe9\x94</p>";

        assert!(decode(page).ends_with("<p>“café”</p>"));
    }

    #[test]
    fn a_byte_order_mark_wins_and_disappears() {
        assert_eq!(decode(b"\xef\xbb\xbfa"), "a");
        assert_eq!(decode(b"\xff\xfea\x00b\x00"), "ab");
    }

    #[test]
    fn utf_8_is_known_whatever_the_page_says() {
        assert!(decode("<meta charset=latin1><p>café".as_bytes()).ends_with("café"));
    }

    #[test]
    fn undeclared_bytes_are_guessed() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1251.encode("Правительство приняло новую программу развития");

        assert_eq!(decode(&bytes), "Правительство приняло новую программу развития");
    }
}
