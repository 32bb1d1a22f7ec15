//! The list: its days, how close its rows stand, and what a row says.

use jiff::tz::{TimeZone, offset};
use newsprint::config::Config;
use newsprint::domain::{Article, Calendar, Enclosure, Session, View, WebUrl};
use newsprint::library::Library;
use newsprint::tui::TimeOfDay;
use ratatui::layout::Size;

use crate::support::articles::{article, three};
use crate::support::reader::{Reader, clock};

/// The lines of the list, without their borders.
fn list(reader: &Reader) -> Vec<String> {
    let screen = reader.screen();
    let lines = screen.lines().skip(2).map_while(|line| line.strip_prefix('│')?.split('│').next());
    lines.map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The reader over articles, of somebody so many hours east of Greenwich.
fn reader_east(articles: &[Article], hours: i8) -> Reader {
    let zone = Box::leak(Box::new(TimeZone::fixed(offset(hours))));
    let now = clock().now;
    let calendar = Calendar { zone, ..Calendar::from(zone.to_datetime(now).date()) };
    let mut library = Library::in_memory().expect("memory");
    library.add(articles, now).expect("they are stored");
    let (size, session) = (Size { width: 130, height: 24 }, Session { flat: true, ..Session::default() });
    Reader::showing(Config::defaults(), TimeOfDay { now, calendar }, "test", library, session, size)
}

/// The reader over articles, each in a row of its own.
fn reader(articles: &[Article], width: u16, height: u16) -> Reader {
    let mut library = Library::in_memory().expect("memory");
    library.add(articles, clock().now).expect("they are stored");
    Reader::over(library, Session { flat: true, ..Session::default() }, Size { width, height })
}

/// Fifty articles of a day.
fn many() -> Vec<Article> {
    let one = |minute: u32| article(&format!("Rain {minute}"), &format!("2026-05-06T12:{minute}:00Z"));
    (10..60).map(one).collect()
}

fn podcast(kind: &str, seconds: Option<u64>) -> Article {
    let url = WebUrl::parse("https://pod.example/1").expect("an address");
    let medium = Enclosure { kind: Some(kind.into()), seconds, ..Enclosure::at(url) };
    Article { media: vec![medium], ..article(&format!("KeyOutcome as {kind}"), "2026-05-07T09:00:00Z") }
}

#[test]
fn the_days_of_the_list_are_those_of_the_reader() {
    let days = [
        article("Of the night", "2026-05-07T23:30:00-02:00"),
        article("Of the evening", "2026-05-07T19:00:00Z"),
        article("Of spring", "2026-03-02T19:00:00Z"),
        article("Of a year before", "2025-05-07"),
    ];

    let here = list(&reader_east(&days, 0));
    assert_eq!(here[0], " Today");
    assert_eq!(here[2], "▌  Gazette · 01:30 · 1 min");
    assert_eq!(here[3], " Yesterday");
    assert_eq!((here[6].as_str(), here[8].as_str()), (" March 2026", "   Gazette · 2 Mar · 1 min"));
    assert_eq!((here[9].as_str(), here[11].as_str()), (" May 2025", "   Gazette · 7 May · 1 min"));
    let west = list(&reader_east(&days, -5));
    assert_eq!((west[0].as_str(), west[2].as_str()), (" Yesterday", "▌  Gazette · 20:30 · 1 min"));
}

#[test]
fn a_list_in_another_order_has_no_days() {
    let mut reader = Reader::sized(&three(), 148, 24);

    reader.press("S").write("longest").press("<enter>");

    assert_eq!(list(&reader)[..2], [" ● Flood warning", "   Gazette · yesterday · 5 min"]);
}

#[test]
fn the_day_of_the_first_row_stands_in_the_title_when_it_is_scrolled_away() {
    let mut reader = reader(&many(), 130, 24);

    reader.press("G");

    assert!(reader.screen().contains("╭─ Wednesday 6 May ─"), "{}", reader.screen());
}

#[test]
fn rows_stand_closer_or_with_air() {
    let headline = "A headline that is far too long for the one line that it has, and for two of them as well, it is said";
    let mut reader =
        reader(&[article("Rain", "2026-05-07T12:00:00Z"), article(headline, "2026-05-06")], 130, 40);
    let first = list(&reader);
    assert_eq!(first.len(), 7, "{first:#?}");

    reader.press("w d");
    assert_eq!(reader.notice(), "one row per article");
    let rows = list(&reader);
    assert_eq!(rows[..2], [" Yesterday", "▌● Rain"], "{rows:#?}");
    assert_eq!(rows.len(), 4, "{rows:#?}");
    reader.press("w d");
    assert_eq!(list(&reader).len(), 6);

    let (library, session) = reader.leave();
    let again = Reader::over(library, session, Size { width: 130, height: 40 });
    assert_eq!(list(&again).len(), 6, "the session remembers it");
}

#[test]
fn the_selected_row_shows_its_whole_headline() {
    let headline = "A headline that is far too long for the one line that it has, and for two of them as well, it is said";
    let mut reader = reader(&[article("Rain", "2026-05-07"), article(headline, "2026-05-06")], 130, 24);
    let is_cut = |reader: &Reader, bar: bool| {
        list(reader).iter().any(|row| row.starts_with('▌') == bar && row.contains('…'))
    };

    for _ in 0..3 {
        reader.press("g");
        assert!(is_cut(&reader, false), "{}", reader.screen());
        reader.press("j");
        assert!(!is_cut(&reader, true) && !is_cut(&reader, false), "{}", reader.screen());
        reader.press("w d");
    }
}

#[test]
fn a_row_shows_tags_and_note() {
    let mut reader = Reader::sized(&three(), 148, 40);

    reader.press("e").write("Ask the mayor about it").press("<tab>").write("toll").press("<enter>");

    let rows = list(&reader).join("\n");
    assert!(rows.contains("1 min · #toll"), "{rows}");
    assert!(rows.contains("“Ask the mayor about it”"), "{rows}");
    assert!(rows.contains('★') && rows.contains("▌● Bridge"), "{rows}");
    let (library, session) = reader.leave();
    let again = Reader::over(library, session, Size { width: 148, height: 40 });
    assert_eq!(list(&again).join("\n"), rows);
    reader = again;
    reader.press("s");
    assert!(!list(&reader).join("\n").contains("#toll"));
}

#[test]
fn a_row_shows_the_kind_and_length_of_a_recording() {
    let articles =
        [podcast("audio/mpeg", Some(2_500)), podcast("video/mp4", None), podcast("image/png", Some(9))];
    let rows = list(&reader(&articles, 130, 24)).join("\n");

    assert!(rows.contains("· ♪ 42 min"), "{rows}");
    assert!(rows.contains("· ▶ · 1 min"), "{rows}");
    assert_eq!(rows.matches(['♪', '▶']).count(), 2, "{rows}");
}

#[test]
fn a_row_shows_source_date_and_length_on_eighty_columns() {
    let mut long = article("Rain", "2026-05-07T12:00:00Z");
    long.publication = Some("The Marram Bridge Evening Gazette".into());
    let mut late = Article { published: "2025-11-29".parse().ok(), ..long.clone() };
    late.headline = "Snow".into();
    late.url = None;

    let rows = list(&reader(&[long, late], 80, 24));

    assert!(rows[2].starts_with("▌  The Ma") && rows[2].ends_with("… · 12:00 · 1 min"), "{rows:#?}");
    assert!(rows[5].starts_with("   The ") && rows[5].ends_with("… · 29 Nov · 1 min"), "{rows:#?}");
}

#[test]
fn the_list_is_filled_after_a_restart_whatever_is_selected() {
    let mut reader = reader(&many(), 130, 24);
    let whole = list(&reader).len();
    reader.press("G <enter>");

    let (library, session) = reader.leave();
    let reader = Reader::over(library, session, Size { width: 130, height: 24 });

    assert_eq!(reader.selected_headline(), "Rain 10");
    assert_eq!(list(&reader).len(), whole, "{}", reader.screen());
}

#[test]
fn the_open_article_has_a_mark_of_its_own_in_the_list() {
    let mut reader = Reader::with(&three());

    reader.press("<enter> 1");
    assert_eq!(reader.selected_headline(), "Flood warning", "the selection goes along");
    reader.press("q").hold_answers().press("j");

    let rows = list(&reader);
    assert!(rows.iter().any(|row| row.starts_with("▌● Market")), "{rows:#?}");
    assert!(reader.screen().contains("││  Flood warning"), "{}", reader.screen());
}

#[test]
fn a_list_is_turned_to_by_the_name_that_the_screen_gives_it() {
    let mut reader = Reader::with(&three());

    reader.press(":").write("view reading log").press("<enter>");
    assert_eq!(reader.model.headlines.view, View::ReadingLog);

    reader.press(":").write("view All articles").press("<enter>");
    assert_eq!(reader.model.headlines.view, View::All);
}

#[test]
fn what_came_above_the_rows_in_sight_is_counted_until_the_top_is_seen() {
    let many = |count: u32| -> Vec<Article> {
        let day = |number: u32| format!("2026-05-07T10:{number:02}:00Z");
        (1..=count).map(|number| article(&format!("Headline {number}"), &day(number))).collect()
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cache.db");
    let mut library = Library::open(&path).expect("a cache");
    library.add(&many(40), jiff::Timestamp::UNIX_EPOCH).expect("stored");
    let mut reader = Reader::over(library, Session::default(), Size { width: 160, height: 30 });
    reader.press("3 0 j");
    reader.look_around();
    let selected = reader.selected_headline();
    let mut other = Library::open(&path).expect("the same cache");
    other.add(&many(44).split_off(40), jiff::Timestamp::UNIX_EPOCH).expect("stored");
    reader.look_around();

    assert!(reader.screen().contains("unread · 4 new"), "{}", reader.screen());
    assert!(reader.screen().contains("▴ 4 new above"), "{}", reader.screen());
    assert_eq!(reader.selected_headline(), selected);
    reader.press("g j");
    assert!(!reader.screen().contains("4 new"), "{}", reader.screen());
}
