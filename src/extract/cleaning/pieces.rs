//! Puts together what a page sets apart: a place and the paragraph after it, a number and the heading below it.

use crate::domain::{Block, Inline, Prose, Text};
use crate::extract::words;

/// Most words of a line that names the place of a report, and the fewest of the paragraph after it.
const PLACE: usize = 6;
const PARAGRAPH: usize = 6;

/// Most digits of the number of a heading.
const DIGITS: usize = 2;

/// The blocks with every place and every number at the beginning of what they belong to.
pub fn joined(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        kept.pop_if(|before| put_before(before, &mut block));
        kept.push(block);
    }
    kept
}

/// Puts the words of a paragraph at the beginning of the block after it, where they belong there.
fn put_before(paragraph: &Block, block: &mut Block) -> bool {
    let Block::Paragraph { text: lead } = paragraph else { return false };
    let plain = lead.to_plain();
    let plain = plain.trim();
    match block {
        Block::Paragraph { text } if is_place(plain) && words::count(&text.to_plain()) >= PARAGRAPH => {
            put(text, &format!("{plain} "));
            true
        }
        Block::Heading { text, .. } if is_number(plain) => {
            let heading = text.to_plain();
            let is_numbered = heading.trim_start().starts_with(plain.trim_end_matches('.'));
            if !is_numbered {
                put(text, &format!("{}. ", plain.trim_end_matches('.')));
            }
            true
        }
        _ => false,
    }
}

fn put(text: &mut Text, lead: &str) {
    if let Some(Inline::Plain(first)) = text.0.first_mut() {
        *first = Prose::from_untrusted(&format!("{lead}{first}"));
    } else {
        text.0.insert(0, Inline::Plain(Prose::from_untrusted(lead)));
    }
}

/// Whether a line is the place of a report, with the dash after it: "OLD TOWN —".
fn is_place(line: &str) -> bool {
    line.ends_with(['—', '–'])
        && line.starts_with(char::is_uppercase)
        && (1..=PLACE).contains(&words::count(line))
}

fn is_number(line: &str) -> bool {
    let number = line.trim_end_matches('.');
    (1..=DIGITS).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract_fragment;

    fn told(page: &str) -> Vec<String> {
        let blocks = joined(extract_fragment(page, None).0.blocks().to_vec());
        blocks.iter().map(Block::to_plain).collect()
    }

    #[test]
    fn the_place_of_a_report_begins_its_paragraph() {
        let text = "<p>Rain fell on the town in the night.</p>";

        assert_eq!(
            told(&format!("<p>OLD TOWN, May —</p>{text}")),
            ["OLD TOWN, May — Rain fell on the town in the night."]
        );
        assert_eq!(told(&format!("<p>and then —</p>{text}")).len(), 2);
    }

    #[test]
    fn a_number_above_a_heading_is_a_part_of_it() {
        assert_eq!(told("<p>3</p><h2>The <b>old</b> bridge</h2>"), ["3. The old bridge"]);
        assert_eq!(told("<p>3.</p><h2>3. The bridge</h2>"), ["3. The bridge"]);
        assert_eq!(told("<p>1999</p><h2>The bridge</h2>").len(), 2);
    }
}
