//! Converts between a place in the text and the line that shows it.

use super::{Line, Page, Part, Role, Source, Span};

impl Page {
    /// The first line that shows a place of the body, or else the text after it.
    pub fn line_of(&self, block: usize, offset: usize) -> usize {
        let wanted = (block, offset);
        let shown = self.body_spans().filter(|&(_, (at, source))| (at, source.end) > wanted);
        let nearest = shown.min_by_key(|&(line, (at, source))| (at, source.start, line));
        nearest.or_else(|| self.body_spans().last()).map_or(0, |(line, _)| line)
    }

    /// The first place of the body on a line, or else on a later one: its block and the characters before it
    /// in the block. A line above the body gives the beginning of the body.
    pub fn place_of(&self, line: usize) -> (usize, usize) {
        if self.body_spans().next().is_none_or(|(first, _)| line < first) {
            return (0, 0);
        }
        let below = self.lines.iter().skip(line).find_map(first_place);
        let end = || self.body_spans().last().map(|(_, (block, source))| (block, source.end));
        below.or_else(end).unwrap_or_default()
    }

    /// The first lines of the headings.
    pub fn headings(&self) -> Vec<usize> {
        let is_heading = |line: usize| self.lines.get(line).is_some_and(has_heading);
        let begins = |&line: &usize| is_heading(line) && !line.checked_sub(1).is_some_and(is_heading);
        (0..self.lines.len()).filter(begins).collect()
    }

    fn body_spans(&self) -> impl Iterator<Item = (usize, (usize, Source))> {
        let numbered = self.lines.iter().enumerate();
        numbered.flat_map(|(number, line)| line.spans.iter().filter_map(in_body).map(move |at| (number, at)))
    }
}

fn in_body(span: &Span) -> Option<(usize, Source)> {
    match span.source {
        Some(source @ Source { part: Part::Block(block), .. }) => Some((block, source)),
        _ => None,
    }
}

fn first_place(line: &Line) -> Option<(usize, usize)> {
    line.spans.iter().filter_map(in_body).map(|(block, source)| (block, source.start)).min()
}

fn has_heading(line: &Line) -> bool {
    line.spans.iter().any(|span| matches!(span.role, Role::Heading(_)))
}

#[cfg(test)]
mod tests {
    use crate::typeset::tests::sentences::page_of;

    #[test]
    fn a_place_is_shown_by_the_line_it_is_on_at_any_width() {
        let json = r#"[{"type":"heading","level":2,"text":"Later"},{"type":"rule"},
            {"type":"paragraph","text":"The river rose in the night and fell at dawn."}]"#;
        let (wide, narrow) = (page_of(json, 60), page_of(json, 20));

        assert_eq!(wide.headings(), [3]);
        assert_eq!(wide.place_of(0), (0, 0));
        assert_eq!(wide.place_of(5), (2, 0));
        assert_eq!(narrow.lines[8].to_string(), "the night and fell");
        assert_eq!(narrow.place_of(8), (2, 18));
        assert_eq!((narrow.line_of(2, 30), wide.line_of(2, 30)), (8, 7));
        assert_eq!((narrow.line_of(1, 0), narrow.line_of(9, 9)), (7, 9));
    }
}
