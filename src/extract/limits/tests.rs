//! Pages beyond the limits, and pages within them.

use super::*;

#[test]
fn an_ordinary_page_is_left_alone() {
    let page = "<!-- a > b --><div class='x>y'><p>one<br>two<script type='application/ld+json'>'</p>'</script></div>";

    assert!(matches!(cut_to_limits(page), (Cow::Borrowed(same), notes) if same == page && notes.is_empty()));
}

#[test]
fn scripts_and_styles_are_left_out() {
    let page = "<style>p { }</style><p>one<script>if (a</b/) '</p>'</script>two<script src=a></script>";

    let (kept, notes) = cut_to_limits(page);

    assert_eq!(kept, "<style></style><p>one<script></script>two<script src=a></script>");
    assert_eq!(notes, Vec::<String>::new());
}

#[test]
fn the_content_of_a_shadow_root_is_kept_in_place() {
    let page =
        "<x-a><template shadowrootmode=open><p>Rain</p></template></x-a><template><p>no</p></template>";

    assert_eq!(cut_to_limits(page).0, "<x-a><p>Rain</p></x-a><template><p>no</p></template>");
}

#[test]
fn deep_elements_are_opened_up_and_their_text_kept() {
    let page = format!("{}deep{}after", "<div>".repeat(100_000), "</div>".repeat(100_000));

    let (page, notes) = cut_to_limits(&page);

    assert!(page.matches("<div>").count() == DEEPEST && page.contains("deep"));
    assert!(!notes.is_empty());
}

#[test]
fn a_tag_of_endless_attributes_loses_them() {
    let page = format!("<p {}>text</p>", "a=1 ".repeat(100_000));

    assert_eq!(cut_to_limits(&page).0, "<p>text</p>");
}

#[test]
fn a_tag_without_an_end_is_left_out() {
    assert_eq!(cut_to_limits("<p>a < b and </ c<a <b <c").0, "<p>a < b and </ c");
    assert_eq!(cut_to_limits(&"<a <b ".repeat(200_000)).0, "");
}

#[test]
fn tables_within_tables_and_endless_text_are_cut() {
    let tables = "<table><tr><td>".repeat(100_000);
    let text = format!("<p>{}", "rain ".repeat(2_000_000));

    let (kept, notes) = cut_to_limits(&tables);

    assert!(kept.len() < tables.len() / 5 && notes.len() == 2);
    assert_eq!(cut_to_limits(&text).0.len(), LONGEST);
}

#[test]
fn a_page_with_too_many_tags_is_cut_with_a_note() {
    let page = "<br>x".repeat(100_000);

    let (page, notes) = cut_to_limits(&page);

    assert!(page.len() < 100_000 * 4);
    assert_eq!(notes.len(), 1);
}
