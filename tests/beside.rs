//! What stands beside an article: one row an article, what can be read first, the rest folded away.

use std::collections::HashSet;

use crate::support::articles::{article, group, link, three};
use crate::support::reader::Reader;
use newsprint::config::theme::Face;
use newsprint::domain::{
    Article, ArticleId, Closeness, GroupHeading, GroupScope, LinkGroup, LinkTarget, Moment, Order, Pane,
    RelatedGroup, RelatedLink, Relation, ResolvedLink, View, Why,
};
use newsprint::library::{Anchor, FoldKind, Library, ListRequest, RelatedItem, RelatedRow, arrange};
use ratatui::crossterm::event::{MouseButton, MouseEventKind};

const WIRE: &str = "Undersea cable fault leaves Skerran Islands on a single link";

fn sample() -> Library {
    Library::sample_edition(jiff::Timestamp::UNIX_EPOCH).expect("memory")
}

fn all(library: &Library) -> Vec<(ArticleId, Article)> {
    let number = (1..).map(ArticleId);
    number.map_while(|id| Some((id, library.article(id).expect("a cache")?))).collect()
}

/// What the related pane shows beside an article.
fn beside(library: &Library, id: ArticleId, article: &Article) -> Vec<RelatedItem> {
    let groups = library.links(id, article).expect("a cache");
    let further = library.further_links(id).expect("a cache");
    arrange(&groups.into_iter().chain(further).collect::<Vec<RelatedGroup>>())
}

/// Every row, in order, and whether it is folded away.
fn rows(items: &[RelatedItem]) -> Vec<(&RelatedRow, bool)> {
    let mut rows = Vec::new();
    for item in items {
        match item {
            RelatedItem::Link(row) => rows.push((&**row, false)),
            RelatedItem::Fold(fold) => rows.extend(fold.rows.iter().map(|row| (row, true))),
            RelatedItem::Section(_) | RelatedItem::Group(_) => {}
        }
    }
    rows
}

const fn to(link: &LinkTarget) -> Option<ArticleId> {
    match link {
        LinkTarget::Cached { id, .. } => Some(*id),
        LinkTarget::Itself | LinkTarget::Outside(_) | LinkTarget::HeadlineOnly => None,
    }
}

#[test]
fn beside_every_article_of_the_sample_each_other_stands_once_and_what_can_be_read_stands_first() {
    let library = sample();
    let mut readable = 0;

    for (id, article) in all(&library) {
        let items = beside(&library, id, &article);
        let rows = rows(&items);
        let keys: HashSet<_> = rows.iter().map(|(row, _)| &row.key).collect();

        assert_eq!(keys.len(), rows.len(), "{id}: {items:#?}");
        assert!(rows.iter().all(|(row, _)| to(&row.link.target) != Some(id)), "{id} stands beside itself");
        if rows.iter().any(|(row, _)| row.link.is_cached()) {
            let (first, folded) = rows[0];
            assert!(first.link.is_cached() && !folded, "{id}: {items:#?}");
            readable += 1;
        }
    }
    assert!(readable > 8, "{readable}");
}

#[test]
fn groups_of_the_page_under_one_heading_are_one() {
    let mut bridge = article("Bridge reopens", "2026-05-07T12:00:00Z");
    bridge.related = vec![
        group("Read on", vec![link("Toll is mooted")]),
        group("In brief", vec![link("Market opens")]),
        group("Read on", vec![link("Ferries return")]),
    ];
    let mut library = Library::in_memory().expect("memory");
    library.add(std::slice::from_ref(&bridge), jiff::Timestamp::UNIX_EPOCH).expect("it is stored");

    let items = beside(&library, ArticleId(1), &bridge);

    let headings: Vec<String> = items
        .iter()
        .filter_map(
            |item| if let RelatedItem::Group(heading) = item { Some(heading.to_string()) } else { None },
        )
        .collect();
    assert_eq!(headings, ["Read on", "In brief"]);
    assert_eq!(rows(&items).len(), 3);
}

#[test]
fn the_first_thing_that_can_be_read_has_the_first_digit() {
    let mut reader = Reader::with(&three());

    reader.press("<enter> 1");
    assert_eq!(reader.article_shown(), "Flood warning");
    reader.press("<backspace> 2");

    assert_eq!(reader.notice(), "There is no link 2 here.");
}

#[test]
fn this_story_is_the_same_set_beside_an_article_in_the_list_on_the_front_page_and_as_a_whole() {
    let library = sample();
    let now = "2030-01-01T00:00:00Z".parse().expect("a time");
    let request = ListRequest {
        view: View::All,
        order: Order::NewestFirst,
        flat: false,
        anchor: Anchor::Start,
        limit: 100,
    };
    let listed = library.page(&request, now).expect("a list").rows;
    let front = library.front_page(now, None).expect("a front page");

    for (id, article) in all(&library) {
        let timeline = library.timeline(id).expect("a cache").expect("it is there");
        let whole: HashSet<ArticleId> = timeline.reports.iter().map(|report| report.row.id).collect();

        let groups = library.further_links(id).expect("a cache");
        let is_of_story = |group: &&RelatedGroup| matches!(group.heading, GroupHeading::SameStory { .. });
        let links = groups.iter().filter(is_of_story).flat_map(|group| &group.links);
        let in_pane: HashSet<_> = links.filter_map(|link| to(&link.target)).chain([id]).collect();
        assert_eq!(in_pane, whole, "{}", article.headline);

        for row in listed.iter().chain(&front).filter(|row| whole.contains(&row.id)) {
            let unfolded = library.unfolded(&View::All, Order::NewestFirst, row).expect("a list");
            let in_row: HashSet<_> = unfolded.iter().map(|other| other.id).chain([row.id]).collect();
            assert_eq!(in_row, whole, "{}", article.headline);
            assert_eq!(
                usize::try_from(row.others_in_story).ok(),
                Some(whole.len() - 1),
                "{}",
                article.headline
            );
        }
    }
}

#[test]
fn sections_stand_in_their_order_and_copies_share_a_line_that_unfolds() {
    let mut reader = Reader::over(
        sample(),
        newsprint::domain::Session::default(),
        ratatui::layout::Size { width: 140, height: 50 },
    );
    reader.press("/").write("in:headline undersea").press("<enter> <enter> <tab>");
    assert_eq!(reader.article_shown(), WIRE);
    let screen = reader.screen();
    let place = |words: &str| screen.find(words).unwrap_or_else(|| panic!("{words}\n{screen}"));
    assert!(place("This story · 1 source") < place("▸ +1 copy"), "{screen}");

    let folded = reader.model.related.shown().count();
    while !reader.model.related.is_on_fold() {
        reader.press("j");
    }
    reader.press("<enter>");
    assert_eq!(reader.model.related.shown().count(), folded + 1);
    assert!(reader.screen().contains("▾ +1 copy"), "{}", reader.screen());
    reader.press("j d");
    assert_eq!(reader.model.related.shown().count(), folded);
}

/// An article with a list of its section, of which one can be read, and a list of the whole site.
fn listed_on_a_page() -> Vec<Article> {
    let mut bridge = article("Bridge reopens", "2026-05-07T12:00:00Z");
    let site = |heading: &str, links: Vec<RelatedLink>| newsprint::domain::LinkGroup {
        scope: GroupScope::Site,
        ..group(heading, links)
    };
    let mut latest = group("Latest in World", vec![link("Toll is mooted"), link("Flood warning")]);
    latest.scope = GroupScope::Section;
    bridge.related = vec![
        site(
            "Most read",
            vec![link("Ten cats"), link("Nine dogs"), link("Flood warning"), link("Bridge reopens")],
        ),
        latest,
    ];
    vec![bridge, article("Flood warning", "2026-05-06")]
}

#[test]
fn lists_of_the_whole_site_take_one_line_and_unfold_in_place_by_key_and_mouse() {
    let mut reader = Reader::with(&listed_on_a_page());

    reader.press("<enter> <tab>");

    let screen = reader.screen();
    let place = |words: &str| screen.find(words).unwrap_or_else(|| panic!("{words}\n{screen}"));
    assert!(place("From the page") < place("Flood warning"), "{screen}");
    assert!(!screen.contains("Ten cats"), "{screen}");
    let line = |reader: &Reader, words: &str| {
        let screen = reader.screen();
        let at = screen.lines().position(|line| line.contains(words)).expect("it is shown");
        u16::try_from(at).expect("a screen")
    };
    let (x, y) = (reader.model.inside(Pane::Related).x, line(&reader, "Most read, 2 links"));
    reader.mouse(MouseEventKind::Down(MouseButton::Left), x, y);
    reader.mouse(MouseEventKind::Up(MouseButton::Left), x, y);
    assert!(reader.screen().contains("Ten cats"), "{}", reader.screen());
    reader.press("d");
    assert!(!reader.screen().contains("Ten cats"), "{}", reader.screen());
    assert_eq!(reader.screen().matches("Toll is mooted").count(), 1);
}

#[test]
fn a_row_has_all_reasons_and_the_selected_one_tells_them_at_the_foot_of_the_pane() {
    let mut stories = three();
    stories[0].related.push(group("Read next", vec![link("Flood warning")]));
    let mut reader = Reader::sized(&stories, 148, 24);

    reader.press("<enter> <tab>");

    let why = "listed in “More in World” · 2 h earlier · listed in “Read next”";
    let foot = reader.model.related_foot().expect("a link is selected").why.to_string();
    assert_eq!(foot, why);
    let screen = reader.screen();
    assert!(screen.contains("listed in “More in World” · 2 h"), "{screen}");
    let borders = screen.lines().nth(22).expect("the last line of the panes");
    assert!(borders.matches('╰').count() == 3 && borders.matches('╯').count() == 3, "{screen}");
    reader.press("<enter> <backspace>");
    assert_eq!(reader.model.focus, Pane::Related);
}

#[test]
fn a_link_beyond_the_cache_names_the_key_that_leads_on() {
    let mut stories = three();
    let bare = RelatedLink { url: None, ..link("Warning of a flood in the market") };
    stories[0].related[0].links.push(bare);
    let mut reader = Reader::with(&stories);

    reader.press("<enter> <tab> j");
    assert!(reader.screen().contains("I fetches · o opens"), "{}", reader.screen());
    reader.press("j");
    assert!(reader.screen().contains("enter looks it up"), "{}", reader.screen());

    reader.press("<enter>");
    assert_eq!(reader.selected_headline(), "Flood warning");
    assert!(reader.notice().contains("Warning of a flood"), "{}", reader.notice());
}

#[test]
fn only_what_opens_at_once_bears_a_digit() {
    let mut stories = three();
    stories[0].related[0].links.reverse();
    let mut reader = Reader::with(&stories);

    reader.press("<enter>");

    let numbers: Vec<String> = (0..24).map(|line| reader.words_in(Face::Key, line)).collect();
    assert_eq!(numbers.iter().filter(|words| words.trim() == "1").count(), 1, "{}", reader.screen());
    assert!(numbers.iter().all(|words| !words.contains('2')), "{}", reader.screen());
    assert!(reader.model.related.links().next().expect("a link").relation == Relation::Published);
}

/// A report of a story, some hours after midnight, as the library offers it.
fn report(hour: u32, paper: &str) -> ResolvedLink {
    let published = jiff::Timestamp::from_second(i64::from(hour) * 3_600).expect("a time");
    ResolvedLink {
        relation: Relation::SameStory,
        headline: format!("Report of hour {hour}").as_str().into(),
        caption: None,
        url: None,
        target: LinkTarget::Cached {
            id: ArticleId(hour),
            read: false,
            publication: Some(paper.into()),
            published: Some(Moment::at(published, jiff::tz::Offset::UTC)),
        },
        why: Why::Alike { how: Closeness::SameStory, shared: Vec::new(), author: None, gap: None },
        score: None,
        copy_group: None,
    }
}

#[test]
fn of_a_story_of_many_reports_the_first_the_last_and_the_nearest_of_each_source_are_shown() {
    // The nearest in time first, as the library gives them; the three nearest are of one paper.
    let nearest = [12, 13, 11, 14, 10, 15, 9, 16, 8, 17, 7, 18, 1, 30];
    let links = nearest.map(|hour| match hour {
        11..=13 => report(hour, "Wire"),
        _ => report(hour, &format!("Paper {hour}")),
    });
    let heading = GroupHeading::SameStory { sources: 12 };
    let group = RelatedGroup { heading, scope: GroupScope::Story, links: links.into() };

    let items = arrange(&[group]);

    let shown: Vec<u32> = rows(&items)
        .into_iter()
        .filter(|(_, is_folded)| !is_folded)
        .filter_map(|(row, _)| Some(to(&row.link.target)?.0))
        .collect();
    assert_eq!(shown, [1, 9, 10, 12, 14, 15, 16, 30]);
    let Some(RelatedItem::Fold(fold)) = items.last() else { panic!("{items:?}") };
    assert_eq!((&fold.kind, fold.rows.len()), (&FoldKind::Reports, 6));
}

#[test]
fn beside_an_article_without_related_ones_stand_the_newest_of_its_publication() {
    let mut articles: Vec<Article> =
        ["Tortoise found in a library", "Rain delays the regatta", "New tram line opens"]
            .iter()
            .zip(5..)
            .map(|(headline, day)| article(headline, &format!("2026-05-{day:02}T12:00:00Z")))
            .collect();
    articles.push(Article {
        publication: Some("Herald".into()),
        section: None,
        ..article("Alone", "2026-05-01")
    });
    let mut reader = Reader::with(&articles);

    reader.press("<enter>");

    let screen = reader.screen();
    assert!(screen.contains("More from Gazette"), "{screen}");
    reader.press("2");
    assert_eq!(reader.article_shown(), "Tortoise found in a library");
}

#[test]
fn groups_of_links_are_unfolded_where_nothing_else_stands_and_they_fit() {
    let site = |links: Vec<RelatedLink>| {
        let group = LinkGroup { scope: GroupScope::Site, ..group("Most read", links) };
        Article {
            publication: None,
            section: None,
            related: vec![group],
            ..article("Bridge reopens", "2026-05-07")
        }
    };
    let links = |count: u32| (1..=count).map(|number| link(&format!("Elsewhere {number}"))).collect();

    let mut few = Reader::with(&[site(links(3))]);
    few.press("<enter> <tab>");
    assert!(few.screen().contains("▾ Most read, 3 links"), "{}", few.screen());
    assert!(few.screen().contains("Elsewhere 3"), "{}", few.screen());
    few.press("<enter>");
    assert!(few.screen().contains("▸ Most read, 3 links"), "{}", few.screen());

    let mut many = Reader::with(&[site(links(40))]);
    many.press("<enter>");
    assert!(many.screen().contains("▸ Most read, 40 links"), "{}", many.screen());
}
