//! What leaves this folder: the package for the registry, and what it says of itself.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The files of the package, as cargo counts them.
fn packaged() -> BTreeSet<String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo is there");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("names are text").lines().map(str::to_owned).collect()
}

/// The Rust files of the program without those of its tests, with their text.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.file_stem().is_some_and(|name| name == "tests") {
            continue;
        }
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.display().to_string(), fs::read_to_string(&path).expect("a text")));
        }
    }
}

/// What a text includes at compile time, wherever it stands: the last part of each name.
fn included(text: &str) -> impl Iterator<Item = &str> {
    text.split("include_")
        .skip(1)
        .filter(|after| after.starts_with("str!(\"") || after.starts_with("bytes!(\""))
        .filter_map(|after| after.split('"').nth(1))
}

#[test]
fn the_package_has_every_file_that_the_program_is_made_of_and_no_test() {
    let packaged = packaged();

    let mut texts = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut texts);
    for (path, text) in &texts {
        let program = text.split("#[cfg(test)]").next().unwrap_or_default();
        for name in included(program) {
            let end = name.rsplit("../").next().unwrap_or(name);
            assert!(packaged.iter().any(|file| file.ends_with(end)), "{path} includes {name}");
        }
    }
    for file in ["Cargo.lock", "build.rs", "README.md", "LICENSE", "SECURITY.md", "src/main.rs"] {
        assert!(packaged.contains(file), "{file}");
    }
    let left_out =
        |file: &&String| ["tests/", "assets/gallery/", ".ci/"].iter().any(|at| file.starts_with(at));
    assert_eq!(packaged.iter().find(left_out), None);
}

#[test]
fn the_newest_version_of_the_changelog_is_the_one_of_the_program() {
    let changes = include_str!("../CHANGELOG.md");
    let newest = changes.lines().find(|line| line.starts_with("## ") && line.contains(" – ")).unwrap();

    let (version, day) = newest.trim_start_matches("## ").split_once(" – ").unwrap();

    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    assert!(day.parse::<jiff::civil::Date>().is_ok(), "{day}");
}

#[test]
fn the_owner_of_the_repository_stands_in_the_manifest_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest: toml::Table = include_str!("../Cargo.toml").parse().unwrap();
    let repository = manifest["package"]["repository"].as_str().unwrap();

    for file in ["README.md", "CONTRIBUTING.md", "SECURITY.md", "packaging/stage", "packaging/deb"] {
        let text = fs::read_to_string(root.join(file)).unwrap();
        assert!(!text.contains(repository), "{file} names {repository}");
    }
}
