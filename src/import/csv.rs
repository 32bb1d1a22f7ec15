//! Tables of saved links and highlights (CSV): of Pocket, Instapaper, Readwise, Reader and programs with the
//! same names of columns. A column is known by its name, in any order; a row without a link or a title is
//! reported with its line.

use std::collections::HashMap;

use csv::{Reader, ReaderBuilder, StringRecord};

use crate::domain::{Prose, parse_tags};

use super::charset;
use super::document::{ImportError, ImportSink, Skipped, deliver};
use super::reading_list::{self, SavedLink};

const ADDRESS: &[&str] = &["url", "link", "href", "source url"];
const TITLE: &[&str] = &["title", "book title", "document title", "name"];
const AUTHOR: &[&str] = &["author", "book author", "document author"];
const ADDED: &[&str] = &[
    "time_added",
    "saved date",
    "date added",
    "timestamp",
    "created",
    "created_at",
    "highlighted at",
    "savedat",
    "saved_at",
    "date_added",
    "added",
    "added at",
    "date",
];
const TAGS: &[&str] = &["tags", "document tags", "labels"];
const PLACE: &[&str] = &["status", "folder", "location", "collection", "state"];
const HIGHLIGHT: &[&str] = &["highlight", "highlights", "selection", "quote"];
const REMARK: &[&str] = &["note", "notes", "comment"];
const SUMMARY: &[&str] = &["excerpt", "description", "summary"];
const PROGRESS: &[&str] = &["reading progress"];

/// Columns besides addresses and titles, of which a table of links has one at least.
const OTHERS: &[&[&str]] = &[ADDED, TAGS, PLACE, HIGHLIGHT, REMARK, SUMMARY];

/// The delimiters of fields, the usual one first.
const DELIMITERS: &[u8] = b",;\t|";

/// Whether a text is such a table, by the names of columns in its first line.
pub fn is_table(text: &str) -> bool {
    let mut lines = text.lines();
    let header = lines.next().unwrap_or_default();
    let has_addresses = lines.next().is_some_and(|row| row.contains("://"));
    DELIMITERS.iter().any(|delimiter| {
        let columns = Columns::of_header(header, *delimiter);
        columns.name_links() && (columns.0.len() > 2 || has_addresses)
    })
}

/// Reads a table. Rows about one text are one article with all its highlights.
pub fn read(bytes: &[u8], each: &mut ImportSink<'_>) -> Result<(), ImportError> {
    let text = charset::decode(bytes);
    // Line numbers count line feeds.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let links = links(&text, delimiter(&text));
    if links.is_empty() {
        return Err(ImportError::NoArticle("a table without rows".to_owned()));
    }
    let found = |(line, saved): (usize, SavedLink)| {
        saved.into_article().map_err(|reason| Skipped { line: Some(line), reason })
    };
    deliver(links.into_iter().map(found), each);
    Ok(())
}

/// The delimiter by which the first line names the columns of a table of links.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let names_links = |delimiter: &u8| Columns::of_header(header, *delimiter).name_links();
    DELIMITERS.iter().copied().find(names_links).unwrap_or(b',')
}

/// A reader that accepts unclosed quotes and records of any length.
fn reader(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

/// The links of a table, with the line of each first row.
fn links(text: &str, delimiter: u8) -> Vec<(usize, SavedLink)> {
    let mut records = reader(text, delimiter).into_records().filter_map(Result::ok);
    let columns = Columns::of(&records.next().unwrap_or_default());
    let mut links: Vec<(usize, SavedLink)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for record in records.filter(|record| record.iter().any(|field| !field.trim().is_empty())) {
        let line =
            record.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or_default());
        let row = Row { columns: &columns, record: &record };
        let at = *places.entry(row.key()).or_insert(links.len());
        if at == links.len() {
            links.push((line, SavedLink::default()));
        }
        if let Some((_, saved)) = links.get_mut(at) {
            row.add_to(saved);
        }
    }
    links
}

/// The positions of the columns, by their names in lower case.
struct Columns(HashMap<String, usize>);

impl Columns {
    fn of(header: &StringRecord) -> Self {
        let names = header.iter().map(|name| name.trim().trim_start_matches('\u{feff}').to_lowercase());
        Self(names.zip(0..).collect())
    }

    fn of_header(line: &str, delimiter: u8) -> Self {
        let header = reader(line, delimiter).into_records().find_map(Result::ok);
        Self::of(&header.unwrap_or_default())
    }

    fn place(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.0.get(*name)).copied()
    }

    /// Whether the columns are those of a table of links or highlights.
    fn name_links(&self) -> bool {
        let has = |names: &[&str]| self.place(names).is_some();
        self.0.len() > 1
            && has(TITLE)
            && (has(ADDRESS) && (self.0.len() == 2 || OTHERS.iter().any(|names| has(names)))
                || has(HIGHLIGHT) && has(AUTHOR))
    }
}

struct Row<'row> {
    columns: &'row Columns,
    record: &'row StringRecord,
}

impl Row<'_> {
    fn value(&self, names: &[&str]) -> &str {
        let field = self.columns.place(names).and_then(|at| self.record.get(at));
        field.map(str::trim).unwrap_or_default()
    }

    /// The key that all rows about one text share.
    fn key(&self) -> String {
        [self.value(ADDRESS), self.value(TITLE), self.value(AUTHOR)].join("\0")
    }

    fn add_to(&self, saved: &mut SavedLink) {
        self.value(ADDRESS).clone_into(&mut saved.address);
        saved.title = Prose::non_empty(self.value(TITLE));
        saved.author = Prose::non_empty(self.value(AUTHOR));
        saved.summary = saved.summary.take().or_else(|| Prose::non_empty(self.value(SUMMARY)));
        let added = reading_list::moment_of(self.value(ADDED));
        saved.added = saved.added.min(added).or(saved.added).or(added);
        for name in TAGS {
            saved.tags.extend(parse_tags(self.value(&[name])));
        }
        // In a table of highlights the location is a place in the text.
        if self.columns.place(ADDRESS).is_some() && !self.value(PLACE).is_empty() {
            saved.set_place(self.value(PLACE));
        }
        if self.value(PROGRESS).trim_end_matches('%').parse() == Ok(100.0)
            || self.value(PROGRESS).parse() == Ok(1.0)
        {
            saved.read = Some(true);
        }
        saved.highlight(self.value(HIGHLIGHT), self.value(REMARK));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{ImportItem, ImportedArticle};
    use std::ops::ControlFlow;

    fn read_all(text: &str) -> (Vec<ImportedArticle>, Vec<(usize, String)>) {
        assert!(is_table(text));
        let (mut found, mut skipped) = (Vec::new(), Vec::new());
        read(text.as_bytes(), &mut |piece| {
            match piece {
                Ok(ImportItem::Article(article)) => found.push(article),
                Ok(other) => panic!("{other:?}"),
                Err(Skipped { line, reason }) => skipped.push((line.unwrap(), reason)),
            }
            ControlFlow::Continue(())
        })
        .unwrap();
        (found, skipped)
    }

    fn summary(found: &ImportedArticle) -> String {
        let kept = found.marks.bookmark().unwrap();
        let tags: Vec<&str> = kept.tags.iter().map(Prose::as_str).collect();
        let read = found.marks.read();
        let note = kept.note.map(|note| note.to_string());
        let quoted = found.marks.highlights().into_iter().map(|kept| {
            let said = kept.note.map(|said| format!(" ({said})")).unwrap_or_default();
            format!("“{}”{said}", kept.words)
        });
        let note = quoted.chain(note).collect::<Vec<_>>().join(" ");
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
        assert_eq!(skipped, [(4, "“javascript:x”: only http and https addresses are supported".to_owned())]);
    }

    #[test]
    fn an_instapaper_export_keeps_folders_and_selections() {
        let (found, _) = read_all(
            "URL,Title,Selection,Folder,Timestamp,Tags\nhttps://a.example/rain,Rain,\"It fell,\nall night\",Starred,1588930000,\"[\"\"river\"\"]\"\n\
             https://a.example/snow,,,Archive,1588930000,[]\n",
        );

        assert_eq!(summary(&found[0]), "Rain None [Starred river] 1588930000 “It fell,\nall night”");
        assert_eq!(summary(&found[1]), "https://a.example/snow Some(true) [] 1588930000 ");
    }

    #[test]
    fn the_highlights_of_readwise_stand_together_by_text() {
        let (found, _) = read_all(
            "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n\
             It fell.,Rain,Ana Ruiz,,wet,,weather,order,3,2020-05-08 10:00:00+00:00,town\nIt stopped.,Rain,Ana Ruiz,,,,,order,9,2020-05-09 10:00:00+00:00,town\n",
        );

        assert_eq!(found.len(), 1);
        assert_eq!(summary(&found[0]), "Rain None [town weather] 1588932000 “It fell.” (wet) “It stopped.”");
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
    fn semicolons_and_tabs_part_fields_too() {
        for mark in [";", "\t", "|"] {
            let table = "title,url,time_added,tags,status\n\"Rain, again\",https://a.example/rain,1588930000,river,archive\n";
            let parted = table.replace("Rain, again", "Rain+ again").replace(',', mark).replace('+', ",");
            let (found, skipped) = read_all(&parted);

            assert_eq!(summary(&found[0]), "Rain, again Some(true) [river] 1588930000 ", "{mark}");
            assert_eq!(skipped, []);
        }
    }

    #[test]
    fn prose_with_commas_is_no_table() {
        for text in ["Title, url and other stories\n\nIt rained.", "name,age\nAna,7\n", "", "title,url\n"] {
            assert!(!is_table(text), "{text}");
        }
    }
}
