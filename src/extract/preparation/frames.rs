//! Frames with a document of their own (`srcdoc`): its text takes their place, or the player that it shows.

use dom_query::{Document, NodeRef};

use crate::extract::{dom, embeds, limits};

/// Most frames of a page, and most bytes of one, that are opened.
const FRAMES: usize = 40;
const LONGEST: usize = 256 << 10;

/// Opens the frames of a page. A frame with an address of its own is an embed, and frames within frames stay
/// closed.
pub fn open(document: &Document) {
    let root = document.root();
    let has_own = |node: &NodeRef<'_>| node.has_name("iframe") && node.has_attr("srcdoc");
    let frames: Vec<NodeRef<'_>> = root.descendants_it().filter(has_own).take(FRAMES).collect();
    for frame in frames {
        let is_told = dom::attribute(&frame, "src").is_some_and(|address| address.contains("//"));
        let held = frame.attr("srcdoc").filter(|held| held.len() <= LONGEST && !is_told);
        if let Some(held) = held {
            put(&frame, &held);
        }
    }
}

fn put(frame: &NodeRef<'_>, held: &str) {
    let (held, _) = limits::cut_to_limits(held);
    if let Some(player) = embeds::player_of(&Document::from(held.as_ref())) {
        frame.set_attr("src", &player);
        return;
    }
    frame.rename("div");
    frame.remove_all_attrs();
    frame.set_html(held.as_ref());
}

#[cfg(test)]
mod tests {
    use crate::extract::extract_fragment;

    #[test]
    fn the_text_of_a_frame_without_an_address_stands_in_its_place() {
        let told = |html: &str| serde_json::to_string(&extract_fragment(html, None).0).unwrap();

        let text = told(
            "<p>Before.</p><iframe srcdoc='&lt;p&gt;Rain &lt;b&gt;fell&lt;/b&gt;.&lt;/p&gt;'></iframe><p>After.</p>",
        );
        assert!(
            text.contains(r#"["Rain ",{"strong":"fell"},"."]"#) && text.ends_with(r#""After."}]"#),
            "{text}"
        );
        let player = told(
            "<iframe srcdoc='&lt;link rel=canonical href=https://www.youtube.com/watch?v=abc&gt;Play'></iframe>",
        );
        assert!(player.contains(r#""embed","url":"https://www.youtube.com/watch?v=abc""#), "{player}");
        let own = told("<iframe src='https://www.youtube.com/embed/abc' srcdoc='Play'></iframe>");
        assert!(own.contains("https://www.youtube.com/embed/abc") && !own.contains("Play"), "{own}");
    }
}
