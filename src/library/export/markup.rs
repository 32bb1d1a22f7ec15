//! An article in the elements common to HTML and XHTML; all text and addresses are escaped.

use std::fmt::Write as _;

use crate::domain::{
    Article, Author, Block, Bookmark, Embed, Figure, Highlight, Inline, Item, Marks, Picture, Table, Text,
    WebUrl,
};
use crate::text::{escape_attribute, escape_markup};

/// The `src` of a picture: its path in a book, or a `data:` URL.
pub type PlaceOf<'place> = dyn FnMut(&Picture) -> Option<String> + 'place;

/// The style sheet of a page, for light and dark backgrounds.
pub const STYLE: &str = "\
:root{color-scheme:light dark}
body{margin:0 auto;max-width:38em;padding:1em;font-family:Georgia,'Times New Roman',serif;line-height:1.5}
h1{line-height:1.2;margin:.2em 0 .3em}h2,h3,h4,h5,h6{line-height:1.25;margin:1.4em 0 .4em}
.facts{font-size:.85em;opacity:.75;margin:.2em 0 1em}.standfirst{font-style:italic}
figure{margin:1.2em 0}img{max-width:100%;height:auto}figcaption{font-size:.85em;opacity:.75}
blockquote{margin:1em 0;padding-left:1em;border-left:.2em solid}blockquote footer{font-size:.9em}
.pulled{font-size:1.15em}.note{border:1px solid;padding:0 1em;margin:1em 0}
pre{overflow-x:auto;font-size:.85em}table{border-collapse:collapse;font-size:.9em}
td,th{border:1px solid;padding:.2em .5em;text-align:left;vertical-align:top}
article+article{border-top:1px solid;margin-top:3em;padding-top:1em}nav ol{padding-left:1.5em}";

/// Escaped text, without the characters that XML cannot hold.
pub fn words(text: &str) -> String {
    let is_held =
        |letter: &char| !matches!(letter, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    escape_markup(&text.chars().filter(is_held).collect::<String>())
}

/// Escaped text for the value of an attribute.
pub fn value(text: &str) -> String {
    escape_attribute(&text.chars().filter(|letter| !letter.is_control()).collect::<String>())
}

/// An address for the value of an attribute. Browsers allow characters in it that the standard does not (RFC
/// 3986).
fn address(url: &WebUrl) -> String {
    let signs = [("|", "%7C"), ("^", "%5E"), ("`", "%60"), ("{", "%7B"), ("}", "%7D"), ("\\", "%5C")];
    value(&signs.iter().fold(url.as_str().to_owned(), |text, (sign, code)| text.replace(sign, code)))
}

/// The attribute with the language of an article, for HTML or for XHTML.
pub fn language(article: &Article, is_xml: bool) -> String {
    let told = article.language.as_ref().map(|language| value(&language.to_string()));
    match told {
        Some(tag) if is_xml => format!(" lang=\"{tag}\" xml:lang=\"{tag}\""),
        Some(tag) => format!(" lang=\"{tag}\""),
        None => String::new(),
    }
}

/// An article with the person's marks: headline, facts, note, text, highlights.
pub fn article(article: &Article, marks: &Marks, place_of: &mut PlaceOf<'_>) -> String {
    let mut page = Page { out: String::new(), place_of, is_in_link: false };
    page.element("h1", article.headline.as_str());
    page.facts(article);
    if let Some(standfirst) = &article.standfirst {
        page.push(&format!("<p class=\"standfirst\">{}</p>\n", words(standfirst.as_str())));
    }
    if let Some(bookmark) = marks.bookmark() {
        page.note(&bookmark);
    }
    if let Some(image) = &article.lead_image {
        page.figure(image);
    }
    page.blocks(article.body.blocks());
    for author in &article.byline {
        page.biography(author);
    }
    page.highlights(&marks.highlights());
    page.out
}

struct Page<'place> {
    out: String,
    place_of: &'place mut PlaceOf<'place>,
    /// Whether a link is open, which cannot contain another.
    is_in_link: bool,
}

impl Page<'_> {
    fn push(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn element(&mut self, name: &str, text: &str) {
        let _whole = writeln!(self.out, "<{name}>{}</{name}>", words(text));
    }

    fn facts(&mut self, article: &Article) {
        let names = Some(article.names()).filter(|names| !names.is_empty());
        let day = |moment: crate::domain::Moment| moment.day().to_string();
        let told = [
            names,
            article.publication.as_ref().map(ToString::to_string),
            article.section.as_ref().map(ToString::to_string),
            article.published.map(day),
        ];
        let mut told: Vec<String> = told.into_iter().flatten().map(|fact| words(&fact)).collect();
        told.extend(article.url.as_ref().map(|url| link(url, &words(url.host_without_www()))));
        if !told.is_empty() {
            self.push(&format!("<p class=\"facts\">{}</p>\n", told.join(" · ")));
        }
    }

    fn note(&mut self, bookmark: &Bookmark) {
        let tags: Vec<String> = bookmark.tags.iter().map(|tag| format!("#{}", words(tag.as_str()))).collect();
        if bookmark.note.is_none() && tags.is_empty() {
            return;
        }
        self.push("<aside class=\"note\">\n");
        if let Some(note) = &bookmark.note {
            self.paragraphs(note.as_str());
        }
        if !tags.is_empty() {
            self.push(&format!("<p>{}</p>\n", tags.join(" ")));
        }
        self.push("</aside>\n");
    }

    fn paragraphs(&mut self, text: &str) {
        for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
            self.push(&format!("<p>{}</p>\n", words(paragraph.trim()).replace('\n', "<br/>\n")));
        }
    }

    fn biography(&mut self, author: &Author) {
        if let Some(bio) = &author.bio {
            self.push(&format!(
                "<p class=\"facts\"><strong>{}</strong> {}</p>\n",
                words(author.name.as_str()),
                words(bio.as_str())
            ));
        }
    }

    fn highlights(&mut self, highlights: &[Highlight]) {
        if highlights.is_empty() {
            return;
        }
        self.push("<section class=\"highlights\">\n");
        self.element("h2", "Highlights");
        for highlight in highlights {
            self.push("<blockquote>\n");
            self.paragraphs(highlight.words.as_str());
            self.push("</blockquote>\n");
            if let Some(note) = &highlight.note {
                self.paragraphs(note.as_str());
            }
        }
        self.push("</section>\n");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph { text } => self.text("<p>", text, "</p>\n"),
            Block::Heading { level, text } => {
                let level = (*level).clamp(1, 5) + 1;
                self.text(&format!("<h{level}>"), text, &format!("</h{level}>\n"));
            }
            Block::Quotation { blocks, attribution } => {
                self.push("<blockquote>\n");
                self.blocks(blocks);
                self.attributed(attribution.as_ref());
            }
            Block::PullQuote { text, attribution } => {
                self.text("<blockquote class=\"pulled\">\n<p>", text, "</p>\n");
                self.attributed(attribution.as_ref());
            }
            Block::List { ordered, start, items } => self.list(*ordered, *start, items),
            Block::Code { text, .. } => {
                self.push(&format!("<pre><code>{}</code></pre>\n", words(text.as_str())));
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Embed(Embed { url, title, .. }) => {
                let title = title.as_ref().map_or(url.as_str(), |title| title.as_str());
                self.push(&format!("<p>{}</p>\n", link(url, &words(title))));
            }
            Block::Math { text, .. } => self.element("p", text.as_str()),
            Block::Rule => self.push("<hr/>\n"),
        }
    }

    fn attributed(&mut self, attribution: Option<&Text>) {
        if let Some(name) = attribution {
            self.text("<footer>— ", name, "</footer>\n");
        }
        self.push("</blockquote>\n");
    }

    fn list(&mut self, ordered: bool, start: Option<u32>, items: &[Item]) {
        let name = if ordered { "ol" } else { "ul" };
        let first = start.filter(|start| ordered && *start != 1);
        self.push(&first.map_or(format!("<{name}>\n"), |start| format!("<{name} start=\"{start}\">\n")));
        for item in items {
            self.push("<li>");
            match item.as_slice() {
                [Block::Paragraph { text }] => self.text("", text, ""),
                blocks => self.blocks(blocks),
            }
            self.push("</li>\n");
        }
        self.push(&format!("</{name}>\n"));
    }

    fn table(&mut self, table: &Table) {
        let columns = table.rows.iter().chain(&table.header).map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        self.push("<table>\n");
        if let Some(caption) = &table.caption {
            self.text("<caption>", caption, "</caption>\n");
        }
        let header = table.header.iter().map(|cells| ("th", cells));
        for (name, cells) in header.chain(table.rows.iter().map(|cells| ("td", cells))) {
            self.push("<tr>");
            let none = Text::default();
            for column in 0..columns {
                let cell = cells.get(column).unwrap_or(&none);
                self.text(&format!("<{name}>"), cell, &format!("</{name}>"));
            }
            self.push("</tr>\n");
        }
        self.push("</table>\n");
    }

    /// A picture where it is stored, else a link to it with its alternative text.
    fn figure(&mut self, figure: &Figure) {
        let alt = figure.alt.as_ref().map_or("", |alt| alt.as_str());
        let place = figure.picture.as_ref().and_then(|picture| (self.place_of)(picture));
        let shown = match (place, &figure.url) {
            (Some(place), _) => Some(format!("<img src=\"{}\" alt=\"{}\"/>", value(&place), value(alt))),
            (None, _) if alt.is_empty() => None,
            (None, Some(url)) => Some(format!("<p>[{}]</p>", link(url, &words(alt)))),
            (None, None) => Some(format!("<p>[{}]</p>", words(alt))),
        };
        let credit = figure.credit.as_ref().map(|credit| format!(" ({})", words(credit.as_str())));
        if shown.is_none() && figure.caption.is_none() && credit.is_none() {
            return;
        }
        self.push("<figure>\n");
        self.push(&shown.unwrap_or_default());
        if figure.caption.is_some() || credit.is_some() {
            let none = Text::default();
            let caption = figure.caption.as_ref().unwrap_or(&none);
            self.text("\n<figcaption>", caption, &format!("{}</figcaption>", credit.unwrap_or_default()));
        }
        self.push("\n</figure>\n");
    }

    fn text(&mut self, before: &str, text: &Text, after: &str) {
        self.push(before);
        self.runs(text);
        self.push(after);
    }

    fn runs(&mut self, text: &Text) {
        for run in text.runs() {
            match run {
                Inline::Plain(prose) | Inline::Math(prose) => self.push(&words(prose.as_str())),
                Inline::Strong(text) => self.text("<strong>", text, "</strong>"),
                Inline::Emphasis(text) => self.text("<em>", text, "</em>"),
                Inline::Deleted(text) => self.text("<del>", text, "</del>"),
                Inline::Superscript(text) => self.text("<sup>", text, "</sup>"),
                Inline::Subscript(text) => self.text("<sub>", text, "</sub>"),
                Inline::Code(prose) => self.push(&format!("<code>{}</code>", words(prose.as_str()))),
                Inline::Link { text, .. } if self.is_in_link => self.runs(text),
                Inline::Link { text, url } => {
                    self.is_in_link = true;
                    self.text(&format!("<a href=\"{}\">", address(url)), text, "</a>");
                    self.is_in_link = false;
                }
                Inline::Break => self.push("<br/>\n"),
            }
        }
    }
}

fn link(url: &WebUrl, markup: &str) -> String {
    format!("<a href=\"{}\">{markup}</a>", address(url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_only_what_the_standard_lets_stand_in_one() {
        let url = WebUrl::parse("https://paper.example/a|b?c={d}&e").unwrap();

        assert_eq!(address(&url), "https://paper.example/a%7Cb?c=%7Bd%7D&amp;e");
    }

    #[test]
    fn every_block_becomes_elements_and_no_word_becomes_one() {
        let json = r#"{"headline":"Rain & <b>","url":"https://paper.example/?a=1&b=\"2\"","byline":[{"name":"Ana <i>","bio":"Writes."}],"published":"2020-05-07",
            "body":[{"type":"paragraph","text":["It ",{"strong":"rained"},{"break":true},{"link":["a ",{"link":"b","url":"https://b.example/"}],"url":"https://a.example/"}]},
            {"type":"heading","level":1,"text":"Then"},
            {"type":"quotation","blocks":[{"type":"paragraph","text":"Wet."}],"attribution":"A duck"},
            {"type":"list","ordered":true,"start":3,"items":[[{"type":"paragraph","text":"one"}]]},
            {"type":"code","text":"a < b"},
            {"type":"table","header":["Day"],"rows":[["Monday","3"]]},
            {"type":"figure","url":"https://paper.example/a.png","alt":"a \"duck\"","caption":"The duck","credit":"T. Lens"},
            {"type":"rule"}]}"#;
        let told = article(&serde_json::from_str(json).unwrap(), &Marks::default(), &mut |_| None);

        for part in [
            "<h1>Rain &amp; &lt;b&gt;</h1>",
            "Ana &lt;i&gt; · 2020-05-07 · <a href=\"https://paper.example/?a=1&amp;b=%222%22\">paper.example</a>",
            "<p>It <strong>rained</strong><br/>\n<a href=\"https://a.example/\">a b</a></p>",
            "<h2>Then</h2>",
            "<blockquote>\n<p>Wet.</p>\n<footer>— A duck</footer>\n</blockquote>",
            "<ol start=\"3\">\n<li>one</li>\n</ol>",
            "<pre><code>a &lt; b</code></pre>",
            "<tr><th>Day</th><th></th></tr>\n<tr><td>Monday</td><td>3</td></tr>",
            "<figure>\n<p>[<a href=\"https://paper.example/a.png\">a \"duck\"</a>]</p>\n<figcaption>The duck (T. Lens)</figcaption>\n</figure>",
            "<hr/>",
        ] {
            assert!(told.contains(part), "{part}\nin\n{told}");
        }
    }
}
