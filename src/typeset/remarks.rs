//! The annotations of an article: above the text the rule that mutes it, the tags and the note; below the
//! text the highlights whose words it does not have. None of them is text of the article, so they have no
//! place in the source.

use super::flow::Flow;
use super::galley::Galley;
use super::margin::Margin;
use super::{Line, Role, Span, truncate};
use crate::domain::{Article, Bookmark, Highlight, Prose};

/// The bar beside a note.
const BAR: &str = "» ";

/// Sets the search of the rule that mutes the article.
pub(super) fn set_muting_rule(galley: &mut Galley, search: &Prose) {
    let muted = galley.label_words.muted_by(search);
    set_line(galley, &muted, Role::Remark);
}

/// Sets the day on which the text was corrected.
pub(super) fn set_correction(galley: &mut Galley, day: &str) {
    let corrected = galley.label_words.corrected(day);
    set_line(galley, &corrected, Role::Remark);
}

/// Sets the tags and the note of a bookmark.
pub(super) fn set_remarks(galley: &mut Galley, bookmark: &Bookmark) {
    if !bookmark.tags.is_empty() {
        let tags: Vec<String> = bookmark.tags.iter().map(|tag| format!("#{tag}")).collect();
        set_line(galley, &tags.join(" "), Role::Tag);
    }
    let Some(note) = &bookmark.note else { return };
    if galley.linear {
        let said = galley.label_words.note_reads(note.as_str().replace('\n', " "));
        return set_line(galley, &said, Role::Remark);
    }
    galley.request_blank_line();
    galley.within(Margin::hanging(BAR.to_owned(), Role::Remark), |galley| {
        for line in note.as_str().lines() {
            set_line(galley, line, Role::Remark);
        }
    });
}

/// Sets the highlights whose words the text does not have, since the text is missing or was changed.
pub(super) fn set_lost_highlights(galley: &mut Galley, article: &Article, highlights: &[Highlight]) {
    if highlights.is_empty() {
        return;
    }
    let text = in_one_line(&article.body.to_plain());
    let is_lost = |highlight: &&Highlight| {
        highlight.words.as_str().lines().any(|line| !text.contains(&in_one_line(line)))
    };
    let lost: Vec<&Highlight> = highlights.iter().filter(is_lost).collect();
    if lost.is_empty() {
        return;
    }
    galley.request_blank_line();
    let heading = truncate(galley.label_words.highlights(), galley.room()).into_owned();
    galley.announced("## ", Role::Heading(2), |galley| {
        galley.push(Line { spans: vec![Span::ornament(heading, Role::Heading(2))] });
    });
    for highlight in lost {
        galley.request_blank_line();
        let bar = Margin::plain(if galley.linear { "> " } else { "┃ " }, Role::QuotationBar);
        galley.within(bar, |galley| {
            highlight.words.as_str().lines().for_each(|line| set_line(galley, line, Role::Quotation));
        });
        if let Some(note) = &highlight.note {
            galley.within(Margin::hanging(BAR.to_owned(), Role::Remark), |galley| {
                note.as_str().lines().for_each(|line| set_line(galley, line, Role::Remark));
            });
        }
    }
    galley.request_blank_line();
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn set_line(galley: &mut Galley, words: &str, role: Role) {
    let mut flow = Flow::default();
    flow.push_ornament(words, role);
    let room = galley.room();
    let lines = galley.compose(&flow, room, false);
    galley.push_all(lines);
}
