//! Headlines in the rows of a list: a few lines, with `…` where words are left out.

use super::line_words::{self, LineWord};
use super::shorten::break_wide_words;
use super::{fit, truncate};

/// A headline in at most `most_lines` lines; the last ends with `…` where words are left out.
pub fn wrap(text: &str, width: usize, most_lines: usize) -> Vec<String> {
    if width == 0 || most_lines == 0 {
        return Vec::new();
    }
    let limit = line_words::columns(width);
    let mut parts = Vec::new();
    line_words::split(text, 0, &mut parts);
    break_wide_words(text, &mut parts, limit);
    let even = fit::fit(&parts, limit);
    if even.len() <= most_lines {
        return even.into_iter().map(|line| shown(text, line)).collect();
    }
    let full = fit::fill(&parts, limit);
    let mut lines: Vec<String> = full.iter().take(most_lines - 1).map(|line| shown(text, line)).collect();
    let rest = full.get(most_lines - 1).and_then(|line| line.first()).map_or(text.len(), |word| word.start);
    lines.push(truncate(text.get(rest..).unwrap_or_default().trim_end(), width).into_owned());
    lines
}

fn shown(text: &str, line: &[LineWord]) -> String {
    match line {
        [word] if word.ending == line_words::Ending::Cut => "…".to_owned(),
        [first, .., last] => text.get(first.start..last.end).unwrap_or_default().to_owned(),
        [word] => text.get(word.start..word.end).unwrap_or_default().to_owned(),
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::width;

    const HEADLINE: &str = "Czech government sides with US over anti-Chinese 5G policy";

    #[test]
    fn a_headline_is_set_evenly_where_it_fits() {
        assert_eq!(
            wrap(HEADLINE, 28, 3),
            ["Czech government sides", "with US over anti-Chinese", "5G policy"]
        );
        assert_eq!(wrap("Short", 28, 2), ["Short"]);
        assert_eq!(wrap("", 28, 2), [""; 0]);
    }

    #[test]
    fn a_headline_that_is_cut_ends_with_a_whole_word() {
        assert_eq!(wrap(HEADLINE, 28, 2), ["Czech government sides with", "US over anti-Chinese 5G…"]);
        assert_eq!(wrap(HEADLINE, 20, 1), ["Czech government…"]);
        assert_eq!(wrap(HEADLINE, 0, 2), [""; 0]);
        assert_eq!(wrap(HEADLINE, 20, 0), [""; 0]);
    }

    #[test]
    fn a_row_is_never_wider_than_its_list() {
        for text in [HEADLINE, "東京で大雨、交通に影響", "👩\u{200d}👩\u{200d}👧 family ﾊﾞｽ क्ष्म्य"]
        {
            for columns in 0..40 {
                for lines in 0..4 {
                    let rows = wrap(text, columns, lines);
                    assert!(rows.len() <= lines);
                    assert!(rows.iter().all(|row| width(row) <= columns), "{columns} {rows:?}");
                }
            }
        }
    }
}
