//! Stories: events told by several articles, as a whole; what one follows; the front page.

use newsprint::domain::{ArticleId, Direction, Order, Prose, StoryId, View};
use newsprint::library::{Library, Timeline};

const CRACK: &str = "Marram Bridge closed after crack is found in main girder";
const WIRE: &str = "Undersea cable fault leaves Skerran Islands on a single link";

fn sample() -> Library {
    Library::sample_edition(jiff::Timestamp::UNIX_EPOCH).expect("memory")
}

fn number(library: &Library, headline: &str) -> ArticleId {
    let mut ids = (1..).map(ArticleId);
    ids.find(|id| library.article(*id).expect("a cache").expect("it is there").headline.as_str() == headline)
        .expect("numbers go on")
}

fn timeline(library: &Library, headline: &str) -> Timeline {
    library.timeline(number(library, headline)).expect("a cache").expect("it is there")
}

fn headlines(timeline: &Timeline) -> Vec<&str> {
    timeline.reports.iter().map(|report| report.row.headline.as_str()).collect()
}

#[test]
fn the_reports_of_an_event_are_one_story_from_the_first_to_the_latest() {
    let story = timeline(&sample(), CRACK);

    let expected = [
        "Crack shuts Marram Bridge in Aldmouth, main road crossing of the Lowen",
        CRACK,
        "What a 38-centimetre crack in Marram Bridge says about steel that is sixty years old",
        "The crack in Marram Bridge as a text file: reading a girder in a terminal",
    ];
    assert_eq!(headlines(&story), expected);
    let when: Vec<&str> = story.reports.iter().map(|report| report.when.as_str()).collect();
    assert_eq!(when[..2], ["first report", "42 min later"]);
    assert_eq!(story.sources, 4);
}

#[test]
fn a_report_says_what_it_adds_in_its_own_words() {
    let library = sample();
    let story = timeline(&library, CRACK);

    for report in &story.reports {
        let adds = report.adds.as_ref().expect("each adds something");
        let article = library.article(report.row.id).expect("a cache").expect("it is there");
        let text = format!("{} {}", article.standfirst.unwrap_or_default(), article.body.to_plain());
        assert!(text.contains(adds.as_str()), "{adds}");
    }
}

#[test]
fn copies_of_one_text_are_folded_and_count_as_one_source() {
    let library = sample();
    let story = timeline(&library, WIRE);

    let original = number(&library, WIRE);
    let copies = story.reports.iter().filter(|report| report.copy_of == Some(original)).count();
    assert_eq!((story.reports.len(), copies, story.sources), (4, 2, 1));
}

#[test]
fn what_came_before_an_event_is_no_part_of_it() {
    let library = sample();
    let inspection = "Spring inspection of Marram Bridge found marks that ‘merit a second look’";

    assert!(!headlines(&timeline(&library, CRACK)).contains(&inspection));
    assert_eq!(timeline(&library, inspection).reports.len(), 1);
}

#[test]
fn the_articles_of_a_story_share_a_row_of_the_list() {
    let library = sample();
    let rows =
        library.list_by_story(&View::All, Order::NewestFirst, None, Direction::Down, 99).expect("a cache");

    let shared: u32 = rows.iter().map(|row| row.more).sum();
    let articles = library.counts().expect("a cache").articles;
    assert_eq!(u32::try_from(rows.len()).expect("few") + shared, articles);
    let latest = "The crack in Marram Bridge as a text file: reading a girder in a terminal";
    let row = rows.iter().find(|row| row.headline.as_str() == latest).expect("the latest has the row");
    assert_eq!(row.more, 3);
}

#[test]
fn the_front_page_tells_what_most_sources_tell_first_and_hides_nothing() {
    let library = sample();
    let now = "2026-11-01T12:00:00Z".parse().expect("a time");

    let rows = library.front_page(now, None, Direction::Down, 99).expect("a cache");

    let why: Vec<&str> = rows.iter().filter_map(|row| row.why.as_ref()).map(Prose::as_str).collect();
    assert_eq!(why.len(), rows.len());
    assert!(rows.windows(2).all(|pair| pair[0].cursor < pair[1].cursor));
    let second = library.front_page(now, Some(rows[0].cursor), Direction::Down, 1).expect("a cache");
    assert_eq!(second[0], rows[1]);
    let first = library.front_page(now, Some(rows[1].cursor), Direction::Up, 9).expect("a cache");
    assert_eq!(first, rows[..1]);
}

#[test]
fn a_story_is_followed_named_and_ended() {
    let mut library = sample();
    let id = number(&library, CRACK);

    let begin = library.follow_change(id, Some("The bridge".into())).expect("a cache").expect("it is there");
    library.apply(&begin, jiff::Timestamp::UNIX_EPOCH).expect("a cache");
    let followed = library.followed().expect("a cache");
    assert_eq!((followed[0].name.as_str(), followed[0].articles, followed[0].new), ("The bridge", 4, 0));

    let end = library.follow_change(id, None).expect("a cache").expect("it is there");
    library.apply(&end, jiff::Timestamp::UNIX_EPOCH).expect("a cache");
    assert_eq!(library.followed().expect("a cache"), []);
}

#[test]
fn a_story_that_is_not_there_is_none() {
    let library = sample();

    assert_eq!(library.timeline(ArticleId(999)).expect("a cache"), None);
    assert_eq!(library.story(StoryId(999)).expect("a cache"), None);
}
