//! The text of an article as a list of blocks, free of any page's markup and of any screen's width.

use serde::{Deserialize, Serialize};

use super::{Picture, Prose, Text, Verbatim, WebUrl};
use crate::text::WordCount;

/// Words a person reads in a minute; the middle of the range measured for English non-fiction.
/// Source: Brysbaert, "How many words do we read per minute?", 2019 (238).
const WORDS_PER_MINUTE: usize = 238;

/// The separator of facts in one line: "313 points · 282 comments".
pub const FACT_SEPARATOR: &str = " · ";

/// Whether a text is only a line of facts, numbers and a host, which tells nothing of what an article is about.
pub fn is_line_of_facts(text: &str) -> bool {
    text.trim().split(FACT_SEPARATOR).all(|fact| {
        let words = fact.split_whitespace().count();
        let is_host = words == 1 && fact.contains('.') && !fact.ends_with('.');
        words <= 4 && (is_host || words > 1 && fact.starts_with(|first: char| first.is_ascii_digit()))
    })
}

/// The blocks of an article, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Body(pub Vec<Block>);

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// The words of the paragraph.
        text: Text,
    },
    /// A heading within the article; the headline is not one of them.
    Heading {
        /// From 1 (the largest) to 6.
        level: u8,
        /// The words of the heading.
        text: Text,
    },
    /// A quotation, as blocks of its own.
    Quotation {
        /// The quoted text.
        blocks: Vec<Self>,
        /// The person or source that is quoted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attribution: Option<Text>,
    },
    /// A sentence pulled out of the text to catch the eye.
    PullQuote {
        /// The sentence.
        text: Text,
        /// The person who is quoted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attribution: Option<Text>,
    },
    /// A list.
    List {
        /// Whether the items are numbered.
        ordered: bool,
        /// The number of the first item, where it is not 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<u32>,
        /// Each item a list of blocks.
        items: Vec<Item>,
    },
    /// Code or other text whose columns count.
    Code {
        /// The language, as the page names it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<Prose>,
        /// The lines.
        text: Verbatim,
    },
    /// A table.
    Table(Table),
    /// A picture.
    Figure(Figure),
    /// A player, a post or a map of another site that the page embeds in a frame.
    Embed(Embed),
    /// A formula on a line of its own.
    Math {
        /// The formula in TeX, where the page gives it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tex: Option<Prose>,
        /// The formula in readable characters.
        text: Prose,
    },
    /// A thematic break.
    Rule,
}

/// An item of a list.
pub type Item = Vec<Block>;

/// Rows of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The cells that name the columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<Vec<Text>>,
    /// The rows; they may differ in length.
    pub rows: Vec<Vec<Text>>,
    /// The caption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
}

/// A picture and the words that belong to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The address of the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebUrl>,
    /// The picture itself, where it is stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// The alternative text, for people who do not see the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<Prose>,
    /// The caption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
    /// The maker of the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Prose>,
}

/// Content that a page embeds from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Embed {
    /// The address at which the content can be seen or heard.
    pub url: WebUrl,
    /// The kind of the content.
    pub kind: EmbedKind,
    /// The title of the content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Prose>,
}

/// The kind of embedded content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EmbedKind {
    /// Moving pictures.
    Video,
    /// Sound.
    Audio,
    /// A post of a social network.
    Post,
    /// A map.
    Map,
    /// An interactive chart or other drawing.
    Chart,
    /// A file to read: slides, a scanned paper.
    Document,
    /// Anything else.
    #[default]
    #[serde(other)]
    Page,
}

impl Body {
    /// The blocks.
    pub fn blocks(&self) -> &[Block] {
        &self.0
    }

    /// The words of all blocks, a line break between two pieces of text.
    pub fn to_plain(&self) -> String {
        let mut words = Joined::default();
        self.0.iter().for_each(|block| block.each_text(&mut |piece| words.push(piece)));
        words.0
    }

    /// The length of the text in words: the words of scripts with spaces, and half the characters of scripts
    /// without.
    pub fn word_count(&self) -> usize {
        let mut count = WordCount::default();
        self.0.iter().for_each(|block| block.each_text(&mut |piece| count.add(piece)));
        count.rounded_down()
    }

    /// Whole minutes of reading for a number of words, at least one.
    pub fn minutes(words: usize) -> usize {
        words.div_ceil(WORDS_PER_MINUTE).max(1)
    }

    /// Calls `visit` with every picture of the text, in reading order.
    pub fn each_figure<'body>(&'body self, visit: &mut dyn FnMut(&'body Figure)) {
        self.0.iter().for_each(|block| block.each_figure(visit));
    }

    /// Calls `visit` with every picture of the text, in reading order, to change it.
    pub fn each_figure_mut(&mut self, visit: &mut dyn FnMut(&mut Figure)) {
        self.0.iter_mut().for_each(|block| block.each_figure_mut(visit));
    }

    /// Calls `visit` with the words and the address of every link in the text.
    pub fn each_link<'body>(&'body self, visit: &mut dyn FnMut(&'body Text, &'body WebUrl)) {
        self.0.iter().for_each(|block| block.each_inline(&mut |text| text.each_link(visit)));
    }
}

impl Block {
    /// The words of the block, a line break between two pieces of text. A
    /// [`TextPlace`](super::TextPlace) counts the letters of this text.
    pub fn to_plain(&self) -> String {
        let mut words = Joined::default();
        self.each_text(&mut |piece| words.push(piece));
        words.0
    }

    /// Calls `visit` with every piece of text a person reads, in reading order.
    pub fn each_text(&self, visit: &mut dyn FnMut(&str)) {
        match self {
            Self::Code { text, .. } => visit(text.as_str()),
            Self::Figure(figure) => {
                figure.alt.iter().for_each(|alt| visit(alt.as_str()));
                figure.caption.iter().for_each(|caption| visit(&caption.to_plain()));
                figure.credit.iter().for_each(|credit| visit(credit.as_str()));
            }
            Self::Quotation { blocks, attribution } => {
                for block in blocks {
                    block.each_text(visit);
                }
                if let Some(name) = attribution {
                    visit(&name.to_plain());
                }
            }
            Self::List { items, .. } => items.iter().flatten().for_each(|block| block.each_text(visit)),
            Self::Embed(embed) => embed.title.iter().for_each(|title| visit(title.as_str())),
            Self::Math { text, .. } => visit(text.as_str()),
            Self::Paragraph { .. }
            | Self::Heading { .. }
            | Self::PullQuote { .. }
            | Self::Table(_)
            | Self::Rule => self.each_inline(&mut |text| visit(&text.to_plain())),
        }
    }

    fn each_figure<'block>(&'block self, visit: &mut dyn FnMut(&'block Figure)) {
        match self {
            Self::Figure(figure) => visit(figure),
            Self::Quotation { blocks, .. } => blocks.iter().for_each(|block| block.each_figure(visit)),
            Self::List { items, .. } => items.iter().flatten().for_each(|block| block.each_figure(visit)),
            _ => {}
        }
    }

    fn each_figure_mut(&mut self, visit: &mut dyn FnMut(&mut Figure)) {
        match self {
            Self::Figure(figure) => visit(figure),
            Self::Quotation { blocks, .. } => {
                for block in blocks {
                    block.each_figure_mut(visit);
                }
            }
            Self::List { items, .. } => {
                items.iter_mut().flatten().for_each(|block| block.each_figure_mut(visit));
            }
            _ => {}
        }
    }

    /// Calls `visit` with every inline text of the block, in reading order.
    pub fn each_inline<'block>(&'block self, visit: &mut dyn FnMut(&'block Text)) {
        match self {
            Self::Paragraph { text } | Self::Heading { text, .. } => visit(text),
            Self::PullQuote { text, attribution } => {
                visit(text);
                attribution.iter().for_each(visit);
            }
            Self::Quotation { blocks, attribution } => {
                for block in blocks {
                    block.each_inline(visit);
                }
                attribution.iter().for_each(visit);
            }
            Self::List { items, .. } => items.iter().flatten().for_each(|block| block.each_inline(visit)),
            Self::Table(table) => {
                table.header.iter().flatten().for_each(&mut *visit);
                table.rows.iter().flatten().for_each(&mut *visit);
                table.caption.iter().for_each(visit);
            }
            Self::Figure(figure) => figure.caption.iter().for_each(visit),
            Self::Code { .. } | Self::Embed(_) | Self::Math { .. } | Self::Rule => {}
        }
    }
}

/// Pieces of text with a line break between them.
#[derive(Default)]
struct Joined(String);

impl Joined {
    fn push(&mut self, piece: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_is_read_back_as_written() {
        let json = r#"[
            {"type":"paragraph","text":["Rain ",{"strong":"fell"}]},
            {"type":"heading","level":2,"text":"Later"},
            {"type":"quotation","blocks":[{"type":"paragraph","text":"It rose."}],"attribution":"A neighbour"},
            {"type":"pull_quote","text":"It rose.","attribution":"A neighbour"},
            {"type":"list","ordered":true,"start":3,"items":[[{"type":"paragraph","text":"one"}],[]]},
            {"type":"code","language":"rust","text":"fn a() {\n    b();\n}"},
            {"type":"table","header":["Day","mm"],"rows":[["Monday","3"],["Tuesday"]],"caption":"Rain"},
            {"type":"figure","url":"https://paper.example/a.jpg","alt":"a river","caption":"The river","credit":"A. Lens"},
            {"type":"embed","url":"https://video.example/1","kind":"video","title":"The flood"},
            {"type":"math","tex":"x^2","text":"x²"},
            {"type":"paragraph","text":["Of ",{"math":"x²"},{"deleted":"five"}]},
            {"type":"rule"}
        ]"#;
        let body: Body = serde_json::from_str(json).unwrap();

        let again: Body = serde_json::from_str(&serde_json::to_string(&body).unwrap()).unwrap();

        assert_eq!(again, body);
        assert_eq!(body.blocks().len(), 12);
    }

    #[test]
    fn an_unknown_block_is_a_mistake_not_a_silence() {
        assert!(serde_json::from_str::<Body>(r#"[{"type":"carousel"}]"#).is_err());
    }

    #[test]
    fn reading_time_counts_words_and_unspaced_characters() {
        let body = Body(vec![Block::Paragraph { text: Text::plain("one two — 東京大地震") }]);

        assert_eq!(body.word_count(), 2 + 2);
        assert_eq!(Body::minutes(0), 1);
        assert_eq!(Body::minutes(239), 2);
    }
}
