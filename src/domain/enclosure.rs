//! The media files that come with an article, and the page where the article is discussed.

use serde::{Deserialize, Serialize};

use super::{Prose, WebUrl};

/// A file that comes with an article: a recording, a film, a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enclosure {
    /// The address of the file.
    pub url: WebUrl,
    /// Its media type, such as `audio/mpeg`.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Prose>,
    /// The size of the file in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// The playing time in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u64>,
    /// The title of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Prose>,
    /// A picture that stands for the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<WebUrl>,
}

/// The discussion of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comments {
    /// The page of the discussion.
    pub url: WebUrl,
    /// The number of comments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
}

/// The kind of a file that comes with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnclosureKind {
    /// A recording to hear.
    Audio,
    /// A recording to see.
    Video,
    /// A picture.
    Picture,
    /// A transcript of a recording.
    Transcript,
    /// The chapters of a recording.
    Chapters,
    /// A text with its layout.
    Document,
    /// Anything else.
    File,
}

impl Enclosure {
    /// The kind of the file, by its media type or else by its extension.
    pub fn enclosure_kind(&self) -> EnclosureKind {
        let is = |kinds: &[&str], endings: &[&str]| {
            kinds.iter().any(|kind| self.has_type_or_extension(kind, endings))
        };
        if self.is_audio() {
            EnclosureKind::Audio
        } else if self.is_video() {
            EnclosureKind::Video
        } else if self.has_type_or_extension("image/", &[".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"]) {
            EnclosureKind::Picture
        } else if is(&["application/json+chapters"], &[".chapters.json"]) {
            EnclosureKind::Chapters
        } else if is(&["text/vtt", "text/srt", "application/srt", "application/x-subrip"], &[".vtt", ".srt"])
        {
            EnclosureKind::Transcript
        } else if is(&["application/pdf", "application/epub", "text/"], &[".pdf", ".epub", ".txt", ".html"]) {
            EnclosureKind::Document
        } else {
            EnclosureKind::File
        }
    }

    /// The playing time as clocks show it: "5:12", "1:02:03".
    pub fn length(&self) -> Option<String> {
        let seconds = self.seconds?;
        let (minutes, rest) = (seconds / 60, seconds % 60);
        Some(match minutes / 60 {
            0 => format!("{minutes}:{rest:02}"),
            hours => format!("{hours}:{:02}:{rest:02}", minutes % 60),
        })
    }

    /// A file of which only the address is known.
    pub const fn at(url: WebUrl) -> Self {
        Self { url, kind: None, bytes: None, seconds: None, title: None, image: None }
    }

    /// Whether the file is audio, by its media type or else by its extension.
    pub fn is_audio(&self) -> bool {
        self.has_type_or_extension(
            "audio/",
            &[".mp3", ".m4a", ".ogg", ".oga", ".opus", ".aac", ".flac", ".wav"],
        )
    }

    /// Whether the file is video, by its media type or else by its extension.
    pub fn is_video(&self) -> bool {
        self.has_type_or_extension("video/", &[".mp4", ".m4v", ".webm", ".mkv", ".mov", ".ogv", ".m3u8"])
    }

    fn has_type_or_extension(&self, kind: &str, endings: &[&str]) -> bool {
        let path = self.url.path().to_ascii_lowercase();
        self.kind.as_ref().map_or_else(
            || endings.iter().any(|ending| path.ends_with(ending)),
            |known| known.as_str().starts_with(kind),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::EnclosureKind::{Audio, Chapters, Document, File, Picture, Transcript, Video};
    use super::*;

    fn at(path: &str, kind: Option<&str>) -> Enclosure {
        let url = WebUrl::parse(&format!("https://pod.example/{path}")).unwrap();
        Enclosure { kind: kind.map(Into::into), ..Enclosure::at(url) }
    }

    #[test]
    fn a_file_is_known_by_its_type_or_else_by_its_name() {
        let sorts = [
            at("1", Some("audio/mpeg")),
            at("1.MP4", None),
            at("1.mp3", Some("video/mp4")),
            at("1.png", None),
            at("1", Some("application/json+chapters")),
            at("1", Some("text/vtt")),
            at("1", Some("application/pdf")),
            at("1", Some("application/zip")),
            at("1", None),
        ]
        .map(|file| file.enclosure_kind());

        assert_eq!(sorts, [Audio, Video, Video, Picture, Chapters, Transcript, Document, File, File]);
    }

    #[test]
    fn a_length_is_written_as_clocks_show_it() {
        let length = |seconds| Enclosure { seconds: Some(seconds), ..at("1", None) }.length().unwrap();

        assert_eq!([length(9), length(312), length(3_723)], ["0:09", "5:12", "1:02:03"]);
        assert_eq!(at("1", None).length(), None);
    }
}
