//! Articles as files of a folder, one each. File names hold only ASCII letters, digits and hyphens and end in
//! the article's number, so that they are safe on every system and unique; no file is overwritten.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::{ExportFormat, Library, LibraryError, page};
use crate::domain::{Article, ArticleId, View, normalised_headline};

/// Letters of a headline in a file name.
const LETTERS: usize = 60;

impl Library {
    /// Writes every article of a list as a file of a folder, which is created where it is missing; returns
    /// how many. `there` is called with each file that existed already and stays unchanged.
    pub fn export_into(
        &self,
        view: &View,
        format: ExportFormat,
        folder: &Path,
        there: &mut dyn FnMut(&Path),
    ) -> Result<usize, LibraryError> {
        fs::create_dir_all(folder)?;
        let mut count = 0;
        let mut listed = Vec::new();
        for row in self.rows(view, usize::MAX) {
            let id = row?.id;
            let Some(article) = self.article(id)? else { continue };
            let name = name(id, &article, format);
            let path = folder.join(&name);
            if format == ExportFormat::Html {
                listed.push((name.to_string_lossy().into_owned(), article.headline.to_string()));
            }
            if self.export_file(id, format, &path)? {
                count += 1;
            } else {
                there(&path);
            }
        }
        // The index of the pages is newsprint's own, and is overwritten.
        if format == ExportFormat::Html && count > 0 {
            let mut list = Vec::new();
            page::index("newsprint", &listed, &mut list)?;
            fs::write(folder.join("index.html"), list)?;
        }
        Ok(count)
    }

    /// Writes one file; returns whether it was new.
    fn export_file(&self, id: ArticleId, format: ExportFormat, path: &Path) -> Result<bool, LibraryError> {
        let file = match OpenOptions::new().write(true).create_new(true).open(path) {
            Ok(file) => file,
            Err(reason) if reason.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
            Err(reason) => return Err(reason.into()),
        };
        let mut out = BufWriter::new(file);
        self.export_article(id, format, &mut out)?;
        out.flush()?;
        Ok(true)
    }
}

/// A file name such as `2020-05-07-rain-falls-again-n12.md`.
pub(super) fn name(id: ArticleId, article: &Article, format: ExportFormat) -> PathBuf {
    let day = article.published.or(article.updated).map(|moment| moment.day().to_string());
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    let words: String = normalised_headline(article.headline.as_str()).chars().map(plain).collect();
    let mut headline = String::new();
    for word in words.split('-').filter(|word| !word.is_empty()) {
        if headline.len() + word.len() > LETTERS {
            break;
        }
        headline.push_str(if headline.is_empty() { "" } else { "-" });
        headline.push_str(word);
    }
    let ending = match format {
        ExportFormat::Json => "json",
        ExportFormat::Markdown => "md",
        ExportFormat::Html => "html",
    };
    let parts = [day, Some(headline).filter(|words| !words.is_empty()), Some(id.to_string())];
    PathBuf::from(format!("{}.{ending}", parts.into_iter().flatten().collect::<Vec<_>>().join("-")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_on_every_system() {
        let named = |headline: &str, published: Option<&str>| {
            let published = published.map(|day| day.parse().unwrap());
            let article = Article { headline: headline.into(), published, ..Article::default() };
            name(ArticleId(12), &article, ExportFormat::Markdown).to_string_lossy().into_owned()
        };

        assert_eq!(named("Rain “falls” again", Some("2020-05-07")), "2020-05-07-rain-falls-again-n12.md");
        assert_eq!(named("../../etc/passwd", None), "etc-passwd-n12.md");
        assert_eq!(named("CON", None), "con-n12.md");
        assert_eq!(named("川が溢れた", None), "n12.md");
        assert!(named(&"very ".repeat(200), None).len() <= LETTERS + 8);
    }
}
