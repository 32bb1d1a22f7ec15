//! A cache of an older schema is brought up to date wholly or not at all, whatever ends the program
//! meanwhile, and what it was stays beside it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::{Cache, journey, skipped, texts, told};
use crate::support::chance::{Chance, trials};
use crate::support::disk::{self, Call};

/// The steps up to the last schema in which what a person said stood in tables of its own for each mark.
const STEPS: [&str; 9] = [
    include_str!("../../src/cache/schema/1.sql"),
    include_str!("../../src/cache/schema/2.sql"),
    include_str!("../../src/cache/schema/3.sql"),
    include_str!("../../src/cache/schema/4.sql"),
    include_str!("../../src/cache/schema/5.sql"),
    include_str!("../../src/cache/schema/6.sql"),
    include_str!("../../src/cache/schema/7.sql"),
    include_str!("../../src/cache/schema/8.sql"),
    include_str!("../../src/cache/schema/9.sql"),
];

/// The schemas from which upgrades are tried.
const OLDER: [usize; 2] = [1, 9];

/// The bookmarks of today as the first schema kept them.
const BOOKMARKS: &str = "
    INSERT INTO bookmark SELECT article, value,
        (SELECT value FROM today.statement AS note WHERE note.article = said.article AND about = 3)
        FROM today.statement AS said WHERE about = 1 AND article > 0 AND value IS NOT NULL;
    INSERT INTO bookmark_tag SELECT article, topic FROM today.statement
        WHERE about = 2 AND value IS NOT NULL AND article IN (SELECT number FROM bookmark);";

/// The statements of today as schemas 3 to 9 kept them.
const SAID: &str = "
    INSERT INTO read_said SELECT article, at FROM today.statement WHERE about = 0;
    INSERT INTO bookmark_said SELECT article, json_object(
        'bookmark', json_array(value, moment),
        'tags', json((SELECT json_group_object(topic, json_array(json(iif(value IS NULL, 'false', 'true')), moment))
            FROM moments AS tag WHERE tag.article = said.article AND about = 2)),
        'notes', json((SELECT json_group_object(topic, json_array(value, moment))
            FROM moments AS note WHERE note.article = said.article AND about = 3)))
        FROM moments AS said WHERE about = 1;";

/// Statements with their moments as JSON has them.
const MOMENTS: &str = "
    CREATE TEMP TABLE moments AS SELECT *, strftime('%Y-%m-%dT%H:%M:%S', at / 1000000, 'unixepoch')
        || printf('.%06dZ', at % 1000000) AS moment FROM today.statement WHERE article > 0;";

/// The command that finds an old cache and upgrades it.
const LIST: [&str; 2] = ["list", "--count"];

/// Two caches with the same in them: one of today, and one as an older version left it.
struct Versions {
    schema: usize,
    today: Cache,
    older: Cache,
    articles: BTreeSet<String>,
}

impl Versions {
    fn new(schema: usize) -> Self {
        let (today, older) = (Cache::new(), Cache::new());
        let inputs = tempfile::tempdir().expect("a folder");
        for words in journey(inputs.path()) {
            assert!(today.run(&texts(&words)).status.success());
        }
        let old = Connection::open(older.path()).expect("a file");
        for step in &STEPS[..schema] {
            old.execute_batch(step).expect("the older tables");
        }
        old.execute_batch(&format!(
            "PRAGMA foreign_keys = OFF; PRAGMA application_id = 0x4e777350; PRAGMA user_version = {schema}"
        ))
        .expect("the header");
        old.execute("ATTACH ?1 AS today", [today.path().to_str()]).expect("attached");
        for (table, columns) in tables(&old) {
            let copy = format!("INSERT OR REPLACE INTO main.{table} SELECT {columns} FROM today.{table}");
            old.execute(&copy, []).expect(&copy);
        }
        let said = if schema < 3 { String::new() } else { [MOMENTS, SAID].concat() };
        old.execute_batch(&[BOOKMARKS, &said].concat()).expect("what was said");
        old.execute_batch("DETACH today; PRAGMA journal_mode = wal").expect("closed");
        let articles = today.ids(&["list", "--json"]);
        Self { schema, today, older, articles }
    }

    /// Holds that an image is old or new, that its backup is whole where there has to be one, and that
    /// the next start ends what was begun.
    fn hold(&self, image: &Cache, when: &str) {
        let backup = format!("articles.sqlite.schema{}.bak", self.schema);
        let copy = image.copy();
        let (schema, shape) = what_it_is(&copy.path());
        let is_new = schema != self.schema;
        let expected = what_it_is(if is_new { &self.today } else { &self.older }.copy().path().as_path());
        assert_eq!((schema, &shape), (expected.0, &expected.1), "{when}: half of an upgrade");
        let has_backup = copy.folder.path().join(&backup).exists();
        assert!(has_backup || !is_new, "{when}: upgraded without a backup");

        image.hold("", when);
        assert_eq!(image.ids(&["list", "--json"]), self.articles, "{when}");
        assert_eq!(image.ids(&["bookmark", "list", "--json"]).len(), 2, "{when}");
        if self.schema >= 3 {
            assert_eq!(state(image), state(&self.today), "{when}: what was said");
        }
        assert_eq!(what_it_is(&image.path()), what_it_is(&self.today.path()), "{when}");

        let kept = Cache::new();
        fs::copy(image.folder.path().join(&backup), kept.path()).expect("a backup");
        assert_eq!(what_it_is(&kept.path()), what_it_is(&self.older.copy().path()), "{when}: the backup");
        assert_eq!(kept.ids(&["list", "--json"]), self.articles, "{when}: the backup");
    }
}

/// Everything that was said, as it leaves the cache.
fn state(cache: &Cache) -> String {
    let output = cache.copy().run(&["state", "export"]);
    assert!(output.status.success(), "{}", told(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The tables of an older cache that hold something of their own and are there today, and their columns.
fn tables(connection: &Connection) -> Vec<(String, String)> {
    let question =
        "SELECT t.name, group_concat(c.name) FROM main.sqlite_schema t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' AND t.name NOT LIKE 'sqlite_%'
        AND t.name IN (SELECT name FROM today.sqlite_schema) GROUP BY t.name";
    let mut statement = connection.prepare(question).expect("the tables");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("the tables");
    rows.collect::<Result<_, _>>().expect("names")
}

/// The schema that a file says it has, and the tables that it does have; it must be whole.
fn what_it_is(path: &Path) -> (usize, Vec<String>) {
    let connection = Connection::open(path).expect("a file");
    let ask =
        |question: &str| connection.query_row(question, [], |row| row.get::<_, String>(0)).expect("whole");
    assert_eq!(ask("PRAGMA integrity_check"), "ok");
    let mut statement = connection
        .prepare("SELECT type || name || ifnull(sql, '') FROM sqlite_schema ORDER BY 1")
        .expect("tables");
    let shape = statement.query_map([], |row| row.get(0)).expect("tables").collect::<Result<_, _>>();
    let schema: u32 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a number");
    let schema = usize::try_from(schema).expect("a few");
    (schema, shape.expect("words"))
}

#[test]
fn an_upgrade_killed_at_any_call_is_whole_or_never_was() {
    if !disk::can_trace() {
        return skipped("killed upgrades, since strace cannot be used here");
    }
    OLDER.into_iter().for_each(kill_upgrades_from);
}

fn kill_upgrades_from(schema: usize) {
    let versions = Versions::new(schema);
    let trial = versions.older.copy();
    let (_, counts, output) = disk::record(&trial.arguments(&LIST), &trial.folder.path().join("log"));
    assert!(output.status.success(), "{}", told(&output));
    versions.hold(&trial, "not killed");

    let points = counts.iter().flat_map(|(name, count)| (1..=*count).map(move |number| (name, number)));
    let stride = trials(1, 13);
    let (mut tried, mut old) = (0, 0);
    for (name, number) in points.step_by(stride) {
        let trial = versions.older.copy();
        let (trace, kill) = (format!("trace={name}"), format!("inject={name}:signal=KILL:when={number}"));
        let options = ["-o", "/dev/null", "-e", &trace, "-e", &kill];
        disk::strace(&options, &trial.arguments(&LIST)).output().expect("strace runs");
        old += usize::from(what_it_is(&trial.copy().path()).0 == schema);
        versions.hold(&trial, &format!("killed at {name} {number}"));
        tried += 1;
    }
    assert!(old > 0 && old < tried, "{old} of {tried} before the upgrade");
    eprintln!(
        "{tried} calls of an upgrade from schema {schema} killed at, {old} before it was done: old or new, never half"
    );
}

#[test]
fn a_power_cut_during_an_upgrade_leaves_the_old_or_the_new() {
    if !disk::can_trace() {
        return skipped("power cuts during an upgrade, since strace cannot be used here");
    }
    OLDER.into_iter().for_each(cut_upgrades_from);
}

fn cut_upgrades_from(schema: usize) {
    let versions = Versions::new(schema);
    let trial = versions.older.copy();
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
