//! An entry whose text is a form that a program filled in: a label and an address or a number in each line. Its
//! numbers become one line of facts.

use crate::domain::{Article, Block, Body, FACT_SEPARATOR, Inline, Prose, Text, WebUrl};

/// The fewest lines of a form.
const FEWEST: usize = 2;

/// Most words of a label.
const LABEL: usize = 4;

/// A line of a form.
enum Line {
    Address,
    Number { label: String, number: String },
}

/// Replaces a form by its numbers and the host of the article, and takes the number of comments from it.
pub fn settle(article: &mut Article) {
    let Some(lines) = lines(&article.body) else { return };
    let mut facts = String::new();
    for line in lines {
        let Line::Number { label, number } = line else { continue };
        if let Some(comments) = article.comments.as_mut().filter(|_| label.contains("comment")) {
            comments.count = comments.count.or_else(|| number.parse().ok());
        }
        let before = if facts.is_empty() { "" } else { FACT_SEPARATOR };
        facts.extend([before, &number, " ", &label]);
    }
    let host = article.url.as_ref().map(host);
    if host.is_some() && !facts.is_empty() {
        facts.push_str(FACT_SEPARATOR);
    }
    let facts = Some(facts).filter(|facts| !facts.is_empty());
    let facts = facts.map(|facts| Inline::Plain(Prose::from_untrusted(&facts)));
    article.body = Body(vec![Block::Paragraph { text: Text(facts.into_iter().chain(host).collect()) }]);
}

fn host(url: &WebUrl) -> Inline {
    Inline::Link { text: Text::plain(url.host().trim_start_matches("www.")), url: url.clone() }
}

/// The lines of a text that is nothing but a form; one without an address is a table of its own.
fn lines(body: &Body) -> Option<Vec<Line>> {
    let mut lines = Vec::new();
    for block in body.blocks() {
        match block {
            Block::Paragraph { text } => {
                for line in text.to_plain().lines().filter(|line| !line.trim().is_empty()) {
                    lines.push(read(line.trim())?);
                }
            }
            Block::Rule => {}
            _ => return None,
        }
    }
    let has_address = lines.iter().any(|line| matches!(line, Line::Address));
    (lines.len() >= FEWEST && has_address).then_some(lines)
}

fn read(line: &str) -> Option<Line> {
    let (label, value) = line.split_once(": ")?;
    if label.split_whitespace().count() > LABEL {
        return None;
    }
    let value = value.trim();
    if value.starts_with("http") && WebUrl::parse(value).is_ok() {
        return Some(Line::Address);
    }
    let number: String = value.chars().filter(|digit| *digit != ',').collect();
    let is_number = !number.is_empty() && number.chars().all(|digit| digit.is_ascii_digit());
    let label = label.trim_start_matches('#').trim().to_lowercase();
    is_number.then_some(Line::Number { label, number })
}

#[cfg(test)]
mod tests {
    use crate::domain::Article;
    use crate::import::feed::tests::articles;

    fn entry(description: &str) -> Article {
        articles(&format!(
            "<rss><channel><item><title>Rain</title><link>https://www.paper.example/rain</link>
             <comments>https://talk.example/7</comments><description><![CDATA[{description}]]></description>
             </item></channel></rss>"
        ))
        .remove(0)
    }

    #[test]
    fn a_form_of_addresses_and_numbers_is_one_line_of_facts() {
        let article = entry(
            "<p>Article URL: <a href='https://www.paper.example/rain'>https://www.paper.example/rain</a></p>
             <p>Comments URL: <a href='https://talk.example/7'>https://talk.example/7</a></p>
             <p>Points: 1,313</p><p># Comments: 282</p>",
        );

        assert_eq!(article.body.to_plain(), "1313 points · 282 comments · paper.example");
        assert_eq!(article.comments.and_then(|comments| comments.count), Some(282));
        assert_eq!(article.standfirst, None);
    }

    #[test]
    fn a_text_with_a_sentence_or_without_an_address_is_no_form() {
        for text in [
            "<p>Article URL: <a href='https://paper.example/a'>https://paper.example/a</a></p><p>It rained.</p>",
            "<p>Points: 3</p><p>Goals: 2</p>",
            "<p>See: https://paper.example/a</p>",
        ] {
            assert!(!entry(text).body.to_plain().contains('·'), "{text}");
        }
    }
}
