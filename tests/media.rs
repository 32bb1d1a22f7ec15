//! What an article brings to hear or see, and where it is discussed.

use std::path::Path;
use std::process::Command;

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use newsprint::domain::{ArticleId, Block, Comments, Embed, EmbedKind, Enclosure, WebUrl};
use newsprint::library::{Downloads, Library, StopSignal};

use crate::support::articles::three;
use crate::support::program::{Home, wait_for_lines};
use crate::support::reader::Reader;
use crate::support::web::{Answer, Asked, Web, network};

fn address(path: &str) -> WebUrl {
    WebUrl::parse(&format!("https://radio.example/{path}")).expect("an address")
}

#[test]
fn the_recording_of_an_article_is_played_and_its_discussion_opened() {
    let mut articles = three();
    let [bridge, ..] = articles.as_mut_slice() else { panic!("three articles") };
    bridge
        .media
        .push(Enclosure { kind: Some("application/pdf".into()), ..Enclosure::at(address("plan.pdf")) });
    bridge.media.push(Enclosure { kind: Some("audio/mpeg".into()), ..Enclosure::at(address("bridge.mp3")) });
    bridge.comments = Some(Comments { url: address("talk"), count: Some(3) });
    let mut reader = Reader::with(&articles);
    reader.press("alt-m alt-c");

    assert_eq!(
        reader.outside,
        ["played https://radio.example/bridge.mp3", "opened https://radio.example/talk"]
    );
}

#[test]
fn an_embedded_recording_is_played_where_there_is_no_enclosure() {
    let mut articles = three();
    let [bridge, ..] = articles.as_mut_slice() else { panic!("three articles") };
    let film = Embed { url: address("film.mp4"), kind: EmbedKind::Video, title: None };
    bridge.body.0.push(Block::Embed(film));
    let mut reader = Reader::with(&articles);
    reader.press("<enter> alt-m");

    assert_eq!(reader.outside, ["played https://radio.example/film.mp4"]);
    assert_eq!(reader.notice(), "Playing https://radio.example/film.mp4; alt-m stops");
    assert!(reader.screen().contains("alt-m play"), "{}", reader.screen());
}

#[test]
fn an_article_without_recording_or_comments_is_reported_as_such() {
    let mut reader = Reader::with(&three());

    assert_eq!(reader.press("alt-m").notice(), "This article has no audio or video.");
    assert_eq!(reader.press("alt-c").notice(), "This article has no comments page.");
    assert!(reader.outside.is_empty());
}

#[test]
fn the_player_is_a_program_with_arguments_that_take_the_address_in_its_place() {
    let home = Home::new();
    let log = home.path().join("played").to_string_lossy().into_owned();
    let script = home.write("player", &format!("#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" >>{log}\n"));
    assert!(Command::new("chmod").args(["755", &script]).status().expect("chmod").success());
    let settings = home.write("set.toml", &format!("player = [{script:?}, '--at', '{{url}}', '$(date)']\n"));
    let media = serde_json::json!([{"url": "https://radio.example/a;b.mp3", "type": "audio/mpeg"}]);
    let article = serde_json::json!({"title": "A talk", "body": "KeyOutcome.", "media": media});
    let file = home.write("talk.json", &article.to_string());
    assert!(home.run(&["import", &file]).status.success());

    let mut session = home.start(&["--config", &settings], (130, 24));
    session.wait_for("KeyOutcome.").type_keys("\u{1b}m").wait_for("Playing https://radio.example/a;b.mp3");
    let played = wait_for_lines(Path::new(&log), 4);
    session.type_keys("\u{3}").wait_for_end();

    assert_eq!(played, ["3", "--at", "https://radio.example/a;b.mp3", "$(date)"]);
}

/// A collection with an article that brings the recording at an address.
#[test]
fn playback_stops_by_the_same_key_and_ends_with_the_reader() {
    let home = Home::new();
    let log = home.path().join("played").to_string_lossy().into_owned();
    let script = home.write("player", &format!("#!/bin/sh\necho $$ >>{log}\nexec sleep 60\n"));
    assert!(Command::new("chmod").args(["755", &script]).status().expect("chmod").success());
    let settings = home.write("set.toml", &format!("player = [{script:?}]\n"));
    let media = serde_json::json!([{"url": "https://radio.example/a.mp3", "type": "audio/mpeg"}]);
    let article = serde_json::json!({"title": "A talk", "body": "It is long.", "media": media});
    let file = home.write("talk.json", &article.to_string());
    assert!(home.run(&["import", &file]).status.success());

    let mut session = home.start(&["--config", &settings], (130, 24));
    session.wait_for("It is long.").type_keys("\u{1b}m").wait_for("alt-m stops");
    let first = wait_for_lines(Path::new(&log), 1);
    session.type_keys("\u{1b}m").wait_for("Stopped.").type_keys("\u{1b}m").wait_for("alt-m stops");
    let both = wait_for_lines(Path::new(&log), 2);
    session.type_keys("\u{3}").wait_for_end();

    assert_eq!((first.len(), both.len()), (1, 2), "{both:?}");
    for player in both {
        let ends = || fs::read(format!("/proc/{player}/cmdline")).unwrap_or_default().is_empty();
        assert!(
            (0..200).any(|_| ends() || {
                std::thread::sleep(Duration::from_millis(25));
                false
            }),
            "{player}"
        );
    }
}

#[test]
fn a_failing_player_is_reported() {
    let home = Home::new();
    let settings = home.write("set.toml", "player = [\"false\"]\n");
    let media = serde_json::json!([{"url": "https://radio.example/a.mp3", "type": "audio/mpeg"}]);
    let article = serde_json::json!({"title": "A talk", "body": "It is long.", "media": media});
    let file = home.write("talk.json", &article.to_string());
    assert!(home.run(&["import", &file]).status.success());

    let mut session = home.start(&["--config", &settings], (130, 24));
    session.wait_for("It is long.").type_keys("\u{1b}m").wait_for("false could not play it");
    session.type_keys("\u{3}").wait_for_end();
}

fn with_recording(url: WebUrl) -> (Library, ArticleId) {
    let mut articles = three();
    let [bridge, ..] = articles.as_mut_slice() else { panic!("three articles") };
    bridge.media.push(Enclosure { kind: Some("audio/mpeg".into()), ..Enclosure::at(url) });
    let mut library = Library::in_memory().expect("memory");
    let stored = library.add(&articles, jiff::Timestamp::UNIX_EPOCH).expect("they are stored");
    (library, stored[0].id)
}

fn download(web: &Web, largest: u64, folder: &Path) -> Result<Option<std::path::PathBuf>, String> {
    let (library, id) = with_recording(web.at("radio", "/e1.mp3"));
    let downloads = Downloads { folder: folder.to_owned(), most_bytes: largest, days: None };
    let done = library.download(
        &downloads,
        id,
        &network(Duration::from_secs(5)),
        &StopSignal::default(),
        &mut |_| {},
    );
    done.map_err(|error| error.to_string())
}

/// A recording.
const RECORDING: &[u8] = &[7; 40_000];

/// A host that breaks off after each fourth of a recording, and goes on where it is asked to.
fn breaking_off(recording: &'static [u8]) -> Web {
    let breaks = AtomicUsize::new(0);
    Web::answering(move |asked: &Asked| {
        let range = asked
            .headers
            .get("range")
            .and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok());
        // Whoever has a part of another file gets all of this one.
        let is_this = asked.headers.get("if-range").is_none_or(|validator| validator == "\"one\"");
        let from: usize = range.filter(|_| is_this).unwrap_or(0);
        let rest = recording.get(from..).unwrap_or_default();
        let kind = |answer: Answer| answer.with("Content-Type", "audio/mpeg").with("ETag", "\"one\"");
        let part = |answer: Answer| {
            let all = format!("bytes {from}-{}/{}", recording.len() - 1, recording.len());
            kind(answer).with("Content-Range", &all)
        };
        if breaks.fetch_add(1, Ordering::SeqCst) < 3 {
            let headers = vec![("Content-Length", rest.len().to_string())];
            let piece = rest.get(..recording.len() / 4).unwrap_or(rest).to_vec();
            return if from == 0 {
                kind(Answer::Short(200, headers, piece))
            } else {
                part(Answer::Short(206, headers, piece))
            };
        }
        if from == 0 {
            kind(Answer::Plain(200, Vec::new(), rest.to_vec()))
        } else {
            part(Answer::Plain(206, Vec::new(), rest.to_vec()))
        }
    })
}

#[test]
fn a_download_resumes_and_is_renamed_once_complete() {
    let (web, home) = (breaking_off(RECORDING), Home::new());

    let path = download(&web, u64::MAX, home.path()).expect("it is there").expect("a recording");

    assert_eq!(fs::read(&path).expect("a file"), RECORDING);
    let ranges: Vec<_> = web.asked().iter().map(|asked| asked.headers.get("range").cloned()).collect();
    assert_eq!(
        ranges,
        [
            None,
            Some("bytes=10000-".to_owned()),
            Some("bytes=20000-".to_owned()),
            Some("bytes=30000-".to_owned())
        ]
    );
    let files = fs::read_dir(path.parent().expect("a folder")).expect("a folder").count();
    assert_eq!(files, 1, "nothing is left beside it");
    // Once it is there, nobody is asked again.
    download(&web, u64::MAX, home.path()).expect("it is there");
    assert_eq!(web.asked().len(), 4);
}

#[test]
fn a_page_or_too_large_a_file_never_becomes_a_download() {
    let home = Home::new();
    let page = Web::answering(|_: &Asked| Answer::of("text/html", "<p>Log in first</p>"));
    let reason = download(&page, u64::MAX, home.path()).expect_err("a page");
    assert_eq!(reason, "the host sent a page (text/html) instead of the file");

    let large = Web::answering(|_: &Asked| Answer::of("audio/mpeg", vec![1; 3_000_000]));
    let reason = download(&large, 2_000_000, home.path()).expect_err("large");
    assert_eq!(reason, "larger than 2 MB, the limit set in [downloads]");

    assert_eq!(
        fs::read_dir(home.path())
            .expect("a folder")
            .flatten()
            .filter(|file| file.file_name().to_string_lossy().contains("Bridge"))
            .count(),
        0
    );
}

#[test]
fn a_part_of_another_file_is_not_gone_on_with() {
    let home = Home::new();
    let first = breaking_off(RECORDING);
    let (library, id) = with_recording(first.at("radio", "/e1.mp3"));
    let downloads = Downloads { folder: home.path().to_owned(), most_bytes: u64::MAX, days: None };
    let stop = StopSignal::default();
    let stopped = stop.clone();
    let done =
        library.download(&downloads, id, &network(Duration::from_secs(5)), &stop, &mut |_| stopped.raise());
    assert_eq!(done.expect_err("stopped").to_string(), "stopped");
    let part = downloads.files().expect("a folder").remove(0);
    assert!(!part.is_complete && part.bytes > 0);

    // The host has another file by now: it answers the range with all of it.
    fs::write(part.path.with_extension("part-of"), "\"older\"").expect("a validator");
    let done = library.download(
        &downloads,
        id,
        &network(Duration::from_secs(5)),
        &StopSignal::default(),
        &mut |_| {},
    );
    let path = done.expect("it is there").expect("a recording");
    assert_eq!(fs::read(path).expect("a file").len(), 40_000);
}

#[test]
fn a_host_that_goes_on_with_another_file_is_asked_for_all_of_it() {
    let home = Home::new();
    let web = Web::answering(|asked: &Asked| {
        let is_part = asked.headers.contains_key("range");
        let (status, body) = if is_part { (206, vec![2; 30_000]) } else { (200, vec![2; 40_000]) };
        Answer::Plain(status, Vec::new(), body)
            .with("Content-Type", "audio/mpeg")
            .with("ETag", "\"two\"")
            .with("Content-Range", "bytes 10000-39999/40000")
    });
    let (part, validator) = part_of_recording(&web, home.path());
    fs::write(&part, [1; 10_000]).expect("a part");
    fs::write(validator, "\"one\"").expect("a validator");

    let path = download(&web, u64::MAX, home.path()).expect("it is there").expect("a recording");

    assert!(fs::read(path).expect("a file") == vec![2; 40_000]);
}

#[test]
fn a_recording_is_downloaded_by_one_program_at_a_time() {
    let home = Home::new();
    let web = Web::answering(|_: &Asked| Answer::of("audio/mpeg", RECORDING));
    let (part, _) = part_of_recording(&web, home.path());
    let other = fs::File::create(&part).expect("a part");
    other.lock().expect("locked");

    let reason = download(&web, u64::MAX, home.path()).expect_err("it is locked");
    assert_eq!(reason, "it is being downloaded already");
    assert!(part.exists(), "the part is the other program's");

    drop(other);
    let path = download(&web, u64::MAX, home.path()).expect("it is there").expect("a recording");
    assert_eq!(fs::read(path).expect("a file"), RECORDING);
}

/// The paths of the part of a recording, once some of it came, and of its validator.
fn part_of_recording(web: &Web, folder: &Path) -> (std::path::PathBuf, std::path::PathBuf) {
    let (library, id) = with_recording(web.at("radio", "/e1.mp3"));
    let downloads = Downloads { folder: folder.to_owned(), most_bytes: u64::MAX, days: None };
    let stop = StopSignal::default();
    let stopped = stop.clone();
    let done =
        library.download(&downloads, id, &network(Duration::from_secs(5)), &stop, &mut |_| stopped.raise());
    done.expect_err("stopped");
    let part = downloads.files().expect("a folder").remove(0).path;
    (part.clone(), part.with_extension("part-of"))
}
