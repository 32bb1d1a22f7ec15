//! What a change comes to, for the line below and for the command line.

use crate::domain::{Change, Following, Locale};
use crate::words::Words;

/// What a change does: "marked read", "3 articles removed from the bookmarks".
pub fn description(change: &Change, locale: Locale) -> String {
    let counted = |count: usize, deed: &str| {
        if count == 1 { deed.to_owned() } else { Words::english().articles_done(locale.number(count), deed) }
    };
    match change {
        Change::Read(marks) => {
            let read = marks.first().is_some_and(|(_, read)| *read);
            counted(
                marks.len(),
                if read { Words::english().marked_read() } else { Words::english().marked_unread() },
            )
        }
        Change::Bookmark(marks) => {
            let kept = marks.first().is_some_and(|(_, bookmark)| bookmark.is_some());
            counted(
                marks.len(),
                if kept { Words::english().bookmarked() } else { Words::english().bookmark_removed() },
            )
        }
        Change::Delete(marks) => {
            let deleted = marks.first().is_some_and(|(_, deleted)| *deleted);
            counted(
                marks.len(),
                if deleted { Words::english().deleted() } else { Words::english().brought_back() },
            )
        }
        Change::Belonging(marks) => {
            let apart = marks.first().is_some_and(|(_, belonging)| belonging.apart);
            counted(
                marks.len(),
                if apart { Words::english().taken_out() } else { Words::english().put_back() },
            )
        }
        Change::Follow(marks) => match marks.first() {
            Some((_, Some(Following { name, paused: false, .. }))) => Words::english().following_story(name),
            Some((_, Some(Following { name, paused: true, .. }))) => Words::english().story_rests(name),
            _ => Words::english().no_longer_following().to_owned(),
        },
    }
}
