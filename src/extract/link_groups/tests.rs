//! Tests of the lists found on a page, their headings, and the headline of each link.

use super::*;

fn groups(html: &str) -> Vec<LinkGroup> {
    let article = Article { headline: "Rain falls on the old town".into(), ..Article::default() };
    of(&Document::from(html), &article, WebUrl::parse("https://paper.example/rain").ok().as_ref())
}

fn told(groups: &[LinkGroup]) -> Vec<String> {
    groups
        .iter()
        .map(|group| {
            let links: Vec<&str> = group.links.iter().map(|link| link.headline.as_str()).collect();
            format!("{}: {}", group.heading, links.join(" / "))
        })
        .collect()
}

#[test]
fn a_heading_need_not_be_a_heading_element() {
    let page = "<body><div><div><b>Latest in Weather</b></div><ul>\
        <li><a href=/a><img alt='River'></a><a href=/a>River rises over its banks again</a></li>\
        <li><a href=/b>Town opens a second bridge</a></li>\
        <li><a href=/rain>Rain falls on the old town</a></li></ul></div>";

    let found = groups(page);

    assert_eq!(
        told(&found),
        [
            "Latest in Weather: River rises over its banks again / Town opens a second bridge / Rain falls on the old town"
        ]
    );
    assert_eq!(found[0].links[0].caption.as_ref().map(Prose::as_str), Some("River"));
    assert!(found[0].links[2].is_self);
}

#[test]
fn a_group_shown_twice_is_found_once() {
    let list = "<div><h3>Most read</h3><ol><li><a href=/a>River rises over its banks</a><li><a href=/b>Town opens a second bridge</a></ol></div>";

    assert_eq!(groups(&format!("<body>{list}<div>{list}</div>")).len(), 1);
}

#[test]
fn navigation_and_tags_are_no_stories() {
    let page = "<body><nav><h3>More</h3><a href=/a>World news from everywhere today</a><a href=/b>Sport news from everywhere today</a></nav>\
        <div><h4>Related</h4><a href=/t/rain>Rain</a><a href=/t/town>Town</a></div>";

    assert_eq!(told(&groups(page)), Vec::<String>::new());
}

#[test]
fn a_list_ends_at_the_next_heading() {
    let page = "<body><div><h2>World</h2><a href=/w>More from the world</a>\
        <h4><a href=/a>River rises over its banks again</a></h4><h4><a href=/b>Town opens a second bridge today</a></h4>\
        <h2>Just in</h2><h4><a href=/c>Snow falls on the new town</a></h4></div>";

    assert_eq!(
        told(&groups(page)),
        [
            "World: River rises over its banks again / Town opens a second bridge today",
            "Just in: Snow falls on the new town"
        ]
    );
}

#[test]
fn a_short_headline_made_like_the_others_stays_in_the_list() {
    let page = "<body><div><h3>Most read</h3><ul><li><a href=/a>River rises over its banks</a>\
        <li><a href=/b>Bridges fall</a><li><a href=/c>Town opens a second bridge</a></ul></div>";

    assert_eq!(
        told(&groups(page)),
        ["Most read: River rises over its banks / Bridges fall / Town opens a second bridge"]
    );
}

#[test]
fn a_labelled_link_in_a_line_of_its_own_is_a_group_of_one() {
    let page = "<body><p>Rain fell all night, and <a href=/n>the river rose by two metres</a> before the morning came.</p>\
        <p>Read more: <a href=/a>River rises over its banks again</a></p>";

    assert_eq!(told(&groups(page)), ["Read more: River rises over its banks again"]);
}

#[test]
fn kicker_and_date_are_no_part_of_a_headline() {
    let page = "<body><div><h3>Latest</h3>\
        <a href=/a><span>Weather</span><p>River rises over its banks</p><time>2 hours ago</time></a>\
        <a href=/b><span>Town</span><p>Bridge opens to the traffic</p><time>3 hours ago</time></a></div>";

    assert_eq!(told(&groups(page)), ["Latest: River rises over its banks / Bridge opens to the traffic"]);
}

#[test]
fn a_kicker_a_label_and_a_byline_are_no_part_of_a_headline() {
    let made = [
        "<a href=ADDRESS><span class=teaser__title__kicker>Weather in the old town</span>: <span class=teaser__title__headline>HEADLINE</span><p>It rained for three days and for three nights, people say.</p></a>",
        "<a href=ADDRESS><div class=dh3>Short of water</div><div class=dh2>HEADLINE</div></a>",
        "<a href=ADDRESS><span>Premium</span> HEADLINE</a>",
        "<a href=ADDRESS><h5>Town</h5><h4>HEADLINE</h4><h6>By Ana Ruiz and Tom Hill</h6></a>",
        "<a href=ADDRESS><span class=StyledKicker>Town</span><span>HEADLINE</span><p class=CardByline>Ana Ruiz of the Paper</p></a>",
    ];
    for item in made {
        let link = |address: &str, headline: &str| {
            format!("<li>{}", item.replace("ADDRESS", address).replace("HEADLINE", headline))
        };
        let first = link("/a", "River rises over its banks again");
        let second = link("/b", "Town opens a second bridge");

        let found = groups(&format!("<body><div><h3>Most read</h3><ul>{first}{second}</ul></div>"));

        assert_eq!(
            told(&found),
            ["Most read: River rises over its banks again / Town opens a second bridge"],
            "{item}"
        );
    }
}

#[test]
fn a_headline_with_a_marked_word_within_it_is_whole() {
    let page = "<body><div><h3>Most read</h3><ul><li><a href=/a>River <span class=word>rises</span> over its banks again</a>\
        <li><a href=/b><div class=title>Town opens <span>a second</span> bridge</div></a></ul></div>";

    assert_eq!(
        told(&groups(page)),
        ["Most read: River rises over its banks again / Town opens a second bridge"]
    );
}

#[test]
fn a_list_belongs_to_the_heading_in_its_box_and_not_to_the_last_one_of_the_text() {
    let text = "word ".repeat(60);
    let list = "<ul><li><a href=/a>River rises over its banks again</a><li><a href=/b>Town opens a second bridge</a><li><a href=/c>Snow falls on the new town</a></ul>";
    let story =
        format!("<article><h2>How it came</h2><p>{text}</p><h2>What comes next</h2><p>{text}</p></article>");

    let boxed = format!("<body><main>{story}<aside><div class=title>Videos</div>{list}</aside></main>");
    let headless = format!("<body><main>{story}<aside>{list}</aside></main>");

    assert_eq!(
        told(&groups(&boxed)),
        [
            "Videos: River rises over its banks again / Town opens a second bridge / Snow falls on the new town"
        ]
    );
    assert_eq!(told(&groups(&headless)), Vec::<String>::new());
}

#[test]
fn of_a_heading_without_a_list_and_one_with_it_the_latter_has_it() {
    let page = "<body><aside><section><div class=title>Read also</div></section>\
        <section><div class=title>Columns</div><ul><li><a href=/a>River rises over its banks again</a>\
        <li><a href=/b>Town opens a second bridge</a><li><a href=/c>Snow falls on the new town</a></ul></section></aside>";

    let all = "River rises over its banks again / Town opens a second bridge / Snow falls on the new town";
    assert_eq!(told(&groups(page)), [format!("Columns: {all}")]);
}

#[test]
fn a_link_to_all_of_a_list_is_no_part_of_its_heading() {
    let list = "<ul><li><a href=/a>River rises over its banks again</a><li><a href=/b>Town opens a second bridge</a></ul>";
    for heading in
        ["<h3>Most read <a href=/all>View all</a></h3>", "<h3>Most read (<a href=/all>see all</a>)</h3>"]
    {
        let found = groups(&format!("<body><div>{heading}{list}</div>"));

        assert_eq!(
            told(&found),
            ["Most read: River rises over its banks again / Town opens a second bridge"]
        );
    }
}

#[test]
fn links_of_the_foot_of_a_page_are_no_stories() {
    let page = "<body><div><h4>More from the paper</h4><ul><li><a href=/w>How to write for our paper</a>\
        <li><a href=/r>Rules for the use of texts</a><li><a href=/p>Privacy policy</a><li><a href=/c>Careers</a></ul></div>";

    assert_eq!(told(&groups(page)), Vec::<String>::new());
}

#[test]
fn each_tab_of_a_bar_heads_its_list() {
    let list = |names: &[&str]| {
        let items: Vec<String> =
            names.iter().map(|name| format!("<li><a href=/{0}>{name}</a>", name.replace(' ', "-"))).collect();
        format!("<ul class=panel>{}</ul>", items.concat())
    };
    let read = list(&["River rises over its banks again", "Town opens a second bridge"]);
    let new = list(&["Snow falls on the new town", "Mayor speaks of the water at last"]);
    let bars = [
        "<ul><li><a href=#>Most read</a><li><a href=#>Latest</a></ul>",
        "<nav><div role=tablist><a role=tab>Most read</a><a role=tab>Latest</a></div></nav>",
        "<div><button>Most read</button><button>Latest</button></div>",
    ];
    let panels = [format!("{read}{new}"), format!("<div><div class=tabs>{read}{new}</div></div>")];
    for (bar, panels) in bars.iter().flat_map(|bar| panels.iter().map(move |panels| (bar, panels))) {
        let found = groups(&format!("<body><aside>{bar}{panels}</aside>"));

        assert_eq!(
            told(&found),
            [
                "Most read: River rises over its banks again / Town opens a second bridge",
                "Latest: Snow falls on the new town / Mayor speaks of the water at last"
            ],
            "{bar}{panels}"
        );
    }
}

#[test]
fn a_list_after_tabs_is_that_of_the_open_one() {
    let page = "<body><aside><ul><li><a href=#>Most read</a><li class=active><a href=#>Most commented</a></ul>\
        <ul><li><a href=/a>River rises over its banks again</a><li><a href=/b>Town opens a second bridge</a></ul></aside>";

    assert_eq!(
        told(&groups(page)),
        ["Most commented: River rises over its banks again / Town opens a second bridge"]
    );
}

#[test]
fn the_articles_before_and_after_are_groups_of_one() {
    let pages = [
        "<nav><a rel=prev href=/a><span>Previous</span><span>River rises over its banks again</span></a>\
            <a rel=next href=/b><span>Next</span><span>Town opens a second bridge</span></a></nav>",
        "<div><div>Previous <a href=/a>River rises over its banks again</a></div>\
            <div>Next <a href=/b>Town opens a second bridge</a></div></div>",
    ];
    for page in pages {
        let found = groups(&format!("<body><main><p>Text of the story.</p>{page}</main>"));

        let expected = ["Previous: River rises over its banks again", "Next: Town opens a second bridge"];
        assert_eq!(told(&found), expected, "{page}");
    }
    let arrows = "<body><nav><a rel=prev href=/a>Previous</a><a rel=next href=/b>Next</a></nav>";
    assert_eq!(told(&groups(arrows)), Vec::<String>::new());
}

#[test]
fn who_wrote_an_item_ends_no_list() {
    let item = |address: &str, headline: &str| {
        format!(
            "<div class=story><h3><a href={address}>{headline}</a></h3><h2 class=author_name><a href=/w>Ana Ruiz</a></h2></div>"
        )
    };
    let items =
        item("/a", "River rises over its banks again") + &item("/b", "Town opens a second bridge today");

    let found = groups(&format!("<body><div><h2>Latest from the paper</h2>{items}</div>"));

    assert_eq!(
        told(&found),
        ["Latest from the paper: River rises over its banks again / Town opens a second bridge today"]
    );
}

#[test]
fn a_list_under_a_subhead_is_the_texts_and_a_heading_stands_in_one_place() {
    let heading = Block::Heading { level: 2, text: "Further tools".into() };
    let list = Block::Paragraph { text: "A drill for the wall".into() };
    let link =
        RelatedLink { headline: "A drill for the wall".into(), url: None, caption: None, is_self: false };
    let group = |heading: &str| LinkGroup {
        heading: heading.into(),
        sponsored: false,
        scope: GroupScope::Site,
        links: vec![link.clone()],
    };
    let related = vec![group("Further tools"), group("Most read")];
    let of = |blocks| Article { body: Body(blocks), related: related.clone(), ..Article::default() };
    let prose = Block::Paragraph { text: "Nobody needs them all.".into() };
    let mut whole = of(vec![heading.clone(), list]);
    let mut without = of(vec![heading.clone(), prose]);
    let mut bare = of(vec![heading]);

    for article in [&mut whole, &mut without, &mut bare] {
        separate_from_subheads(article);
    }

    assert_eq!(told(&whole.related), ["Most read: A drill for the wall"]);
    // A list that the text lacks is nowhere else; its heading is the text's where prose stands under it.
    assert_eq!(told(&without.related), [": A drill for the wall", "Most read: A drill for the wall"]);
    assert_eq!(without.body.blocks().len(), 2);
    // A heading with nothing under it is the list's.
    assert_eq!(
        told(&bare.related),
        ["Further tools: A drill for the wall", "Most read: A drill for the wall"]
    );
    assert_eq!(bare.body, Body::default());
}

#[test]
fn a_standfirst_below_each_headline_leaves_the_cards_a_list() {
    let standfirst =
        "The water stood in the streets until the evening, people tell, and nobody came to help them.";
    let card = |address: &str, headline: &str| {
        format!(
            "<div><a href={address}><div class=label>Town</div><div class=card__title>{headline}</div></a><div>{standfirst}</div></div>"
        )
    };
    let cards = card("/a", "River rises over its banks again")
        + &card("/b", "Town opens a second bridge today")
        + &card("/c", "Snow falls on the new town");

    let found = groups(&format!("<body><div><div class=heading>Suggestions</div>{cards}</div>"));

    let all =
        "River rises over its banks again / Town opens a second bridge today / Snow falls on the new town";
    assert_eq!(told(&found), [format!("Suggestions: {all}")]);
}

#[test]
fn who_writes_and_where_a_link_opens_are_no_headlines() {
    let story = |path: &str, words: &str| format!("<li><a href={path}>{words}</a></li>");
    let window = "<span class=visually-hidden>(öffnet in einem neuen Fenster)</span>";
    let page = format!(
        "<body><div><div><b>Latest in Weather</b></div><ul>{}{}{}{}{}</ul></div>",
        story("/a", &format!("River rises over its banks again {window}")),
        story("/b", "Town opens a second bridge today"),
        story("/c", "Snow falls on the new town"),
        story("/shop", window),
        story("/author/ana-maria-ruiz-lens", "Ana Maria Ruiz Lens")
    );

    assert_eq!(
        told(&groups(&page)),
        [
            "Latest in Weather: River rises over its banks again / Town opens a second bridge today / Snow falls on the new town"
        ]
    );
}
