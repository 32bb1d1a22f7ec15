//! Finds the run of lines with the most prose and the least of anything else: the article, from its headline
//! to its end.

use super::cards;
use super::evidence::Evidence;
use super::scores::{OTHER_STORIES, name};
use super::{Line, Lines, ProseLines};

/// The share of visible prose from which hidden prose is something else.
const VISIBLE: f32 = 0.35;

/// The best run of a page.
pub fn of(lines: &Lines) -> ProseLines {
    let total = lines.prose_words();
    if total < 1.0 {
        return ProseLines::default();
    }
    let cards = cards::of(lines);
    let furniture = boilerplate_boxes(lines, total, &cards);
    let scores: Vec<f32> = lines.lines.iter().map(|line| score_within(lines, line, &furniture)).collect();
    let (start, end) = best(&scores);
    let is_kept = |at: &usize| {
        let (line, score) = (&lines.lines[*at], scores[*at]);
        let is_item = matches!(name(lines, line), "li" | "td" | "th" | "dd" | "dt" | "h2" | "h3" | "h4");
        !furniture[line.place]
            && !is_caption(lines, line)
            && (is_item && score > OTHER_STORIES / 2.0 || line.linked * 10 <= line.words * 6 && score > -1.0)
    };
    let mut is_told: Vec<bool> = (start..end).map(|at| is_kept(&at)).collect();
    keep_labels(lines, &furniture, start, &mut is_told);
    let kept = (start..end).zip(is_told).filter(|(_, is_told)| *is_told).map(|(at, _)| at).collect();
    let is_beside = |at: usize| {
        let place = &lines.boxes[at];
        cards[at] || place.mass < place.evidence.outweighed_from() * total
    };
    ProseLines {
        kept,
        is_boilerplate: lines.lines.iter().map(|line| furniture[line.place]).collect(),
        beside: lines.lines.iter().map(|line| lines.around(line.place).any(is_beside)).collect(),
    }
}

/// Keeps the paragraphs of a word or two between lines that are kept, in the same box as one of them: the label of a list
/// or of a score.
fn keep_labels(lines: &Lines, furniture: &[bool], start: usize, is_kept: &mut [bool]) {
    let is_label = |line: &Line| {
        line.words <= LABEL && line.linked == 0 && name(lines, line) == "p" && !furniture[line.place]
    };
    let is_beside = |line: &Line, other: Option<&Line>| {
        let around = lines.boxes[line.place].parent;
        other.is_some_and(|other| lines.around(other.place).take(NEAR).any(|place| Some(place) == around))
    };
    for at in 1..is_kept.len().saturating_sub(1) {
        let Some(line) = lines.lines.get(start + at).filter(|_| !is_kept[at]) else { continue };
        let (before, after) = (lines.lines.get(start + at - 1), lines.lines.get(start + at + 1));
        let is_between = is_kept[at - 1] && is_kept[at + 1];
        is_kept[at] = is_between && is_label(line) && (is_beside(line, before) || is_beside(line, after));
    }
}

/// Most words of a label, and boxes around another line among which is the one around the label.
const LABEL: usize = 3;
const NEAR: usize = 4;

/// Whether each box is furniture, so that no line in it is text.
fn boilerplate_boxes(lines: &Lines, total: f32, cards: &[bool]) -> Vec<bool> {
    let hidden: f32 = outermost(lines, Evidence::Hidden);
    let is_hidden_dead = total - hidden > VISIBLE * total;
    let mut furniture = Vec::with_capacity(lines.boxes.len());
    for (place, is_card) in lines.boxes.iter().zip(cards) {
        let is_within = place.parent.and_then(|parent| furniture.get(parent).copied()).unwrap_or(false);
        let is_hidden = place.evidence == Evidence::Hidden && is_hidden_dead;
        let is_light = place.mass < place.evidence.outweighed_from() * total;
        furniture.push(is_within || *is_card || is_hidden || is_light);
    }
    furniture
}

/// The prose in the outermost boxes with this evidence.
fn outermost(lines: &Lines, evidence: Evidence) -> f32 {
    let is_within = |place: &super::PageBox| {
        place
            .parent
            .is_some_and(|parent| lines.around(parent).any(|around| lines.boxes[around].evidence == evidence))
    };
    lines
        .boxes
        .iter()
        .filter(|place| place.evidence == evidence && !is_within(place))
        .map(|place| place.mass)
        .sum()
}

fn is_caption(lines: &Lines, line: &Line) -> bool {
    lines.around(line.place).take(4).any(|place| lines.boxes[place].evidence == Evidence::Caption)
}

fn score_within(lines: &Lines, line: &Line, furniture: &[bool]) -> f32 {
    let score = line.score;
    if furniture[line.place] {
        score.min(0.0) - 1.0
    } else if is_caption(lines, line) {
        0.0
    } else {
        score
    }
}

/// The begin and end of the run with the greatest sum.
fn best(scores: &[f32]) -> (usize, usize) {
    let (mut sum, mut start) = (0.0, 0);
    let mut best = (0.0, 0, 0);
    for (at, score) in scores.iter().enumerate() {
        if sum <= 0.0 {
            (sum, start) = (0.0, at);
        }
        sum += score;
        if sum > best.0 {
            best = (sum, start, at + 1);
        }
    }
    (best.1, best.2)
}
