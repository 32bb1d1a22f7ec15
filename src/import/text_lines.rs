//! Converts plain text to markup: its paragraphs, its lines, and its addresses as links.

use crate::text::escape_markup;

/// Characters that an address does not end with.
const AFTER_ADDRESS: &[char] = &['.', ',', ';', ':', '!', '?', '\'', '"', '’', '”', '»', '*', '_'];

/// The markup of a text whose line breaks mean nothing: blank lines part paragraphs.
pub fn paragraphs(text: &str) -> String {
    joined(text, "<p>", &escape_markup)
}

/// The markup of a text whose line breaks count; its addresses become links.
pub fn markup(text: &str) -> String {
    joined(text, "<p style=\"white-space: pre-line\">", &linked)
}

fn joined(text: &str, paragraph: &str, line: &dyn Fn(&str) -> String) -> String {
    let mut markup = String::with_capacity(text.len() + text.len() / 8);
    let mut is_open = false;
    for written in text.lines() {
        if written.trim().is_empty() {
            markup.push_str(if is_open { "</p>" } else { "" });
            is_open = false;
        } else {
            markup.push_str(if is_open { "\n" } else { paragraph });
            markup.push_str(&line(written.trim_end()));
            is_open = true;
        }
    }
    markup.push_str(if is_open { "</p>" } else { "" });
    markup
}

/// A line with its http and https addresses as links.
fn linked(line: &str) -> String {
    let mut markup = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = ["http://", "https://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(at);
        let end =
            from.find(|letter: char| letter.is_whitespace() || "<>\"".contains(letter)).unwrap_or(from.len());
        let (address, after) = from.split_at(end);
        let address = without_end(address);
        markup.push_str(&escape_markup(before));
        let written = escape_markup(address);
        markup.extend(["<a href=\"", &written, "\">", &written, "</a>"]);
        rest = from.get(address.len()..).unwrap_or(after);
    }
    markup.push_str(&escape_markup(rest));
    markup
}

/// An address without the punctuation after it; a closing bracket belongs to it where it was opened there.
fn without_end(address: &str) -> &str {
    let mut address = address;
    loop {
        let shorter = address.trim_end_matches(AFTER_ADDRESS);
        let shorter = match shorter.chars().next_back() {
            Some(')') if !shorter.contains('(') => shorter.trim_end_matches(')'),
            Some(']') if !shorter.contains('[') => shorter.trim_end_matches(']'),
            _ => shorter,
        };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_lines_and_addresses_become_links() {
        assert_eq!(
            markup("one\ntwo & three\n\nsee (https://a.example/b?c=d&e), or http://c.example."),
            "<p style=\"white-space: pre-line\">one\ntwo &amp; three</p><p style=\"white-space: pre-line\">see (<a href=\"https://a.example/b?c=d&amp;e\">https://a.example/b?c=d&amp;e</a>), or \
             <a href=\"http://c.example\">http://c.example</a>.</p>"
        );
        assert_eq!(
            markup("https://a.example/b_(c)"),
            "<p style=\"white-space: pre-line\"><a href=\"https://a.example/b_(c)\">https://a.example/b_(c)</a></p>"
        );
    }

    #[test]
    fn lines_of_wrapped_text_run_on() {
        assert_eq!(paragraphs("one\r\ntwo\r\n \r\nthree <"), "<p>one\ntwo</p><p>three &lt;</p>");
        assert_eq!(paragraphs(" \n"), "");
    }
}
