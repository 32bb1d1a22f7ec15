//! Cards: adjacent boxes of the same markup, each with a linked headline and a line or two of another story.

use std::collections::HashMap;

use super::Lines;

/// The fewest words of the headline of a card.
const HEADLINE: usize = 3;

/// Most linked headlines and pieces of prose in one card.
const MOST_HEADLINES: usize = 3;
const MOST_PROSE: usize = 2;

/// The largest share of the page's prose in one card.
const MOST_SHARE: f32 = 0.2;

/// Whether each box is a card.
pub fn of(lines: &Lines) -> Vec<bool> {
    let mut headlines = vec![0_usize; lines.boxes.len()];
    let mut prose = vec![0_usize; lines.boxes.len()];
    for line in &lines.lines {
        let is_headline = line.words >= HEADLINE && line.linked * 10 > line.words * 7;
        let is_prose = line.score > 0.0;
        for place in lines.around(line.place) {
            headlines[place] += usize::from(is_headline);
            prose[place] += usize::from(is_prose);
        }
    }
    let total = lines.prose_words().max(1.0);
    let is_like = |at: usize| {
        (1..=MOST_HEADLINES).contains(&headlines[at])
            && (1..=MOST_PROSE).contains(&prose[at])
            && lines.boxes[at].mass < MOST_SHARE * total
    };
    let mut beside: HashMap<Option<usize>, usize> = HashMap::new();
    for (_, place) in lines.boxes.iter().enumerate().filter(|(at, _)| is_like(*at)) {
        *beside.entry(place.parent).or_default() += 1;
    }
    let is_card = |(at, place): (usize, &super::PageBox)| {
        is_like(at) && beside.get(&place.parent).is_some_and(|count| *count > 1)
    };
    lines.boxes.iter().enumerate().map(is_card).collect()
}
