//! Embeds of a page in a frame, a player or the script of a network: their kinds and addresses.
//!
//! They are marked in place before the page is extracted: extractors drop frames, and the sentence before one
//! would announce nothing. Nothing is fetched; the title is the frame's own.

mod kinds;

use dom_query::{Document, NodeRef};

use crate::domain::{Block, Embed, EmbedKind, Prose, Text, WebUrl};

use super::{dom, lexicon, words};

/// The attributes of a marked embed: its kind, address and title.
const KIND: &str = "data-embedded";
const ADDRESS: &str = "data-embedded-address";
const TITLE: &str = "data-embedded-title";

/// Attributes with the address of an embed that loads on scrolling or after consent.
const ADDRESSES: &[&str] = &[
    "src",
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-url",
    "data-embed-url",
    "data-iframe-src",
    "data",
];

/// The least pixels of a frame with content; a smaller one is a tracker.
const SMALLEST: u32 = 50;

/// The fewest words of a quoted post that are worth a quotation.
const FEWEST_WORDS: usize = 6;

/// Whether an element may be an embed.
pub fn is_candidate(node: &NodeRef<'_>, name: &str) -> bool {
    match name {
        "iframe" | "video" | "audio" | "object" | "embed" => true,
        "script" => node.attr("src").is_some_and(|address| is_listing(&address)),
        "blockquote" => node.has_attr("class"),
        "div" | "figure" | "section" | "a" | "span" => {
            node.has_attr("data-src") || node.has_attr("data-embed-url") || node.has_attr("data-iframe-src")
        }
        name => name.contains("youtube") || name.contains("vimeo") || name.starts_with("amp-iframe"),
    }
}

/// The origin of markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkupSource {
    /// A page, most of whose frames are advertisements or trackers.
    Page,
    /// The text of an entry or a message, whose frames are its author's.
    Text,
}

/// Marks every embed.
pub fn mark(nodes: &[NodeRef<'_>], source: MarkupSource) {
    for node in nodes {
        if node.parent().is_none() {
            continue;
        }
        match &*dom::name(node) {
            "video" => place_media(node, EmbedKind::Video),
            "audio" => place_media(node, EmbedKind::Audio),
            "blockquote" => of_post(node),
            "iframe" | "object" | "embed" | "amp-iframe" => of_frame(node, source),
            "script" => of_listing(node),
            _ => of_placeholder(node),
        }
    }
}

/// The marked embed at a node, as a block.
pub fn block(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<Block> {
    let kind = kinds::named(&node.attr(KIND)?)?;
    let url = dom::resolve(&node.attr(ADDRESS)?, base)?;
    let title = node.attr(TITLE).and_then(|title| Prose::non_empty(&title));
    Some(Block::Embed(Embed { url, kind, title }))
}

/// Whether a figure holds a marked post with its words, which are a quotation.
pub fn quotes_post(figure: &NodeRef<'_>) -> bool {
    figure.descendants_it().any(|below| below.has_attr(KIND))
        && figure.descendants_it().any(|below| below.has_name("blockquote"))
}

/// The marked embed in a figure, titled by the figure's caption or else by its own title.
pub fn within_figure(node: &NodeRef<'_>, base: Option<&WebUrl>) -> Option<Block> {
    let marked = node.descendants_it().find(|below| below.has_attr(KIND))?;
    let Block::Embed(mut embed) = block(&marked, base)? else { return None };
    let caption = node.descendants_it().find(|below| below.has_name("figcaption"));
    let caption = caption.and_then(|caption| Prose::non_empty(&dom::words(&caption)));
    embed.title = caption.or(embed.title);
    Some(Block::Embed(embed))
}

/// The embed for a line with only the address of a player or a post, which some pages leave to a script.
pub fn of_line(text: &Text) -> Option<Block> {
    let plain = text.to_plain();
    let plain = plain.trim();
    if !plain.starts_with("http") || plain.contains(char::is_whitespace) {
        return None;
    }
    let kind = kinds::of(plain)?;
    Some(Block::Embed(Embed { url: WebUrl::parse(plain).ok()?, kind, title: None }))
}

/// The address of the player that a document of its own shows, as its canonical address.
pub fn player_of(document: &Document) -> Option<String> {
    let root = document.root();
    let links = root.descendants_it().filter(|node| node.attr("rel").is_some_and(|rel| &*rel == "canonical"));
    links.filter_map(|link| dom::attribute(&link, "href")).find(|address| kinds::of(address).is_some())
}

fn of_frame(node: &NodeRef<'_>, source: MarkupSource) {
    let told = addresses(node).chain(within_object(node));
    let Some(address) = told.into_iter().find(|address| is_address(address)) else { return };
    let is_told =
        || source == MarkupSource::Text || address.contains("/embed") || shows_something(node, &address);
    let kind = kinds::of(&address).or_else(|| is_told().then_some(EmbedKind::Page));
    let title = dom::attribute(node, "title").or_else(|| dom::attribute(node, "aria-label"));
    if let Some(kind) = kind.filter(|_| !is_tiny(node) && !lexicon::is_contentless_frame(&address)) {
        place(node, kind, &address, title.as_deref());
    }
}

/// The addresses and parameters of an old player's object.
fn within_object(node: &NodeRef<'_>) -> Vec<String> {
    if !node.has_name("object") {
        return Vec::new();
    }
    let named = |below: &NodeRef<'_>| match &*dom::name(below) {
        "param" if matches!(below.attr("name").as_deref(), Some("movie" | "src" | "url")) => {
            dom::attribute(below, "value")
        }
        "embed" => dom::attribute(below, "src"),
        _ => None,
    };
    node.descendants_it().filter_map(|below| named(&below)).collect()
}

/// Whether a script shows a listing from elsewhere.
fn is_listing(address: &str) -> bool {
    address.contains("//gist.github.com/")
}

fn of_listing(node: &NodeRef<'_>) {
    let Some(address) = node.attr("src") else { return };
    let page = address.split('?').next().unwrap_or_default().trim_end_matches(".js");
    place(node, EmbedKind::Page, page, None);
}

/// Marks the placeholder of a player, which a script would fill.
fn of_placeholder(node: &NodeRef<'_>) {
    let named = ["videoid", "data-videoid", "video-id"].iter().find_map(|name| dom::attribute(node, name));
    let name = dom::name(node);
    let of_name = named.and_then(|id| kinds::player(&name, &id));
    let waiting = addresses(node).find(|address| is_address(address) && kinds::of(address).is_some());
    if let Some(address) = of_name.or(waiting)
        && let Some(kind) = kinds::of(&address)
    {
        place(node, kind, &address, dom::attribute(node, "title").as_deref());
    }
}

fn place_media(node: &NodeRef<'_>, kind: EmbedKind) {
    let sources = node.descendants_it().filter(|below| below.has_name("source"));
    let of_sources = sources.filter_map(|source| addresses(&source).next());
    let Some(address) = addresses(node).chain(of_sources).find(|address| !address.starts_with("blob:"))
    else {
        return;
    };
    let title = dom::attribute(node, "title").or_else(|| dom::attribute(node, "aria-label"));
    place(node, kind, &address, title.as_deref());
}

/// Marks a post. Its words, if the page has them, become a quotation with the link to the post below.
fn of_post(node: &NodeRef<'_>) {
    let label = dom::label(node);
    let is_post = ["tweet", "embed", "media", "post", "status", "toot", "skeet"];
    if !is_post.iter().any(|name| label.contains(name)) {
        return;
    }
    let linked = node.descendants_it().filter(|below| below.has_name("a"));
    let said = ["cite", "data-instgrm-permalink", "data-url", "data-href", "data-text-post-permalink"];
    let said = said.iter().filter_map(|name| dom::attribute(node, name));
    let linked: Vec<String> = linked.filter_map(|link| dom::attribute(&link, "href")).collect();
    let mut addresses = said.chain(linked.into_iter().rev());
    let Some(address) = addresses.find(|address| kinds::of(address).is_some()) else { return };
    let kind = kinds::of(&address).unwrap_or(EmbedKind::Post);
    let own = node.descendants_it().find(|below| below.has_name("p"));
    let has_words = own.is_some_and(|own| {
        let said = dom::words(&own);
        words::count(&said) >= FEWEST_WORDS
            && own.descendants_it().all(|below| !below.has_name("a") || dom::words(&below) != said)
    });
    let mark = marked(node, kind, &address, None);
    if has_words {
        node.insert_after(&mark);
    } else {
        let title = words_of_post(node);
        if let Some(title) = title {
            mark.set_attr(TITLE, &title);
        }
        node.replace_with(&mark);
    }
}

/// The last line of a post without words of its own, such as "A post shared by …".
fn words_of_post(node: &NodeRef<'_>) -> Option<String> {
    let lines = node.descendants_it().filter(|below| below.has_name("p")).map(|line| dom::words(&line));
    lines.into_iter().filter(|line| words::count(line) >= 3).last()
}

fn addresses<'node>(node: &'node NodeRef<'_>) -> impl Iterator<Item = String> + use<'node> {
    ADDRESSES.iter().filter_map(|name| dom::attribute(node, name))
}

fn is_address(address: &str) -> bool {
    address.starts_with("http") || address.starts_with('/') && address.len() > 1
}

/// Whether an unknown frame has a title, or is large.
fn shows_something(node: &NodeRef<'_>, address: &str) -> bool {
    let size = |name| dom::attribute(node, name).and_then(|size| size.parse().ok());
    let is_large = size("height").is_some_and(|height: u32| height >= 4 * SMALLEST)
        && size("width").is_none_or(|width: u32| width >= 4 * SMALLEST);
    let is_titled = dom::attribute(node, "title").is_some_and(|title| words::count(&title) >= 2);
    address.starts_with("http") && (is_large || is_titled)
}

fn is_tiny(node: &NodeRef<'_>) -> bool {
    let is_small = |name| {
        dom::attribute(node, name).and_then(|size| size.parse().ok()).is_some_and(|size: u32| size < SMALLEST)
    };
    let style = dom::attribute(node, "style").unwrap_or_default().replace(' ', "");
    is_small("width") || is_small("height") || style.contains("display:none")
}

/// Puts the mark in the place of a node. A `noscript` repeats the embed before it, or is the only one.
fn place(node: &NodeRef<'_>, kind: EmbedKind, address: &str, title: Option<&str>) {
    let spare = node.parent().filter(|parent| parent.has_name("noscript"));
    match spare {
        Some(spare) if spare.prev_element_sibling().is_some_and(|before| before.has_attr(KIND)) => {}
        Some(spare) => spare.insert_before(&marked(node, kind, address, title)),
        None => node.replace_with(&marked(node, kind, address, title)),
    }
}

/// A paragraph with a picture in it, which extractors keep where the picture has an address.
fn marked<'page>(
    node: &NodeRef<'page>,
    kind: EmbedKind,
    address: &str,
    title: Option<&str>,
) -> NodeRef<'page> {
    let mark = node.tree.new_element("p");
    mark.set_attr(KIND, kinds::name(kind));
    mark.set_attr(ADDRESS, address);
    if let Some(title) = title.filter(|title| !lexicon::is_player_title(title)) {
        mark.set_attr(TITLE, title);
    }
    let picture = node.tree.new_element("img");
    picture.set_attr("src", "#");
    mark.append_child(&picture);
    mark
}

#[cfg(test)]
mod tests {
    use crate::extract::extract_fragment;

    fn json(html: &str) -> String {
        serde_json::to_string(&extract_fragment(html, None).0).unwrap()
    }

    #[test]
    fn a_frame_is_an_embed_with_kind_and_title() {
        assert_eq!(
            json(
                "<p>Look:</p><iframe src='https://www.youtube.com/embed/abc' title='The flood of May'></iframe>"
            ),
            r#"[{"type":"paragraph","text":"Look:"},{"type":"embed","url":"https://www.youtube.com/embed/abc","kind":"video","title":"The flood of May"}]"#
        );
        assert_eq!(
            json(
                "<figure><iframe data-src='https://www.google.com/maps/embed?pb=1'></iframe><figcaption>The river</figcaption></figure>"
            ),
            r#"[{"type":"embed","url":"https://www.google.com/maps/embed?pb=1","kind":"map","title":"The river"}]"#
        );
    }

    #[test]
    fn a_film_and_a_sound_open_at_their_files() {
        assert_eq!(
            json(
                "<video controls><source src='https://v.example/v.mp4'></video><audio src='https://v.example/a.mp3'></audio>"
            ),
            r#"[{"type":"embed","url":"https://v.example/v.mp4","kind":"video"},{"type":"embed","url":"https://v.example/a.mp3","kind":"audio"}]"#
        );
    }

    #[test]
    fn the_words_of_a_post_stay_and_the_post_opens() {
        let post = "<blockquote class=twitter-tweet><p>The river rose by two metres in the night.</p>— Ana <a href='https://twitter.com/ana/status/1'>May 7</a></blockquote>";
        let bare = "<blockquote class=instagram-media data-instgrm-permalink='https://www.instagram.com/p/1/'><p>A post shared by Ana</p></blockquote>";

        let told = json(&format!("{post}{bare}"));

        for told in [&told, &json(&format!("<figure><div>{post}</div></figure>"))] {
            assert!(
                told.contains("two metres")
                    && told.contains(r#""url":"https://twitter.com/ana/status/1","kind":"post""#),
                "{told}"
            );
        }
        assert!(told.ends_with(r#"{"type":"embed","url":"https://www.instagram.com/p/1/","kind":"post","title":"A post shared by Ana"}]"#), "{told}");
    }

    #[test]
    fn trackers_and_advertisements_are_no_embeds() {
        let frames = "<iframe src='https://www.youtube.com/embed/abc' width=1 height=1></iframe>\
            <iframe src='https://ads.example/frame' width=600 height=400 title='a long title'></iframe>\
            <iframe src='https://paper.example/unknown' style='display: none'></iframe>";

        assert_eq!(json(frames), "[]");
    }

    #[test]
    fn a_frame_of_an_unknown_host_is_an_embed_in_a_text_and_not_in_a_page() {
        let frame = "<p>Look:</p><iframe src='//player.example/1'></iframe>";

        assert!(json(frame).ends_with(r#"{"type":"embed","url":"https://player.example/1","kind":"page"}]"#));
        assert!(!of_page(frame).contains("embed"));
    }

    #[test]
    fn a_film_in_the_text_of_a_page_stays_there() {
        for film in [
            "<iframe src='https://www.youtube.com/embed/abc'></iframe>",
            "<noscript><iframe src='https://www.youtube.com/embed/abc'></iframe></noscript>",
            "<iframe data-src='https://www.youtube.com/embed/abc'></iframe><noscript><iframe src='https://www.youtube.com/embed/abc'></iframe></noscript>",
        ] {
            let told = of_page(&format!("{film}<p>After it.</p>"));

            assert_eq!(
                told.matches(r#""url":"https://www.youtube.com/embed/abc","kind":"video""#).count(),
                1,
                "{told}"
            );
        }
    }

    /// The text of a page with an embed after its first paragraphs.
    fn of_page(shown: &str) -> String {
        let line = |day: u8| {
            format!(
                "<p>On day {day} the river rose above its banks in the early hours, said the mayor, who asked everybody to stay at home.</p>"
            )
        };
        let text: String = (1..5).map(line).collect();
        let page = format!("<body><article><h1>Rain</h1>{text}{shown}{}</article>", line(6));
        serde_json::to_string(&crate::extract::extract_page(&page, None, &|_| None).article.body).unwrap()
    }
}
