//! Sets blocks, each kind in its own form.

use super::code::set_code;
use super::embeds;
use super::figure::set_figure;
use super::galley::{Galley, Style};
use super::margin::{Margin, blanks, moved_right};
use super::table::set_table;
use super::{Line, Role, Span};
use crate::domain::{Block, Inline, Item, Prose, Text};

/// Bullets by the depth of their list.
const BULLETS: [&str; 3] = ["• ", "◦ ", "‣ "];

/// The margins of a pull quote on both sides, on a page of comfortable width and a narrow one.
const PULL_QUOTE_MARGIN: &str = "    ";
const NARROW_PULL_QUOTE_MARGIN: &str = "  ";
const NARROW: usize = 40;

/// Least columns between a quotation's last words and its source on the same line.
const BEFORE_ATTRIBUTION: usize = 3;

/// Sets blocks one after another with a blank line between them.
pub(super) fn set_blocks(galley: &mut Galley, blocks: &[Block], depth: usize) {
    for block in blocks {
        set_block(galley, block, depth);
        galley.request_blank_line();
    }
}

/// Sets a block within `depth` lists.
pub(super) fn set_block(galley: &mut Galley, block: &Block, depth: usize) {
    let running = Style { role: galley.text_role, hyphenates: true };
    match block {
        Block::Paragraph { text } => galley.text(text, running),
        Block::Heading { level, text } => {
            let level = (*level).clamp(1, 6);
            let role = Role::Heading(level);
            let mark = format!("{} ", "#".repeat(usize::from(level)));
            galley.announced(&mark, role, |galley| galley.text(text, Style::whole(role)));
            if level == 1 {
                galley.underline();
            }
        }
        Block::Quotation { blocks, attribution } => {
            let bar = Margin::plain(if galley.linear { "> " } else { "┃ " }, Role::QuotationBar);
            galley.within(bar, |galley| set_quotation(galley, blocks, attribution.as_ref(), depth));
        }
        Block::PullQuote { text, attribution } => {
            let clear = if galley.room() < NARROW { NARROW_PULL_QUOTE_MARGIN } else { PULL_QUOTE_MARGIN };
            let margin = if galley.linear {
                Margin::plain("> ", Role::PullQuote)
            } else {
                Margin { right: clear.len(), ..Margin::plain(clear, Role::PullQuote) }
            };
            galley.within(margin, |galley| {
                galley.text(text, Style::whole(Role::PullQuote));
                set_attribution(galley, attribution.as_ref(), false);
            });
        }
        Block::List { ordered, start, items } => {
            let first = ordered.then_some(start.unwrap_or(1));
            set_list(galley, first, items, depth);
        }
        Block::Code { language, text } => {
            set_code(galley, text.as_str(), language.as_ref().map(Prose::as_str));
        }
        Block::Table(table) => set_table(galley, table),
        Block::Figure(figure) => set_figure(galley, figure),
        Block::Embed(embed) => embeds::set_embed(galley, embed),
        Block::Math { text, .. } => {
            let margin = Margin::plain(if galley.linear { "" } else { "    " }, Role::Body);
            galley.within(margin, |galley| galley.words(text.as_str(), Style::whole(galley.text_role)));
        }
        Block::Rule => set_rule(galley),
    }
}

fn set_quotation(galley: &mut Galley, blocks: &[Block], attribution: Option<&Text>, depth: usize) {
    let around = std::mem::replace(&mut galley.text_role, Role::Quotation);
    let before = galley.lines.len();
    set_blocks(galley, blocks, depth);
    galley.text_role = around;
    let ends_in_prose = matches!(blocks.last(), Some(Block::Paragraph { .. })) && galley.lines.len() > before;
    set_attribution(galley, attribution, ends_in_prose);
}

/// Sets the source of a quotation: beside its last line where there is room, else under it at the right.
fn set_attribution(galley: &mut Galley, attribution: Option<&Text>, beside: bool) {
    let Some(name) = attribution else { return };
    galley.close_gap();
    let mut flow = super::flow::Flow::default();
    let words = name.to_plain();
    if !words.is_empty() && !words.trim_start().starts_with(['—', '–', '-']) {
        flow.push_ornament("— ", Role::Attribution);
    }
    flow.push_text(name, Role::Attribution, &mut galley.links);
    galley.position.begin_piece();
    let room = galley.room();
    let lines = galley.compose(&flow, room, false);
    let [line] = lines.as_slice() else {
        return galley.push_all(lines);
    };
    if galley.linear {
        return galley.push_all(lines);
    }
    let free = galley.room_beside_last();
    let taken = line.width();
    match galley.lines.last_mut() {
        Some(last) if beside && taken + BEFORE_ATTRIBUTION <= free => {
            last.spans.push(blanks(free - taken));
            last.spans.extend_from_slice(&line.spans);
        }
        _ => galley.push(moved_right(line, room - taken)),
    }
}

fn set_list(galley: &mut Galley, first: Option<u32>, items: &[Item], depth: usize) {
    if first.is_none() && are_definitions(items) {
        return items.iter().for_each(|item| set_definition(galley, item, depth));
    }
    let is_loose = items.iter().any(|item| is_loose(item));
    let others = u32::try_from(items.len()).unwrap_or(u32::MAX).saturating_sub(1);
    let digits = first.map_or(0, |first| first.saturating_add(others).to_string().len());
    for (item, position) in items.iter().zip(0..) {
        let mark = match first {
            Some(first) => format!("{:>digits$}. ", first.saturating_add(position)),
            None if galley.linear => "- ".to_owned(),
            None => BULLETS[depth.min(BULLETS.len() - 1)].to_owned(),
        };
        galley.within(Margin::hanging(mark, Role::ListMarker), |galley| {
            set_item(galley, item, is_loose, depth);
        });
        if is_loose {
            galley.request_blank_line();
        }
    }
}

/// Whether the items are definitions: each begins with a term in bold, and most have a text after it.
fn are_definitions(items: &[Item]) -> bool {
    let is_term = |item: &Item| match item.first() {
        Some(Block::Paragraph { text }) => matches!(text.runs(), [Inline::Strong(_)]),
        _ => false,
    };
    let said = items.iter().filter(|item| item.len() > 1).count();
    said * 2 >= items.len() && said > 0 && items.iter().all(is_term)
}

/// Sets a term and its definition, indented below.
fn set_definition(galley: &mut Galley, item: &[Block], depth: usize) {
    let (term, said) = item.split_at(1);
    set_blocks(galley, term, depth);
    if !said.is_empty() {
        galley.close_gap();
        galley.within(Margin::plain("    ", Role::Body), |galley| set_blocks(galley, said, depth + 1));
        galley.request_blank_line();
    }
}

fn set_item(galley: &mut Galley, item: &[Block], is_loose: bool, depth: usize) {
    let before = galley.lines.len();
    if is_loose {
        set_blocks(galley, item, depth + 1);
    } else {
        for block in item {
            set_block(galley, block, depth + 1);
        }
    }
    if galley.lines.len() == before {
        galley.push(Line::default());
    }
}

/// Whether an item holds more than a paragraph and the lists under it.
fn is_loose(item: &[Block]) -> bool {
    let is_tight = |block: &Block| matches!(block, Block::List { .. });
    !item.iter().skip(1).all(is_tight)
}

fn set_rule(galley: &mut Galley) {
    if galley.linear {
        return galley.push(Line { spans: vec![Span::ornament("---", Role::Rule)] });
    }
    let room = galley.room();
    let stars = if room < 5 { "*" } else { "* * *" };
    let centred = format!("{:1$}{stars}", "", (room - stars.len()) / 2);
    galley.push(Line { spans: vec![Span::ornament(centred, Role::Rule)] });
}
