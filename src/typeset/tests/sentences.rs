//! Tests of pages, told as sentences with the page expected.

use crate::domain::{Block, Body, Language, Text};
use crate::typeset::*;

pub(super) const TODAY: jiff::civil::Date = jiff::civil::date(2020, 5, 9);

pub(in crate::typeset) fn page_of(json: &str, width: usize) -> Page {
    let body: Body = serde_json::from_str(json).unwrap();
    page(
        &Article { body, language: Language::parse("en"), ..Article::default() },
        &Setting::new(width, TODAY),
    )
}

/// The body as a person sees it, without the byline above it.
pub(in crate::typeset) fn set(json: &str, width: usize) -> String {
    let page = page_of(json, width);
    let begin = page.lines.iter().position(|line| line.spans.is_empty()).map_or(0, |blank| blank + 1);
    Page { lines: page.lines.into_iter().skip(begin).collect(), ..Page::default() }.to_string()
}

fn paragraph(words: &str, width: usize) -> String {
    set(&serde_json::to_string(&Body(vec![Block::Paragraph { text: Text::plain(words) }])).unwrap(), width)
}

#[test]
fn lines_are_even_over_the_whole_paragraph() {
    let words = "To be, or not to be: that is the question.";

    assert_eq!(paragraph(words, 10), "To be,\nor not to\nbe: that\nis the\nquestion.\n");
}

#[test]
fn words_are_parted_only_where_it_is_wanted_and_whole_words_leave_a_hole() {
    let words = "Protecting communications networks from disruption or manipulation is essential.";
    let article = Article {
        body: Body(vec![Block::Paragraph { text: Text::plain(words) }]),
        language: Language::parse("en"),
        ..Article::default()
    };
    let paragraph = |_: &str, width| {
        let page = page(&article, &Setting { hyphenate: true, ..Setting::new(width, TODAY) });
        page.to_string().split_once("\n\n").map(|(_, text)| text.to_owned()).unwrap_or_default()
    };

    assert!(!set(&serde_json::to_string(&article.body).unwrap(), 22).contains("-\n"));
    assert_eq!(
        paragraph(words, 22),
        "Protecting communi-\ncations networks from\ndisruption or manipu-\nlation is essential.\n"
    );
    assert_eq!(
        paragraph(words, 68),
        "Protecting communications networks from disruption or manipulation\nis essential.\n"
    );
}

#[test]
fn chinese_and_japanese_wrap_without_spaces_and_without_stranded_stops() {
    assert_eq!(
        paragraph("新幹線は「運転を見合わせている」と発表した。", 14),
        "新幹線は「運転\nを見合わせてい\nる」と発表し\nた。\n"
    );
}

#[test]
fn an_address_is_broken_after_its_joints() {
    let address = "See https://paper.example/2020/05/07/policy?page=2 now";

    assert_eq!(paragraph(address, 20), "See https://paper.\nexample/2020/05/07/\npolicy?page=2 now\n");
}

#[test]
fn a_quotation_keeps_its_bar_on_every_line() {
    let json = r#"[{"type":"quotation","attribution":"Declaration","blocks":[
        {"type":"paragraph","text":"Networks must be protected from disruption."},
        {"type":"quotation","blocks":[{"type":"paragraph","text":"So said the other declaration."}]},
        {"type":"paragraph","text":"It is a must."}]}]"#;

    let page = "\
┃ Networks must be protected
┃ from disruption.
┃
┃ ┃ So said the other
┃ ┃ declaration.
┃
┃ It is a must.
┃              — Declaration
";
    assert_eq!(set(json, 28), page);
    assert_eq!(set(json, 40).lines().last(), Some("┃ It is a must.            — Declaration"));
}

#[test]
fn a_pull_quote_stands_apart() {
    let json = r#"[{"type":"paragraph","text":"Before."},
        {"type":"pull_quote","text":"A sentence pulled out of the text.","attribution":"— Somebody"}]"#;

    let page = "\
Before.

  A sentence pulled out of
  the text.
                    — Somebody
";
    assert_eq!(set(json, 32), page);
    assert!(set(json, 60).starts_with("Before.\n\n    A sentence pulled out of the text.\n"));
}

#[test]
fn lists_hang_and_numbers_stand_at_the_right() {
    let json = r#"[{"type":"list","ordered":false,"items":[
        [{"type":"paragraph","text":"One thing that takes two lines."},
         {"type":"list","ordered":true,"start":9,"items":[
            [{"type":"paragraph","text":"nine"}],
            [{"type":"paragraph","text":"ten"},
             {"type":"list","ordered":false,"items":[[{"type":"paragraph","text":"deep"}], []]}]]}],
        [{"type":"paragraph","text":"two"}]]}]"#;

    let page = "\
• One thing that takes
  two lines.
   9. nine
  10. ten
      ‣ deep
      ‣
• two
";
    assert_eq!(set(json, 22), page);
}

#[test]
fn items_of_several_paragraphs_are_set_loosely() {
    let json = r#"[{"type":"list","ordered":true,"items":[
        [{"type":"paragraph","text":"one"},{"type":"paragraph","text":"more"}],
        [{"type":"paragraph","text":"two"}]]},
        {"type":"paragraph","text":"After."}]"#;

    assert_eq!(set(json, 22), "1. one\n\n   more\n\n2. two\n\nAfter.\n");
}

#[test]
fn code_is_broken_only_where_the_page_ends() {
    let json = r#"[{"type":"code","text":"fn a() {\n    let long = name;\n\n}\n"}]"#;

    assert_eq!(set(json, 30), "  fn a() {\n      let long = name;\n\n  }\n");
    assert_eq!(set(json, 16), "  fn a() {\n      let long =\n↪  name;\n\n  }\n");
    let text = r#"[{"type":"code","text":"The applications of the\nprotocol"}]"#;
    assert_eq!(set(text, 16), "  The\n↪ applications\n↪ of the\n  protocol\n");
}

#[test]
fn code_wider_than_the_page_keeps_its_lines_where_it_can_be_scrolled() {
    let json = r#"[{"type":"code","text":"The applications of the protocol are many.\nprotocol"},
        {"type":"paragraph","text":"After."}]"#;
    let body: Body = serde_json::from_str(json).unwrap();
    let setting = Setting { window_width: Some(40), ..Setting::new(30, TODAY) };

    let page = page(&Article { body, ..Article::default() }, &setting);

    let begin = page.lines.iter().position(|line| line.to_string().contains("The app")).unwrap();
    let shown: Vec<String> = page.lines.iter().skip(begin).map(ToString::to_string).collect();
    assert_eq!(shown, ["  The applications of the protocol are many.", "  protocol", "", "After."]);
    assert_eq!((page.window_width, page.most_scroll()), (40, 4));
    let is_wide = |line: usize| page.wide_at(begin + line).is_some();
    assert_eq!([is_wide(0), is_wide(1), is_wide(2)], [true, true, false]);
}

const TABLE: &str = r#"[{"type":"table","header":["Operator","Vendor of the network","Sites"],
    "rows":[["Vodafone","Huawei and Ericsson","1,204"],["O2",""],["T-Mobile","Ericsson","–"]],
    "caption":"Sites by operator"}]"#;

#[test]
fn a_table_lines_its_columns_up_and_its_figures_at_the_right() {
    let page = "\
Operator  Vendor of the network  Sites
──────────────────────────────────────
Vodafone  Huawei and Ericsson    1,204
O2
T-Mobile  Ericsson                   –

Sites by operator
";
    assert_eq!(set(TABLE, 60), page);
}

#[test]
fn a_table_shrinks_to_fit() {
    let page = "\
Operator  Vendor of the  Sites
          network
──────────────────────────────
Vodafone  Huawei and     1,204
          Ericsson
╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
O2
T-Mobile  Ericsson           –

Sites by operator
";
    assert_eq!(set(TABLE, 30), page);
}

#[test]
fn a_table_that_cannot_fit_becomes_lists() {
    let page = "\
Operator: Vodafone
Vendor of the network:
  Huawei and Ericsson
Sites: 1,204

Operator: O2

Operator: T-Mobile
Vendor of the network:
  Ericsson
Sites: –

Sites by operator
";
    assert_eq!(set(TABLE, 22), page);
}

#[test]
fn a_picture_is_described_by_its_words() {
    let json = r#"[{"type":"figure","alt":"A river","caption":"The river at dawn","credit":"A. Lens"},
        {"type":"figure","alt":"The hall","caption":"The hall, at last (A. Lens)"},
        {"type":"figure","alt":"The gate. Photo: A. Lens","caption":"The gate."},
        {"type":"figure","url":"https://paper.example/a.jpg"},
        {"type":"figure","alt":"P1610087.jpg","credit":"A. Lens"},
        {"type":"figure","alt":"n/a","caption":"GETTY"},
        {"type":"rule"}]"#;

    let page = "\
▣ A river
  The river at dawn
  A. Lens

▣ The hall, at last
  (A. Lens)

▣ The gate. Photo:
  A. Lens

       * * *
";
    assert_eq!(set(json, 20), page);
}

#[test]
fn the_lead_image_is_not_repeated_in_the_text() {
    let json = r#"{"lead_image":{"url":"https://paper.example/a-1200.jpg","alt":"The river at dawn."},
        "body":[{"type":"figure","url":"https://paper.example/a-600.jpg","caption":"The river at dawn"},
            {"type":"paragraph","text":"It rose."},{"type":"figure","caption":"The bridge"}]}"#;
    let article: Article = serde_json::from_str(json).unwrap();

    let page = page(&article, &Setting::new(40, TODAY)).to_string();

    assert_eq!(page.matches("The river at dawn").count(), 1, "{page}");
    assert!(page.contains("▣ The bridge"), "{page}");
}

#[test]
fn blanks_at_the_ends_of_a_link_are_no_part_of_it() {
    let json = r#"[{"type":"paragraph","text":["See",{"link":[" the ",{"strong":"report "}],"url":"https://paper.example/1"},"and go."]}]"#;

    let page = page_of(json, 40);

    let spans = page.lines.iter().skip(2).flat_map(|line| &line.spans);
    let texts: Vec<(&str, bool)> = spans.map(|span| (span.text.as_str(), span.link.is_some())).collect();
    assert_eq!(texts, [("See ", false), ("the report", true), (" and go.", false)]);
}

#[test]
fn raised_and_lowered_text_takes_its_shapes_and_a_break_is_kept() {
    let json = r#"[{"type":"paragraph","text":["E = mc",{"sup":"2"},", H",{"sub":"2"},"O, x",{"sup":"n;1"},
        ", as said",{"sup":["[",{"link":"1","url":"https://paper.example/1"},"]"]},{"break":true},"and after."]}]"#;

    assert_eq!(set(json, 60), "E = mc², H₂O, x^(n;1), as said[1]\nand after.\n");
}

#[test]
fn marks_become_roles_and_links_are_counted() {
    let json = r#"[{"type":"paragraph","text":["Read ",{"strong":["the ",{"emphasis":"whole"}]}," ",
        {"link":["report by ",{"code":"us"}],"url":"https://paper.example/1"}]}]"#;

    let page = page_of(json, 14);

    let roles: Vec<(&str, Role)> = page
        .lines
        .iter()
        .skip(2)
        .flat_map(|line| &line.spans)
        .map(|span| (span.text.as_str(), span.role))
        .collect();
    let expected = [
        ("Read ", Role::Body),
        ("the ", Role::Strong),
        ("whole", Role::StrongEmphasis),
        ("report by us", Role::Link),
    ];
    assert_eq!(roles, expected);
    assert_eq!((page.links[0].words.as_str(), page.links[0].line), ("report by us", 4));
}

#[test]
fn an_embed_is_a_line_with_a_link() {
    let json = r#"[{"type":"embed","url":"https://www.video.example/watch?v=1","kind":"video","title":"The flood"},
        {"type":"embed","url":"https://sound.example/2/","kind":"audio"}]"#;

    let page = page_of(json, 60);

    assert_eq!(set(json, 60), "▶ Video · The flood · video.example/watch?v=1\n\n♪ Audio · sound.example/2\n");
    let links: Vec<(&str, usize)> = page.links.iter().map(|link| (link.words.as_str(), link.line)).collect();
    assert_eq!(links, [("The flood", 3), ("sound.example/2", 5)]);
}

#[test]
fn a_long_address_is_shown_as_far_as_there_is_room() {
    let json = r#"[{"type":"embed","url":"https://video.example/embed/?v=1.77d1ff0c609e9963c3f09f2f2b4d2683499d6f27&t=20","kind":"video"},
        {"type":"embed","url":"https://video.example/an-address-that-goes-on-and-on-and-on-until-nobody-reads-it","kind":"video"}]"#;

    assert_eq!(
        set(json, 80),
        "▶ Video · video.example/embed…\n\n\
         ▶ Video · video.example/an-address-that-goes-on-and-on-and-on-unt…\n"
    );
}

#[test]
fn a_formula_stands_in_its_line_and_on_its_own() {
    let json = r#"[{"type":"paragraph","text":["Of ",{"math":"x²"}," metres."]},{"type":"math","tex":"x^2","text":"x²"}]"#;

    assert_eq!(set(json, 40), "Of x² metres.\n\n    x²\n");
}

#[test]
fn a_page_without_columns_has_no_lines() {
    assert_eq!(page_of(r#"[{"type":"rule"}]"#, 0), Page::default());
    assert_eq!(set(r#"[{"type":"paragraph","text":"東a"}]"#, 1).trim_start_matches(|c| c != '…'), "…\na\n");
}
