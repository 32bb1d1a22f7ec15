//! Lazy pictures: the placeholder is replaced by the picture itself.

use std::collections::HashMap;

use dom_query::NodeRef;

use crate::extract::{dom, words};

/// Attributes with the address of a lazy picture, and those with a set of addresses.
const LAZY_ADDRESS_ATTRIBUTES: &[&str] =
    &["data-src", "data-original", "data-lazy-src", "data-image-loader", "data-full-src"];
const SETS: &[&str] = &["srcset", "data-srcset", "data-lazy-srcset"];

/// Words in the file name of a placeholder.
const PLACEHOLDER_WORDS: &[&str] =
    &["placeholder", "blank.", "spacer.", "transparent.", "1x1", "lazyload", "pixel."];

/// Gives pictures their addresses where they have none of their own, or share one while their own waits.
pub fn resolve_lazy(images: &[NodeRef<'_>]) {
    let mut times: HashMap<String, usize> = HashMap::new();
    for address in images.iter().filter_map(|image| image.attr("src")) {
        *times.entry(address.to_string()).or_default() += 1;
    }
    for image in images {
        let is_shared =
            image.attr("src").is_some_and(|address| times.get(&*address).is_some_and(|times| *times > 1));
        if !has_address(image) || is_shared && lazy_address(image).is_some() {
            resolve_lazy_image(image);
        }
    }
}

/// The address that waits for a reader to come near.
fn lazy_address(image: &NodeRef<'_>) -> Option<String> {
    LAZY_ADDRESS_ATTRIBUTES
        .iter()
        .filter_map(|name| dom::attribute(image, name))
        .find(|address| is_real(address))
}

fn resolve_lazy_image(image: &NodeRef<'_>) {
    let of_picture = || {
        let picture = image.parent().filter(|parent| parent.has_name("picture"))?;
        let sources = picture.element_children().into_iter().filter(|source| source.has_name("source"));
        sources.into_iter().find_map(|source| largest_of(&source))
    };
    if let Some(address) = lazy_address(image).or_else(|| largest_of(image)).or_else(of_picture) {
        image.set_attr("src", &address);
    }
}

/// The first source of a picture that has nothing else, as its image.
pub fn only_source<'page>(picture: &NodeRef<'page>) -> Option<NodeRef<'page>> {
    if picture.descendants_it().any(|below| dom::is_image(&below)) {
        return None;
    }
    let source = picture.descendants_it().find(|below| below.has_name("source"))?;
    source.rename("img");
    Some(source)
}

/// The fewest words of a title text that is stored; a shorter one only names the picture.
const FEWEST_REMARKED: usize = 4;

/// Stores the title text of a picture, which browsers show on hover, where the alternative text does not contain it:
/// comics have half of their joke there.
pub fn note_remark(image: &NodeRef<'_>) {
    let Some(remark) = dom::attribute(image, "title") else { return };
    let alt = dom::attribute(image, "alt").unwrap_or_default().to_lowercase();
    if words::count(&remark) >= FEWEST_REMARKED && !alt.contains(&remark.to_lowercase()) {
        image.set_attr(dom::REMARK, &remark);
    }
}

/// Gives the address of the picture in a `noscript` element to the placeholder before it; without one, moves
/// the picture there.
pub fn unwrap(spare: &NodeRef<'_>) {
    let images: Vec<NodeRef<'_>> = spare.descendants_it().filter(dom::is_image).take(2).collect();
    let [image] = images.as_slice() else { return };
    if !has_address(image) || dom::is_hidden(image) || !dom::words(spare).is_empty() {
        return;
    }
    let before = spare.prev_element_sibling();
    let shown = before.and_then(|before| {
        std::iter::once(before).chain(before.descendants_it()).filter(dom::is_image).last()
    });
    match shown {
        Some(shown) if has_address(&shown) => {}
        Some(shown) => {
            if let Some(address) = dom::attribute(image, "src") {
                shown.set_attr("src", &address);
            }
        }
        None => spare.insert_before(image),
    }
}

fn has_address(image: &NodeRef<'_>) -> bool {
    image.attr("src").is_some_and(|address| is_real(&address))
}

/// Whether an address is that of a picture, and not of a placeholder.
fn is_real(address: &str) -> bool {
    let address = address.trim();
    let file = address.split(['?', '#']).next().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    !address.is_empty()
        && !address.starts_with("data:")
        && !PLACEHOLDER_WORDS.iter().any(|word| file.contains(word))
}

/// The largest picture in the sets of an element.
fn largest_of(node: &NodeRef<'_>) -> Option<String> {
    let sets = SETS.iter().filter_map(|name| node.attr(name));
    sets.filter_map(|set| largest(&set).map(str::to_owned)).find(|address| is_real(address))
}

/// The largest address of a set: addresses have commas too, so they end at a blank.
fn largest(set: &str) -> Option<&str> {
    let mut found: Vec<(&str, f32)> = Vec::new();
    for part in set.split_whitespace() {
        // Some sets have no blank between a size and the next address.
        let (size, address) = match part.split_once(',') {
            Some((size, rest)) if size_of(size).is_some() => (size_of(size), rest),
            _ if size_of(part).is_some() => (size_of(part), ""),
            _ => (None, part.trim_end_matches(',')),
        };
        if let (Some(size), Some((_, known))) = (size, found.last_mut()) {
            *known = size;
        }
        found.extend((!address.is_empty()).then_some((address, 1.0)));
    }
    let (address, _) = found.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    Some(address)
}

fn size_of(part: &str) -> Option<f32> {
    part.strip_suffix(['w', 'x', 'h'])?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::largest;
    use crate::domain::{Block, WebUrl};
    use crate::extract::extract_fragment;

    #[test]
    fn the_largest_picture_of_a_set_is_taken() {
        assert_eq!(largest("/a,w_1.jpg 300w, /a,w_2.jpg 900w, /c.jpg 600w"), Some("/a,w_2.jpg"));
        assert_eq!(largest("/a.jpg 1x,/b.jpg 2x"), Some("/b.jpg"));
        assert_eq!(largest("/a.jpg, /b.jpg 1.5x "), Some("/b.jpg"));
        assert_eq!(largest(" "), None);
    }

    #[test]
    fn a_lazy_picture_is_read_once_with_its_own_address() {
        let waits = "<img alt=River src='data:image/gif;base64,R0lG'";
        for page in [
            format!("{waits} data-src=/river.jpg>"),
            format!("{waits} data-srcset='/small.jpg 1x, /river.jpg 2x'>"),
            format!("<picture><source srcset='/river.jpg 2x, /small.jpg'>{waits}></picture>"),
            format!("{waits}><noscript><img alt=River src=/river.jpg></noscript>"),
            "<div><noscript><img alt=River src=/river.jpg></noscript></div>".to_owned(),
            "<img src=/wait.gif width=1><img src=/wait.gif data-src=/river.jpg alt=River>".to_owned(),
            "<img alt=River src=/river.jpg><noscript><img alt=River src=/large.jpg></noscript>".to_owned(),
            "<picture><source srcset='/small.jpg 300w, /river.jpg 900w'></picture>".to_owned(),
        ] {
            let base = WebUrl::parse("https://paper.example/a").ok();
            let body = extract_fragment(&format!("<p>Rain fell.</p>{page}"), base.as_ref()).0;
            let shown: Vec<&str> = body
                .blocks()
                .iter()
                .filter_map(|block| match block {
                    Block::Figure(figure) => figure.url.as_ref().map(WebUrl::as_str),
                    _ => None,
                })
                .collect();
            assert_eq!(shown, ["https://paper.example/river.jpg"], "{page}");
        }
    }
}
