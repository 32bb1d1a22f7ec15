//! Sets an embed of a page as a line with its kind, its title and its address.

use super::flow::RunStyle;
use super::galley::{Galley, Style};
use super::margin::Margin;
use super::{PageLink, Role};
use crate::domain::{Embed, EmbedKind, WebUrl};
use crate::words::Words;

/// Most letters of an address, which is ASCII throughout.
const ADDRESS: usize = 56;

/// The separator of the parts of the line.
const BETWEEN: &str = " · ";

/// Sets the line, a link as a whole. Only the title comes from the text, all else is an ornament.
pub(super) fn set_embed(galley: &mut Galley, embed: &Embed) {
    let kind = kind_label(galley.label_words, embed.kind);
    if galley.linear {
        return set_linear(galley, embed, kind);
    }
    let mark = if embed.kind == EmbedKind::Audio { "♪ " } else { "▶ " };
    galley.within(Margin::hanging(mark.to_owned(), Role::Faint), |galley| {
        set_line(galley, embed, &format!("{kind}{BETWEEN}"), &shown(&embed.url));
    });
}

/// Sets the line in linear form, with the full address.
fn set_linear(galley: &mut Galley, embed: &Embed, kind: &str) {
    set_line(galley, embed, &format!("{kind}: "), embed.url.as_str());
}

fn set_line(galley: &mut Galley, embed: &Embed, kind: &str, address: &str) {
    let words = embed.title.as_ref().map_or(address, |title| title.as_str()).to_owned();
    let link = galley.links.len();
    galley.links.push(PageLink { words, url: embed.url.clone(), line: 0 });
    if embed.title.is_some() {
        galley.position.begin_piece();
    }
    galley.flowing(Style::whole(Role::Link), |flow, _| {
        flow.push_ornament(kind, Role::Faint);
        if let Some(title) = &embed.title {
            flow.push(title.as_str(), RunStyle { role: Role::Link, link: Some(link), is_from_source: true });
            flow.push_ornament(BETWEEN, Role::Faint);
        }
        flow.push(address, RunStyle { role: Role::Link, link: Some(link), is_from_source: false });
    });
}

/// An address without its scheme, `www.` and slashes at its end; of a long one the host and path, as far as there
/// is room.
pub(super) fn shown(url: &WebUrl) -> String {
    let address = url.as_str();
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/');
    if bare.len() <= ADDRESS {
        return bare.to_owned();
    }
    let place = bare.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    format!("{}…", place.get(..ADDRESS - 1).unwrap_or(place))
}

fn kind_label(words: Words, kind: EmbedKind) -> &'static str {
    match kind {
        EmbedKind::Video => words.embedded_video(),
        EmbedKind::Audio => words.embedded_audio(),
        EmbedKind::Post => words.embedded_post(),
        EmbedKind::Map => words.embedded_map(),
        EmbedKind::Chart => words.embedded_chart(),
        EmbedKind::Document => words.embedded_document(),
        EmbedKind::Page => words.embedded_page(),
    }
}
