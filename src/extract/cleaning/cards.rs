//! Drops cards of films and of other stories, and placeholder texts.

use crate::domain::Block;
use crate::extract::{lexicon, words};

/// Most words of the headline, the age and the announcement of a card, and of its description.
const SHORT: usize = 25;
const BLURB: usize = 70;

/// The fewest words of other text beside which placeholder blocks are dropped, and the fewest such blocks.
const TEXT: usize = 50;
const SAMPLES: usize = 5;

/// Drops cards of films: a headline, an age, "Duration 1:30" and a description, with the line that invites to
/// watch.
pub fn drop_films(blocks: &[Block], kept: &mut [bool]) {
    let count = |at: usize| blocks.get(at).map_or(0, |block| words::count(&block.to_plain()));
    let is_paragraph = |at: usize| matches!(blocks.get(at), Some(Block::Paragraph { .. }));
    for at in (0..blocks.len()).filter(|at| blocks.get(*at).is_some_and(is_duration)) {
        let mut first = at;
        if first > 0 && is_paragraph(first - 1) && count(first - 1) <= 4 {
            first -= 1;
        }
        if first > 0 && matches!(blocks.get(first - 1), Some(Block::Heading { .. })) {
            first -= 1;
        }
        let tells_to_watch = |before: &usize| {
            let plain = blocks.get(*before).map(Block::to_plain).unwrap_or_default();
            plain.split_once('|').is_some_and(|(word, _)| words::count(word) == 1) && count(*before) <= SHORT
        };
        if first.checked_sub(1).as_ref().is_some_and(tells_to_watch) {
            first -= 1;
        }
        let is_blurb = is_paragraph(at + 1) && count(at + 1) <= BLURB;
        if let Some(dropped) = kept.get_mut(first..=at + usize::from(is_blurb)) {
            dropped.fill(false);
        }
    }
}

/// Whether a block is a duration, such as "Duration 1:30".
fn is_duration(block: &Block) -> bool {
    let Block::Paragraph { text } = block else { return false };
    let plain = text.to_plain();
    let time = plain.split_whitespace().last().unwrap_or_default();
    let is_time = time.contains(':') && time.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    is_time && words::count(&plain) <= 3 && plain.split_whitespace().count() == 2
}

/// Drops the dates and labels after the last text, under the heading of other stories.
pub fn drop_stories(blocks: &[Block], kept: &mut [bool]) {
    let is_text = |block: &Block| match block {
        Block::Paragraph { .. } | Block::List { .. } => {
            let plain = block.to_plain();
            words::ends_sentence(&plain) || words::count(&plain) > SHORT
        }
        Block::Heading { .. } | Block::Figure(_) | Block::Rule => false,
        _ => true,
    };
    let end = blocks.iter().rposition(is_text).map_or(0, |last| last + 1);
    let is_heading = |block: &Block| {
        matches!(block, Block::Paragraph { .. } | Block::Heading { .. })
            && lexicon::is_group_heading(&block.to_plain())
    };
    let heading = blocks.iter().skip(end).position(is_heading).filter(|_| end > 0);
    if let Some(dropped) = heading.and_then(|heading| kept.get_mut(end + heading..)) {
        dropped.fill(false);
    }
}

/// Drops placeholder text, where there is other text.
pub fn drop_samples(blocks: &[Block], kept: &mut [bool]) {
    let samples: Vec<bool> = blocks.iter().map(is_sample).collect();
    if samples.iter().filter(|is_sample| **is_sample).count() < SAMPLES {
        return;
    }
    let others = blocks.iter().zip(&samples).filter(|(_, is_sample)| !**is_sample);
    if others.map(|(block, _)| words::count(&block.to_plain())).sum::<usize>() < TEXT {
        return;
    }
    for (kept, is_sample) in kept.iter_mut().zip(samples) {
        *kept &= !is_sample;
    }
}

fn is_sample(block: &Block) -> bool {
    let plain = block.to_plain();
    plain.get(..plain.floor_char_boundary(11)).is_some_and(|start| start.eq_ignore_ascii_case("lorem ipsum"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::cleaning::tests::left;

    #[test]
    fn a_card_of_a_film_is_no_part_of_the_text() {
        let card = "<p>WATCH | The flood from above:</p><h3>The flood</h3><p>14 hours ago</p><p>Duration 1:30</p><p>It rose.</p>";

        assert_eq!(
            left(drop_films, &format!("<p>Rain fell.</p>{card}<p>It stopped.</p>")),
            "Rain fell.|It stopped."
        );
        assert_eq!(left(drop_films, "<p>It began at 10:30</p><p>It rose.</p>"), "It began at 10:30|It rose.");
    }

    #[test]
    fn the_days_of_other_stories_are_no_end_of_a_text() {
        let day = "<p>7 May 2020</p><p>8 May 2020</p>";

        assert_eq!(
            left(drop_stories, &format!("<p>Rain fell.</p><p>Also in the news</p>{day}")),
            "Rain fell."
        );
        assert_eq!(
            left(drop_stories, &format!("<p>Related</p>{day}<p>Rain fell.</p>")).matches('|').count(),
            3
        );
    }

    #[test]
    fn placeholder_text_is_dropped_beside_real_text() {
        let sample = "<p>Lorem ipsum dolor sit amet.</p>";
        let text = "<p>Rain fell on the town in the night.</p>".repeat(8);

        assert!(!left(drop_samples, &format!("{text}{}", sample.repeat(5))).contains("Lorem"));
        assert!(left(drop_samples, &format!("{text}{sample}")).contains("Lorem"));
        assert!(left(drop_samples, &format!("<p>Rain.</p>{sample}")).contains("Lorem"));
    }
}
