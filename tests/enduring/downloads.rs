//! Downloads killed at every call: a file has its name once it is whole, and what was received is gone on with.

use std::fs;
use std::path::Path;

use super::{Cache, skipped, told};
use crate::support::chance::trials;
use crate::support::disk;
use crate::support::web::{Answer, Asked, Web};

/// The bytes of the recording, and of an answer before the host breaks off.
const LENGTH: usize = 40_000;
const PIECE: usize = 15_000;

fn recording() -> Vec<u8> {
    (0..LENGTH).map(|place| u8::try_from(place % 251).expect("a byte")).collect()
}

/// A host that breaks off each answer, and goes on where it is asked to.
fn host() -> Web {
    Web::answering(|asked: &Asked| {
        let range = asked.headers.get("range");
        let from = range.and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok());
        let from: usize = from.unwrap_or(0);
        let (all, rest) = (recording(), recording().split_off(from.min(LENGTH)));
        let piece = rest.get(..PIECE).unwrap_or(&rest).to_vec();
        let headers = vec![("Content-Length", rest.len().to_string())];
        let status = if range.is_some() { 206 } else { 200 };
        Answer::Short(status, headers, piece)
            .with("Content-Type", "audio/mpeg")
            .with("ETag", "\"one\"")
            .with("Content-Range", &format!("bytes {from}-{}/{LENGTH}", all.len() - 1))
    })
}

/// A cache with an article that brings the recording, and the words that download it.
fn with_recording(web: &Web) -> (Cache, [String; 4]) {
    let cache = Cache::new();
    let settings = cache.folder.path().join("set.toml");
    fs::write(&settings, "[fetch]\nallow = [\"127.0.0.0/8\"]\nspacing = 0\n").expect("written");
    let media = serde_json::json!([{"url": web.at("radio", "/e1.mp3").as_str(), "type": "audio/mpeg"}]);
    let article = serde_json::json!({"title": "../A talk", "body": "It is long.", "media": media});
    let file = cache.folder.path().join("talk.json");
    fs::write(&file, article.to_string()).expect("written");
    let imported = cache.run(&["import", &file.to_string_lossy()]);
    assert!(imported.status.success(), "{}", told(&imported));
    let settings = settings.to_string_lossy().into_owned();
    (cache, ["--config".to_owned(), settings, "download".to_owned(), "n1".to_owned()])
}

/// Whatever has its name is whole; nothing is anywhere but in the folder of downloads.
fn hold(folder: &Path, when: &str) {
    for file in fs::read_dir(folder.join("downloads")).into_iter().flatten().flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        assert!(name.starts_with("A-talk-"), "{name} {when}");
        if file.path().extension().is_some_and(|end| end == "mp3") {
            assert!(
                fs::read(file.path()).expect("a file") == recording(),
                "half a file is called whole {when}"
            );
        }
    }
}

/// Downloads the rest, which must be possible.
fn complete(cache: &Cache, words: &[String], when: &str) {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = cache.run(&words);
    assert!(output.status.success(), "{when}: {}", told(&output));
    let path = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    assert!(fs::read(&path).expect(&path) == recording(), "{when}");
    hold(cache.folder.path(), when);
}

fn kill_at(cache: &Cache, words: &[String], name: &str, number: usize) {
    let (trace, kill) = (format!("trace={name}"), format!("inject={name}:signal=KILL:when={number}"));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let options = ["-o", "/dev/null", "-e", &trace, "-e", &kill];
    disk::strace(&options, &cache.arguments(&words)).output().expect("strace runs");
}

#[test]
fn a_download_killed_at_any_call_is_gone_on_with() {
    if !disk::can_trace() {
        return skipped("downloads killed at every call, since strace cannot be used here");
    }
    let web = host();
    let (cache, words) = with_recording(&web);
    let before = cache.copy();
    let told_words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (_, counts, output) = disk::record(&cache.arguments(&told_words), &cache.folder.path().join("log"));
    assert!(output.status.success(), "{}", told(&output));
    hold(cache.folder.path(), "not killed");

    let mut tried = 0;
    let points = counts.iter().flat_map(|(name, count)| (1..=*count).map(move |number| (name, number)));
    for (name, number) in points.step_by(trials(1, 5)) {
        let (trial, when) = (before.copy(), format!("killed at {name} {number}"));
        kill_at(&trial, &words, name, number);
        hold(trial.folder.path(), &when);
        complete(&trial, &words, &when);
        tried += 1;
    }
    // Killed again and again in one folder, each time a little later.
    let trial = before.copy();
    for number in 1..=trials(20, 6) {
        for name in ["write", "unlink", "fsync", "rename"] {
            kill_at(&trial, &words, name, number);
            hold(trial.folder.path(), &format!("killed again at {name} {number}"));
        }
    }
    complete(&trial, &words, "killed many times");
    eprintln!("{tried} calls of a download killed at: whole or not named, and completed afterwards");
}
