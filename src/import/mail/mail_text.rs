//! Converts the plain text of a message to Markdown: wrapped lines are joined, other lines stay, and a patch
//! becomes code.

use std::borrow::Cow;

use crate::import::plain_text::is_wrapped;

/// Beginnings of the first lines of a patch.
const PATCH: &[&str] = &["diff --git ", "diff -", "Index: ", "--- a/", "@@ -"];

/// The Markdown of a text. In a flowed one (RFC 3676) a blank at the end of a line joins it to the next.
pub fn markdown(text: &str, is_flowed: bool) -> String {
    let text = text.replace("\r\n", "\n");
    let lines: Vec<&str> = text.lines().collect();
    let begins = |line: &&str| PATCH.iter().any(|start| line.starts_with(start));
    let patch = lines.iter().position(begins).filter(|at| is_patch(lines.get(*at..).unwrap_or_default()));
    let (words, patch) = lines.split_at(patch.unwrap_or(lines.len()));
    let mut markdown = String::with_capacity(text.len() + text.len() / 8);
    for part in words.split(|line| line.trim().is_empty()) {
        add(&mut markdown, part, is_flowed);
    }
    if !patch.is_empty() {
        markdown.push_str("````diff\n");
        for line in patch {
            markdown.extend([line, "\n"]);
        }
        markdown.push_str("````\n");
    }
    markdown
}

/// Adds lines without a blank line among them.
fn add(markdown: &mut String, part: &[&str], is_flowed: bool) {
    let is_wrapped = is_wrapped(part);
    for line in part {
        // The signature begins here; the line would make a heading of the words above it.
        if matches!(*line, "-- " | "--") {
            markdown.push_str("\n---\n\n");
            continue;
        }
        let goes_on = if is_flowed { line.ends_with(' ') } else { is_wrapped };
        // Two blanks keep the end of a line.
        let end = if goes_on { "\n" } else { "  \n" };
        markdown.extend([&*without_tags(line.trim_end()), end]);
    }
    markdown.push('\n');
}

/// A line whose signs are no markup; an address in angle brackets stays one, and indented code is literal.
fn without_tags(line: &str) -> Cow<'_, str> {
    if line.starts_with("    ") || line.starts_with('\t') || !line.contains(['<', '&']) {
        return Cow::Borrowed(line);
    }
    let mut written = String::with_capacity(line.len() + 8);
    let mut rest = line;
    while let Some(letter) = rest.chars().next() {
        let address = rest.find('>').filter(|_| letter == '<' && is_address(rest));
        let (piece, after) = rest.split_at(address.map_or(letter.len_utf8(), |end| end + 1));
        written.push_str(if matches!(piece, "&" | "<") { "\\" } else { "" });
        written.push_str(piece);
        rest = after;
    }
    Cow::Owned(written)
}

/// Whether a text begins with an address in angle brackets.
fn is_address(text: &str) -> bool {
    let inside =
        text.strip_prefix('<').and_then(|rest| rest.split_once('>')).map_or("", |(inside, _)| inside);
    let is_one = |inside: &str| !inside.contains(char::is_whitespace) && inside.contains(['@', ':']);
    is_one(inside) && !inside.contains(['<', '"', '=']) || inside.starts_with("http")
}

fn is_patch(lines: &[&str]) -> bool {
    let has = |start: &str| lines.iter().any(|line| line.starts_with(start));
    has("@@ ") && (has("+") || has("-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::markdown::body;

    fn told(text: &str, is_flowed: bool) -> String {
        serde_json::to_string(&body(&markdown(text, is_flowed), None)).unwrap()
    }

    #[test]
    fn wrapped_lines_run_on_and_short_ones_stay() {
        let text = "The river rose above its banks in the early hours of the morning, said\nthe mayor, who asked everybody to stay at home until the water falls.\n\none\ntwo\n";

        let wrapped = told(text, false);

        assert!(
            wrapped.contains("said the mayor") && wrapped.contains(r#"["one ",{"break":true},"two"]"#),
            "{wrapped}"
        );
        assert!(told("one \ntwo\nthree\n", true).contains(r#"["one two ",{"break":true},"three"]"#));
    }

    #[test]
    fn signs_of_plain_text_are_no_markup() {
        let text = "Use <b> for bold &amp; if a<b then stop, see <https://a.example/b?c=d&e>\n";

        assert!(
            told(text, false).contains(
                r#"["Use <b> for bold &amp; if a<b then stop, see ",{"link":"https://a.example/b?c=d&e","url":"https://a.example/b?c=d&e"}]"#
            ),
            "{}",
            told(text, false)
        );
    }

    #[test]
    fn a_patch_is_code() {
        let text = "Fix it.\n\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n\n # more\n";

        assert!(told(text, false).ends_with(
            r#"{"type":"code","language":"diff","text":"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n\n # more"}]"#
        ));
    }
}
