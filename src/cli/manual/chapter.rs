//! Converts a chapter of the manual from Markdown to the source of a manual page.

use clap_mangen::roff::{Inline, Roff, bold, italic, roman};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Sets a chapter: headings, paragraphs, lists, tables of two columns, and lines of code.
pub fn set(text: &str, roff: &mut Roff) {
    let mut setting =
        Setting { roff, line: Vec::new(), is_bold: false, is_italic: false, table: Table::Text };
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        setting.take(event);
    }
}

struct Setting<'roff> {
    roff: &'roff mut Roff,
    line: Vec<Inline>,
    is_bold: bool,
    is_italic: bool,
    /// The part of a table at this point.
    table: Table,
}

/// The part of a table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    /// Outside of a table, or in a later column of a row.
    Text,
    /// In the first row, which a manual page leaves out.
    Head,
    /// In the first column: the term of the row.
    Term,
}

impl Setting<'_> {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.begin(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.is_bold || self.table == Table::Term => {
                self.line.push(bold(text.as_ref()));
            }
            Event::Text(text) if self.is_italic => self.line.push(italic(text.as_ref())),
            Event::Text(text) => self.line.push(roman(text.as_ref())),
            Event::Code(text) => self.line.push(bold(text.as_ref())),
            Event::SoftBreak | Event::HardBreak => self.line.push(roman(" ")),
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                self.roff.control("PP", []);
            }
            Tag::CodeBlock(_) => {
                self.roff.control("PP", []).control("nf", []);
            }
            Tag::Item => {
                self.roff.control("IP", ["\\(bu", "2"]);
            }
            Tag::TableRow => {
                self.roff.control("TP", []);
                self.table = Table::Term;
            }
            Tag::TableHead => self.table = Table::Head,
            Tag::Strong => self.is_bold = true,
            Tag::Emphasis => self.is_italic = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let name = if level == pulldown_cmark::HeadingLevel::H1 { "SH" } else { "SS" };
                let title: String = self.line.drain(..).map(text_of).collect();
                let title = if name == "SH" { title.to_uppercase() } else { title };
                self.roff.control(name, [title.as_str()]);
            }
            TagEnd::Paragraph | TagEnd::Item => self.flush(),
            TagEnd::CodeBlock => {
                let text: String = self.line.drain(..).map(text_of).collect();
                text.lines().for_each(|line| {
                    self.roff.text([roman(format!("    {line}"))]);
                });
                self.roff.control("fi", []);
            }
            TagEnd::TableCell if self.table == Table::Head => self.line.clear(),
            TagEnd::TableCell => {
                self.flush();
                self.table = Table::Text;
            }
            TagEnd::TableHead => self.table = Table::Text,
            TagEnd::Strong => self.is_bold = false,
            TagEnd::Emphasis => self.is_italic = false,
            _ => {}
        }
    }

    fn flush(&mut self) {
        if !self.line.is_empty() {
            self.roff.text(std::mem::take(&mut self.line));
        }
    }
}

fn text_of(inline: Inline) -> String {
    match inline {
        Inline::Roman(text) | Inline::Italic(text) | Inline::Bold(text) => text,
        Inline::LineBreak => "\n".to_owned(),
    }
}
