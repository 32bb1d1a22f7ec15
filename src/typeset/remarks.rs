//! What a person wrote on an article, under its byline: tags on a line, and the note. It is no text of the article,
//! so nothing of it has a place in the source.

use super::Role;
use super::flow::Flow;
use super::galley::Galley;
use super::margin::Margin;
use crate::domain::Bookmark;

/// The bar beside a note.
const BAR: &str = "» ";

/// Sets the tags and the note of a bookmark.
pub(super) fn set_remarks(galley: &mut Galley, bookmark: &Bookmark) {
    if !bookmark.tags.is_empty() {
        let tags: Vec<String> = bookmark.tags.iter().map(|tag| format!("#{tag}")).collect();
        set_line(galley, &tags.join(" "), Role::Tag);
    }
    let Some(note) = &bookmark.note else { return };
    if galley.linear {
        let said = galley.spoken.note_reads(note.as_str().replace('\n', " "));
        return set_line(galley, &said, Role::Remark);
    }
    galley.ask_gap();
    galley.within(Margin::hanging(BAR.to_owned(), Role::Remark), |galley| {
        for line in note.as_str().lines() {
            set_line(galley, line, Role::Remark);
        }
    });
}

fn set_line(galley: &mut Galley, words: &str, role: Role) {
    let mut flow = Flow::default();
    flow.push_ornament(words, role);
    let room = galley.room();
    let lines = galley.compose(&flow, room, false);
    galley.push_all(lines);
}
