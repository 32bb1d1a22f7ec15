//! What newsprint is built of: where it comes from, under which licences, each crate in one version, and
//! none older than its known faults.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

/// Licences that a program under MIT may be built of. An expression is met by one of its alternatives.
const LICENCES: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "BSL-1.0",
    "CC0-1.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "MPL-2.0",
    "CDLA-Permissive-2.0",
    "WTFPL",
];

/// The least versions without a known fault. Source: the advisories of rustsec.org.
const LEAST: &[(&str, [u64; 3])] = &[
    ("quick-xml", [0, 41, 0]), // RUSTSEC-2026-0194, -0195
    ("time", [0, 3, 47]),      // RUSTSEC-2026-0009
    ("webbrowser", [1, 2, 2]), // RUSTSEC-2026-0257
    ("ammonia", [4, 1, 4]),    // RUSTSEC-2026-0213
    ("lru", [0, 18, 2]),       // RUSTSEC-2026-0253
    ("libsqlite3-sys", [0, 25, 1]),
    ("tracing-subscriber", [0, 3, 20]), // RUSTSEC-2025-0055
    ("idna", [1, 0, 0]),                // RUSTSEC-2024-0421
];

fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--offline",
            "--filter-platform",
            "x86_64-unknown-linux-gnu",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo is there");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let nodes = metadata["resolve"]["nodes"].as_array().expect("nodes").clone();
    let used = |package: &Value| nodes.iter().any(|node| node["id"] == package["id"]);
    metadata["packages"]
        .as_array()
        .expect("packages")
        .iter()
        .filter(|package| used(package))
        .cloned()
        .collect()
}

fn text<'value>(package: &'value Value, field: &str) -> &'value str {
    package[field].as_str().unwrap_or_default()
}

#[test]
fn every_crate_comes_from_the_registry_under_a_licence_we_may_use() {
    for package in packages().iter().filter(|package| text(package, "name") != "newsprint") {
        let name = text(package, "name");
        assert!(
            text(package, "source").starts_with("registry+"),
            "{name} comes from {}",
            text(package, "source")
        );
        assert!(may_be_used(text(package, "license")), "{name} is under {}", text(package, "license"));
    }
}

/// Whether one alternative of a licence expression is wholly of licences we may use.
fn may_be_used(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ");
    // `A AND (B OR C)`: every part has an alternative.
    plain.split(" AND ").all(|part| part.split(" OR ").any(|licence| LICENCES.contains(&licence.trim())))
}

#[test]
fn no_crate_is_older_than_its_known_faults() {
    for package in packages() {
        let version: Vec<u64> = text(&package, "version")
            .split(['.', '-', '+'])
            .take(3)
            .filter_map(|part| part.parse().ok())
            .collect();
        for (name, least) in LEAST.iter().filter(|(name, _)| *name == text(&package, "name")) {
            assert!(version.as_slice() >= least.as_slice(), "{name} {version:?}, at least {least:?}");
        }
    }
}

#[test]
fn no_crate_stands_in_the_tree_in_more_than_three_versions() {
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in packages() {
        versions
            .entry(text(&package, "name").to_owned())
            .or_default()
            .push(text(&package, "version").to_owned());
    }
    // Crates we use do not all change to a new one at once.
    let many: Vec<_> = versions.iter().filter(|(_, versions)| versions.len() > 3).collect();
    assert!(many.is_empty(), "{many:?}");
}
