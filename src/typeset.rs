//! Sets a body in lines of spans with roles, for a width in columns.
//!
//! Knows columns and roles, not colours or the terminal. A span remembers which characters of the source it
//! shows, so that a place, a mark or a selection survives another width.

mod attachments;
mod bidi;
mod blocks;
mod code;
mod compose;
mod date;
mod embeds;
mod figure;
mod find;
mod fit;
mod flow;
mod front;
mod front_page;
mod galley;
mod hyphens;
mod line_words;
mod margin;
mod notes;
mod page;
mod passage;
mod picture;
mod place;
mod remarks;
mod rows;
mod setting;
mod shorten;
mod snippet;
mod table;
mod width;
mod window;

#[cfg(test)]
mod tests;

pub use bidi::{LetterOrder, visual};
pub use date::date;
pub use figure::words_of;
pub use find::Match;
pub use front_page::{FrontCell, FrontPage, FrontSetting, front_page};
pub use page::{Line, Page, PageLink, PagePicture, Part, Role, Source, Span, WideBlock};
pub use passage::{sentences, words};
pub use picture::Frame;
pub use rows::wrap;
pub use setting::Setting;
pub use snippet::{MarkedLine, mark_lines, marked_lines, visual_line};
pub use width::{graphemes, is_disputed, is_simple, truncate, width};

use crate::domain::{Article, Block, Bookmark, Correction, Figure, Highlight, Prose};

/// Sets an article: headline, byline, standfirst, lead image, body, and the biographies.
pub fn page(article: &Article, setting: &Setting) -> Page {
    annotated_page(article, Annotations::default(), setting)
}

/// The annotations of an article by a person and their rules, as its page shows them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Annotations<'said> {
    /// The bookmark, whose note and tags stand under the byline.
    pub bookmark: Option<&'said Bookmark>,
    /// The search of the rule that mutes the article.
    pub muted_by: Option<&'said Prose>,
    /// Whether the recording of the article is downloaded.
    pub is_downloaded: bool,
    /// The text before its last correction.
    pub correction: Option<&'said Correction>,
    /// The highlights: those whose words the text does not have stand below it.
    pub highlights: &'said [Highlight],
}

/// Sets an article with its annotations.
pub fn annotated_page(article: &Article, annotations: Annotations<'_>, setting: &Setting) -> Page {
    let columns = setting.columns();
    if columns == 0 {
        return Page::default();
    }
    let patterns = hyphens::patterns(article.language.as_ref()).filter(|_| setting.hyphenate);
    let mut galley = galley::Galley::new(columns, setting, compose::Composer::new(patterns, setting.order));
    front::set_opening(&mut galley, article, annotations, setting.calendar);
    let mut notes = notes::Notes::of(&article.body);
    let mut told = Vec::new();
    if let Some(lead) = &article.lead_image {
        figure::repeats_words(lead, &mut told);
    }
    for (position, block) in article.body.blocks().iter().enumerate() {
        if attachments::is_shown_above(block, article) {
            continue;
        }
        galley.begin_part(Part::Block(position));
        let says_nothing = |figure: &Figure, told: &mut Vec<String>| {
            figure::repeats_headline(figure, article) || figure::repeats_words(figure, told)
        };
        let is_left_out = figure::is_the_lead(article, block)
            || matches!(block, Block::Figure(figure) if says_nothing(figure, &mut told));
        if !is_left_out {
            blocks::set_block(&mut galley, block, 0);
        }
        galley.request_blank_line();
        notes.set_notes_of(&mut galley, position, block);
    }
    remarks::set_lost_highlights(&mut galley, article, annotations.highlights);
    front::set_biographies(&mut galley, article);
    galley.into_page()
}
