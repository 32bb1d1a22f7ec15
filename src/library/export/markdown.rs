//! An article as Markdown (CommonMark with tables) under a front matter of its metadata.

use std::io::{self, Write};

use crate::domain::{Article, Block, Embed, Figure, Inline, Item, Table, Text};
use crate::text::escape_markdown;

/// Writes an article, and an empty line after it.
pub fn write_article(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    write_front_matter(article, out)?;
    writeln!(out, "# {}\n", escape_markdown(article.headline.as_str()))?;
    if let Some(standfirst) = &article.standfirst {
        writeln!(out, "*{}*\n", escape_markdown(standfirst.as_str()))?;
    }
    if let Some(image) = &article.lead_image {
        writeln!(out, "{}\n", figure(image))?;
    }
    for block in article.body.blocks() {
        writeln!(out, "{}\n", lines(block))?;
    }
    for group in &article.related {
        writeln!(out, "## {}\n", escape_markdown(group.heading.as_str()))?;
        for link in &group.links {
            match &link.url {
                Some(url) => writeln!(out, "- [{}](<{url}>)", escape_markdown(link.headline.as_str()))?,
                None => writeln!(out, "- {}", escape_markdown(link.headline.as_str()))?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The metadata as YAML; every value is a quoted JSON string, which YAML reads as it is.
fn write_front_matter(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let mut pairs: Vec<(&str, String)> = vec![("title", article.headline.to_string())];
    let optional = [
        ("url", article.url.as_ref().map(ToString::to_string)),
        ("guid", article.guid.as_ref().map(ToString::to_string)),
        ("author", Some(article.names()).filter(|names| !names.is_empty())),
        ("publication", article.publication.as_ref().map(ToString::to_string)),
        ("section", article.section.as_ref().map(ToString::to_string)),
        ("published", article.published.map(|moment| moment.to_string())),
        ("updated", article.updated.map(|moment| moment.to_string())),
        ("fetched", article.fetched.map(|moment| moment.to_string())),
        ("language", article.language.as_ref().map(ToString::to_string)),
    ];
    pairs.extend(optional.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))));
    writeln!(out, "---")?;
    for (name, value) in pairs {
        writeln!(out, "{name}: {}", serde_json::to_string(&value)?)?;
    }
    if !article.topics.is_empty() {
        writeln!(out, "topics: {}", serde_json::to_string(&article.topics)?)?;
    }
    if !article.media.is_empty() {
        writeln!(out, "media: {}", serde_json::to_string(&article.media)?)?;
    }
    if let Some(comments) = &article.comments {
        writeln!(out, "comments: {}", serde_json::to_string(comments)?)?;
    }
    writeln!(out, "---\n")
}

fn lines(block: &Block) -> String {
    match block {
        Block::Paragraph { text } => inline(text),
        Block::Heading { level, text } => {
            format!("{} {}", "#".repeat(usize::from(*level).clamp(1, 5) + 1), inline(text))
        }
        Block::Quotation { blocks, attribution } => {
            prefixed(&quoted(blocks, attribution.as_ref()), "> ", "> ")
        }
        Block::PullQuote { text, attribution } => {
            let blocks = [Block::Paragraph { text: text.clone() }];
            prefixed(&quoted(&blocks, attribution.as_ref()), "> ", "> ")
        }
        Block::List { ordered, start, items } => list(*ordered, start.unwrap_or(1), items),
        Block::Code { language, text } => {
            let fence = "`".repeat(longest_run(text.as_str(), '`').max(2) + 1);
            let language = language.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("{fence}{language}\n{}\n{fence}", text.as_str().trim_end_matches('\n'))
        }
        Block::Table(rows) => table(rows),
        Block::Figure(picture) => figure(picture),
        Block::Embed(frame) => embed(frame),
        Block::Math { tex: Some(tex), .. } => format!("$$\n{tex}\n$$"),
        Block::Math { tex: None, text } => escape_markdown(text.as_str()),
        Block::Rule => "---".to_owned(),
    }
}

fn all(blocks: &[Block]) -> String {
    blocks.iter().map(lines).collect::<Vec<_>>().join("\n\n")
}

fn quoted(blocks: &[Block], attribution: Option<&Text>) -> String {
    let source = attribution.map(|name| format!("\n\n— {}", inline(name))).unwrap_or_default();
    format!("{}{source}", all(blocks))
}

fn list(ordered: bool, start: u32, items: &[Item]) -> String {
    let numbered = (start..).zip(items).map(|(number, item)| {
        let marker = if ordered { format!("{number}. ") } else { "- ".to_owned() };
        prefixed(&all(item), &marker, &" ".repeat(marker.len()))
    });
    numbered.collect::<Vec<_>>().join("\n")
}

fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let prefix = |position: usize| if position == 0 { first } else { rest };
    let lines = text.lines().enumerate().map(|(position, line)| format!("{}{line}", prefix(position)));
    lines.map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn table(table: &Table) -> String {
    let columns = table.rows.iter().chain(&table.header).map(Vec::len).max().unwrap_or(0);
    let row = |cells: &[Text]| {
        let cell = |column: usize| cells.get(column).map(inline).unwrap_or_default().replace('|', "\\|");
        format!("| {} |", (0..columns).map(cell).collect::<Vec<_>>().join(" | "))
    };
    let mut lines = vec![row(table.header.as_deref().unwrap_or_default())];
    lines.push(format!("|{}", " --- |".repeat(columns)));
    lines.extend(table.rows.iter().map(|cells| row(cells)));
    if let Some(caption) = &table.caption {
        lines.push(format!("\n*{}*", inline(caption)));
    }
    lines.join("\n")
}

fn figure(figure: &Figure) -> String {
    let alt = figure.alt.as_ref().map(|alt| escape_markdown(alt.as_str())).unwrap_or_default();
    let picture = figure.url.as_ref().map(|url| format!("![{alt}](<{url}>)"));
    let caption = figure.caption.as_ref().map(inline);
    let credit = figure.credit.as_ref().map(|credit| format!("({})", escape_markdown(credit.as_str())));
    let picture = picture.or((!alt.is_empty()).then(|| format!("[{alt}]")));
    [picture, caption, credit].into_iter().flatten().collect::<Vec<_>>().join("  \n")
}

/// A link with the title of the embedded content, or its address.
fn embed(embed: &Embed) -> String {
    match &embed.title {
        Some(title) => format!("[{}](<{}>)", escape_markdown(title.as_str()), embed.url),
        None => format!("<{}>", embed.url),
    }
}

fn inline(text: &Text) -> String {
    text.runs().iter().map(run).collect()
}

fn run(run: &Inline) -> String {
    match run {
        Inline::Plain(words) | Inline::Math(words) => escape_markdown(words.as_str()),
        Inline::Strong(text) => format!("**{}**", inline(text)),
        Inline::Emphasis(text) => format!("*{}*", inline(text)),
        Inline::Deleted(text) => format!("~~{}~~", inline(text)),
        Inline::Superscript(text) => format!("<sup>{}</sup>", inline(text)),
        Inline::Subscript(text) => format!("<sub>{}</sub>", inline(text)),
        Inline::Code(words) => {
            let fence = "`".repeat(longest_run(words.as_str(), '`') + 1);
            format!("{fence}{words}{fence}")
        }
        Inline::Link { text, url } => format!("[{}](<{url}>)", inline(text)),
        Inline::Break => "  \n".to_owned(),
    }
}

fn longest_run(text: &str, wanted: char) -> usize {
    text.split(|character| character != wanted).map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;
    use std::path::Path;

    use super::*;
    use crate::domain::Body;

    fn written(json: &str) -> String {
        let article = Article {
            headline: "Rain*fall".into(),
            body: serde_json::from_str::<Body>(json).unwrap(),
            ..Article::default()
        };
        let mut out = Vec::new();
        write_article(&article, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn enclosures_and_comments_are_in_the_front_matter_and_read_back() {
        let json = r#"{"headline":"Rain","body":[{"type":"paragraph","text":"It rained."}],
            "media":[{"url":"https://pod.example/1.mp3","type":"audio/mpeg","bytes":24800000,"seconds":3723}],
            "comments":{"url":"https://pod.example/1#talk","count":12}}"#;
        let article: Article = serde_json::from_str(json).unwrap();
        let mut out = Vec::new();

        write_article(&article, &mut out).unwrap();

        let mut read = Vec::new();
        crate::import::read(&mut out.as_slice(), Path::new("rain.md"), &mut |found| {
            read.push(found);
            ControlFlow::Continue(())
        })
        .unwrap();
        let [Ok(crate::import::ImportItem::Article(found))] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!((&found.article.media, &found.article.comments), (&article.media, &article.comments));
    }

    #[test]
    fn blocks_become_markdown() {
        let text = written(
            r#"[{"type":"paragraph","text":["It ",{"strong":"rained"},"."]},
                {"type":"list","ordered":true,"items":[[{"type":"paragraph","text":"one"}],[{"type":"paragraph","text":"two"}]]},
                {"type":"quotation","blocks":[{"type":"paragraph","text":"Wet."}],"attribution":"A duck"},
                {"type":"code","language":"sh","text":"rain ```"},
                {"type":"table","header":["Day"],"rows":[["a|b"]]},
                {"type":"embed","url":"https://video.example/1","kind":"video","title":"The flood"},
                {"type":"math","tex":"x^2","text":"x²"},
                {"type":"paragraph","text":["Of ",{"math":"x²"}," ",{"deleted":"five"}]}]"#,
        );

        assert_eq!(
            text,
            "---\ntitle: \"Rain*fall\"\n---\n\n# Rain\\*fall\n\nIt **rained**.\n\n1. one\n2. two\n\n\
             > Wet.\n>\n> — A duck\n\n````sh\nrain ```\n````\n\n| Day |\n| --- |\n| a\\\\|b |\n\n\
             [The flood](<https://video.example/1>)\n\n$$\nx^2\n$$\n\nOf x² ~~five~~\n\n"
        );
    }
}
