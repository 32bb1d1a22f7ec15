//! Pictures that are no part of a text: icons, arrows, logos, placeholders, portraits of the authors.

use std::collections::HashMap;

use crate::domain::{Author, Block, Figure, Prose, WebUrl};
use crate::extract::words;

/// Words in the file names of icons. Those of the second list stand in the names of photographs too: they count only
/// for vector graphics.
const SIGNS: &[&str] =
    &["icon", "icons", "arrow", "spinner", "loader", "loading", "sprite", "favicon", "gravatar"];
const DRAWN: &[&str] = &["logo", "play"];

/// Times that a picture appears in a text, from which it is decoration.
const OFTEN: usize = 3;

/// The blocks without pictures that are no part of the text and have no caption: icons, repeated pictures, and
/// portraits of the authors.
pub fn without(mut blocks: Vec<Block>, authors: &[Author]) -> Vec<Block> {
    let mut times: HashMap<WebUrl, usize> = HashMap::new();
    for block in &blocks {
        if let Block::Figure(Figure { url: Some(url), .. }) = block {
            *times.entry(url.clone()).or_default() += 1;
        }
    }
    let is_author =
        |alt: &Prose| authors.iter().any(|author| is_portrait(alt.as_str(), author.name.as_str()));
    blocks.retain(|block| match block {
        Block::Figure(Figure { caption: None, url: Some(url), alt, .. }) => {
            let is_often = times.get(url).is_some_and(|times| *times >= OFTEN);
            !is_sign(url) && !is_often && !alt.as_ref().is_some_and(is_author)
        }
        _ => true,
    });
    blocks
}

/// Whether the words for a picture are those of the portrait of an author: "Ana Ruiz", "Headshot of Ana Ruiz".
fn is_portrait(alt: &str, author: &str) -> bool {
    alt == author || alt.contains(author) && words::count(alt) <= words::count(author) + SHOT
}

/// Words beside the name of an author in those for a portrait.
const SHOT: usize = 2;

/// Whether a picture is a sign of the page: an arrow, a button to play, its logo, a part of its layout.
fn is_sign(url: &WebUrl) -> bool {
    let path = url.path().to_ascii_lowercase();
    if path.contains("/wp-content/themes/") {
        return true;
    }
    let file = path.rsplit('/').next().unwrap_or_default();
    let is_drawn = [".svg", ".gif"].iter().any(|end| file.ends_with(end));
    let mut words = file.split(|letter: char| !letter.is_ascii_alphabetic());
    words.any(|word| SIGNS.contains(&word) || is_drawn && DRAWN.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract_fragment;

    #[test]
    fn pictures_that_are_no_part_of_a_text_are_left_out() {
        let picture = |file: &str, alt: &str| {
            format!("<p>Rain fell.</p><img src=https://paper.example/{file} alt='{alt}'>")
        };
        let page = [
            picture("river.jpg", "The river"),
            picture("a/icon-left.png", "Before"),
            picture("logo-paper.svg", "The Paper"),
            picture("logo-of-the-town.jpg", "A new logo"),
            picture("ana.jpg", "Ana Ruiz"),
            picture("b.jpg", "Headshot of Ana Ruiz"),
            picture("wp-content/themes/paper/wave.jpg", "A wave"),
            picture("c.jpg", "Ana Ruiz and the mayor on the river"),
            picture("wait.jpg", "One").repeat(3),
        ];
        let ana = Author { name: "Ana Ruiz".into(), bio: None };

        let left = without(extract_fragment(&page.concat(), None).0.blocks().to_vec(), &[ana]);

        let told: Vec<String> = left
            .iter()
            .filter_map(|block| match block {
                Block::Figure(figure) => figure.alt.as_ref().map(ToString::to_string),
                _ => None,
            })
            .collect();
        assert_eq!(told, ["The river", "A new logo", "Ana Ruiz and the mayor on the river"]);
    }
}
