//! Text within a line: a string, or strings and marked spans, nested as in the source.

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Prose, WebUrl};

/// A run of inline text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words without a mark.
    Plain(Prose),
    /// Strong importance, usually bold.
    Strong(Text),
    /// Stress, usually italic.
    Emphasis(Text),
    /// Deleted text, usually struck out.
    Deleted(Text),
    /// Raised text.
    Superscript(Text),
    /// Lowered text.
    Subscript(Text),
    /// A piece of code within a line.
    Code(Prose),
    /// A formula within a line, in readable characters.
    Math(Prose),
    /// A link and its words.
    Link {
        /// The words of the link.
        text: Text,
        /// The address of the link.
        url: WebUrl,
    },
    /// A line break of the source.
    Break,
}

/// A sequence of inline runs. In JSON a plain string where there is nothing but words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Inline>);

impl Text {
    /// Text of words alone.
    pub fn plain(words: &str) -> Self {
        Self(Prose::non_empty(words).map(Inline::Plain).into_iter().collect())
    }

    /// The runs, outermost first.
    pub fn runs(&self) -> &[Inline] {
        &self.0
    }

    /// Whether the text has nothing visible.
    pub fn is_blank(&self) -> bool {
        self.to_plain().trim().is_empty()
    }

    /// The words without their marks; a break reads as a space.
    pub fn to_plain(&self) -> String {
        let mut words = String::new();
        self.write_plain(&mut words);
        words
    }

    fn write_plain(&self, words: &mut String) {
        for run in &self.0 {
            match run {
                Inline::Plain(prose) | Inline::Code(prose) | Inline::Math(prose) => {
                    words.push_str(prose.as_str());
                }
                Inline::Strong(text)
                | Inline::Emphasis(text)
                | Inline::Deleted(text)
                | Inline::Superscript(text)
                | Inline::Subscript(text)
                | Inline::Link { text, .. } => text.write_plain(words),
                Inline::Break => words.push(' '),
            }
        }
    }

    /// Calls `visit` with the words and the address of every link, in reading order.
    pub fn each_link<'text>(&'text self, visit: &mut dyn FnMut(&'text Self, &'text WebUrl)) {
        for run in &self.0 {
            match run {
                Inline::Link { text, url } => visit(text, url),
                Inline::Strong(text)
                | Inline::Emphasis(text)
                | Inline::Deleted(text)
                | Inline::Superscript(text)
                | Inline::Subscript(text) => text.each_link(visit),
                Inline::Plain(_) | Inline::Code(_) | Inline::Math(_) | Inline::Break => {}
            }
        }
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self::plain(words)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [] => serializer.serialize_str(""),
            [Inline::Plain(prose)] => prose.serialize(serializer),
            runs => runs.serialize(serializer),
        }
    }
}

impl Serialize for Inline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pairs = match self {
            Self::Plain(prose) => return prose.serialize(serializer),
            Self::Link { .. } => serializer.serialize_map(Some(2))?,
            _ => serializer.serialize_map(Some(1))?,
        };
        match self {
            Self::Plain(_) => {}
            Self::Strong(text) => pairs.serialize_entry("strong", text)?,
            Self::Emphasis(text) => pairs.serialize_entry("emphasis", text)?,
            Self::Superscript(text) => pairs.serialize_entry("sup", text)?,
            Self::Subscript(text) => pairs.serialize_entry("sub", text)?,
            Self::Deleted(text) => pairs.serialize_entry("deleted", text)?,
            Self::Code(prose) => pairs.serialize_entry("code", prose)?,
            Self::Math(prose) => pairs.serialize_entry("math", prose)?,
            Self::Break => pairs.serialize_entry("break", &true)?,
            Self::Link { text, url } => {
                pairs.serialize_entry("link", text)?;
                pairs.serialize_entry("url", url)?;
            }
        }
        pairs.end()
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a string, or a list of strings and marked spans")
    }

    fn visit_str<E>(self, words: &str) -> Result<Text, E> {
        let words = Prose::from_untrusted(words);
        Ok(if words.is_empty() { Text::default() } else { Text(vec![Inline::Plain(words)]) })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Text, A::Error> {
        let mut runs = Vec::new();
        while let Some(run) = list.next_element()? {
            runs.push(run);
        }
        Ok(Text(runs))
    }
}

impl<'de> Deserialize<'de> for Inline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(InlineVisitor)
    }
}

struct InlineVisitor;

impl<'de> Visitor<'de> for InlineVisitor {
    type Value = Inline;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a string or a marked span such as {\"strong\": …}")
    }

    fn visit_str<E>(self, words: &str) -> Result<Inline, E> {
        Ok(Inline::Plain(Prose::from_untrusted(words)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Inline, A::Error> {
        let mut span = None;
        let mut link = None;
        let mut url = None;
        while let Some(name) = pairs.next_key::<String>()? {
            match name.as_str() {
                "strong" => span = Some(Inline::Strong(pairs.next_value()?)),
                "emphasis" => span = Some(Inline::Emphasis(pairs.next_value()?)),
                "sup" => span = Some(Inline::Superscript(pairs.next_value()?)),
                "sub" => span = Some(Inline::Subscript(pairs.next_value()?)),
                "deleted" => span = Some(Inline::Deleted(pairs.next_value()?)),
                "math" => span = Some(Inline::Math(pairs.next_value()?)),
                "code" => span = Some(Inline::Code(pairs.next_value()?)),
                "link" => link = Some(pairs.next_value()?),
                "url" => url = Some(pairs.next_value()?),
                "break" => {
                    pairs.next_value::<bool>()?;
                    span = Some(Inline::Break);
                }
                other => {
                    let known = &[
                        "strong", "emphasis", "deleted", "sup", "sub", "code", "math", "link", "url", "break",
                    ];
                    return Err(A::Error::unknown_field(other, known));
                }
            }
        }
        match (span, link, url) {
            (Some(span), None, None) => Ok(span),
            (None, Some(text), Some(url)) => Ok(Inline::Link { text, url }),
            _ => Err(A::Error::custom("a marked span needs one mark, a link its url")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_text_is_read_back_as_written() {
        let json = r#"["Read ",{"link":["the ",{"strong":"report"}],"url":"https://paper.example/a"},
            {"break":true},{"code":"x"},{"sup":"2"},{"emphasis":{"sub":"i"}}]"#
            .replace("{\"sub\":\"i\"}", "[{\"sub\":\"i\"}]");
        let text: Text = serde_json::from_str(&json).unwrap();

        let again: Text = serde_json::from_str(&serde_json::to_string(&text).unwrap()).unwrap();

        assert_eq!(again, text);
        assert_eq!(text.to_plain(), "Read the report x2i");
    }

    #[test]
    fn words_alone_are_a_string() {
        assert_eq!(serde_json::to_string(&Text::plain("Rain")).unwrap(), "\"Rain\"");
    }

    #[test]
    fn words_that_are_none_are_no_run() {
        assert_eq!(Text::plain(" \0 "), Text::default());
        assert_eq!(serde_json::from_str::<Text>("\"\"").unwrap(), Text::plain(""));
    }
}
