//! Articles one after the other for a screen reader or a pipe: a paragraph a line, marks in plain letters,
//! the addresses of the links at the end.

use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;

use jiff::Timestamp;

use super::failure::{CommandOutcome, Failure};
use super::import::print_skipped;
use super::output::output;
use super::paper::{PageStyle, write_group, write_page};
use super::setup::Setup;
use crate::domain::{ArticleId, View};
use crate::library::{ImportEvent, Library};
use crate::typeset::{self, Annotations, Setting};

/// The width in columns of a line that is never wrapped.
const ENDLESS: usize = 1 << 20;

/// Writes the articles of files, newest first, without storing them.
pub fn read(setup: &Setup, paths: &[PathBuf]) -> Result<CommandOutcome, Failure> {
    let mut library = Library::in_memory()?;
    let mut skipped = 0_usize;
    let summary = library.import(paths, Timestamp::now(), &AtomicU64::new(0), &mut |event| {
        if let ImportEvent::Skipped { path, line, reason } = event {
            skipped += 1;
            print_skipped(path, line, reason);
        }
    })?;
    if summary.stored == 0 {
        return Err(Failure::nothing("no articles found in these files"));
    }
    let mut out = output();
    for (number, row) in library.rows(&View::All, usize::MAX).enumerate() {
        if number > 0 {
            writeln!(out, "\n")?;
        }
        write(setup, &library, row?.id, &mut out)?;
    }
    out.flush()?;
    Ok(CommandOutcome::skipping(skipped))
}

pub fn write(setup: &Setup, library: &Library, id: ArticleId, out: &mut dyn Write) -> Result<(), Failure> {
    let Some(opened) = library.open_article(id)? else { return Ok(()) };
    let setting = Setting::linear(setup.clock().calendar);
    let annotations = Annotations {
        bookmark: opened.bookmark.as_ref(),
        highlights: &opened.highlights,
        muted_by: opened.muted_by.as_ref(),
        is_downloaded: opened.is_downloaded,
        correction: opened.correction.as_ref(),
    };
    let page = typeset::annotated_page(&opened.article, annotations, &setting);
    write_page(&page, PageStyle::default(), out)?;
    if !page.links.is_empty() {
        writeln!(out, "\n## Addresses\n")?;
    }
    for (number, link) in (1..).zip(&page.links) {
        writeln!(out, "{number}. {}: {}", link.words.trim(), link.url)?;
    }
    opened.related.iter().try_for_each(|group| write_group(group, ENDLESS, out))
}
