//! Decodes bytes to text, by the encoding that a document declares, else by its bytes.
//!
//! Order: byte order mark, UTF-8 that is whole or nearly so, declaration (HTTP header, meta, XML),
//! statistics. A few invalid bytes are replaced one by one.

mod repairs;
mod utf_32;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::extract::references;

/// Bytes searched for a declaration.
const DECLARATION_WITHIN: usize = 4_096;

/// Bytes for the statistics; more do not make them surer.
const SAMPLE: usize = 64 << 10;

/// Control characters that even a short text may hold.
const STRAY: usize = 2;

/// The text of a document. Never fails: bytes that are no character become replacement characters.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    decode_as(bytes, None)
}

/// The text of a document whose container declares an encoding; the evidence of the bytes goes before it.
pub fn decode_as<'bytes>(bytes: &'bytes [u8], declared: Option<&str>) -> Cow<'bytes, str> {
    if let Some(text) = utf_32::decoded(bytes) {
        return Cow::Owned(text);
    }
    if let Some(joined) = repairs::with_joined_surrogates(bytes) {
        return Cow::Owned(decode_as(&joined, declared).into_owned());
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    // Detects and removes the byte order mark itself.
    with_printable_controls(encoding_of(bytes, declared).decode(bytes).0)
}

/// Restores windows-1252 characters that were decoded as latin-1, where these code points are controls.
fn with_printable_controls(text: Cow<'_, str>) -> Cow<'_, str> {
    // U+0080 to U+009F in UTF-8.
    let is_control = |pair: &[u8]| matches!(pair, [0xc2, 0x80..=0x9f]);
    if text.is_ascii() || !text.as_bytes().windows(2).any(is_control) {
        return text;
    }
    Cow::Owned(
        text.chars().map(|character| references::windows_1252(character).unwrap_or(character)).collect(),
    )
}

/// Whether bytes are no text in any encoding: UTF-16 and UTF-32 have NUL bytes too, beside each letter.
pub fn is_binary(head: &[u8]) -> bool {
    let controls = || head.iter().filter(|&&byte| byte < 9 || (14..27).contains(&byte)).count();
    Encoding::for_bom(head).is_none()
        && utf_16(head).is_none()
        && utf_32::order(head).is_none()
        && controls().saturating_sub(STRAY) * 100 > head.len()
}

fn encoding_of(bytes: &[u8], container: Option<&'static Encoding>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf_16(bytes) {
        return encoding;
    }
    let inner = declared(bytes);
    // ASCII is the default of many servers rather than a declaration, and windows-1252 is how latin-1 and
    // ASCII are decoded.
    let says = match container {
        Some(outer) if outer != UTF_8 && (outer != WINDOWS_1252 || inner.is_none()) => Some(outer),
        outer => inner.or(outer),
    };
    match says {
        Some(encoding) if bytes.is_ascii() => encoding,
        // Most documents are valid UTF-8, which is checked faster than their characters are counted.
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        Some(encoding) if encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE => {
            if Sequences::of(bytes).are_all_utf8() {
                UTF_8
            } else {
                encoding
            }
        }
        _ if Sequences::of(bytes).are_mostly_utf8() => UTF_8,
        _ => guessed(bytes),
    }
}

/// UTF-16 without a byte order mark, known by the NUL in every second byte of mostly ASCII text.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..256).unwrap_or(bytes);
    let nuls = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let is_every_second = |nuls: usize, others: usize| others == 0 && nuls * 5 > head.len() * 2 && nuls > 1;
    if is_every_second(odd, even) {
        return Some(UTF_16LE);
    }
    is_every_second(even, odd).then_some(UTF_16BE)
}

/// Counts of non-ASCII characters in bytes read as UTF-8.
struct Sequences {
    whole: usize,
    /// Truncated characters, as in a text that was cut by bytes.
    cut: usize,
    /// Bytes that begin no character.
    wrong: usize,
}

impl Sequences {
    fn of(bytes: &[u8]) -> Self {
        let mut count = Self { whole: 0, cut: 0, wrong: 0 };
        let mut rest = bytes;
        for chunk in bytes.utf8_chunks() {
            count.whole += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
            rest = rest.get(chunk.valid().len() + chunk.invalid().len()..).unwrap_or_default();
            match chunk.invalid() {
                [] => {}
                // A character that is cut by the end of the sample.
                _ if rest.is_empty() => count.cut += 1,
                [_, _, ..] => count.cut += 1,
                [_] => count.wrong += 1,
            }
        }
        count
    }

    const fn are_all_utf8(&self) -> bool {
        self.whole > 0 && (self.wrong == 0 || self.whole > 50 * (self.wrong + self.cut))
    }

    const fn are_mostly_utf8(&self) -> bool {
        self.wrong == 0 || self.whole + self.cut > self.wrong
    }
}

/// The declared encoding. `Encoding::for_label` maps latin-1 to windows-1252, as browsers do.
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

    #[test]
    fn an_invalid_byte_does_not_affect_the_others() {
        for text in ["Новости порта и города", "港のニュース 船が着いた", "café à la carte, déjà vu"]
        {
            for broken in [&b"\xd0"[..], b"\xe3\x81", b"\xff", b"\x80", b"\xf0\x9f\x98"] {
                for declaration in ["", "<?xml version='1.0' encoding='UTF-8'?>", "<meta charset=utf-8>"] {
                    let bytes = [declaration.as_bytes(), text.as_bytes(), b" cut ", broken, b" end"].concat();

                    assert_eq!(decode(&bytes), format!("{declaration}{text} cut \u{fffd} end"));
                }
            }
        }
    }

    #[test]
    fn a_false_declaration_of_utf_8_is_found_out() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1251.encode("<meta charset=utf-8>Правительство приняло программу");

        assert!(decode(&bytes).ends_with("Правительство приняло программу"));
    }

    #[test]
    fn utf_16_is_known_without_a_mark() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><rss>Zpráva</rss>";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();

        assert!(decode(&little) == text && decode(&big) == text && !is_binary(&little));
        assert_eq!(decode(text.as_bytes()), text);
    }

    #[test]
    fn a_stray_control_makes_no_text_binary() {
        assert!(!is_binary(b"Rain \0fell.") && is_binary(b"\x7fELF\x02\x01\x01\0\0\0\0\0"));
    }

    #[test]
    fn windows_1252_taken_for_latin_1_is_mended() {
        assert_eq!(decode("Don\u{92}t".as_bytes()), "Don’t");
    }
}
