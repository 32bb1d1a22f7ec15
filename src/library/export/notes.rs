//! Notes and highlights as Markdown for note-taking programs: a file an article in a folder, under a stable
//! name. Only the part of a file between two markers is rewritten; the rest is the person's and stays.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::files::name;
use super::{ExportFormat, Library, LibraryError};
use crate::domain::{Article, ArticleId, Highlight, Marks, Selection};
use crate::text::escape_markdown;

/// The markers around the part that is rewritten.
const BEGIN: &str = "<!-- newsprint: written again -->";
const END: &str = "<!-- newsprint: end -->";

impl Library {
    /// Writes a file for each article of a selection that has a note or a highlight; returns how many there are.
    pub fn export_notes(&self, selection: &Selection, folder: &Path) -> Result<usize, LibraryError> {
        fs::create_dir_all(folder)?;
        let there: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
        let mut count = 0;
        for id in self.cache.selected_articles(selection)? {
            let marks = self.cache.marks(id)?;
            let Some(notes) =
                self.article(id)?.and_then(|article| notes(&article, &marks).map(|notes| (article, notes)))
            else {
                continue;
            };
            let (article, notes) = notes;
            count += 1;
            let path =
                known(&there, id).unwrap_or_else(|| folder.join(name(id, &article, ExportFormat::Markdown)));
            let before = fs::read_to_string(&path).unwrap_or_default();
            let whole = joined(&before, &notes);
            if whole != before {
                write_whole(&path, &whole)?;
            }
        }
        Ok(count)
    }
}

/// Replaces a file atomically.
fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let file = tempfile::NamedTempFile::new_in(folder)?;
    fs::write(file.path(), text)?;
    file.persist(path).map_err(|refused| refused.error)?;
    Ok(())
}

/// The file of an article, which keeps its name when the headline changes.
fn known(there: &[PathBuf], id: ArticleId) -> Option<PathBuf> {
    let ending = format!("{id}.md");
    let is_its = |path: &&PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.strip_suffix(&ending).is_some_and(|rest| rest.is_empty() || rest.ends_with('-'))
    };
    there.iter().find(is_its).cloned()
}

/// A file with its part between the markers replaced, or appended where it has no markers.
fn joined(before: &str, notes: &str) -> String {
    let part = format!("{BEGIN}\n{notes}{END}\n");
    let marked = before.split_once(BEGIN).and_then(|(above, rest)| Some((above, rest.split_once(END)?.1)));
    match marked {
        Some((above, below)) => format!("{above}{part}{}", below.strip_prefix('\n').unwrap_or(below)),
        None if before.is_empty() => part,
        None => format!("{}\n\n{part}", before.trim_end()),
    }
}

fn notes(article: &Article, marks: &Marks) -> Option<String> {
    let highlights = marks.highlights();
    let bookmark = marks.bookmark();
    let note = bookmark.as_ref().and_then(|bookmark| bookmark.note.as_ref());
    if highlights.is_empty() && note.is_none() {
        return None;
    }
    let headline = escape_markdown(article.headline.as_str());
    let mut text = match &article.url {
        Some(url) => format!("# [{headline}](<{url}>)\n\n"),
        None => format!("# {headline}\n\n"),
    };
    let facts = [
        Some(article.names()).filter(|names| !names.is_empty()),
        article.publication.as_ref().map(ToString::to_string),
        article.published.map(|moment| moment.day().to_string()),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().map(|fact| escape_markdown(&fact)).collect();
    if !facts.is_empty() {
        text.extend([facts.join(" · ").as_str(), "\n\n"]);
    }
    let tags: Vec<String> =
        bookmark.iter().flat_map(|bookmark| &bookmark.tags).map(|tag| format!("#{tag}")).collect();
    if !tags.is_empty() {
        text.extend([tags.join(" ").as_str(), "\n\n"]);
    }
    if let Some(note) = note {
        text.extend([note.as_str().trim_end(), "\n\n"]);
    }
    for highlight in &highlights {
        text.push_str(&quoted(highlight));
    }
    Some(text)
}

fn quoted(highlight: &Highlight) -> String {
    let line = |line: &str| format!("> {}\n", escape_markdown(line));
    let lines: Vec<String> = highlight.words.as_str().lines().map(line).collect();
    let note = highlight.note.as_ref().map(|note| format!("\n{}\n", note.as_str().trim_end()));
    format!("{}{}\n", lines.concat(), note.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn additions_of_the_person_to_an_exported_file_stay() {
        let first = joined("", "one\n");
        let mine = format!("mine\n{first}more\n");

        assert_eq!(joined(&mine, "two\n"), format!("mine\n{BEGIN}\ntwo\n{END}\nmore\n"));
        assert_eq!(joined(&joined(&mine, "two\n"), "one\n"), mine);
        assert_eq!(joined("mine", "one\n"), format!("mine\n\n{BEGIN}\none\n{END}\n"));
    }

    #[test]
    fn a_file_keeps_its_name_when_the_headline_changes() {
        let there = [PathBuf::from("n/2020-05-07-rain-n12.md"), PathBuf::from("n/snow-n2.md")];

        assert_eq!(known(&there, ArticleId(12)), Some(there[0].clone()));
        assert_eq!(known(&there, ArticleId(2)), Some(there[1].clone()));
    }
}
