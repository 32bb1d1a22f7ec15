//! `newsprint bookmark`: add, remove, list, export and merge.

use std::io::{Read as _, Write as _, stdin};
use std::path::Path;

use serde::Serialize;

use super::arguments::BookmarkCommand;
use super::clock::clock;
use super::failure::{CommandOutcome, Failure, print_message};
use super::output::{json_line, output, shown};
use super::setup::{Setup, back_up};
use super::show::find;
use crate::domain::{ArticleId, Bookmark, Change, Prose, Verbatim, WebUrl};

/// Most bytes of a file of bookmarks: no export of newsprint is larger.
const MOST_BYTES: u64 = 64 << 20;

#[derive(Serialize)]
struct BookmarkLine<'line> {
    id: ArticleId,
    headline: &'line Prose,
    url: Option<&'line WebUrl>,
    #[serde(flatten)]
    bookmark: &'line Bookmark,
}

/// Runs a subcommand of `bookmark`.
pub fn bookmark(setup: &Setup, command: BookmarkCommand) -> Result<CommandOutcome, Failure> {
    match command {
        BookmarkCommand::Add { article, note, tags } => add(setup, &article, note.as_deref(), &tags),
        BookmarkCommand::Remove { article } => remove(setup, &article),
        BookmarkCommand::List { json } => list(setup, json),
        BookmarkCommand::Export { format } => {
            let mut out = output();
            setup.library()?.export_bookmarks(format.into(), &mut out)?;
            out.flush()?;
            Ok(CommandOutcome::All)
        }
        BookmarkCommand::Import { path } => import(setup, &path),
    }
}

fn add(
    setup: &Setup,
    reference: &str,
    note: Option<&str>,
    tags: &[String],
) -> Result<CommandOutcome, Failure> {
    let mut library = setup.library()?;
    let id = find(&library, reference)?;
    let known = library.bookmark(id)?;
    let added = known.as_ref().map_or(clock().now, |bookmark| bookmark.added);
    let note = note.map(Verbatim::from_untrusted).or_else(|| known.as_ref()?.note.clone());
    let known_tags = known.into_iter().flat_map(|bookmark| bookmark.tags);
    let tags = known_tags.chain(tags.iter().filter_map(|tag| Prose::non_empty(tag))).collect();
    let change = Change::Bookmark(vec![(id, Some(Bookmark { added, note, tags }))]);
    let inverse = library.apply(&change, clock().now)?;
    library.keep_for_undo("bookmarked", inverse)?;
    print_message(format_args!("bookmarked {id}"));
    back_up(&library);
    Ok(CommandOutcome::All)
}

fn remove(setup: &Setup, reference: &str) -> Result<CommandOutcome, Failure> {
    let mut library = setup.library()?;
    let id = find(&library, reference)?;
    if library.bookmark(id)?.is_none() {
        return Err(Failure::nothing(format!("{id} is not bookmarked")));
    }
    let inverse = library.apply(&Change::Bookmark(vec![(id, None)]), clock().now)?;
    library.keep_for_undo("bookmark removed", inverse)?;
    print_message(format_args!("removed the bookmark of {id}"));
    back_up(&library);
    Ok(CommandOutcome::All)
}

fn list(setup: &Setup, json: bool) -> Result<CommandOutcome, Failure> {
    let bookmarks = setup.library()?.bookmarks()?;
    let mut out = output();
    for (id, article, bookmark) in &bookmarks {
        if json {
            let line =
                BookmarkLine { id: *id, headline: &article.headline, url: article.url.as_ref(), bookmark };
            json_line(&mut out, &line)?;
            continue;
        }
        write!(out, "{id}  {}", article.headline)?;
        for tag in &bookmark.tags {
            write!(out, " #{tag}")?;
        }
        writeln!(out)?;
        let note = bookmark.note.iter().flat_map(|note| note.as_str().lines());
        note.into_iter().try_for_each(|line| writeln!(out, "     {line}"))?;
    }
    out.flush()?;
    Ok(CommandOutcome::found(!bookmarks.is_empty()))
}

fn import(setup: &Setup, path: &Path) -> Result<CommandOutcome, Failure> {
    let name = shown(path);
    let text =
        read(path).map_err(|error| Failure::failed(format!("cannot read {name}")).caused_by(&error))?;
    let mut library = setup.library()?;
    let merged = library.import_bookmarks(&text, clock().now).map_err(|error| {
        Failure::failed(format!("cannot merge {name}"))
            .caused_by(&error)
            .hint("use a file written by newsprint bookmark export")
    })?;
    print_message(format_args!(
        "{} added, {} changed, {} unchanged",
        merged.added, merged.changed, merged.unchanged
    ));
    back_up(&library);
    Ok(CommandOutcome::All)
}

fn read(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    if path.as_os_str() == "-" {
        stdin().take(MOST_BYTES).read_to_string(&mut text)?;
    } else {
        crate::import::open(path)?.take(MOST_BYTES).read_to_string(&mut text)?;
    }
    Ok(text)
}
