//! Moves captions and credits that stand as paragraphs into their figures.

use crate::domain::{Block, Figure, Prose, Text, normalised_headline};
use crate::extract::{figures, lexicon, words};

/// Most words of a caption that is recognised by its neighbours.
const CAPTION_WORDS: usize = 60;

/// The blocks with every caption in its figure.
pub fn joined(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let plain = match &block {
            Block::Paragraph { text } => text.to_plain(),
            _ => String::new(),
        };
        if plain.is_empty() || words::count(&plain) > CAPTION_WORDS * 2 {
            kept.push(block);
        } else if is_credit_alone(&plain) {
            credit(&mut kept, &plain);
        } else if let Some(figure) = repeated_caption(kept.last(), &plain) {
            add(&mut kept, figure);
        } else if let Some((caption, credit)) = lexicon::captioned(&plain) {
            let figure = Figure {
                caption: Some(Text::plain(caption)).filter(|text| !text.is_blank()),
                credit: Prose::non_empty(credit),
                ..Figure::default()
            };
            add(&mut kept, figure);
        } else {
            kept.push(block);
        }
    }
    kept
}

/// The caption in a paragraph that begins with the alternative text of the picture before it.
fn repeated_caption(before: Option<&Block>, line: &str) -> Option<Figure> {
    let Some(Block::Figure(Figure { alt: Some(alt), caption: None, .. })) = before else { return None };
    let told = normalised_headline(alt.as_str());
    if words::count(&told) < REPEATED || !normalised_headline(line).starts_with(&told) {
        return None;
    }
    let (caption, credit) = lexicon::credit_at_end(line).unwrap_or((line, ""));
    Some(Figure {
        caption: Some(Text::plain(caption)).filter(|text| !text.is_blank()),
        credit: Prose::non_empty(credit),
        ..Figure::default()
    })
}

/// The fewest words of a description for which a caption that begins with it counts as a repetition.
const REPEATED: usize = 5;

/// "Photo: A. Lens", "A. Lens | Getty Images".
fn is_credit_alone(line: &str) -> bool {
    lexicon::is_credit(line) && !words::ends_sentence(line)
}

/// Adds a credit to the figure before it, with a short paragraph between the two as its caption.
fn credit(kept: &mut Vec<Block>, line: &str) {
    let credit = Prose::non_empty(lexicon::without_credit_word(line));
    let between = match kept.as_slice() {
        [.., Block::Figure(figure), Block::Paragraph { text }]
            if figure.caption.is_none() && words::count(&text.to_plain()) <= CAPTION_WORDS =>
        {
            Some(text.clone())
        }
        _ => None,
    };
    if between.is_some() {
        kept.pop();
    }
    add(kept, Figure { caption: between, credit, ..Figure::default() });
}

/// Adds the words of a picture to the figure before it, or as a figure of their own.
fn add(kept: &mut Vec<Block>, known: Figure) {
    match kept.last_mut() {
        Some(Block::Figure(figure)) if figure.caption.is_none() || known.caption.is_none() => {
            figure.caption = figure.caption.take().or(known.caption);
            figure.credit = figure.credit.take().or(known.credit);
            figures::drop_repeated_alt(figure);
        }
        _ => kept.push(Block::Figure(known)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract_fragment;

    #[test]
    fn a_paragraph_that_repeats_what_a_picture_shows_is_its_caption() {
        let page = "<p>Rain fell.</p><img src=https://paper.example/r.jpg alt='The river at the old bridge'>\
                    <p>The river at the old bridge in May</p><p>It stopped.</p>";

        let blocks = joined(extract_fragment(page, None).0.blocks().to_vec());

        let [_, Block::Figure(figure), Block::Paragraph { .. }] = blocks.as_slice() else {
            panic!("{blocks:?}")
        };
        let caption = figure.caption.as_ref().map(Text::to_plain);
        assert_eq!(caption.as_deref(), Some("The river at the old bridge in May"));
        assert_eq!(figure.alt, None);
    }
}
