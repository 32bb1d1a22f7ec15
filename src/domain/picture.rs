//! A picture stored with an article: its name, which holds its size and the hash of its bytes, and, where
//! they are at hand, the bytes.
//!
//! An article in the cache holds only names, so that reading and searching never touch a picture; an article
//! imported or exported carries the bytes. In JSON a name is written as such, bytes as a `data:` URL.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// Hexadecimal digits of the hash in a name.
const HASH_DIGITS: usize = 32;

/// The name of a picture: its size in pixels, and half of the SHA-256 of its bytes. Written `1200x800-` and
/// 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureName {
    /// Pixels in a row, at least one.
    pub width: u32,
    /// Rows of pixels, at least one.
    pub height: u32,
    digest: u128,
}

/// The text is no name of a picture.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("not a picture name")]
pub struct ParsePictureNameError;

/// A picture.
#[derive(Clone)]
pub struct Picture {
    name: PictureName,
    bytes: Option<Arc<[u8]>>,
}

impl PictureName {
    /// The name of a picture of this size with these bytes.
    pub fn of(bytes: &[u8], width: u32, height: u32) -> Self {
        let digest = Sha256::digest(bytes);
        let digest = digest.iter().take(HASH_DIGITS / 2).fold(0, |all, byte| all << 8 | u128::from(*byte));
        Self { width: width.max(1), height: height.max(1), digest }
    }
}

impl Picture {
    /// A picture of this size, with its bytes.
    pub fn of(bytes: Vec<u8>, width: u32, height: u32) -> Self {
        Self { name: PictureName::of(&bytes, width, height), bytes: Some(bytes.into()) }
    }

    /// A picture of which only the name is at hand.
    pub const fn named(name: PictureName) -> Self {
        Self { name, bytes: None }
    }

    /// The name of the picture.
    pub const fn name(&self) -> PictureName {
        self.name
    }

    /// The bytes of the picture, where they are at hand.
    pub fn bytes(&self) -> Option<&[u8]> {
        self.bytes.as_deref()
    }

    /// The media type, where the bytes are at hand.
    pub fn media_type(&self) -> Option<&'static str> {
        self.bytes().map(media_type)
    }

    /// The picture as a `data:` URL, where its bytes are at hand.
    pub fn to_data_url(&self) -> Option<String> {
        let bytes = self.bytes()?;
        Some(format!("data:{};base64,{}", media_type(bytes), BASE64.encode(bytes)))
    }
}

impl fmt::Display for PictureName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}x{}-{:0HASH_DIGITS$x}", self.width, self.height, self.digest)
    }
}

impl FromStr for PictureName {
    type Err = ParsePictureNameError;

    fn from_str(text: &str) -> Result<Self, ParsePictureNameError> {
        let parsed = || {
            let (size, digest) = text.split_once('-')?;
            let (width, height) = size.split_once('x')?;
            let digest = u128::from_str_radix(digest, 16).ok()?;
            Some(Self { width: width.parse().ok()?, height: height.parse().ok()?, digest })
        };
        let is_whole = |name: &Self| name.width > 0 && name.height > 0 && name.to_string() == text;
        parsed().filter(is_whole).ok_or(ParsePictureNameError)
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Picture({})", self.name)
    }
}

/// Two pictures of one name are the same, whether their bytes are at hand or not.
impl PartialEq for Picture {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Picture {}

impl Serialize for Picture {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.to_data_url() {
            Some(address) => serializer.serialize_str(&address),
            None => serializer.collect_str(&self.name),
        }
    }
}

impl<'de> Deserialize<'de> for Picture {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)?;
        Ok(Self::named(name))
    }
}

/// The media type of a picture, by its first bytes.
fn media_type(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'G', b'I', b'F', b'8', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_picture_has_its_size_and_is_read_back() {
        let name = PictureName::of(b"GIF89a", 1200, 800);

        let written = name.to_string();

        assert!(written.starts_with("1200x800-") && written.len() == 9 + HASH_DIGITS, "{written}");
        assert_eq!(written.parse(), Ok(name));
        for wrong in ["", "1x1", "0x1-00", "01x1-0", &written.to_uppercase(), &format!("{written}0")] {
            assert_eq!(wrong.parse::<PictureName>(), Err(ParsePictureNameError), "{wrong}");
        }
    }

    #[test]
    fn a_picture_is_written_with_its_bytes_where_they_are_at_hand() {
        let whole = Picture::of(b"GIF89a".to_vec(), 2, 3);
        let named = Picture::named(whole.name());

        assert_eq!(whole, named);
        assert_eq!(serde_json::to_string(&whole).unwrap(), "\"data:image/gif;base64,R0lGODlh\"");
        assert_eq!(serde_json::from_str::<Picture>(&serde_json::to_string(&named).unwrap()).unwrap(), named);
    }
}
