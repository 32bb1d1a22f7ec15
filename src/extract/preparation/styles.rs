//! Styles that decide how the text of an element is read: with the line breaks of its source, or as a line of
//! its own.
//!
//! They are noted in attributes of newsprint's own, since extractors drop styles.

use dom_query::NodeRef;

use crate::extract::dom;

/// Notes the effects of an element's style.
pub fn note(node: &NodeRef<'_>) {
    let Some(style) = node.attr("style") else { return };
    let style: String = style.to_ascii_lowercase().split_whitespace().collect();
    let kept = ["white-space:pre", "white-space:break-spaces"];
    if kept.iter().any(|kept| style.contains(kept)) {
        if style.contains("monospace") {
            node.rename("pre");
        }
        // Extractors replace a division that holds only text by a paragraph without the attribute.
        if node.has_name("div") && !node.descendants_it().any(|below| dom::is_block(&dom::name(&below))) {
            node.rename("p");
        }
        node.set_attr(dom::KEEPS_LINES, "");
    }
    if ["display:block", "display:flex", "display:grid"].iter().any(|shown| style.contains(shown)) {
        node.set_attr(dom::IS_LINE, "");
    }
}

/// Whether an element is the line of a newsletter that only the list of a mailbox shows.
pub fn is_preheader(node: &NodeRef<'_>) -> bool {
    let Some(style) = node.attr("style") else { return false };
    let style: String = style.to_ascii_lowercase().split_whitespace().collect();
    let is_flat = ["mso-hide", "max-height:0", "max-width:0", "font-size:0", "font-size:1px", "opacity:0"];
    style.contains("display:none") && is_flat.iter().any(|flat| style.contains(flat))
}

#[cfg(test)]
mod tests {
    use crate::extract::{extract_fragment, extract_page};

    #[test]
    fn a_line_for_the_list_of_a_mailbox_is_no_text() {
        let letter = "<div style='display: none; max-height: 0; overflow: hidden'>Rain, and more inside</div>\
            <p>Rain fell.</p><p style='display: none'>It may be shown.</p>";

        assert_eq!(extract_fragment(letter, None).0.to_plain(), "Rain fell.\nIt may be shown.");
    }

    #[test]
    fn lines_that_a_style_keeps_stay_lines_in_a_page() {
        let line = |day: u8| {
            format!(
                "<p>On day {day} the river rose above its banks in the early hours, said the mayor, who asked everybody to stay at home.</p>"
            )
        };
        let text: String = (1..5).map(line).collect();
        let shown = "<p style='white-space: pre-wrap'>one\ntwo</p><pre><code><span style='display: block'>a</span><span style='display:flex'>  b</span></code></pre>\
            <div style='font-family: monospace; white-space: pre'>c\n  d</div>";
        let told = extract_page(
            &format!("<body><article><h1>Rain</h1>{text}{shown}{}</article>", line(6)),
            None,
            &|_| None,
        );

        let json = serde_json::to_string(&told.article.body).unwrap();
        for part in [r#"["one",{"break":true},"two"]"#, r#""text":"a\n  b""#, r#""text":"c\n  d""#] {
            assert!(json.contains(part), "{part} in {json}");
        }
    }
}
