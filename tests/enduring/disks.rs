//! Disks that take no more, caches that cannot be written, and too few files that may be open: told as
//! that, and what is there is read all the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Cache, articles, journey, skipped, texts, told};
use crate::support::disk;

/// A disk of a size of its own, with this done on it by a shell: `$2` is its folder, `$3` the program, `$4`
/// a file and `$5` a folder elsewhere, which is given back with what was printed. `None` where no file
/// system can be mounted.
fn on_a_disk(size: &str, file: &Path, script: &str) -> Option<(String, tempfile::TempDir)> {
    let mount = "mount -t tmpfs -o size=$1 none \"$2\" || exit 99; cd \"$2\" && ";
    let (disk, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let output = Command::new("unshare")
        .args(["-m", "sh", "-c", &format!("{mount}{script}"), "sh", size])
        .args([disk.path(), Path::new(env!("CARGO_BIN_EXE_newsprint")), file, out.path()])
        .output();
    match output {
        Ok(output) if output.status.success() => {
            Some((String::from_utf8_lossy(&output.stdout).into_owned(), out))
        }
        _ => {
            skipped("full disks, since no file system can be mounted here");
            None
        }
    }
}

/// A file of many articles, in a folder.
fn many(count: usize) -> (PathBuf, tempfile::TempDir) {
    let inputs = tempfile::tempdir().expect("a folder");
    let file = inputs.path().join("many.jsonl");
    fs::write(&file, articles(0..count)).expect("written");
    (file, inputs)
}

#[test]
fn a_full_disk_refuses_more_and_is_read_all_the_same() {
    let (file, _inputs) = many(6000);
    let script = "\"$3\" --cache c import \"$4\" >\"$5/stored\" 2>\"$5/told\"; echo import $?
         \"$3\" --cache c list --json >\"$5/listed\" 2>>\"$5/told\"; echo list $?
         cat /dev/zero >filler 2>/dev/null; \"$3\" --cache c list --json >\"$5/again\" 2>>\"$5/told\"; echo list $?";
    for size in ["64k", "256k", "512k", "1m", "2m"] {
        let Some((codes, out)) = on_a_disk(size, &file, script) else { return };
        let read = |name: &str| fs::read_to_string(out.path().join(name)).unwrap_or_default();
        let stored = read("stored").lines().filter(|line| line.starts_with("stored ")).count();

        assert!(codes.starts_with("import 1\n"), "{size}: {codes}{}", read("told"));
        assert!(read("told").contains("full"), "{size}: {}", read("told"));
        for name in ["listed", "again"] {
            assert!(read(name).lines().count() >= stored, "{size}: {codes}{}", read("told"));
        }
        assert!(stored == 0 || codes.ends_with("list 0\nlist 0\n"), "{size}: {codes}{}", read("told"));
        eprintln!("a disk of {size}: {stored} articles stored, {} read", read("again").lines().count());
    }
}

#[test]
fn a_cache_whose_disk_others_filled_is_read() {
    let (file, _inputs) = many(12);
    let script = "\"$3\" --cache c import \"$4\" >/dev/null || exit 1
         cat /dev/zero >filler 2>/dev/null; \"$3\" --cache c list --json 2>\"$5/told\"; echo list $?
         \"$3\" --cache c bookmark add n1 2>>\"$5/told\"; echo bookmark $?";
    let Some((printed, out)) = on_a_disk("2m", &file, script) else { return };

    let told = fs::read_to_string(out.path().join("told")).expect("what was told");
    assert!(printed.ends_with("list 0\nbookmark 1\n"), "{printed}{told}");
    assert_eq!(printed.lines().count(), 12 + 2, "{printed}{told}");
    assert!(told.contains("full"), "{told}");
}

#[test]
fn what_cannot_be_written_is_read_and_says_so() {
    let (cache, inputs) = (Cache::new(), tempfile::tempdir().expect("a folder"));
    for words in journey(inputs.path()) {
        assert!(cache.run(&texts(&words)).status.success());
    }
    let file = inputs.path().join("more.jsonl");
    fs::write(&file, articles(30..40)).expect("written");
    // A log is left where a program is killed: this one when it wants to say what it did.
    let with_log = cache.copy();
    let kill = ["-o", "/dev/null", "-e", "trace=write", "-e", "inject=write:signal=KILL:when=1"];
    let arguments = with_log.arguments(&["bookmark", "add", "n5"]);
    let traced = disk::can_trace() && disk::strace(&kill, &arguments).output().is_ok();

    for (cache, name) in [(&cache, "closed"), (&with_log, "with a log")] {
        if name == "with a log" && !traced {
            skipped("a read-only cache with a log, since strace cannot be used here");
            continue;
        }
        let lock = "chmod 755 \"$1\"; rm -f \"$1\"/*-shm; chmod 444 \"$1\"/*; chmod 555 \"$1\"";
        assert!(
            Command::new("sh")
                .args(["-c", lock, "sh"])
                .arg(cache.folder.path())
                .status()
                .expect("sh")
                .success()
        );
        let run = |words: &[&str]| {
            let mut command = Command::new("setpriv");
            command.args([
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                env!("CARGO_BIN_EXE_newsprint"),
            ]);
            command
                .args(cache.arguments(words))
                .env_clear()
                .env("HOME", "/nonexistent")
                .output()
                .expect("setpriv")
        };
        let version = run(&["--version"]);
        if !version.status.success() {
            skipped("read-only caches, since nobody else can be here");
            continue;
        }

        let list = run(&["list", "--json"]);
        let import = run(&["import", &file.to_string_lossy()]);

        assert_eq!(String::from_utf8_lossy(&list.stdout).lines().count(), 30, "{name}: {}", told(&list));
        let kept = run(&["bookmark", "list"]);
        let is_there = String::from_utf8_lossy(&kept.stdout).contains("n5 ");
        assert_eq!(is_there, name == "with a log", "{name}: {}", told(&kept));
        assert_eq!(import.status.code(), Some(1), "{name}: {}", told(&import));
        assert!(String::from_utf8_lossy(&import.stderr).contains("read-only"), "{name}: {}", told(&import));
        let unlock = "chmod 755 \"$1\"; chmod 644 \"$1\"/*";
        assert!(
            Command::new("sh")
                .args(["-c", unlock, "sh"])
                .arg(cache.folder.path())
                .status()
                .expect("sh")
                .success()
        );
    }
}

#[test]
fn too_few_files_that_may_be_open_are_told_as_that() {
    let (cache, inputs) = (Cache::new(), tempfile::tempdir().expect("a folder"));
    for words in journey(inputs.path()) {
        assert!(cache.run(&texts(&words)).status.success());
    }
    let file = inputs.path().join("more.jsonl");
    fs::write(&file, articles(30..40)).expect("written");
    let run = |cache: &Cache, limit: usize, words: &[&str]| {
        let script = "ulimit -n $1 && shift && exec \"$@\"";
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh", &limit.to_string(), env!("CARGO_BIN_EXE_newsprint")]);
        command.args(cache.arguments(words)).output().expect("sh")
    };

    let (mut told_of, mut done) = (0, 0);
    // With fewer, the system itself cannot start a program.
    for limit in 4..16 {
        let import = ["import", &file.to_string_lossy()];
        for (cache, words) in [(&cache, &["list", "--json"][..]), (&cache, &import), (&Cache::new(), &import)]
        {
            let output = run(cache, limit, words);
            let says = String::from_utf8_lossy(&output.stderr).into_owned();
            match output.status.code() {
                Some(0) => done += 1,
                Some(1 | 4) => {
                    assert!(says.to_lowercase().contains("too many"), "{limit} {words:?}: {says}");
                    told_of += 1;
                }
                other => assert!(other == Some(127), "{limit} {words:?}: {}", told(&output)),
            }
        }
    }

    assert!(told_of > 0 && done > 0, "{told_of} told, {done} done");
    cache.hold("", "afterwards");
    assert_eq!(cache.ids(&["list", "--json"]).len(), 40);
}
