//! Lists of saved links in HTML: the bookmark file of browsers (`NETSCAPE-Bookmark-file-1`) and the lists
//! of Pocket and Instapaper. Folders become tags.

use crate::domain::{Prose, parse_tags};

use super::document::{ImportError, ImportSink, Skipped, deliver};
use super::feed::{self, Element, Node};
use super::reading_list::{self, SavedLink};
use super::{charset, guard};

/// Elements that these lists open and never close, and that group nothing.
const UNCLOSED_ELEMENTS: &[&str] = &["dt", "/dt", "p", "/p", "hr", "/dd"];

/// Whether the beginning of a page, in lower case, is that of a bookmark file.
pub fn is_list(start: &str) -> bool {
    start.contains("<!doctype netscape-bookmark-file")
        || start.contains("<li><a href=") && start.contains(" time_added=\"")
        || start.contains("<title>instapaper: export</title>")
}

/// Reads a bookmark file.
pub fn read(bytes: Vec<u8>, each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    let links = guard::run_guarded(move || {
        let mut list = List::default();
        list.walk(&feed::elements(&without_loose_tags(&charset::decode(&bytes))).root);
        Ok(list.links)
    })?;
    if links.is_empty() {
        return Err(ImportError::NoArticle("a list of bookmarks without any link".to_owned()));
    }
    let found = |link: SavedLink| link.into_article().map_err(|reason| Skipped { line: None, reason });
    deliver(links.into_iter().map(found), each);
    Ok(())
}

/// The markup without elements that are never closed; the description of a link (`dd`) is replaced by a sign
/// before its words.
fn without_loose_tags(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, markup)) = rest.split_once('<') {
        kept.push_str(before);
        let name: String = markup
            .chars()
            .take(5)
            .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '/')
            .collect();
        let name = name.to_ascii_lowercase();
        rest = markup;
        if UNCLOSED_ELEMENTS.contains(&name.as_str()) || name == "dd" {
            kept.push_str(if name == "dd" { "<dd/>" } else { "" });
            rest = markup.split_once('>').map_or("", |(_, after)| after);
        } else {
            kept.push('<');
        }
    }
    kept.push_str(rest);
    kept
}

#[derive(Default)]
struct List {
    links: Vec<SavedLink>,
    /// The folders around the current link, the outermost first.
    folders: Vec<String>,
    /// The last heading, which names the list after it.
    heading: Option<String>,
    /// Whether the next words describe the last link.
    describes: bool,
}

impl List {
    fn walk(&mut self, element: &Element) {
        for child in &element.children {
            match child {
                Node::Text(words) if self.describes => {
                    self.describes &= words.trim().is_empty();
                    self.links.last_mut().into_iter().for_each(|link| link.remark(words));
                }
                Node::Text(_) => {}
                Node::Element(child) => self.element(child),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        self.describes = element.name == "dd" && !self.links.is_empty();
        match element.name.as_str() {
            "a" => self.link(element),
            // The heading of a whole bookmark file names no folder.
            "h1" | "h2" | "h3" => self.heading = Some(element.text()),
            "dl" | "ul" | "ol" => {
                let depth = self.folders.len();
                self.folders.extend(self.heading.take().filter(|name| !is_root_folder(name)));
                self.walk(element);
                self.folders.truncate(depth);
            }
            _ => self.walk(element),
        }
    }

    fn link(&mut self, element: &Element) {
        let Some(address) = element.attribute("href") else { return };
        let mut saved = SavedLink {
            address: address.to_owned(),
            title: Prose::non_empty(&element.text()),
            added: element
                .attribute("add_date")
                .or_else(|| element.attribute("time_added"))
                .and_then(reading_list::moment_of),
            tags: element.attribute("tags").map(parse_tags).unwrap_or_default(),
            read: element.attribute("toread").map(|toread| toread != "1"),
            ..SavedLink::default()
        };
        self.folders.iter().for_each(|folder| saved.set_place(folder));
        self.links.push(saved);
    }
}

/// Whether a name is what browsers call all bookmarks together.
fn is_root_folder(name: &str) -> bool {
    matches!(name.trim().to_lowercase().as_str(), "bookmarks" | "bookmarks menu")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::ImportItem;
    use std::ops::ControlFlow;

    fn read_all(html: &str) -> Vec<String> {
        assert!(is_list(&html.to_ascii_lowercase()));
        let mut all = Vec::new();
        read(html.as_bytes().to_vec(), &mut |piece| {
            all.push(match piece {
                Ok(ImportItem::Article(found)) => {
                    let kept = found.marks.bookmark().unwrap();
                    let tags: Vec<&str> = kept.tags.iter().map(Prose::as_str).collect();
                    let note = kept.note.map(|note| note.to_string()).unwrap_or_default();
                    let read = found.marks.read();
                    format!(
                        "{} {read:?} [{}] {} {note}",
                        found.article.headline,
                        tags.join(" "),
                        kept.added.as_second()
                    )
                }
                Ok(other) => panic!("{other:?}"),
                Err(skipped) => skipped.reason,
            });
            ControlFlow::Continue(())
        })
        .unwrap();
        all
    }

    #[test]
    fn a_bookmark_file_keeps_folders_tags_and_notes() {
        let html = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>
            <DT><H3 ADD_DATE=\"1\">Town</H3>\n<DL><p>\n<DT><A HREF=\"https://a.example/?a=1&b=2\" ADD_DATE=\"1588930000\" TAGS=\"river,wet\">Rain & snow</A>
            <DD>for the talk\n<DT><A HREF=\"https://a.example/x\">X</A>\n</DL><p>
            <DT><A HREF=\"place:sort=8\">Recent</A>\n<DT><A HREF=\"https://b.example/\">B</A></DL>";

        assert_eq!(
            read_all(html),
            [
                "Rain & snow None [Town river wet] 1588930000 for the talk",
                "X None [Town] 0 ",
                "“place:sort=8”: only http and https addresses are supported",
                "B None [] 0 ",
            ]
        );
    }

    #[test]
    fn thousands_of_described_links_stand_beside_each_other() {
        let links = "<DT><A HREF=\"https://a.example/\">A</A>\n<DD>why\n".repeat(3_000);

        assert_eq!(read_all(&format!("<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p>{links}</DL>")).len(), 3_000);
    }

    #[test]
    fn a_pocket_list_has_read_marks() {
        let html = "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>
            <li><a href=\"https://a.example/rain\" time_added=\"1588930000\" tags=\"river\">Rain</a></li></ul>
            <h1>Read Archive</h1><ul><li><a href=\"https://a.example/snow\" time_added=\"1588930001\" tags=\"\">Snow</a></li></ul></body></html>";

        assert_eq!(
            read_all(html),
            ["Rain Some(false) [river] 1588930000 ", "Snow Some(true) [] 1588930001 "]
        );
    }
}
