//! What an article brings to hear or see, and where it is discussed.

use std::path::Path;
use std::process::Command;

use newsprint::domain::{Block, Comments, Embed, EmbedKind, Medium, WebUrl};

use crate::support::articles::three;
use crate::support::program::{Home, wait_for_lines};
use crate::support::reader::Reader;

fn address(path: &str) -> WebUrl {
    WebUrl::parse(&format!("https://radio.example/{path}")).expect("an address")
}

#[test]
fn the_recording_of_an_article_is_played_and_its_discussion_opened() {
    let mut articles = three();
    let [bridge, ..] = articles.as_mut_slice() else { panic!("three articles") };
    bridge.media.push(Medium { kind: Some("application/pdf".into()), ..Medium::at(address("plan.pdf")) });
    bridge.media.push(Medium { kind: Some("audio/mpeg".into()), ..Medium::at(address("bridge.mp3")) });
    bridge.comments = Some(Comments { url: address("talk"), count: Some(3) });
    let mut reader = Reader::with(&articles);
    reader.press("alt-m alt-c");

    assert_eq!(
        reader.outside,
        ["played https://radio.example/bridge.mp3", "opened https://radio.example/talk"]
    );
}

#[test]
fn what_the_text_embeds_is_played_where_nothing_came_with_the_article() {
    let mut articles = three();
    let [bridge, ..] = articles.as_mut_slice() else { panic!("three articles") };
    let film = Embed { url: address("film.mp4"), kind: EmbedKind::Video, title: None };
    bridge.body.0.push(Block::Embed(film));
    let mut reader = Reader::with(&articles);
    reader.press("<enter> alt-m");

    assert_eq!(reader.outside, ["played https://radio.example/film.mp4"]);
    assert_eq!(reader.notice(), "Playing https://radio.example/film.mp4");
}

#[test]
fn an_article_that_brings_nothing_says_so() {
    let mut reader = Reader::with(&three());

    assert_eq!(reader.press("alt-m").notice(), "The article brings nothing to hear or see.");
    assert_eq!(reader.press("alt-c").notice(), "The article tells of no discussion.");
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
