//! Tests of the front page at many widths.

use super::*;
use crate::domain::{Age, FrontPageStory, Why};

fn story(number: u32, place: FrontPagePart, sources: &[&str]) -> ListRow {
    let front = FrontPageStory {
        place,
        sources: sources.iter().map(|name| (*name).into()).collect(),
        key_sentences: "Divers found a crack of 38 centimetres at dawn, and nobody knows how deep it is."
            .into(),
    };
    let row = ListRow::sample(number);
    let headline = match front.place {
        FrontPagePart::Lead => "Crack in the main girder shuts Marram Bridge to everything on wheels".into(),
        _ => row.headline.clone(),
    };
    ListRow {
        headline,
        why: Some(Why::FrontPage {
            sources: u32::try_from(sources.len()).unwrap(),
            age: Age::from_seconds(7_200),
            followed: false,
        }),
        front_page: Some(Box::new(front)),
        ..row
    }
}

fn stories() -> Vec<ListRow> {
    let world = || FrontPagePart::Section("World".into());
    vec![
        story(1, FrontPagePart::Lead, &["Gazette", "Wire", "Weekly", "Herald"]),
        story(2, FrontPagePart::Top, &["Gazette", "Wire"]),
        story(3, FrontPagePart::Top, &["Gazette"]),
        story(4, world(), &["Wire"]),
        story(5, world(), &["Wire"]),
        story(6, FrontPagePart::Rest, &[]),
    ]
}

fn set(width: usize) -> FrontPage {
    front_page(stories().iter(), setting(width, 45))
}

fn setting(width: usize, height: usize) -> FrontSetting {
    FrontSetting {
        width,
        height,
        indent: 2,
        names_articles: false,
        order: LetterOrder::Visual,
        calendar: jiff::civil::date(2020, 5, 8).into(),
        words: Words::english(),
    }
}

fn shown(page: &FrontPage) -> String {
    page.lines.iter().map(|line| line.to_string().trim_end().to_owned() + "\n").collect()
}

#[test]
fn the_lead_story_stands_over_two_columns_and_names_its_sources() {
    let page = set(120);

    assert_eq!(page.cells[0].columns, 0..78);
    assert_eq!((page.cells[1].columns.start, page.cells[1].lines.start), (80, 0));
    assert!(shown(&page).contains("4 sources: Gazette, Wire, Weekly, Herald · 2 h ago"), "{}", shown(&page));
}

#[test]
fn sections_stand_in_bands_under_their_names() {
    let page = set(120);
    let lines = shown(&page);
    let band = |name: &str| lines.lines().position(|line| line.starts_with(&format!("─ {name} ──"))).unwrap();

    assert!(band("World") > page.cells[2].lines.end && band("World") < page.cells[3].lines.start);
    assert_eq!(page.cells[3].lines.start, page.cells[4].lines.start);
    assert!(band("More news") < page.cells[5].lines.start);
}

#[test]
fn one_source_is_not_counted() {
    assert!(!shown(&set(120)).contains("1 source"));
    assert!(shown(&set(120)).contains("  Gazette · 2 h ago"));
}

#[test]
fn on_a_small_screen_the_lead_story_leaves_room_for_the_next() {
    let mut rows = stories();
    rows[0].front_page.as_mut().unwrap().key_sentences =
        "Divers found a crack at dawn. ".repeat(20).trim().into();
    let lead = |height| front_page(rows.iter(), setting(46, height)).cells[0].lines.len();

    assert_eq!([lead(45), lead(11)], [12, 7]);
}

#[test]
fn the_columns_are_as_many_as_there_is_room_for() {
    let columns = |width| {
        let starts: std::collections::HashSet<_> =
            set(width).cells.iter().map(|cell| cell.columns.start).collect();
        starts.len()
    };

    assert_eq!([columns(50), columns(80), columns(160)], [1, 2, 3]);
}

#[test]
fn no_line_is_wider_than_the_page_and_no_story_covers_another() {
    for width in 0..200 {
        let page = set(width);
        for line in &page.lines {
            assert!(line.width() <= width.max(4), "{width}: {line}");
        }
        for (position, one) in page.cells.iter().enumerate() {
            for other in &page.cells[position + 1..] {
                let apart = |one: &Range<usize>, other: &Range<usize>| {
                    one.end <= other.start || other.end <= one.start
                };
                assert!(apart(&one.lines, &other.lines) || apart(&one.columns, &other.columns), "{width}");
            }
        }
    }
}

#[test]
fn a_very_wide_page_has_four_columns_and_others_stand_in_the_middle_of_the_screen() {
    let columns = |width: usize| {
        let page = set(width);
        let mut starts: Vec<usize> = page.cells.iter().map(|cell| cell.columns.start).collect();
        starts.sort_unstable();
        starts.dedup();
        let end = page.cells.iter().map(|cell| cell.columns.end).max().unwrap();
        (starts.len(), starts[0], width - end)
    };

    assert_eq!((columns(195).0, columns(217).0), (3, 4));
    let (_, left, right) = columns(190);
    assert!(left > 8 && left.abs_diff(right) < 2, "{left} {right}");
    assert_eq!(columns(120).1, 0);
}

#[test]
fn an_age_is_told_in_hours_from_an_hour_on_and_in_days_from_a_day_on() {
    let told = |seconds: u64, published: &str| {
        let why = Some(Why::FrontPage { sources: 1, age: Age::from_seconds(seconds), followed: false });
        let lead = story(1, FrontPagePart::Lead, &["Gazette"]);
        let row = ListRow { why, published: published.parse().ok(), ..lead };
        shown(&front_page(std::iter::once(&row), setting(60, 45)))
    };

    assert!(told(66 * 60, "2020-05-08T10:00:00Z").contains("Gazette · 1 h ago"));
    assert!(told(30 * 3_600, "2020-05-07T10:00:00Z").contains("Gazette · yesterday"));
    assert!(told(47 * 3_600, "2020-05-06T10:00:00Z").contains("Gazette · 2 days ago"));
}
