//! Which of two opinions on a page's text is right, or whether both are a part of it.
//!
//! Both saw the same page. What counts is how much of the one is in the other, and whether what only one of them has
//! is built like what both have.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::domain::Block;
use crate::extract::prose::{Line, Lines, Prose};

/// Words of one sequence that is compared.
const SEQUENCE: usize = 3;

/// A text of so small a share of the other is a notice or a teaser, unless it is long.
const SMALL: f32 = 0.12;
const LONG: usize = 250;

/// A text that shares less with the other is another one.
const COMMON: f32 = 0.25;

/// Words of a text that may replace another one.
const FEWEST: usize = 150;

/// What the second opinion has beyond the first, as a share of the first, that is worth adding.
const MORE: f32 = 0.4;

/// Which lines of the page to tell; none where the first opinion is right.
pub fn choose(first: &str, lines: &Lines, prose: &Prose) -> Option<Vec<usize>> {
    let of_first = sequences(first);
    let words = crate::extract::words::count(first);
    let kept = || prose.kept.iter().filter_map(|at| Some((*at, lines.lines.get(*at)?)));
    let is_shared = |line: &Line| {
        let own = sequences(&line.text);
        let shared = own.intersection(&of_first).count();
        !own.is_empty() && shared * 10 >= own.len() * 6
    };
    let (shared, extra): (Vec<_>, Vec<_>) = kept().partition(|(_, line)| is_shared(line));
    let count = |lines: &[(usize, &Line)]| lines.iter().map(|(_, line)| line.words).sum::<usize>();
    let (common, more) = (count(&shared), count(&extra));
    let all = common + more;
    let is_nothing = words == 0 && all > 0 || part(words, all) < SMALL && words < LONG;
    let is_other = part(common, words) < COMMON && all > 2 * words && all > FEWEST;
    let is_part = part(more, words) > MORE && part(common, words) >= 0.5 && are_alike(lines, &shared, &extra);
    (is_nothing || is_other || is_part).then(|| whole(lines, prose, &is_shared))
}

/// The blocks of the first opinion without lines that stand in furniture alone, unless they are much of it.
pub fn without_furniture(blocks: Vec<Block>, lines: &Lines, prose: &Prose) -> Vec<Block> {
    let (mut furniture, mut others) = (HashSet::new(), HashSet::new());
    for (line, is_beside) in lines.lines.iter().zip(&prose.beside) {
        let among = if *is_beside { &mut furniture } else { &mut others };
        among.insert(line.text.as_str());
    }
    let is_furniture = |block: &Block| match block {
        Block::Paragraph { text } => {
            let plain = text.to_plain();
            furniture.contains(plain.trim()) && !others.contains(plain.trim())
        }
        _ => false,
    };
    let count = |block: &Block| crate::extract::words::count(&block.to_plain());
    let all: usize = blocks.iter().map(count).sum();
    let dropped: usize = blocks.iter().filter(|block| is_furniture(block)).map(count).sum();
    if dropped * 10 > all * 3 {
        blocks
    } else {
        blocks.into_iter().filter(|block| !is_furniture(block)).collect()
    }
}

/// The lines of the second opinion, and those of the first that stand among them.
fn whole(lines: &Lines, prose: &Prose, is_shared: &dyn Fn(&Line) -> bool) -> Vec<usize> {
    let (Some(first), Some(last)) = (prose.kept.first(), prose.kept.last()) else { return Vec::new() };
    let kept: HashSet<&usize> = prose.kept.iter().collect();
    let is_told = |at: &usize| {
        kept.contains(at)
            || !prose.furniture.get(*at).copied().unwrap_or(true)
                && lines.lines.get(*at).is_some_and(is_shared)
    };
    (*first..=*last).filter(is_told).collect()
}

/// Whether half of what only one has is built like what both have, and is as long.
fn are_alike(lines: &Lines, shared: &[(usize, &Line)], extra: &[(usize, &Line)]) -> bool {
    let long = |line: &&Line| line.words > 5;
    let builds: HashSet<Vec<&str>> =
        shared.iter().map(|(_, line)| *line).filter(long).map(|line| lines.build(line)).collect();
    let of_extra = || extra.iter().map(|(_, line)| *line);
    let like: usize =
        of_extra().filter(|line| builds.contains(&lines.build(line))).map(|line| line.words).sum();
    let all: usize = of_extra().map(|line| line.words).sum();
    let mean = |lines: Vec<&Line>| part(lines.iter().map(|line| line.words).sum(), lines.len().max(1));
    let lengths = (
        mean(shared.iter().map(|(_, line)| *line).filter(long).collect()),
        mean(of_extra().filter(long).collect()),
    );
    like * 2 >= all && lengths.1 * 2.0 >= lengths.0
}

fn sequences(text: &str) -> HashSet<u64> {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let hash = |words: &[String]| {
        let mut hasher = DefaultHasher::new();
        words.hash(&mut hasher);
        hasher.finish()
    };
    words.windows(SEQUENCE).map(hash).collect()
}

fn part(some: usize, all: usize) -> f32 {
    let small = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    small(some) / small(all).max(1.0)
}
