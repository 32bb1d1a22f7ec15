//! UTF-32, four bytes a character, which the encodings of the web lack.

/// The order of the bytes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The lowest byte first.
    Little,
    /// The highest byte first.
    Big,
}

/// Bytes by which the encoding is known without a mark.
const SAMPLE: usize = 256;

/// The byte order of a text in UTF-32, known by its mark, or by the NUL bytes of letters that all have three.
pub fn order(bytes: &[u8]) -> Option<Order> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => return Some(Order::Little),
        [0, 0, 0xfe, 0xff, ..] => return Some(Order::Big),
        _ => {}
    }
    let (units, _) = bytes.get(..SAMPLE).unwrap_or(bytes).as_chunks::<4>();
    let are_all = |is_letter: fn(&[u8; 4]) -> bool| units.len() > 1 && units.iter().all(is_letter);
    if are_all(|unit| matches!(unit, [low, _, 0, 0] if *low > 0)) {
        return Some(Order::Little);
    }
    are_all(|unit| matches!(unit, [0, 0, _, low] if *low > 0)).then_some(Order::Big)
}

/// The text of bytes in UTF-32, without its mark; `None` for another encoding.
pub fn decoded(bytes: &[u8]) -> Option<String> {
    let order = order(bytes)?;
    let (units, _) = bytes.as_chunks::<4>();
    let characters = units.iter().map(|unit| match order {
        Order::Little => u32::from_le_bytes(*unit),
        Order::Big => u32::from_be_bytes(*unit),
    });
    let text: String =
        characters.map(|number| char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Some(text.trim_start_matches('\u{feff}').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_four_bytes_a_character_is_read_in_either_order_with_a_mark_or_without() {
        let text = "<rss>Лодка</rss>";
        for text in [text, &format!("\u{feff}{text}")] {
            let little: Vec<u8> = text.chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect();
            let big: Vec<u8> = text.chars().flat_map(|letter| u32::from(letter).to_be_bytes()).collect();

            assert_eq!(decoded(&little).as_deref(), Some("<rss>Лодка</rss>"));
            assert_eq!(decoded(&big).as_deref(), Some("<rss>Лодка</rss>"));
        }
    }

    #[test]
    fn other_encodings_are_none() {
        let wide: Vec<u8> = "<rss>Rain</rss>".encode_utf16().flat_map(u16::to_le_bytes).collect();

        assert_eq!(
            (decoded(&wide), decoded(b"<rss>"), decoded(&[0; 64]), decoded(b"")),
            (None, None, None, None)
        );
    }
}
