//! `newsprint mark`, `tag`, `delete` and `restore`: change many articles, named or found by a search.

use std::collections::HashSet;
use std::io::Write as _;

use super::arguments::{ArticleArguments, MarkAs};
use super::clock::clock;
use super::failure::{CommandOutcome, Failure, print_message};
use super::list::line;
use super::output::{counted, output};
use super::query::parsed;
use super::setup::{Setup, back_up};
use super::show::find;
use crate::domain::{ArticleId, Change, ListRow, Mark, Selection, View, parse_tags};
use crate::library::Library;

/// Marks articles read or unread.
pub fn mark(setup: &Setup, state: MarkAs, which: &ArticleArguments) -> Result<CommandOutcome, Failure> {
    let (read, done) = match state {
        MarkAs::Read => (true, "marked read"),
        MarkAs::Unread => (false, "marked unread"),
    };
    change(setup, which, &Mark::Read(read), done)
}

/// Tags articles, or takes tags off them.
pub fn tag(
    setup: &Setup,
    tags: &str,
    remove: bool,
    which: &ArticleArguments,
) -> Result<CommandOutcome, Failure> {
    let tags: Vec<_> = parse_tags(tags).into_iter().collect();
    if tags.is_empty() {
        return Err(Failure::usage("no tag was given").hint("a tag is one word, such as bridges or to-read"));
    }
    let (mark, done) = if remove { (Mark::Untag(tags), "untagged") } else { (Mark::Tag(tags), "tagged") };
    change(setup, which, &mark, done)
}

/// Deletes articles; neither a fetch nor an import brings them back.
pub fn delete(setup: &Setup, which: &ArticleArguments) -> Result<CommandOutcome, Failure> {
    change(setup, which, &Mark::Delete, "deleted")
}

/// Brings deleted articles back.
pub fn restore(setup: &Setup, articles: &[ArticleId]) -> Result<CommandOutcome, Failure> {
    let mut library = setup.library()?;
    let deleted = articles.iter().map(|id| (*id, false)).collect();
    library.apply(&Change::Delete(deleted), clock().now)?;
    let mut missing = 0;
    for id in articles {
        if let Some(article) = library.article(*id)? {
            print_message(format_args!("restored {id}  {}", article.headline));
        } else {
            missing += 1;
            print_message(format_args!("error: {id} is not a deleted article, or can no longer be restored"));
        }
    }
    back_up(&library);
    Ok(CommandOutcome::skipping(missing))
}

/// Marks articles in one transaction and prints each that was changed; a dry run prints those selected.
fn change(
    setup: &Setup,
    which: &ArticleArguments,
    mark: &Mark,
    done: &str,
) -> Result<CommandOutcome, Failure> {
    let mut library = setup.library()?;
    let selection = selection(&library, which)?;
    let rows = rows(&library, &selection)?;
    let changed: HashSet<ArticleId> = if which.dry_run {
        rows.iter().map(|row| row.id).collect()
    } else {
        let (change, inverse) = library.mark_all(&selection, std::slice::from_ref(mark), clock().now)?;
        library.keep_for_undo(done, inverse)?;
        back_up(&library);
        change.articles().into_iter().collect()
    };
    let calendar = setup.clock().calendar;
    let mut out = output();
    for row in rows.iter().filter(|row| changed.contains(&row.id)) {
        writeln!(out, "{}", line(row, calendar))?;
    }
    out.flush()?;
    let state = if which.dry_run { "dry run, nothing was changed; would be " } else { "" };
    print_message(format_args!("{state}{done}: {}", counted(changed.len(), "article")));
    Ok(CommandOutcome::found(!rows.is_empty()))
}

fn selection(library: &Library, which: &ArticleArguments) -> Result<Selection, Failure> {
    if let Some(search) = &which.search {
        return Ok(Selection::AllBut(View::Matching(parsed(search)?), HashSet::new()));
    }
    let found = which.articles.iter().map(|reference| find(library, reference));
    Ok(Selection::These(found.collect::<Result<_, _>>()?))
}

/// The rows of a selection, read before the change, since a deleted article has none afterwards.
fn rows(library: &Library, selection: &Selection) -> Result<Vec<ListRow>, Failure> {
    let mut rows = Vec::new();
    match selection {
        Selection::These(ids) => {
            for id in ids {
                rows.extend(library.listed(&View::All, *id)?);
            }
        }
        Selection::AllBut(view, _but) => {
            for row in library.rows(view, usize::MAX) {
                rows.push(row?);
            }
        }
    }
    Ok(rows)
}
