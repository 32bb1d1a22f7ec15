//! The id of an item at a server: a decimal number in lists, elsewhere a long form that ends in hexadecimal
//! digits. Only the long form has the same meaning at every server.

use std::fmt;

/// The beginning of the long form.
const LONG: &str = "tag:google.com,2005:reader/item/";

/// Hexadecimal digits of a number of 64 bits.
const DIGITS: usize = 16;

/// The most digits of an id.
const MOST_DIGITS: usize = 64;

/// The server's id of an item: the hexadecimal digits of its long form.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId(String);

impl ItemId {
    /// Parses an id as it stands in a list or in an item. A decimal number of at most 64 bits, which may be
    /// negative, is converted; any other digits are kept unchanged, since some servers have more of them.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(digits) = text.strip_prefix(LONG) {
            return Self::of_digits(digits);
        }
        let number = text.parse::<i64>().map(i64::cast_unsigned).or_else(|_| text.parse::<u64>());
        number.map_or_else(|_| Self::of_digits(text), |number| Some(Self(format!("{number:016x}"))))
    }

    /// Parses the digits of a long form.
    pub fn of_digits(digits: &str) -> Option<Self> {
        let is_known = !digits.is_empty()
            && digits.len() <= MOST_DIGITS
            && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_known.then(|| Self(format!("{digits:0>DIGITS$}")))
    }

    /// The long form, which every server understands.
    pub fn long(&self) -> String {
        format!("{LONG}{}", self.0)
    }

    /// The id as a number; `None` where it does not fit in 64 bits.
    pub fn number(&self) -> Option<u64> {
        u64::from_str_radix(&self.0, 16).ok()
    }

    /// The digits of the id.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Option<String> {
        ItemId::parse(text).map(|id| id.digits().to_owned())
    }

    #[test]
    fn a_decimal_and_a_long_form_name_one_item() {
        let long = "tag:google.com,2005:reader/item/000000000000001f";

        assert_eq!(ItemId::parse("31"), ItemId::parse(long));
        assert_eq!(ItemId::parse("31").unwrap().long(), long);
        assert_eq!(digits("-1").as_deref(), Some("ffffffffffffffff"));
        assert_eq!(digits("18446744073709551615").as_deref(), Some("ffffffffffffffff"));
        assert_eq!(digits("tag:google.com,2005:reader/item/1f").as_deref(), Some("000000000000001f"));
    }

    #[test]
    fn sixteen_decimal_digits_are_a_decimal_and_twenty_four_are_not() {
        assert_eq!(digits("1729000000000001").as_deref(), Some("000624842ed11001"));
        assert_eq!(digits("507f1f77bcf86cd799439011").as_deref(), Some("507f1f77bcf86cd799439011"));
        assert_eq!(digits("123456789012345678901234").as_deref(), Some("123456789012345678901234"));
    }

    #[test]
    fn an_invalid_item_id_is_refused() {
        for text in ["", "x", "tag:google.com,2005:reader/item/", "12\u{1b}", &"a".repeat(65)] {
            assert_eq!(ItemId::parse(text), None, "{text:?}");
        }
    }
}
