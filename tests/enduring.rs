//! Nothing that was acknowledged is lost: killed, cut off, on a full or failing disk, damaged.
//!
//! A few trials of each at every run; all of them, with their figures, by
//! `NEWSPRINT_LONG=1 cargo test --release enduring -- --nocapture --test-threads 1`.

mod damage;
mod disks;
mod downloads;
mod upgrading;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use crate::support::chance::{Chance, trials};
use crate::support::disk::{self, Call};

/// A folder with a cache in it, and the commands that are given to it.
struct Cache {
    folder: tempfile::TempDir,
}

impl Cache {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    /// The same files in another folder.
    fn copy(&self) -> Self {
        let copy = Self::new();
        for entry in fs::read_dir(self.folder.path()).expect("the folder").flatten() {
            fs::copy(entry.path(), copy.folder.path().join(entry.file_name())).expect("copied");
        }
        copy
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("articles.sqlite")
    }

    fn arguments(&self, words: &[&str]) -> Vec<String> {
        let cache = self.path().to_string_lossy().into_owned();
        ["--cache".to_owned(), cache].into_iter().chain(words.iter().map(|word| (*word).to_owned())).collect()
    }

    fn run(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
        command.args(self.arguments(words)).stdin(Stdio::null()).output().expect("the program runs")
    }

    /// What a JSON command lists, by id; the program must not have failed.
    fn ids(&self, words: &[&str]) -> BTreeSet<String> {
        let output = self.run(words);
        assert!(matches!(output.status.code(), Some(0 | 3)), "{words:?}: {}", told(&output));
        let lines = String::from_utf8_lossy(&output.stdout).into_owned();
        let id = |line: &str| {
            let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
            value["id"].as_str().expect("an id").to_owned()
        };
        lines.lines().map(id).collect()
    }

    /// Holds that the cache is whole and has everything that was acknowledged.
    fn hold(&self, said: &str, when: &str) {
        let check = self.run(&["check"]);
        assert!(check.status.success(), "{when}: {}", told(&check));
        let stored = self.ids(&["list", "--json"]);
        let kept = self.ids(&["bookmark", "list", "--json"]);
        // Half a line was not said.
        for line in said.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
            let word = |number| line.split_whitespace().nth(number).unwrap_or_default();
            match (word(0), word(1)) {
                ("stored", id) => assert!(stored.contains(id), "{when}: {id} is lost"),
                // The last but one article is the one whose bookmark is removed again.
                ("bookmarked", id) if id != "n2" => {
                    assert!(kept.contains(id), "{when}: the bookmark of {id} is lost");
                }
                ("removed", _) => assert!(!kept.contains("n2"), "{when}: a bookmark came back"),
                _ => {}
            }
        }
    }
}

fn told(output: &Output) -> String {
    format!(
        "{:?}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn articles(numbers: std::ops::Range<usize>) -> String {
    let line = |number| {
        let words = format!("It rained on day {number}, and the river rose. ").repeat(1 + number % 40);
        format!(
            "{{\"title\":\"Rain on day {number}\",\"url\":\"https://a.example/{number}\",\"body\":\"{words}\"}}\n"
        )
    };
    numbers.map(line).collect()
}

/// What a person does: files to import, and bookmarks.
fn journey(inputs: &Path) -> Vec<Vec<String>> {
    fs::write(inputs.join("first.jsonl"), articles(0..12)).expect("written");
    fs::write(inputs.join("second.jsonl"), articles(12..30)).expect("written");
    let file = |name: &str| inputs.join(name).to_string_lossy().into_owned();
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    vec![
        vec!["import".to_owned(), file("first.jsonl")],
        words("bookmark add n1 --note rain"),
        words("bookmark add n2 --tag sky"),
        vec!["import".to_owned(), file("second.jsonl")],
        words("bookmark remove n2"),
        words("bookmark add n20"),
    ]
}

fn texts(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

fn skipped(what: &str) {
    eprintln!("skipped: {what}");
}

#[test]
fn a_power_cut_at_any_moment_loses_nothing_acknowledged() {
    if !disk::can_trace() {
        return skipped("power cuts, since strace cannot be used here");
    }
    let (cache, inputs) = (Cache::new(), tempfile::tempdir().expect("a folder"));
    let log = inputs.path().join("log");
    let mut calls: Vec<Call> = Vec::new();
    for words in journey(inputs.path()) {
        let (made, _, output) = disk::record(&cache.arguments(&texts(&words)), &log);
        assert!(output.status.success(), "{}", told(&output));
        calls.extend(made);
    }

    let mut chance = Chance::new(7);
    let count = trials(500, 20);
    for number in 0..count {
        let cut = chance.below(calls.len() + 1);
        let before = calls.get(..cut).expect("a beginning");
        let image = Cache::new();
        for (path, content) in disk::after_a_cut(before, &mut chance) {
            if path.parent() == Some(cache.folder.path()) && !path.to_string_lossy().ends_with("-shm") {
                fs::write(image.folder.path().join(path.file_name().expect("a name")), content)
                    .expect("written");
            }
        }
        image.hold(&disk::said(before), &format!("image {number}, cut after call {cut}"));
    }
    eprintln!("{count} power cuts among {} calls: nothing lost, all open", calls.len());
}

/// Runs the journey, with one call of one command tampered with; every stride-th point of all.
fn tampered(what: &str, stride: usize, judge: &dyn Fn(&Output, &str)) -> usize {
    let (cache, inputs) = (Cache::new(), tempfile::tempdir().expect("a folder"));
    let log = inputs.path().join("log");
    let mut said = String::new();
    let (mut points, mut tried) = (0, 0);
    for words in journey(inputs.path()) {
        let before = cache.copy();
        let (calls, counts, _) = disk::record(&cache.arguments(&texts(&words)), &log);
        for (name, number) in
            counts.iter().flat_map(|(name, count)| (1..=*count).map(move |number| (name, number)))
        {
            points += 1;
            if points % stride != 0 {
                continue;
            }
            let trial = before.copy();
            let inject = format!("inject={name}:{what}:when={number}");
            let trace = format!("trace={name}");
            let mut command = disk::strace(
                &["-o", "/dev/null", "-e", &trace, "-e", &inject],
                &trial.arguments(&texts(&words)),
            );
            let output = command.output().expect("strace runs");
            let when = format!("{what} at {name} {number} of {words:?}");
            judge(&output, &when);
            let acknowledged = [output.stdout, output.stderr].concat();
            trial.hold(&(said.clone() + &String::from_utf8_lossy(&acknowledged)), &when);
            tried += 1;
        }
        said += &disk::said(&calls);
    }
    tried
}

#[test]
fn a_kill_at_any_call_loses_nothing_acknowledged() {
    if !disk::can_trace() {
        return skipped("kills at every call, since strace cannot be used here");
    }

    let tried = tampered("signal=KILL", trials(1, 29), &|_, _| {});

    eprintln!("{tried} calls killed at: nothing lost, all open");
}

#[test]
fn a_call_that_fails_is_told_and_loses_nothing() {
    if !disk::can_trace() {
        return skipped("failing calls, since strace cannot be used here");
    }
    for (error, stride) in [("ENOSPC", 31), ("EIO", 37)] {
        let tried = tampered(&format!("error={error}"), trials(1, stride), &|output, when| {
            assert_eq!(output.status.signal(), None, "{when}");
            assert_ne!(output.status.code(), Some(101), "{when}: {}", told(output));
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            let is_told =
                output.status.success() || words.contains("cause: ") || words.contains("the disk is full");
            // Where it is the words themselves that cannot be written, nobody can be told.
            assert!(is_told || when.contains("at write "), "{when}: {}", told(output));
        });
        eprintln!("{tried} calls failed with {error}: no crash, nothing lost, all told");
    }
}

#[test]
fn a_kill_at_a_random_moment_loses_nothing_acknowledged() {
    let inputs = tempfile::tempdir().expect("a folder");
    let files: Vec<String> = (0..8)
        .map(|number| {
            let path = inputs.path().join(format!("{number}.jsonl"));
            fs::write(&path, articles(number * 30..(number + 1) * 30)).expect("written");
            path.to_string_lossy().into_owned()
        })
        .collect();
    let started = Instant::now();
    import(&Cache::new(), &files, Duration::MAX);
    let whole = usize::try_from(started.elapsed().as_micros()).expect("it is short");

    let mut chance = Chance::new(11);
    let count = trials(1000, 12);
    let mut interrupted = 0;
    for number in 0..count {
        let cache = Cache::new();
        let moment = Duration::from_micros(u64::try_from(chance.below(whole)).expect("it fits"));
        let said = import(&cache, &files, moment);
        interrupted += usize::from(!said.contains("240 stored"));
        cache.hold(&said, &format!("kill {number} after {moment:?}"));
    }
    eprintln!("{count} kills at random moments, {interrupted} before the end: nothing lost, all open");
}

/// Imports files, and kills the import after a while; gives what it said.
fn import(cache: &Cache, files: &[String], after: Duration) -> String {
    let words: Vec<&str> = ["import"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command.args(cache.arguments(&words)).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().expect("the program starts");
    let id = child.id().to_string();
    let (sender, ended) = channel();
    let waiting = std::thread::spawn(move || {
        let output = child.wait_with_output().expect("it ends");
        sender.send(()).ok();
        output
    });
    if after < Duration::MAX && ended.recv_timeout(after).is_err() {
        Command::new("kill").args(["-KILL", &id]).stderr(Stdio::null()).status().expect("kill is there");
    }
    let output = waiting.join().expect("it was waited for");
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

#[test]
fn two_imports_at_once_and_a_reader_beside_them_all_succeed() {
    let (cache, inputs) = (Cache::new(), tempfile::tempdir().expect("a folder"));
    assert!(cache.run(&["list", "--count"]).status.success());
    let files = [0..150, 150..300].map(|numbers| {
        let path = inputs.path().join(format!("{}.jsonl", numbers.start));
        fs::write(&path, articles(numbers)).expect("written");
        vec![path.to_string_lossy().into_owned()]
    });

    std::thread::scope(|scope| {
        let imports = files.each_ref().map(|files| scope.spawn(|| import(&cache, files, Duration::MAX)));
        while imports.iter().any(|import| !import.is_finished()) {
            let list = cache.run(&["list", "--limit", "5"]);
            assert!(matches!(list.status.code(), Some(0 | 3)), "{}", told(&list));
        }
        for import in imports {
            assert!(import.join().expect("it ends").contains("150 stored"));
        }
    });

    cache.hold("", "afterwards");
    assert_eq!(cache.ids(&["list", "--json"]).len(), 300);
}
