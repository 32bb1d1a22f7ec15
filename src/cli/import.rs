//! `newsprint import`: prints one line an article after its commit, and the reason for each skipped document.

mod newsboat;

use std::io::{IsTerminal as _, Write, stderr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::ProgressBar;
use jiff::Timestamp;
use serde::Serialize;

use self::newsboat::NewsboatFolder;
use super::failure::{CommandOutcome, Failure, print_message};
use super::output::{counted, json_line, output, shown};
use super::progress::{BYTES, hidden_bar, progress_bar};
use super::rows::outcome_name;
use super::setup::Setup;
use crate::domain::{Article, ArticleId, FeedId, Prose, Subscription};
use crate::import::ImportItem;
use crate::library::{self, ImportEvent, ImportSummary};

#[derive(Serialize)]
struct StoredLine<'line> {
    status: &'static str,
    id: ArticleId,
    headline: &'line Prose,
}

#[derive(Serialize)]
struct SubscribedLine<'line> {
    status: &'static str,
    id: FeedId,
    #[serde(flatten)]
    feed: &'line Subscription,
}

#[derive(Serialize)]
struct ReadLine<'line> {
    path: String,
    #[serde(flatten)]
    article: &'line Article,
}

#[derive(Serialize)]
struct SubscriptionLine<'line> {
    path: String,
    subscription: &'line Subscription,
}

/// Imports files and folders into the cache; of a newsboat folder its configuration as well.
pub fn import(setup: &Setup, paths: &[PathBuf], json: bool) -> Result<CommandOutcome, Failure> {
    let mut library = setup.library()?;
    let folders: Vec<NewsboatFolder> = paths.iter().filter_map(|path| NewsboatFolder::at(path)).collect();
    let others = paths.iter().filter(|path| NewsboatFolder::at(path).is_none()).cloned();
    let paths: Vec<PathBuf> = others.chain(folders.iter().flat_map(NewsboatFolder::documents)).collect();
    let paths = paths.as_slice();
    let mut out = output();
    let progress = AtomicU64::new(0);
    let bar = file_bar(paths);
    let mut broken = None;
    let mut notes = Notes::default();
    let mut taken_over = 0;
    let summary = library.import(paths, Timestamp::now(), &progress, &mut |event| {
        if let ImportEvent::Skipped { path, reason, .. } = &event
            && folders.iter().any(|folder| folder.is_converted(path, reason))
        {
            taken_over += 1;
            return;
        }
        let written = bar.suspend(|| report(&event, json, &mut notes, &mut out));
        broken = written.err().or(broken.take());
        bar.set_position(progress.load(Ordering::Relaxed));
    });
    bar.finish_and_clear();
    notes.tell();
    let flushed = out.flush();
    let mut summary = summary?;
    summary.skipped -= taken_over;
    broken.map_or(Ok(()), Err)?;
    flushed?;
    for folder in &folders {
        folder.import_configuration(setup, &mut library)?;
    }
    summarise(summary);
    Ok(CommandOutcome::skipping(summary.skipped))
}

/// The notes about one document: each text once, with the number of its articles.
#[derive(Default)]
struct Notes {
    path: PathBuf,
    counted: Vec<(Prose, usize)>,
}

impl Notes {
    fn add(&mut self, path: &Path, note: &str) {
        if self.path != path {
            self.tell();
            path.clone_into(&mut self.path);
        }
        let note = Prose::trimmed(note);
        match self.counted.iter_mut().find(|(known, _)| *known == note) {
            Some((_, count)) => *count += 1,
            None => self.counted.push((note, 1)),
        }
    }

    /// Prints the notes of the document, and clears them.
    fn tell(&mut self) {
        for (note, count) in self.counted.drain(..) {
            let articles =
                if count > 1 { format!(" ({})", counted(count, "article")) } else { String::new() };
            print_message(format_args!("note {}: {note}{articles}", shown(&self.path)));
        }
    }
}

fn report(
    event: &ImportEvent<'_>,
    json: bool,
    notes: &mut Notes,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match event {
        ImportEvent::Stored { id, outcome, headline } if json => {
            json_line(out, &StoredLine { status: outcome_name(*outcome), id: *id, headline })?;
        }
        ImportEvent::Stored { id, outcome, headline } => {
            writeln!(out, "{} {id}  {headline}", outcome_name(*outcome))?;
        }
        ImportEvent::Subscribed { id, is_new, feed } if json => {
            json_line(out, &SubscribedLine { status: subscribed(*is_new), id: *id, feed })?;
        }
        ImportEvent::Subscribed { id, is_new, feed } => {
            let name = feed.title.as_ref().map_or(feed.feed.as_str(), Prose::as_str);
            writeln!(out, "{} {id}  {name}", subscribed(*is_new))?;
        }
        ImportEvent::Skipped { path, line, reason } => print_skipped(path, *line, reason),
        ImportEvent::Cut { path, note } => notes.add(path, note),
        ImportEvent::Committed => out.flush()?,
    }
    Ok(())
}

const fn subscribed(is_new: bool) -> &'static str {
    if is_new { "subscribed" } else { "unchanged" }
}

pub fn print_skipped(path: &Path, line: Option<usize>, reason: &str) {
    let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
    print_message(format_args!("skipped {}{line}: {}", shown(path), Prose::trimmed(reason)));
}

fn summarise(summary: ImportSummary) {
    let counted = [
        (summary.stored, "stored"),
        (summary.updated, "updated"),
        (summary.unchanged, "unchanged"),
        (summary.subscribed, "subscribed"),
        (summary.skipped, "skipped"),
    ];
    let words: Vec<String> = counted
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    print_message(format_args!(
        "{}",
        if words.is_empty() { "nothing to import".to_owned() } else { words.join(", ") }
    ));
}

/// The progress in bytes of the files, on a terminal alone.
fn file_bar(paths: &[PathBuf]) -> ProgressBar {
    if !stderr().is_terminal() {
        return hidden_bar();
    }
    let bytes: u64 = crate::import::files(paths)
        .flatten()
        .filter_map(|path| path.metadata().ok())
        .map(|file| file.len())
        .sum();
    progress_bar(BYTES, bytes)
}

/// Reads files and folders without storing anything.
pub fn dry_run(paths: &[PathBuf], json: bool) -> Result<CommandOutcome, Failure> {
    let mut out = output();
    let (mut skipped, mut read) = (0, 0);
    let mut notes = Notes::default();
    let mut written = Ok(());
    library::dry_run(paths, &mut |path, result| match result {
        Ok(ImportItem::Subscription(subscription)) => {
            read += 1;
            if written.is_ok() {
                written = write_subscription(path, &subscription, json, &mut out);
            }
        }
        Ok(ImportItem::Article(found)) => {
            read += 1;
            found.notes.iter().for_each(|note| notes.add(path, note));
            if written.is_ok() {
                written = write_read(path, &found.article, json, &mut out);
            }
        }
        Ok(ImportItem::Note(note)) => notes.add(path, &note),
        Err(reason) => {
            skipped += 1;
            print_skipped(path, reason.line, &reason.reason);
        }
    });
    written?;
    notes.tell();
    out.flush()?;
    print_message(format_args!("{read} read, {skipped} skipped; nothing was stored"));
    Ok(CommandOutcome::skipping(skipped))
}

fn write_subscription(
    path: &Path,
    subscription: &Subscription,
    json: bool,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    if json {
        return json_line(out, &SubscriptionLine { path: path.to_string_lossy().into_owned(), subscription });
    }
    writeln!(out, "{}  {}", shown(path), subscription.feed)?;
    Ok(())
}

fn write_read(path: &Path, article: &Article, json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    if json {
        return json_line(out, &ReadLine { path: path.to_string_lossy().into_owned(), article });
    }
    writeln!(out, "{}  {}", shown(path), article.headline)?;
    Ok(())
}
