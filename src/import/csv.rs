//! Tables of saved links and highlights (CSV): Pocket, Instapaper, Readwise, Reader and whoever names
//! columns as they do. A column is known by its name, in any order; a row without a link or a title is
//! named with its line.

use std::collections::HashMap;

use crate::domain::Prose;

use super::saved::{self, Saved};
use super::{Each, ImportError, Skipped, charset};

const ADDRESS: &[&str] = &["url", "link", "href", "source url"];
const TITLE: &[&str] = &["title", "book title", "document title", "name"];
const AUTHOR: &[&str] = &["author", "book author", "document author"];
const ADDED: &[&str] =
    &["time_added", "saved date", "date added", "timestamp", "created", "created_at", "highlighted at"];
const TAGS: &[&str] = &["tags", "document tags", "labels"];
const PLACE: &[&str] = &["status", "folder", "location", "collection", "state"];
const HIGHLIGHT: &[&str] = &["highlight", "highlights", "selection", "quote"];
const REMARK: &[&str] = &["note", "notes", "comment"];
const PROGRESS: &[&str] = &["reading progress"];

/// Columns one of which a table of links has besides addresses and titles.
const OTHERS: &[&[&str]] = &[ADDED, TAGS, PLACE, HIGHLIGHT, REMARK];

/// Whether a text is such a table, by the names in its first line.
pub fn is_table(text: &str) -> bool {
    let Some((_, header)) = Records::of(text.lines().next().unwrap_or_default()).next() else { return false };
    let columns = Columns::of(&header);
    let has = |names: &[&str]| columns.place(names).is_some();
    header.len() > 1
        && has(TITLE)
        && (has(ADDRESS) && OTHERS.iter().any(|names| has(names)) || has(HIGHLIGHT) && has(AUTHOR))
}

/// Reads a table. Rows about one text are one article with all its highlights.
pub fn read(bytes: &[u8], each: &mut Each<'_>) -> Result<(), ImportError> {
    let text = charset::decode(bytes);
    let mut records = Records::of(&text);
    let columns = Columns::of(&records.next().map(|(_, header)| header).unwrap_or_default());
    let mut all: Vec<(usize, Saved)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (line, row) in records {
        let row = Row { columns: &columns, values: &row };
        let key = row.key();
        let at = *places.entry(key).or_insert(all.len());
        if at == all.len() {
            all.push((line, Saved::default()));
        }
        if let Some((_, saved)) = all.get_mut(at) {
            row.add_to(saved);
        }
    }
    if all.is_empty() {
        return Err(ImportError::NoArticle("a table without rows".to_owned()));
    }
    for (line, saved) in all {
        let found = saved.found().map(Into::into).map_err(|reason| Skipped { line: Some(line), reason });
        if each(found).is_break() {
            break;
        }
    }
    Ok(())
}

/// Where the columns stand, by their names in lower case.
struct Columns(HashMap<String, usize>);

impl Columns {
    fn of(header: &[String]) -> Self {
        let names = header.iter().map(|name| name.trim().trim_start_matches('\u{feff}').to_lowercase());
        Self(names.zip(0..).collect())
    }

    fn place(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.0.get(*name)).copied()
    }
}

struct Row<'row> {
    columns: &'row Columns,
    values: &'row [String],
}

impl Row<'_> {
    fn value(&self, names: &[&str]) -> &str {
        let value = self.columns.place(names).and_then(|at| self.values.get(at));
        value.map(|value| value.trim()).unwrap_or_default()
    }

    /// The same for every row about one text.
    fn key(&self) -> String {
        [self.value(ADDRESS), self.value(TITLE), self.value(AUTHOR)].join("\0")
    }

    fn add_to(&self, saved: &mut Saved) {
        self.value(ADDRESS).clone_into(&mut saved.address);
        saved.title = Prose::non_empty(self.value(TITLE));
        saved.author = Prose::non_empty(self.value(AUTHOR));
        let added = saved::moment_of(self.value(ADDED));
        saved.added = saved.added.min(added).or(saved.added).or(added);
        for name in TAGS {
            saved.tags.extend(saved::tags_of(self.value(&[name])));
        }
        // In a table of highlights the location is a place in the text.
        if self.columns.place(ADDRESS).is_some() && !self.value(PLACE).is_empty() {
            saved.stands_in(self.value(PLACE));
        }
        if self.value(PROGRESS).trim_end_matches('%').parse() == Ok(100.0)
            || self.value(PROGRESS).parse() == Ok(1.0)
        {
            saved.read = Some(true);
        }
        saved.highlight(self.value(HIGHLIGHT));
        saved.remark(self.value(REMARK));
    }
}

/// The records of a text and the lines they begin on. RFC 4180, and what programs make of it: a quote
/// within a bare field is a quote, and one that never ends ends with the text.
struct Records<'text> {
    rest: std::iter::Peekable<std::str::Chars<'text>>,
    line: usize,
}

impl<'text> Records<'text> {
    fn of(text: &'text str) -> Self {
        Self { rest: text.chars().peekable(), line: 1 }
    }

    /// Reads a field up to what ends it; tells whether that was the end of the record.
    fn field(&mut self) -> (String, bool) {
        let mut field = String::new();
        if self.rest.next_if_eq(&'"').is_some() {
            while let Some(character) = self.rest.next() {
                if character == '"' && self.rest.next_if_eq(&'"').is_none() {
                    break;
                }
                self.line += usize::from(character == '\n');
                field.push(character);
            }
        }
        for character in self.rest.by_ref() {
            match character {
                ',' => return (field, false),
                '\n' => {
                    self.line += 1;
                    return (field, true);
                }
                '\r' => {}
                _ => field.push(character),
            }
        }
        (field, true)
    }
}

impl Iterator for Records<'_> {
    type Item = (usize, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.rest.peek()?;
            let line = self.line;
            let mut fields = Vec::new();
            loop {
                let (field, is_last) = self.field();
                fields.push(field);
                if is_last {
                    break;
                }
            }
            if fields.iter().any(|field| !field.trim().is_empty()) {
                return Some((line, fields));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Found, Piece};
    use std::ops::ControlFlow;

    fn read_all(text: &str) -> (Vec<Found>, Vec<(usize, String)>) {
        assert!(is_table(text));
        let (mut found, mut skipped) = (Vec::new(), Vec::new());
        read(text.as_bytes(), &mut |piece| {
            match piece {
                Ok(Piece::Article(article)) => found.push(article),
                Ok(Piece::Subscription(feed)) => panic!("{feed:?}"),
                Err(Skipped { line, reason }) => skipped.push((line.unwrap(), reason)),
            }
            ControlFlow::Continue(())
        })
        .unwrap();
        (found, skipped)
    }

    fn summary(found: &Found) -> String {
        let kept = found.marks.kept().unwrap();
        let tags: Vec<&str> = kept.tags.iter().map(Prose::as_str).collect();
        let read = found.marks.read.map(|said| said.value);
        let note = kept.note.map(|note| note.to_string()).unwrap_or_default();
        format!("{} {read:?} [{}] {} {note}", found.article.headline, tags.join(" "), kept.added.as_second())
    }

    #[test]
    fn a_pocket_export_keeps_tags_and_what_was_read() {
        let (found, skipped) = read_all(
            "title,url,time_added,tags,status\nRain,https://a.example/rain,1588930000,river|town,archive\n\
             \"He said \"\"no\"\", twice\",https://a.example/no,1588930001,,unread\r\n,javascript:x,1,,unread\n",
        );

        assert_eq!(summary(&found[0]), "Rain Some(true) [river town] 1588930000 ");
        assert_eq!(summary(&found[1]), "He said \"no\", twice Some(false) [] 1588930001 ");
        assert_eq!(skipped, [(4, "“javascript:x”: only http and https addresses are followed".to_owned())]);
    }

    #[test]
    fn an_instapaper_export_keeps_folders_and_selections() {
        let (found, _) = read_all(
            "URL,Title,Selection,Folder,Timestamp,Tags\nhttps://a.example/rain,Rain,\"It fell,\nall night\",Starred,1588930000,\"[\"\"river\"\"]\"\n\
             https://a.example/snow,,,Archive,1588930000,[]\n",
        );

        assert_eq!(summary(&found[0]), "Rain None [Starred river] 1588930000 > It fell,\n> all night");
        assert_eq!(summary(&found[1]), "https://a.example/snow Some(true) [] 1588930000 ");
    }

    #[test]
    fn the_highlights_of_readwise_stand_together_by_text() {
        let (found, _) = read_all(
            "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n\
             It fell.,Rain,Ana Ruiz,,wet,,weather,order,3,2020-05-08 10:00:00+00:00,town\nIt stopped.,Rain,Ana Ruiz,,,,,order,9,2020-05-09 10:00:00+00:00,town\n",
        );

        assert_eq!(found.len(), 1);
        assert_eq!(summary(&found[0]), "Rain None [town weather] 1588932000 > It fell.\nwet\n> It stopped.");
        assert_eq!(found[0].article.names(), "Ana Ruiz");
    }

    #[test]
    fn a_reader_export_keeps_places_and_progress() {
        let (found, _) = read_all(
            "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n\
             Rain,https://a.example/rain,01,\"['river', 'town']\",2020-05-08 10:00:00+00:00,1.0,later,True\n\
             Snow,https://a.example/snow,02,[],2020-05-08 10:00:00+00:00,0.25,new,False\n",
        );

        assert_eq!(summary(&found[0]), "Rain Some(true) [river town] 1588932000 ");
        assert_eq!(summary(&found[1]), "Snow Some(false) [] 1588932000 ");
    }

    #[test]
    fn prose_with_commas_is_no_table() {
        for text in ["Title, url and other stories\n\nIt rained.", "name,age\nAna,7\n", "", "title,url\n"] {
            assert!(!is_table(text), "{text}");
        }
    }
}
