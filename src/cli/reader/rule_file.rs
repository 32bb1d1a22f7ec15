//! Adds a rule to the end of the configuration file, or removes it. The rest of the file stays as the person
//! wrote it; where the result would not be read back as wanted, nothing is written.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::output::shown;
use crate::config::colour::ColourDepth;
use crate::config::{Config, with_rule, without_rule};
use crate::domain::ArrivalRule;
use crate::tui::RuleFile;

/// The function that writes rules into a configuration file.
pub fn writer(path: &Path) -> RuleFile {
    let path = path.to_owned();
    Box::new(move |rule, holds| change(&path, rule, holds))
}

fn change(path: &Path, rule: &ArrivalRule, holds: bool) -> Result<(), String> {
    let fail = |error: &io::Error| format!("Cannot write {}: {error}", shown(path));
    let before = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(fail(&error)),
    };
    let after = if holds { Some(with_rule(&before, rule)) } else { without_rule(&before, rule) };
    let wanted: Vec<ArrivalRule> = if holds {
        rules(&before, path).into_iter().chain([rule.clone()]).collect()
    } else {
        rules(&before, path).into_iter().filter(|other| other != rule).collect()
    };
    let after = after.filter(|text| rules(text, path) == wanted);
    let Some(after) = after else {
        return Err(format!(
            "Nothing was changed: cannot add to the rules in {}; edit the file instead.",
            shown(path)
        ));
    };
    replace(path, &after).map_err(|error| fail(&error))
}

fn rules(text: &str, path: &Path) -> Vec<ArrivalRule> {
    Config::read(Some(text), path, ColourDepth::True, |_| None).0.rules
}

/// Replaces a file atomically, with its permissions; a symbolic link stays in place.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path: PathBuf = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    if let Ok(known) = fs::metadata(&path) {
        file.as_file().set_permissions(known.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
}
