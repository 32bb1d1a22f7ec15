//! A link that a person saved in another program, with their marks: read, tags, notes, highlights. It becomes
//! an article without a text.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use crate::domain::{
    Article, Author, Bookmark, Highlight, Marks, Moment, Prose, Verbatim, WebUrl, parse_tags,
};
use crate::extract::dates;

use super::document::ImportedArticle;

/// The names of places for entries that were read.
const READ_PLACES: &[&str] = &["archive", "archived", "read archive", "read", "1"];

/// The names of places for entries that were not read.
const UNREAD_PLACES: &[&str] =
    &["unread", "inbox", "new", "later", "shortlist", "active", "succeeded", "my list", "home", "0"];

/// A saved link of another program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedLink {
    /// The address, as written.
    pub address: String,
    /// The title.
    pub title: Option<Prose>,
    /// The author.
    pub author: Option<Prose>,
    /// The summary of the page.
    pub summary: Option<Prose>,
    /// The time at which the link was saved.
    pub added: Option<Timestamp>,
    /// Whether the person read it; `None` where that is unknown.
    pub read: Option<bool>,
    /// The tags.
    pub tags: BTreeSet<Prose>,
    /// The note, in parts.
    pub note: Vec<String>,
    /// The highlights, in the order in which they were made.
    pub highlights: Vec<Highlight>,
}

impl SavedLink {
    /// Sets the place of the link: one of read or unread entries, or else a folder, which becomes a tag.
    pub fn set_place(&mut self, place: &str) {
        let name = place.trim().to_lowercase();
        if READ_PLACES.contains(&name.as_str()) {
            self.read = Some(true);
        } else if UNREAD_PLACES.contains(&name.as_str()) {
            self.read = self.read.or(Some(false));
        } else {
            self.tags.extend(Prose::non_empty(&place.trim().trim_matches('/').replace(',', " ")));
        }
    }

    /// Adds a tag.
    pub fn tag(&mut self, name: &str) {
        self.tags.extend(parse_tags(&name.replace(',', " ")));
    }

    /// Adds a highlight with its note; without words the note is a remark.
    pub fn highlight(&mut self, words: &str, said: &str) {
        let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            return self.remark(said);
        }
        let said = said.trim();
        self.highlights.push(Highlight {
            words: Verbatim::from_untrusted(&lines.join("\n")),
            before: None,
            after: None,
            note: (!said.is_empty()).then(|| Verbatim::from_untrusted(said)),
        });
    }

    /// Adds to the note.
    pub fn remark(&mut self, words: &str) {
        let words = words.trim();
        if !words.is_empty() {
            self.note.push(words.to_owned());
        }
    }

    /// The person's marks. A saved link is a bookmark.
    pub fn marks(&self) -> Marks {
        let note = self.note.join("\n");
        let bookmark = Bookmark {
            added: self.added.unwrap_or(Timestamp::UNIX_EPOCH),
            note: (!note.is_empty()).then(|| Verbatim::from_untrusted(&note)),
            tags: self.tags.clone(),
        };
        let mut marks = Marks::without_times(self.read, Some(&bookmark));
        // The times ascend so that the highlights keep their order, and precede those of highlights made here.
        for (highlight, number) in self.highlights.iter().zip(0..) {
            marks.set_highlight(highlight, Timestamp::UNIX_EPOCH + SignedDuration::from_micros(number));
        }
        marks
    }

    /// The article, or the reason why there is none: it has neither an address nor a name.
    pub fn into_article(self) -> Result<ImportedArticle, String> {
        let marks = self.marks();
        let address = self.address.trim();
        let url = match WebUrl::parse(address) {
            Ok(url) => Some(url.canonical()),
            Err(_) if address.is_empty() && self.title.is_some() => None,
            Err(_) if address.is_empty() => return Err("neither address nor title".to_owned()),
            Err(reason) => return Err(format!("“{}”: {reason}", Prose::trimmed(address))),
        };
        let headline = self.title.or_else(|| Prose::non_empty(url.as_ref()?.as_str()));
        let article = Article {
            headline: headline.unwrap_or_default(),
            standfirst: self.summary,
            byline: self.author.iter().map(|name| Author::named(name.as_str())).collect(),
            url,
            ..Article::default()
        };
        Ok(ImportedArticle { article, marks, ..ImportedArticle::default() })
    }
}

/// A time as reading lists write it: seconds since 1970, or a date in any usual form.
pub fn moment_of(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let epoch = || text.parse().ok().and_then(dates::from_epoch);
    let told = || text.parse().ok().or_else(|| dates::field(text, None));
    epoch().or_else(told).map(Moment::instant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_a_tag_unless_it_means_read_or_unread() {
        let mut saved = SavedLink { address: "https://a.example/".to_owned(), ..SavedLink::default() };
        for place in ["Unread", "Archive", "Recipes"] {
            saved.set_place(place);
        }

        assert_eq!(saved.read, Some(true));
        assert_eq!(saved.tags, ["Recipes".into()].into());
    }

    #[test]
    fn marked_passages_are_highlights_in_their_order_and_remarks_are_the_note() {
        let mut saved = SavedLink { title: Some("Rain".into()), ..SavedLink::default() };
        saved.highlight("It fell,\n\n all night", "long");
        saved.highlight("A dam broke.", " ");
        saved.highlight(" ", "for the talk");

        let marks = saved.marks();

        let told = marks.highlights();
        assert_eq!(
            told.iter().map(|one| one.words.as_str()).collect::<Vec<_>>(),
            ["It fell,\nall night", "A dam broke."]
        );
        assert_eq!(told.iter().map(|one| one.note.is_some()).collect::<Vec<_>>(), [true, false]);
        assert_eq!(marks.bookmark().unwrap().note, Some("for the talk".into()));
    }

    #[test]
    fn a_link_without_a_usable_address_is_reported() {
        let reason = |address: &str| {
            SavedLink { address: address.to_owned(), ..SavedLink::default() }.into_article().unwrap_err()
        };

        assert_eq!(reason("javascript:x()"), "“javascript:x()”: only http and https addresses are supported");
        assert_eq!(reason(""), "neither address nor title");
    }
}
