//! Bytes that another program encoded wrongly: characters as the two halves of a surrogate pair.

/// The bytes with each pair of surrogates, three bytes a half, joined to its character; `None` where there is
/// none.
pub fn with_joined_surrogates(bytes: &[u8]) -> Option<Vec<u8>> {
    if std::str::from_utf8(bytes).is_ok() || !bytes.windows(PAIR).any(|pair| joined(pair).is_some()) {
        return None;
    }
    let mut mended = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        if let Some(character) = rest.get(..PAIR).and_then(joined) {
            mended.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            rest = rest.get(PAIR..).unwrap_or_default();
        } else {
            mended.push(*first);
            rest = after;
        }
    }
    Some(mended)
}

/// Bytes of a pair.
const PAIR: usize = 6;

/// The character of two halves.
fn joined(pair: &[u8]) -> Option<char> {
    let [0xed, one @ 0xa0..=0xaf, two @ 0x80..=0xbf, 0xed, three @ 0xb0..=0xbf, four @ 0x80..=0xbf] = *pair
    else {
        return None;
    };
    let half = |high: u8, low: u8| u32::from(high & 0x0f) << 6 | u32::from(low & 0x3f);
    char::from_u32(0x1_0000 + (half(one, two) << 10) + half(three - 0x10, four))
}

#[cfg(test)]
mod tests {
    use super::super::decode;

    #[test]
    fn the_halves_of_a_character_are_joined() {
        assert_eq!(decode(b"a \xed\xa0\xbd\xed\xb8\x80 b"), "a 😀 b");
        assert_eq!(decode("한국 😀".as_bytes()), "한국 😀");
    }
}
