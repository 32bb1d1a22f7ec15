//! What comes with an article to hear, see or keep, and where the article is discussed.

use serde::{Deserialize, Serialize};

use super::{Prose, WebUrl};

/// A file that comes with an article: a recording, a film, a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Medium {
    /// Where the file is.
    pub url: WebUrl,
    /// Its media type, such as `audio/mpeg`.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Prose>,
    /// Its size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Its length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u64>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Prose>,
    /// A picture that stands for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<WebUrl>,
}

/// Where an article is discussed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comments {
    /// The page of the discussion.
    pub url: WebUrl,
    /// How many comments there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
}

impl Medium {
    /// A file of which only the address is known.
    pub const fn at(url: WebUrl) -> Self {
        Self { url, kind: None, bytes: None, seconds: None, title: None, image: None }
    }

    /// Whether it is heard, by its type or else by the end of its name.
    pub fn is_audio(&self) -> bool {
        self.is_of("audio/", &[".mp3", ".m4a", ".ogg", ".oga", ".opus", ".aac", ".flac", ".wav"])
    }

    /// Whether it is watched, by its type or else by the end of its name.
    pub fn is_video(&self) -> bool {
        self.is_of("video/", &[".mp4", ".m4v", ".webm", ".mkv", ".mov", ".ogv", ".m3u8"])
    }

    fn is_of(&self, kind: &str, endings: &[&str]) -> bool {
        let path = self.url.path().to_ascii_lowercase();
        self.kind.as_ref().map_or_else(
            || endings.iter().any(|ending| path.ends_with(ending)),
            |known| known.as_str().starts_with(kind),
        )
    }
}
