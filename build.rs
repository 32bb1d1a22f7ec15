//! Tells the program which source it is built of: its commit, the day of it, and the day of this version.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    // A debug build names no commit: else each commit would compile the whole program anew.
    let is_release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    match if is_release { commit() } else { None } {
        Some(commit) => println!("cargo:rustc-env=NEWSPRINT_VERSION={version} ({commit})"),
        None => println!("cargo:rustc-env=NEWSPRINT_VERSION={version}"),
    }
    println!("cargo:rustc-env=NEWSPRINT_DATE={}", date_of_version().unwrap_or_default());
}

/// The commit of the source, and its day where that is known.
fn commit() -> Option<String> {
    let log = git(&["rev-parse", "--git-path", "logs/HEAD"]);
    for path in ["packaging/commit", ".cargo_vcs_info.json", "CHANGELOG.md"].into_iter().chain(log.as_deref())
    {
        if Path::new(path).exists() {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    from_archive().or_else(from_registry).or_else(from_git)
}

/// Of an archive that `git archive` made: `packaging/commit` was filled in.
fn from_archive() -> Option<String> {
    let text = fs::read_to_string("packaging/commit").ok()?;
    let (hash, day) = text.trim().split_once(' ')?;
    (!hash.contains('$')).then(|| format!("{} {day}", short(hash)))
}

/// Of a package of the registry: cargo wrote down its commit, and no day.
fn from_registry() -> Option<String> {
    let text = fs::read_to_string(".cargo_vcs_info.json").ok()?;
    let (_, after) = text.split_once("\"sha1\": \"")?;
    Some(short(after.split('"').next()?).to_owned())
}

/// Of a clone, with a word where files differ from the commit.
fn from_git() -> Option<String> {
    let commit = git(&["log", "-1", "--format=%H %cd", "--date=format:%Y-%m-%d"])?;
    let (hash, day) = commit.split_once(' ')?;
    let changes = git(&["status", "--porcelain", "--untracked-files=no"])?;
    let modified = if changes.is_empty() { "" } else { ", modified" };
    Some(format!("{} {day}{modified}", short(hash)))
}

/// What git says of this folder, where it is the root of a clone: another project's commit is none of ours.
fn git(arguments: &[&str]) -> Option<String> {
    Path::new(".git").exists().then_some(())?;
    let output = Command::new("git").args(arguments).output().ok()?;
    output.status.success().then_some(())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}

/// As many digits as name a commit for good.
fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

/// The day of the newest version in the changelog: its headings read `## 1.2.3 – 2026-11-30`.
fn date_of_version() -> Option<String> {
    let changes = fs::read_to_string("CHANGELOG.md").ok()?;
    let heading = changes.lines().find(|line| line.starts_with("## ") && line.contains(" – "))?;
    Some(heading.rsplit(' ').next()?.to_owned())
}
