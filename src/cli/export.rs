//! `newsprint export`: everything comes out again.

use std::io::Write as _;
use std::path::Path;

use super::arguments::{ExportAs, QueryWords};
use super::failure::{Done, Failure, tell};
use super::output::{output, shown};
use super::query::view;
use super::setup::Setup;
use crate::domain::View;
use crate::library::{ExportFormat, FeedFormat};

/// Writes every article, or those that answer to a search; or all subscriptions.
pub fn export(
    setup: &Setup,
    words: &QueryWords,
    format: ExportAs,
    into: Option<&Path>,
) -> Result<Done, Failure> {
    let form = match format {
        ExportAs::Json => ExportFormat::Json,
        ExportAs::Markdown => ExportFormat::Markdown,
        ExportAs::Opml => return export_feeds(setup, words, into),
    };
    let view = view(words)?;
    if let Some(folder) = into {
        return export_into(setup, &view, form, folder);
    }
    let mut out = output();
    let count = setup.library()?.export(&view, form, &mut out)?;
    out.flush()?;
    Ok(Done::found(count > 0))
}

fn export_into(setup: &Setup, view: &View, format: ExportFormat, folder: &Path) -> Result<Done, Failure> {
    let mut left = 0;
    let count = setup.library()?.export_into(view, format, folder, &mut |path| {
        left += 1;
        tell(format_args!("skipped {}: it is there already", shown(path)));
    })?;
    tell(format_args!("{count} written"));
    Ok(if left > 0 { Done::Partly } else { Done::found(count > 0) })
}

fn export_feeds(setup: &Setup, words: &QueryWords, into: Option<&Path>) -> Result<Done, Failure> {
    if into.is_some() || !words.text().is_empty() {
        let failure = Failure::usage("subscriptions are written all together, to standard output".to_owned());
        return Err(failure.hint("newsprint export --format opml > feeds.opml"));
    }
    let mut out = output();
    let count = setup.library()?.export_feeds(FeedFormat::Opml, &mut out)?;
    out.flush()?;
    Ok(Done::found(count > 0))
}
