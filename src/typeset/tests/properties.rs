//! Tests of properties: what holds for every article at every width.

use proptest::prelude::*;

use crate::domain::{
    Author, Block, Body, Embed, EmbedKind, Figure, Inline, Language, Picture, PictureName, Prose, Table,
    Text, Verbatim, WebUrl,
};
use crate::text::Baseline;
use crate::typeset::*;

/// Columns of the widest page that is tried.
const WIDEST: usize = 400;

/// Most articles that each property is tried on; `PROPTEST_CASES` asks for fewer.
const MOST_CASES: u32 = 96;

/// Texts that have broken other readers.
const PIECES: &[&str] = &[
    "word",
    "The river rose, ",
    "a ",
    " ",
    "institutionalisation ",
    "anti-Chinese",
    " – ",
    "—",
    "7\u{a0}May ",
    "東京で、",
    "「雨。」",
    "👩\u{200d}👩\u{200d}👧",
    "🇨🇿",
    "🇩",
    "❤\u{fe0f}",
    "\u{fe0f}",
    "\u{200d}",
    "e\u{301}",
    "\u{301}",
    "क्ष्म्य",
    "ﾊﾞ",
    "\u{600}",
    "https://paper.example/2020/05/07/a-very_long?way=home&then=where ",
    "مرحبا ",
    "שלום ",
    "ภาษาไทยไม่มีช่องว่าง",
    "Vraiment ? ",
    "12",
    "x",
    "[1]",
    "ß",
    "1\u{fe0f}\u{20e3}",
    "👍🏽",
    "한국어 ",
    "ᄀᄀᄀ각ᆨᆨ",
];

fn prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from)
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = Text> {
    let plain = prose().prop_map(|words| Inline::Plain(Prose::from_untrusted(&words)));
    let leaf = prop_oneof![
        8 => plain,
        1 => prose().prop_map(|words| Inline::Code(Prose::from_untrusted(&words))),
        1 => prose().prop_map(|words| Inline::Math(Prose::from_untrusted(&words))),
        1 => Just(Inline::Break),
        1 => "[0-9a-z+ ]{0,4}".prop_map(|words| Inline::Superscript(Text(vec![Inline::Plain(Prose::from_untrusted(&words))]))),
    ];
    let marked = leaf.prop_recursive(2, 8, 3, |inner| {
        let text = prop::collection::vec(inner, 0..3).prop_map(Text);
        (text, 0..6_u8).prop_map(|(text, kind)| match kind {
            0 => Inline::Strong(text),
            1 => Inline::Emphasis(text),
            2 => Inline::Superscript(text),
            3 => Inline::Subscript(text),
            4 => Inline::Deleted(text),
            _ => Inline::Link { text, url: WebUrl::parse("https://paper.example/").unwrap() },
        })
    });
    prop::collection::vec(marked, 0..5).prop_map(Text)
}

fn figure() -> impl Strategy<Value = Figure> {
    let size = prop::option::of((16..4_000_u32, 16..4_000_u32));
    let kept = |(width, height)| Picture::named(PictureName::of(b"", width, height));
    (size, prop::option::of(prose()), prop::option::of(text()), prop::option::of(prose())).prop_map(
        move |(size, alt, caption, credit)| Figure {
            url: None,
            picture: size.map(kept),
            alt: alt.as_deref().map(Prose::from),
            caption,
            credit: credit.as_deref().map(Prose::from),
        },
    )
}

fn embed(title: Option<&str>) -> Block {
    let url = WebUrl::parse("https://video.example/watch?v=a-long-name-of-a-film").unwrap();
    Block::Embed(Embed { url, kind: EmbedKind::Video, title: title.map(Prose::from_untrusted) })
}

/// A table of more columns than most pages have room for.
fn wide_table() -> impl Strategy<Value = Block> {
    let row = || prop::collection::vec(text(), 6..20);
    (row(), prop::collection::vec(row(), 1..3))
        .prop_map(|(header, rows)| Block::Table(Table { header: Some(header), rows, caption: None }))
}

fn block() -> impl Strategy<Value = Block> {
    let row = || prop::collection::vec(text(), 0..4);
    let table = (prop::option::of(row()), prop::collection::vec(row(), 0..4), prop::option::of(text()));
    let leaf = prop_oneof![
        1 => wide_table(),
        6 => text().prop_map(|text| Block::Paragraph { text }),
        1 => (1..7_u8, text()).prop_map(|(level, text)| Block::Heading { level, text }),
        1 => (text(), prop::option::of(text())).prop_map(|(text, attribution)| Block::PullQuote { text, attribution }),
        2 => ("[ a-z0-9東'\"`/*#\\\\\n\t]{0,80}", prop::option::of(prop::sample::select(&["rust", "python", "html", "brainfuck"][..])))
            .prop_map(|(code, language)| Block::Code { language: language.map(Prose::from), text: Verbatim::from_untrusted(&code) }),
        1 => table.prop_map(|(header, rows, caption)| Block::Table(Table { header, rows, caption })),
        1 => figure().prop_map(Block::Figure),
        1 => prop::option::of(prose()).prop_map(|title| embed(title.as_deref())),
        1 => prose().prop_map(|text| Block::Math { tex: None, text: Prose::from_untrusted(&text) }),
        1 => Just(Block::Rule),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let blocks = || prop::collection::vec(inner.clone(), 0..3);
        prop_oneof![
            (blocks(), prop::option::of(text()))
                .prop_map(|(blocks, attribution)| Block::Quotation { blocks, attribution }),
            (any::<bool>(), prop::option::of(any::<u32>()), prop::collection::vec(blocks(), 0..3))
                .prop_map(|(ordered, start, items)| Block::List { ordered, start, items }),
        ]
    })
}

prop_compose! {
    fn article()(
        headline in prose(),
        standfirst in prop::option::of(prose()),
        name in prop::option::of(prose()),
        bio in prop::option::of(prose()),
        lead_image in prop::option::of(figure()),
        blocks in prop::collection::vec(block(), 0..5),
        tag in prop::sample::select(&["en", "de", "el", "ja"][..]),
    ) -> Article {
        Article {
            headline: Prose::from(headline.as_str()),
            standfirst: standfirst.as_deref().map(Prose::from),
            byline: name.iter().map(|name| Author { bio: bio.as_deref().map(Prose::from), ..Author::named(name) }).collect(),
            language: Language::parse(tag),
            lead_image,
            body: Body(blocks),
            ..Article::default()
        }
    }
}

/// Mostly narrow pages, where most defects are; some of every width a screen has.
fn widths() -> impl Strategy<Value = usize> {
    prop_oneof![3 => 0..=100_usize, 1 => 101..=WIDEST]
}

fn page_at(article: &Article, width: usize) -> Page {
    page(
        article,
        &Setting {
            measure: WIDEST,
            window_width: width.is_multiple_of(2).then_some(width),
            pictures: (!width.is_multiple_of(3)).then_some(Frame { rows: width % 40, cell: (8, 17) }),
            ..Setting::new(width, jiff::civil::date(2020, 5, 9))
        },
    )
}

/// How often the page shows each character of a block; substitutes count as the characters they stand for,
/// and an alternative text that the caption repeats counts as shown.
fn times_shown(page: &Page, block: usize, plain: &[char]) -> Vec<usize> {
    let mut times = vec![0; plain.len()];
    for span in page.lines.iter().flat_map(|line| &line.spans) {
        let Some(source) = span.source.filter(|source| source.part == Part::Block(block)) else { continue };
        let cut = span.text == "…";
        assert!(cut || span.text.chars().count() == source.end - source.start);
        for (at, shown) in (source.start..source.end).zip(span.text.chars().chain(std::iter::repeat('…'))) {
            let wanted = plain[at];
            let shapes = [Baseline::Raised, Baseline::Lowered].map(|script| script.shifted(wanted));
            let is_mirrored = "()[]{}<>«»‹›≤≥".contains(wanted);
            assert!(
                cut || shown == wanted || is_mirrored || shapes.contains(&Some(shown)),
                "{shown:?} for {wanted:?}"
            );
            times[at] += 1;
        }
    }
    times
}

/// Whether some words about a picture are left out, since they are repeated or say nothing.
fn is_passed_over(article: &Article, block: &Block) -> bool {
    let is_within = |block: &Block| is_passed_over(article, block);
    match block {
        Block::Figure(figure) => {
            let empty = |words: &str| figure::is_empty(words);
            figure::is_repeated(figure)
                || figure::alt_begins_with_caption(figure)
                || figure::is_the_lead(article, block)
                || !figure::has_words(figure)
                || figure.alt.as_ref().is_some_and(|alt| empty(alt.as_str()))
                || figure.caption.as_ref().is_some_and(|caption| empty(&caption.to_plain()))
        }
        Block::Quotation { blocks, .. } => blocks.iter().any(is_within),
        Block::List { items, .. } => items.iter().flatten().any(is_within),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        cases: ProptestConfig::default().cases.min(MOST_CASES),
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_line_is_wider_than_the_page(article in article(), width in widths()) {
        let page = page_at(&article, width);

        prop_assert!(width > 0 || page.lines.is_empty());
        for (number, line) in page.lines.iter().enumerate() {
            let text = line.to_string();
            prop_assert!(line.width() <= width || page.wide_at(number).is_some(), "{} of {width}: {text:?}", line.width());
            prop_assert!(!text.ends_with(' '), "{text:?}");
            for span in &line.spans {
                prop_assert!(!span.text.is_empty() && !span.text.contains('\n'), "{span:?}");
            }
        }
    }

    #[test]
    fn every_picture_has_room_of_its_own_on_the_page(article in article(), width in widths().prop_filter("room", |width| *width > 0)) {
        let page = page_at(&article, width);

        let mut last = 0;
        for picture in &page.pictures {
            prop_assert!(picture.left + picture.columns <= width && picture.columns > 0, "{picture:?}");
            prop_assert!(picture.lines.start >= last && picture.lines.len() <= (width % 40).max(1), "{picture:?}");
            for line in &page.lines[picture.lines.clone()] {
                prop_assert!(line.spans.iter().all(|span| span.source.is_none()), "{line}");
                prop_assert!(line.width() <= picture.left, "{line}");
            }
            last = picture.lines.end;
        }
        let shown = page.pictures.iter().map(|picture| picture.name).collect::<Vec<_>>();
        let named: Vec<_> = article.pictures().iter().map(|picture| picture.name()).collect();
        let mut rest = named.iter();
        prop_assert!(shown.iter().all(|shown| rest.any(|named| named == shown)), "{shown:?} of {named:?}");
    }

    #[test]
    fn every_character_is_shown_once(article in article(), width in widths().prop_filter("room", |width| *width > 0)) {
        let page = page_at(&article, width);

        for (number, block) in article.body.blocks().iter().enumerate() {
            let plain: Vec<char> = block.to_plain().chars().collect();
            let times = times_shown(&page, number, &plain);
            for (letter, times) in plain.iter().zip(times) {
                let may_miss = matches!(letter, ' ' | '\n') || is_passed_over(&article, block);
                prop_assert!(times == 1 || times == 0 && may_miss, "{letter:?} {times} times in {block:?}");
            }
        }
    }

    #[test]
    fn every_place_is_found_again(article in article(), width in widths().prop_filter("room", |width| *width > 0)) {
        let page = page_at(&article, width);

        for (number, line) in page.lines.iter().enumerate() {
            for source in line.spans.iter().filter_map(|span| span.source) {
                let Part::Block(block) = source.part else { continue };
                for offset in source.start..source.end {
                    let shown = page.line_of(block, offset);
                    prop_assert_eq!(shown, number);
                    let (block, offset) = page.place_of(shown);
                    prop_assert_eq!(page.line_of(block, offset), number);
                }
            }
        }
    }

    #[test]
    fn every_link_stands_where_the_page_says(article in article(), width in widths().prop_filter("room", |width| *width > 0)) {
        let page = page_at(&article, width);

        for (number, link) in page.links.iter().enumerate() {
            prop_assert!(page.lines[link.line].spans.iter().any(|span| span.link == Some(number)), "{link:?}");
        }
    }

    #[test]
    fn every_word_of_the_text_is_found(article in article(), width in widths().prop_filter("room", |width| *width > 0)) {
        let page = page_at(&article, width);

        for (number, block) in article.body.blocks().iter().enumerate().filter(|_| width > 1) {
            let plain = block.to_plain();
            for word in plain.split_whitespace().filter(|word| word.chars().all(|letter| letter.is_ascii_alphabetic())).take(5) {
                let found = page.find(word);
                prop_assert!(is_passed_over(&article, block) || found.iter().any(|found| found.source.part == Part::Block(number)), "{word}");
            }
        }
    }
}
