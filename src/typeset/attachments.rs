//! The attachments of an article and its discussion: under the byline, a line each that is a link.

use super::embeds::shown;
use super::flow::RunStyle;
use super::galley::{Galley, Style};
use super::margin::Margin;
use super::{PageLink, Part, Role};
use crate::domain::{Article, Block, Comments, Enclosure, EnclosureKind, Inline, Locale, Text, WebUrl};
use crate::words::{Number, Words};

/// The separator of facts.
const BETWEEN: &str = " · ";

/// Bytes of a megabyte and of a kilobyte in decimal units.
const MEGABYTE: u64 = 1_000_000;
const KILOBYTE: u64 = 1_000;

/// Sets the files, then the discussion.
pub(super) fn set_attachments(galley: &mut Galley, article: &Article, is_downloaded: bool, locale: Locale) {
    let words = galley.label_words;
    galley.begin_part(Part::Byline);
    for file in &article.media {
        let mut facts = facts(file, words, locale);
        if is_downloaded && article.recording() == Some(&file.url) {
            facts.push(words.medium_downloaded().to_owned());
        }
        set_line(galley, mark(file.enclosure_kind()), &facts, &file.url);
    }
    if let Some(comments) = &article.comments {
        set_line(galley, "» ", &[comments_label(comments, words, locale)], &comments.url);
    }
}

/// Whether a block is nothing but the link to a file that has a line under the byline.
pub(super) fn is_shown_above(block: &Block, article: &Article) -> bool {
    let Block::Paragraph { text: Text(runs) } = block else { return false };
    matches!(runs.as_slice(), [Inline::Link { url, .. }] if article.media.iter().any(|file| file.url == *url))
}

/// Sets a line that is a link as a whole. In linear form it has no mark, and ends with the full address.
fn set_line(galley: &mut Galley, mark: &str, facts: &[String], url: &WebUrl) {
    if galley.linear {
        let address = url.as_str();
        return set_link(galley, &format!("{}: {address}", facts.join(", ")), url);
    }
    galley.within(Margin::hanging(mark.to_owned(), Role::Faint), |galley| {
        set_link(galley, &format!("{}{BETWEEN}{}", facts.join(BETWEEN), shown(url)), url);
    });
}

/// Sets the words of a link as an ornament, since they are no text of the article.
fn set_link(galley: &mut Galley, words: &str, url: &WebUrl) {
    let link = galley.links.len();
    galley.links.push(PageLink { words: words.to_owned(), url: url.clone(), line: 0 });
    galley.flowing(Style::whole(Role::Link), |flow, _| {
        flow.push(words, RunStyle { role: Role::Link, link: Some(link), is_from_source: false });
    });
}

const fn mark(kind: EnclosureKind) -> &'static str {
    match kind {
        EnclosureKind::Audio => "♪ ",
        EnclosureKind::Video => "▶ ",
        EnclosureKind::Picture => "▣ ",
        _ => "▤ ",
    }
}

/// The facts about a file: its kind, title, duration and size.
fn facts(file: &Enclosure, words: Words, locale: Locale) -> Vec<String> {
    let title = file.title.as_ref().map(ToString::to_string);
    let size = file.bytes.map(|bytes| size(bytes, words, locale));
    [Some(kind_label(words, file.enclosure_kind()).to_owned()), title, file.length(), size]
        .into_iter()
        .flatten()
        .collect()
}

fn size(bytes: u64, words: Words, locale: Locale) -> String {
    if bytes < MEGABYTE {
        words.medium_kilobytes(Number::of(bytes.div_ceil(KILOBYTE), locale))
    } else {
        words.medium_megabytes(Number::of(bytes.saturating_add(MEGABYTE / 2) / MEGABYTE, locale))
    }
}

fn comments_label(comments: &Comments, words: Words, locale: Locale) -> String {
    comments.count.map_or_else(
        || words.comments().to_owned(),
        |count| words.comments_counted(Number::of(count, locale)),
    )
}

fn kind_label(words: Words, kind: EnclosureKind) -> &'static str {
    match kind {
        EnclosureKind::Audio => words.embedded_audio(),
        EnclosureKind::Video => words.embedded_video(),
        EnclosureKind::Document => words.embedded_document(),
        EnclosureKind::Picture => words.medium_picture(),
        EnclosureKind::Transcript => words.medium_transcript(),
        EnclosureKind::Chapters => words.medium_chapters(),
        EnclosureKind::File => words.medium_file(),
    }
}
