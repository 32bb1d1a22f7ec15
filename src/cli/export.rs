//! `newsprint export`: everything comes out again.

use std::io::Write as _;

use super::arguments::ExportAs;
use super::failure::{Done, Failure};
use super::output::output;
use super::setup::Setup;
use crate::domain::View;

/// Writes every article.
pub fn export(setup: &Setup, format: ExportAs) -> Result<Done, Failure> {
    let mut out = output();
    let count = setup.library()?.export(&View::All, format.into(), &mut out)?;
    out.flush()?;
    Ok(if count == 0 { Done::Nothing } else { Done::All })
}
