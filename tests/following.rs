//! Following a story: links, the trail, what links here.

use crate::support::articles::{article, group, link, long_body, three, url};
use crate::support::reader::Reader;
use newsprint::domain::{Block, Body, Inline, Pane, RelatedLink, Session, Text};
use newsprint::library::Library;
use ratatui::layout::Size;

#[test]
fn a_digit_follows_the_link_with_that_number() {
    let mut reader = Reader::with(&three());

    reader.press("<enter> 1");

    assert_eq!(reader.article_shown(), "Flood warning");
}

#[test]
fn a_link_outside_the_cache_is_reported_and_not_followed() {
    let mut reader = Reader::with(&three());

    reader.press("<enter> <tab> j <enter>");

    assert_eq!(reader.article_shown(), "Bridge reopens");
    assert!(reader.notice().starts_with("Not in the cache"));
}

#[test]
fn back_and_forward_restore_pane_selection_and_place() {
    let mut reader = Reader::with(&three());
    reader.press("j <enter> <space> <tab> j");
    let place = reader.model.reading.as_ref().expect("an article").place();
    reader.press("<enter>");
    assert_eq!(reader.article_shown(), "Market opens");

    reader.press("<backspace>");
    assert_eq!(reader.article_shown(), "Flood warning");
    assert_eq!(reader.model.focus, Pane::Related);
    assert_eq!(reader.model.reading.as_ref().expect("an article").place(), place);

    reader.press("L");
    assert_eq!(reader.article_shown(), "Market opens");
}

#[test]
fn steps_back_pressed_in_one_breath_are_all_taken() {
    let mut reader = Reader::with(&three());
    reader.press("<enter> 1 2");
    assert_eq!(reader.article_shown(), "Market opens");
    reader.hold_answers();

    reader.press("<backspace> <backspace>");
    reader.answer(1);

    assert_eq!(reader.article_shown(), "Bridge reopens");
    assert!(reader.model.trail.position_at_distance(-1).is_none());
}

#[test]
fn links_in_a_circle_to_oneself_and_to_nowhere_always_lead_back() {
    let mut stories = three();
    stories[0].related = vec![group("Here", vec![link("Bridge reopens"), link("Flood warning")])];
    stories[1].related = vec![group("Here", vec![link("Bridge reopens"), link("Nowhere at all")])];
    let mut reader = Reader::with(&stories);
    reader.press("<enter>");

    let mut way = vec![reader.article_shown()];
    for _ in 0..200 {
        for digit in ["1", "2"] {
            reader.press(digit);
            if reader.article_shown() != *way.last().expect("the first") {
                way.push(reader.article_shown());
            }
        }
    }
    assert!(way.len() > 100, "the circle was gone round");

    // However long the way was that is still known, it leads back without a step that stays.
    let mut shown = way.len();
    while reader.model.trail.position_at_distance(-1).is_some() {
        reader.press("<backspace>");
        shown -= 1;
        assert_eq!(reader.article_shown(), way[shown - 1], "step {shown} of the way back");
    }
}

#[test]
fn the_breadcrumb_shows_the_way_that_was_followed() {
    let mut reader = Reader::with(&three());

    reader.press("<enter> 1 2");

    let foot = reader.screen().lines().last().unwrap_or_default().to_owned();
    assert!(foot.contains("Market opens ‹ Flood warning ‹ Bridge reopens"), "{foot}");
}

#[test]
fn the_trail_is_kept_between_sessions() {
    let mut reader = Reader::with(&three());
    reader.press("<enter> 1 2");
    let (library, session) = reader.leave();

    let mut reader = Reader::over(library, session, Size { width: 130, height: 24 });

    assert_eq!(reader.article_shown(), "Market opens");
    assert_eq!(reader.press("<backspace>").article_shown(), "Flood warning");
    assert_eq!(reader.press("<backspace>").article_shown(), "Bridge reopens");
}

#[test]
fn backlinks_are_listed_with_their_reason() {
    let mut reader = Reader::with(&three());

    reader.press("j <enter>");

    let screen = reader.screen();
    assert!(screen.contains("What links here"), "{screen}");
    assert!(screen.contains("Gazette · 2 h later"), "{screen}");
}

#[test]
fn a_link_comes_alive_when_its_article_arrives() {
    let mut reader = Reader::with(&three());
    reader.press("<enter> 2");
    let (mut library, session) = reader.leave();
    let toll = article("Toll is mooted", "2026-05-07T09:00:00Z");
    library.add(&[toll], "2026-05-08T09:00:00Z".parse().expect("a time")).expect("it is stored");

    let mut reader = Reader::over(library, session, Size { width: 130, height: 24 });
    let links: Vec<_> = reader.model.related.links().filter(|link| link.is_cached()).collect();
    let digit = links.iter().position(|link| link.headline.as_str() == "Toll is mooted").expect("alive") + 1;
    reader.press(&digit.to_string());

    assert_eq!(reader.article_shown(), "Toll is mooted");
}

#[test]
fn a_link_without_an_address_finds_its_article_by_the_headline() {
    let mut bridge = article("Bridge reopens", "2026-05-07");
    let bare = RelatedLink { url: None, ..link("Flood warning!") };
    bridge.related = vec![group("Latest", vec![bare])];
    let mut flood = article("Flood Warning", "2026-05-06");
    flood.url = None;
    let mut reader = Reader::with(&[bridge, flood]);

    reader.press("<enter> 1");

    assert_eq!(reader.article_shown(), "Flood Warning");
}

#[test]
fn the_address_is_copied_and_opened_outside() {
    let mut reader = Reader::with(&three());

    reader.press("<enter> y o");

    assert_eq!(
        reader.outside,
        ["copied https://gazette.example/bridge-reopens", "opened https://gazette.example/bridge-reopens"]
    );
}

#[test]
fn an_address_that_may_deceive_is_shown_before_it_is_opened() {
    for (address, why) in [
        ("https://bank.example@evil.example/", "not the site it leads to"),
        ("https://xn--pple-43d.example/", "may look like others"),
        ("http://192.168.1.1/admin", "your own network"),
    ] {
        let mut story = article("Bridge reopens", "2026-05-07");
        story.url = Some(newsprint::domain::WebUrl::parse(address).expect("an address"));
        let mut reader = Reader::with(&[story]);

        reader.press("<enter> o");
        assert!(reader.screen().contains(why) && reader.screen().contains("Host:"), "{}", reader.screen());
        reader.press("<esc>");
        assert!(reader.outside.is_empty(), "{:?}", reader.outside);

        reader.press("o y");
        assert_eq!(reader.outside, [format!("opened {address}")]);
    }
}

#[test]
fn an_ordinary_address_is_opened_at_once() {
    let mut reader = Reader::with(&three());

    reader.press("o");

    assert_eq!(reader.outside.len(), 1);
}

#[test]
fn cached_articles_that_the_text_links_to_are_among_the_links() {
    let mut bridge = article("Bridge reopens", "2026-05-07T12:00:00Z");
    let linked = |words: &str, headline: &str| Inline::Link { text: Text::plain(words), url: url(headline) };
    let text = Text(vec![linked("as was warned", "Flood warning"), linked("elsewhere", "Nowhere")]);
    bridge.body = Body(vec![Block::Paragraph { text }]);
    let mut reader = Reader::with(&[bridge, article("Flood warning", "2026-05-07T10:00:00Z")]);

    reader.press("<enter>");

    let screen = reader.screen();
    assert!(screen.contains("Linked from here"), "{screen}");
    reader.press("<tab>");
    let foot = reader.model.related_foot().expect("a link is selected");
    assert_eq!(foot.why.as_str(), "linked in the text · Gazette · 2 h earlier");
    reader.press("1");
    assert_eq!(reader.article_shown(), "Flood warning");
}

#[test]
fn all_links_of_the_text_stand_in_a_list_each_once_with_its_host() {
    let mut bridge = article("Bridge reopens", "2026-05-07T12:00:00Z");
    let linked = |words: &str, headline: &str| Inline::Link { text: Text::plain(words), url: url(headline) };
    let links = [linked("elsewhere", "Nowhere"), linked("as was warned", "Flood warning")];
    let paragraph = |link: &Inline| Block::Paragraph { text: Text(vec![link.clone()]) };
    bridge.body = Body([long_body().0, links.iter().chain(&links).map(paragraph).collect()].concat());
    let mut reader = Reader::with(&[bridge, article("Flood warning", "2026-05-07T10:00:00Z")]);

    reader.press("<enter> T");
    let screen = reader.screen();
    assert_eq!(screen.matches("as was warned").count(), 1, "{screen}");
    assert!(screen.contains("gazette.example"), "{screen}");

    reader.write("wrnd").press("<enter>");
    assert_eq!(reader.article_shown(), "Flood warning");

    reader.press("T");
    assert!(reader.model.overlay.is_none());
    assert_eq!(reader.notice(), "There are no links in the text of this article.");
}

#[test]
fn the_breadcrumb_is_in_reading_order() {
    let mut peace = article("שלום עולם", "2026-05-07T12:00:00Z");
    peace.related = vec![group("More", vec![link("Flood warning")])];
    let mut reader = Reader::with(&[peace, article("Flood warning", "2026-05-06")]);

    reader.press("<enter> 1");

    assert!(reader.screen().contains("Flood warning ‹ םלוע םולש"), "{}", reader.screen());
}

/// The digit beside a link, by the beginning of its headline.
fn digit_beside(reader: &mut Reader, start: &str) -> String {
    let numbered: Vec<_> = reader.model.related.numbered().collect();
    for (digit, position) in (1..).zip(numbered) {
        reader.model.related.select(position);
        let row = reader.model.related.selected_row().expect("a link");
        if row.link.headline.as_str().starts_with(start) {
            return format!("{digit}");
        }
    }
    panic!("no digit beside {start}: {}", reader.screen());
}

#[test]
fn the_steps_of_the_tour_work_as_documented() {
    let library = Library::sample_edition(jiff::Timestamp::UNIX_EPOCH).expect("memory");
    let mut reader = Reader::over(library, Session::default(), Size { width: 140, height: 50 });
    reader.press("/").write("in:headline \"following a story to its source\"").press("<enter> <enter>");

    let report = digit_beside(&mut reader, "Cable fault cuts Skerran Islands");
    reader.press(&report).press("1");
    assert!(reader.article_shown().starts_with("Undersea cable fault"), "{}", reader.screen());
    let end = digit_beside(&mut reader, "Repair ship");
    reader.press(&end);
    assert!(reader.article_shown().starts_with("Repair ship restores"), "{}", reader.screen());

    reader.press("<backspace> <backspace> <backspace>");
    assert_eq!(reader.article_shown(), "Following a story to its source");
}

#[test]
fn back_from_what_a_search_found_leads_to_the_list_and_then_along_the_trail() {
    let mut reader = Reader::with(&three());
    reader.press("<enter>");
    assert_eq!(reader.article_shown(), "Bridge reopens");
    reader.press("h /").write("in:headline market").press("<enter> <enter>");
    assert_eq!(reader.article_shown(), "Market opens");

    reader.press("<backspace>");
    assert_eq!((reader.model.focus, reader.article_shown()), (Pane::Headlines, "Market opens".into()));
    assert_eq!(reader.press("<backspace>").article_shown(), "Bridge reopens");
}
