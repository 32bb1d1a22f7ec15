//! The kind of an embed by its address: providers of players, posts and maps, from the `oEmbed` registry.

use std::sync::LazyLock;

use crate::domain::EmbedKind;

/// Hosts, with the beginning of a path where a host has several kinds; one a line, after its kind.
static PROVIDERS: LazyLock<Vec<(EmbedKind, &'static str, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("../lexicon/providers.txt").lines();
    let provider = |line: &'static str| {
        let (kind, address) = line.split_once(' ')?;
        let at = address.find('/').unwrap_or(address.len());
        Some((named(kind)?, address.get(..at)?, address.get(at..)?))
    };
    lines.filter_map(provider).collect()
});

/// File extensions of films and of recordings.
const FILES: &[(EmbedKind, &[&str])] = &[
    (EmbedKind::Video, &[".mp4", ".webm", ".m3u8", ".mov"]),
    (EmbedKind::Audio, &[".mp3", ".m4a", ".ogg", ".oga", ".wav"]),
    (EmbedKind::Document, &[".pdf"]),
];

/// The kind of an embed at an address; `None` for an unknown one.
pub fn of(address: &str) -> Option<EmbedKind> {
    let bare = address.split_once("//").map_or(address, |(_, bare)| bare);
    let (host, path) = bare.split_at(bare.find(['/', '?']).unwrap_or(bare.len()));
    let host = host.to_ascii_lowercase();
    let is_of =
        |known: &str| host == known || host.strip_suffix(known).is_some_and(|rest| rest.ends_with('.'));
    let known = PROVIDERS.iter().find(|(_, known, start)| is_of(known) && path.starts_with(start));
    let file = path.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let of_file =
        || FILES.iter().find(|(_, ends)| ends.iter().any(|end| file.ends_with(end))).map(|(kind, _)| *kind);
    known.map(|(kind, ..)| *kind).or_else(of_file).or_else(|| is_player(&file).then_some(EmbedKind::Video))
}

/// Whether a path is that of a publisher's own player.
fn is_player(path: &str) -> bool {
    ["/videos/embed/", "/video/embed", "/embed/video", "/videoplayer", "/video-player", "/player/video"]
        .iter()
        .any(|part| path.contains(part))
}

/// The page of a film that an element of a component library names by number.
pub fn player(element: &str, id: &str) -> Option<String> {
    let is_id = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let page = if element.contains("youtube") {
        "https://www.youtube.com/watch?v="
    } else if element.contains("vimeo") {
        "https://vimeo.com/"
    } else {
        return None;
    };
    is_id.then(|| format!("{page}{id}"))
}

/// The name of a kind in the mark.
pub const fn name(kind: EmbedKind) -> &'static str {
    match kind {
        EmbedKind::Video => "video",
        EmbedKind::Audio => "audio",
        EmbedKind::Post => "post",
        EmbedKind::Map => "map",
        EmbedKind::Chart => "chart",
        EmbedKind::Document => "document",
        EmbedKind::Page => "page",
    }
}

/// The kind of a name in the mark.
pub fn named(name: &str) -> Option<EmbedKind> {
    use EmbedKind::{Audio, Chart, Document, Map, Page, Post, Video};
    [Video, Audio, Post, Map, Chart, Document, Page].into_iter().find(|kind| self::name(*kind) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_an_embed_follows_from_host_and_path() {
        for (address, kind) in [
            ("https://www.youtube.com/embed/abc", Some(EmbedKind::Video)),
            ("//player.vimeo.com/video/1", Some(EmbedKind::Video)),
            ("https://open.spotify.com/embed/episode/1", Some(EmbedKind::Audio)),
            ("https://paper.example/a.mp3?x=1", Some(EmbedKind::Audio)),
            ("https://www.google.com/maps/embed", Some(EmbedKind::Map)),
            ("https://www.google.com/search", None),
            ("https://notyoutube.com/embed/abc", None),
        ] {
            assert_eq!(of(address), kind, "{address}");
        }
    }
}
