//! `newsprint export`: everything comes out again.

use std::io::Write as _;

use super::arguments::{ExportAs, QueryWords};
use super::failure::{Done, Failure};
use super::output::output;
use super::query::view;
use super::setup::Setup;

/// Writes every article, or those that answer to a search.
pub fn export(setup: &Setup, words: &QueryWords, format: ExportAs) -> Result<Done, Failure> {
    let view = view(words)?;
    let mut out = output();
    let count = setup.library()?.export(&view, format.into(), &mut out)?;
    out.flush()?;
    Ok(if count == 0 { Done::Nothing } else { Done::All })
}
