//! The colours of newsboat, as faces of a theme over the terminal's own sixteen colours.

use super::{Translated, nothing};

/// The theme whose faces they change.
const THEME: &str = "\"sixteen\"";

/// The faces of each element. Two elements with one face: the later line counts, as in newsboat.
const ELEMENTS: &[(&str, &[&str])] = &[
    ("background", &["text"]),
    ("article", &["text"]),
    ("listnormal", &["read"]),
    ("listnormal_unread", &["unread"]),
    ("listfocus", &["selected-row"]),
    ("listfocus_unread", &["selected-row"]),
    ("info", &["status", "hint"]),
    ("title", &["title", "title-focused"]),
    ("search", &["match"]),
    ("hint-description", &["hint"]),
    ("hint-key", &["key"]),
    ("hint-keys-delimiter", &["hint"]),
    ("hint-separator", &["hint"]),
];

/// newsboat's names of the terminal's colours.
const NAMED: &[(&str, &str)] = &[
    ("black", "black"),
    ("red", "red"),
    ("green", "green"),
    ("yellow", "yellow"),
    ("blue", "blue"),
    ("magenta", "magenta"),
    ("cyan", "cyan"),
    ("white", "gray"),
];

/// Attributes of text. `blink`, `invis` and `protect` have no equivalent.
const ATTRIBUTES: &[(&str, &str)] = &[
    ("bold", "bold"),
    ("dim", "dim"),
    ("underline", "underlined"),
    ("reverse", "reversed"),
    ("standout", "reversed"),
];

/// `color`: an element, the colours of its letters and of its ground, and attributes.
pub(super) fn became(arguments: &[String]) -> Vec<Translated> {
    let [element, letters, ground, attributes @ ..] = arguments else {
        return vec![nothing("an element and two colours are needed")];
    };
    let Some((_, faces)) = ELEMENTS.iter().find(|(theirs, _)| theirs == element) else {
        return vec![nothing("no face of a theme is like it; [faces] lists those that can be coloured")];
    };
    let mut parts = Vec::new();
    for (name, colour) in [("fg", letters), ("bg", ground)] {
        match colour_of(colour) {
            Ok(colour) => parts.extend(colour.map(|colour| format!("{name} = {colour:?}"))),
            Err(reason) => return vec![nothing(reason)],
        }
    }
    for (theirs, ours) in ATTRIBUTES {
        let part = format!("{ours} = true");
        if attributes.iter().any(|attribute| attribute == theirs) && !parts.contains(&part) {
            parts.push(part);
        }
    }
    let style = if parts.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", parts.join(", ")) };
    let faces = faces.iter().map(|face| Translated::Setting(Some("faces"), face, style.clone()));
    [Translated::Setting(None, "theme", THEME.to_owned())].into_iter().chain(faces).collect()
}

/// A colour as a theme has it; none where it is the terminal's default.
fn colour_of(written: &str) -> Result<Option<String>, &'static str> {
    if written == "default" {
        return Ok(None);
    }
    let named = NAMED.iter().find(|(theirs, _)| *theirs == written).map(|(_, ours)| (*ours).to_owned());
    let numbered = || Some(written.strip_prefix("color")?.parse::<u8>().ok()?.to_string());
    named.or_else(numbered).map(Some).ok_or("there is no such colour")
}
