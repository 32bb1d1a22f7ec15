//! A cache of the first schema is brought up to date wholly or not at all, whatever ends the program
//! meanwhile, and what it was stays beside it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::{Cache, journey, skipped, texts, told};
use crate::support::chance::{Chance, trials};
use crate::support::disk::{self, Call};

/// The tables as they were at first.
const FIRST: &str = include_str!("../../src/cache/schema/1.sql");

/// The command that finds an old cache and upgrades it.
const LIST: [&str; 2] = ["list", "--count"];

/// Two caches with the same in them: one of today, and one as the first version left it.
struct Versions {
    today: Cache,
    first: Cache,
    articles: BTreeSet<String>,
}

impl Versions {
    fn new() -> Self {
        let (today, first) = (Cache::new(), Cache::new());
        let inputs = tempfile::tempdir().expect("a folder");
        for words in journey(inputs.path()) {
            assert!(today.run(&texts(&words)).status.success());
        }
        let old = Connection::open(first.path()).expect("a file");
        old.execute_batch(FIRST).expect("the first tables");
        old.execute_batch(
            "PRAGMA foreign_keys = OFF; PRAGMA application_id = 0x4e777350; PRAGMA user_version = 1",
        )
        .expect("the marks");
        old.execute("ATTACH ?1 AS today", [today.path().to_str()]).expect("attached");
        for (table, columns) in tables(&old) {
            let copy = format!("INSERT OR REPLACE INTO main.{table} SELECT {columns} FROM today.{table}");
            old.execute(&copy, []).expect(&copy);
        }
        old.execute_batch("DETACH today; PRAGMA journal_mode = wal").expect("closed");
        let articles = today.ids(&["list", "--json"]);
        Self { today, first, articles }
    }

    /// Holds that an image is old or new, that its backup is whole where there has to be one, and that
    /// the next start ends what was begun.
    fn hold(&self, image: &Cache, when: &str) {
        let backup = "articles.sqlite.schema1.bak";
        let copy = image.copy();
        let (schema, shape) = what_it_is(&copy.path());
        let is_new = schema != 1;
        let expected = what_it_is(if is_new { &self.today } else { &self.first }.copy().path().as_path());
        assert_eq!((schema, &shape), (expected.0, &expected.1), "{when}: half of an upgrade");
        let has_backup = copy.folder.path().join(backup).exists();
        assert!(has_backup || !is_new, "{when}: upgraded without a backup");

        image.hold("", when);
        assert_eq!(image.ids(&["list", "--json"]), self.articles, "{when}");
        assert_eq!(image.ids(&["bookmark", "list", "--json"]).len(), 2, "{when}");
        assert_eq!(what_it_is(&image.path()), what_it_is(&self.today.path()), "{when}");

        let kept = Cache::new();
        fs::copy(image.folder.path().join(backup), kept.path()).expect("a backup");
        assert_eq!(what_it_is(&kept.path()), what_it_is(&self.first.copy().path()), "{when}: the backup");
        assert_eq!(kept.ids(&["list", "--json"]), self.articles, "{when}: the backup");
    }
}

/// The tables that hold something of their own, and their columns.
fn tables(connection: &Connection) -> Vec<(String, String)> {
    let question =
        "SELECT t.name, group_concat(c.name) FROM main.sqlite_schema t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' GROUP BY t.name";
    let mut statement = connection.prepare(question).expect("the tables");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("the tables");
    rows.collect::<Result<_, _>>().expect("names")
}

/// The schema that a file says it has, and the tables that it does have; it must be whole.
fn what_it_is(path: &Path) -> (u32, Vec<String>) {
    let connection = Connection::open(path).expect("a file");
    let ask =
        |question: &str| connection.query_row(question, [], |row| row.get::<_, String>(0)).expect("whole");
    assert_eq!(ask("PRAGMA integrity_check"), "ok");
    let mut statement = connection
        .prepare("SELECT type || name || ifnull(sql, '') FROM sqlite_schema ORDER BY 1")
        .expect("tables");
    let shape = statement.query_map([], |row| row.get(0)).expect("tables").collect::<Result<_, _>>();
    let schema = connection.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a number");
    (schema, shape.expect("words"))
}

#[test]
fn an_upgrade_killed_at_any_call_is_whole_or_never_was() {
    if !disk::can_trace() {
        return skipped("killed upgrades, since strace cannot be used here");
    }
    let versions = Versions::new();
    let trial = versions.first.copy();
    let (_, counts, output) = disk::record(&trial.arguments(&LIST), &trial.folder.path().join("log"));
    assert!(output.status.success(), "{}", told(&output));
    versions.hold(&trial, "not killed");

    let points = counts.iter().flat_map(|(name, count)| (1..=*count).map(move |number| (name, number)));
    let stride = trials(1, 13);
    let (mut tried, mut old) = (0, 0);
    for (name, number) in points.step_by(stride) {
        let trial = versions.first.copy();
        let (trace, kill) = (format!("trace={name}"), format!("inject={name}:signal=KILL:when={number}"));
        let options = ["-o", "/dev/null", "-e", &trace, "-e", &kill];
        disk::strace(&options, &trial.arguments(&LIST)).output().expect("strace runs");
        old += usize::from(what_it_is(&trial.copy().path()).0 == 1);
        versions.hold(&trial, &format!("killed at {name} {number}"));
        tried += 1;
    }
    assert!(old > 0 && old < tried, "{old} of {tried} before the upgrade");
    eprintln!("{tried} calls of an upgrade killed at, {old} before it was done: old or new, never half");
}

#[test]
fn a_power_cut_during_an_upgrade_leaves_the_old_or_the_new() {
    if !disk::can_trace() {
        return skipped("power cuts during an upgrade, since strace cannot be used here");
    }
    let versions = Versions::new();
    let trial = versions.first.copy();
    let (path, bytes) = (trial.path(), fs::read(trial.path()).expect("the old cache"));
    let (made, _, _) = disk::record(&trial.arguments(&LIST), &trial.folder.path().join("log"));
    let mut calls = vec![Call::Write { path: path.clone(), at: Some(0), bytes }, Call::Sync { path }];
    calls.extend(made);

    let mut chance = Chance::new(13);
    let count = trials(200, 8);
    for number in 0..count {
        let cut = 2 + chance.below(calls.len() - 1);
        let image = Cache::new();
        for (path, content) in disk::after_a_cut(calls.get(..cut).expect("a beginning"), &mut chance) {
            let is_of_the_cache = path.parent() == Some(trial.folder.path());
            if is_of_the_cache && !path.to_string_lossy().ends_with("-shm") {
                let name = path.file_name().expect("a name");
                fs::write(image.folder.path().join(name), content).expect("written");
            }
        }
        versions.hold(&image, &format!("image {number}, cut after call {cut}"));
    }
    eprintln!("{count} power cuts among {} calls of an upgrade: old or new, never half", calls.len());
}
