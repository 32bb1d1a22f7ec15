//! The locations of the configuration and of the article cache.
//!
//! Reads no environment: callers pass a function that looks variables up. The XDG variables count on every
//! platform, macOS too, if they hold an absolute path; else the platform's own folders are used.

use std::ffi::OsString;
use std::path::PathBuf;

use directories::ProjectDirs;
use thiserror::Error;

/// The name of newsprint's folders.
const NAME: &str = "newsprint";

/// Where files lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The configuration file.
    pub config_file: PathBuf,
    /// The database of articles and of the person's marks.
    pub cache_file: PathBuf,
}

/// The files that flags or variables of newsprint name; they precede every rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathOverrides {
    /// The file of `--config` or `NEWSPRINT_CONFIG`.
    pub config_file: Option<PathBuf>,
    /// The file of `--cache` or `NEWSPRINT_CACHE`.
    pub cache_file: Option<PathBuf>,
}

/// An error: no place for a file, since neither the variable of its folder nor the home folder is known.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("cannot choose a folder for the {what}: neither HOME nor {variable} is an absolute path")]
pub struct NoFolderError {
    what: &'static str,
    variable: &'static str,
}

impl Paths {
    /// Finds the place of each file.
    ///
    /// # Errors
    /// A file without a place, with the variables that would give it one.
    pub fn find(
        named: PathOverrides,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, NoFolderError> {
        let config = || CONFIG.find(&variable).map(|folder| folder.join("config.toml"));
        let cache = || DATA.find(&variable).map(|folder| folder.join("articles.sqlite"));
        Ok(Self {
            config_file: named.config_file.map_or_else(config, Ok)?,
            cache_file: named.cache_file.map_or_else(cache, Ok)?,
        })
    }
}

/// A kind of folder and the ways to find it.
struct Folder {
    what: &'static str,
    variable: &'static str,
    under_home: &'static str,
    own: fn(&ProjectDirs) -> PathBuf,
}

const CONFIG: Folder = Folder {
    what: "configuration",
    variable: "XDG_CONFIG_HOME",
    under_home: ".config",
    own: |platform| platform.config_dir().to_owned(),
};

const DATA: Folder = Folder {
    what: "article cache",
    variable: "XDG_DATA_HOME",
    under_home: ".local/share",
    own: |platform| platform.data_dir().to_owned(),
};

impl Folder {
    fn find(&self, variable: impl Fn(&str) -> Option<OsString>) -> Result<PathBuf, NoFolderError> {
        let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
        if let Some(folder) = absolute(self.variable) {
            return Ok(folder.join(NAME));
        }
        // On Unix the XDG rule is the platform's own: applied to the variables given, not to the real
        // environment.
        let found = if cfg!(any(windows, target_os = "macos")) {
            ProjectDirs::from("", "", NAME).map(|platform| (self.own)(&platform))
        } else {
            absolute("HOME").map(|home| home.join(self.under_home).join(NAME))
        };
        found.ok_or(NoFolderError { what: self.what, variable: self.variable })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::tests::environment;

    fn find(variables: &[(&str, &str)], named: PathOverrides) -> Result<Paths, NoFolderError> {
        Paths::find(named, environment(variables))
    }

    #[test]
    #[cfg(unix)]
    fn xdg_folders_are_used_where_they_are_absolute() {
        let xdg = [("XDG_CONFIG_HOME", "/c"), ("XDG_DATA_HOME", "/d"), ("HOME", "/h")];

        let paths = find(&xdg, PathOverrides::default()).unwrap();

        assert_eq!(paths.config_file, PathBuf::from("/c/newsprint/config.toml"));
        assert_eq!(paths.cache_file, PathBuf::from("/d/newsprint/articles.sqlite"));
    }

    #[test]
    #[cfg(not(any(windows, target_os = "macos")))]
    fn a_relative_xdg_folder_is_ignored() {
        let variables = [("XDG_CONFIG_HOME", "c"), ("XDG_DATA_HOME", ""), ("HOME", "/h")];

        let paths = find(&variables, PathOverrides::default()).unwrap();

        assert_eq!(paths.config_file, PathBuf::from("/h/.config/newsprint/config.toml"));
        assert_eq!(paths.cache_file, PathBuf::from("/h/.local/share/newsprint/articles.sqlite"));
    }

    #[test]
    #[cfg(unix)]
    fn files_named_outright_go_before_every_folder() {
        let named =
            PathOverrides { config_file: Some("my.toml".into()), cache_file: Some("my.sqlite".into()) };

        let paths = find(&[], named).unwrap();

        assert_eq!(paths.config_file, PathBuf::from("my.toml"));
        assert_eq!(paths.cache_file, PathBuf::from("my.sqlite"));
    }

    #[test]
    #[cfg(not(any(windows, target_os = "macos")))]
    fn without_a_home_the_error_names_the_variables() {
        let error = find(&[], PathOverrides::default()).unwrap_err();

        assert_eq!(
            error.to_string(),
            "cannot choose a folder for the configuration: neither HOME nor XDG_CONFIG_HOME is an absolute path"
        );
    }
}
