//! What newsprint is built of: where each crate comes from, under which licence, and in how many versions, after
//! the rules of `deny.toml`, which cargo-deny checks as well; and that none is as old as a fault known of it.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// The least versions without a fault known of the ones before. Source: the advisories of rustsec.org.
const LEAST: &[(&str, [u64; 3])] = &[
    ("quick-xml", [0, 41, 0]), // RUSTSEC-2026-0194, -0195
    ("time", [0, 3, 47]),      // RUSTSEC-2026-0009
    ("lru", [0, 18, 2]),       // RUSTSEC-2026-0253
    ("libsqlite3-sys", [0, 25, 1]),
    ("idna", [1, 0, 0]), // RUSTSEC-2024-0421
];

/// The rules, as cargo-deny reads them.
fn rules() -> toml::Table {
    include_str!("../deny.toml").parse().expect("deny.toml is TOML")
}

/// A crate.
struct Package {
    name: String,
    version: Vec<u64>,
    /// What cargo tells besides: where it comes from, if that is not the registry.
    source: String,
    licence: String,
}

/// The crates that the program is built of; with the edges `dev` as well, those that its tests are.
fn packages(edges: &str) -> Vec<Package> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let platform = "x86_64-unknown-linux-gnu";
    let output = Command::new(cargo)
        .args(["tree", "--locked", "--offline", "--target", platform, "--edges", edges])
        .args(["--prefix", "none", "--format", "{p}|{l}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo is there");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).expect("names and licences are text");
    let packages = tree.lines().filter(|line| !line.is_empty()).map(|line| {
        let (package, licence) = line.split_once('|').expect("a licence follows");
        let mut parts = package.splitn(3, ' ');
        let name = parts.next().unwrap_or_default().to_owned();
        let version = numbers(parts.next().unwrap_or_default().trim_start_matches('v'));
        let source = parts.next().unwrap_or_default().replace("(proc-macro)", "");
        let licence = licence.trim_end_matches(" (*)").to_owned();
        Package { name, version, source: source.replace("(*)", "").trim().to_owned(), licence }
    });
    let packages: Vec<Package> = packages.filter(|package| package.name != "newsprint").collect();
    assert!(packages.len() > 100, "{} crates", packages.len());
    packages
}

fn numbers(version: &str) -> Vec<u64> {
    version.split(['.', '-', '+']).take(3).filter_map(|part| part.parse().ok()).collect()
}

#[test]
fn every_crate_comes_from_the_registry_under_a_licence_we_may_use() {
    let rules = rules();
    let allowed = rules["licenses"]["allow"].as_array().expect("a list");
    let allowed: Vec<&str> = allowed.iter().filter_map(toml::Value::as_str).collect();
    for Package { name, source, licence, .. } in packages("normal,build,dev") {
        assert_eq!(source, "", "{name} does not come from the registry");
        assert!(may_be_used(&licence, &allowed), "{name} is under {licence}");
    }
}

/// Whether one alternative of a licence expression is wholly of licences we may use.
fn may_be_used(expression: &str, allowed: &[&str]) -> bool {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ");
    // `A AND (B OR C)`: every part has an alternative.
    plain.split(" AND ").all(|part| part.split(" OR ").any(|licence| allowed.contains(&licence.trim())))
}

#[test]
fn no_crate_is_older_than_its_known_faults() {
    let packages = packages("normal,build,dev");
    for (name, least) in LEAST {
        let versions: Vec<&Package> = packages.iter().filter(|package| package.name == *name).collect();
        assert!(!versions.is_empty(), "{name} is used no longer: take it off LEAST");
        for Package { version, .. } in versions {
            assert!(version.as_slice() >= least.as_slice(), "{name} {version:?}, at least {least:?}");
        }
    }
}

#[test]
fn a_crate_stands_in_the_program_in_one_version_but_for_those_that_are_listed() {
    let mut versions: BTreeMap<String, BTreeSet<Vec<u64>>> = BTreeMap::new();
    for package in packages("normal,build") {
        versions.entry(package.name).or_default().insert(package.version);
    }
    let rules = rules();
    let listed = rules["bans"]["skip"].as_array().expect("a list").iter();
    let listed: BTreeMap<&str, Vec<u64>> = listed
        .filter_map(|entry| entry["crate"].as_str()?.split_once('@'))
        .map(|(name, version)| (name, numbers(version)))
        .collect();

    for (name, versions) in versions.iter().filter(|(_, versions)| versions.len() > 1) {
        let older = listed.get(name.as_str());
        let unlisted =
            versions.iter().filter(|version| older.is_none_or(|older| !version.starts_with(older)));
        assert_eq!(unlisted.count(), 1, "{name} stands there as {versions:?}: list the older, or do without");
    }
    for (name, older) in listed {
        let versions = versions.get(name).cloned().unwrap_or_default();
        let is_there = versions.len() > 1 && versions.iter().any(|version| version.starts_with(&older));
        assert!(is_there, "{name} {older:?} stands there once or not at all: take it off deny.toml");
    }
}
