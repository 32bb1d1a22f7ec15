//! The front page as Markdown, and as HTML fit for a mail: escaped, without scripts, styles in the elements.

use std::io::{self, Write};

use crate::domain::{Calendar, FrontPagePart, FrontPageStory, ListRow, WebUrl, Why};
use crate::text::{escape_attribute, escape_markdown, escape_markup};
use crate::typeset;
use crate::words::Words;

/// Most sources that are named for a story.
const NAMED: usize = 6;

/// A story of the page, with the address of its article.
pub struct FrontRow<'row> {
    pub row: &'row ListRow,
    pub front: &'row FrontPageStory,
    pub url: Option<WebUrl>,
}

impl FrontRow<'_> {
    /// "Gazette, Wire · today 14:05".
    fn facts(&self, calendar: Calendar) -> String {
        let words = Words::english();
        let names =
            self.front.sources.iter().take(NAMED).map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let left = self.front.sources.len().saturating_sub(NAMED);
        let more = if left > 0 { format!(" +{left}") } else { String::new() };
        let count = match &self.row.why {
            Some(Why::FrontPage { sources, .. }) if *sources > 1 => words.sources(*sources),
            _ => String::new(),
        };
        let date =
            self.row.published.map(|moment| typeset::date(moment, calendar, words)).unwrap_or_default();
        let facts = [count, format!("{names}{more}"), date];
        facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

/// The name of the part of the page that begins with a story; `None` within a part.
fn begins<'page>(before: Option<&FrontPagePart>, place: &'page FrontPagePart) -> Option<&'page str> {
    match place {
        _ if before == Some(place) => None,
        FrontPagePart::Lead | FrontPagePart::Top => None,
        FrontPagePart::Section(name) => Some(name.as_str()),
        FrontPagePart::Rest => Some(Words::english().front_page_rest()),
    }
}

/// Writes the page as Markdown.
pub fn write_markdown(stories: &[FrontRow<'_>], calendar: Calendar, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n", Words::english().front_page())?;
    let mut before = None;
    for told in stories {
        if let Some(name) = begins(before, &told.front.place) {
            writeln!(out, "## {}\n", escape_markdown(name))?;
        }
        before = Some(&told.front.place);
        let headline = escape_markdown(told.row.headline.as_str());
        let hashes = if told.front.place == FrontPagePart::Lead { "##" } else { "###" };
        match &told.url {
            Some(url) => writeln!(out, "{hashes} [{headline}](<{url}>)\n")?,
            None => writeln!(out, "{hashes} {headline}\n")?,
        }
        if !told.front.key_sentences.is_empty() {
            writeln!(out, "{}\n", escape_markdown(told.front.key_sentences.as_str()))?;
        }
        writeln!(out, "*{}*\n", escape_markdown(&told.facts(calendar)))?;
    }
    Ok(())
}

/// The beginning and the end of the document. A mail program that ignores styles shows plain headings.
const BEGIN: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width\">\n";
const BODY: &str =
    "<body style=\"margin:0 auto;max-width:42em;padding:1em;font-family:Georgia,serif;line-height:1.45\">\n";
const SECTION: &str =
    "border-top:1px solid #888;padding-top:.6em;font-size:1em;text-transform:uppercase;letter-spacing:.06em";
const FACTS: &str = "margin-top:0;color:#555;font-size:.85em";

/// Writes the page as HTML.
pub fn write_html(stories: &[FrontRow<'_>], calendar: Calendar, out: &mut dyn Write) -> io::Result<()> {
    let title = Words::english().front_page();
    writeln!(
        out,
        "{BEGIN}<title>{title}</title>\n</head>\n{BODY}<h1 style=\"font-size:1.1em\">{title}</h1>"
    )?;
    let mut before = None;
    for told in stories {
        if let Some(name) = begins(before, &told.front.place) {
            writeln!(out, "<h2 style=\"{SECTION}\">{}</h2>", escape_markup(name))?;
        }
        before = Some(&told.front.place);
        let headline = escape_markup(told.row.headline.as_str());
        let (element, size) =
            if told.front.place == FrontPagePart::Lead { ("h2", "1.8em") } else { ("h3", "1.15em") };
        let linked = match &told.url {
            Some(url) => format!(
                "<a href=\"{}\" style=\"color:inherit;text-decoration:none\">{headline}</a>",
                escape_attribute(url.as_str())
            ),
            None => headline,
        };
        writeln!(
            out,
            "<{element} style=\"font-size:{size};line-height:1.2;margin-bottom:.3em\">{linked}</{element}>"
        )?;
        if !told.front.key_sentences.is_empty() {
            writeln!(
                out,
                "<p style=\"margin:.3em 0\">{}</p>",
                escape_markup(told.front.key_sentences.as_str())
            )?;
        }
        writeln!(out, "<p style=\"{FACTS}\">{}</p>", escape_markup(&told.facts(calendar)))?;
    }
    writeln!(out, "</body>\n</html>")
}
