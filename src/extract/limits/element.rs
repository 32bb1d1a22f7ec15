//! The properties of HTML elements that the limits need.

use super::tag::Tag;

/// Elements that have no end tag, or whose end is implied by the next of their kind.
pub const SHALLOW: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option", "optgroup", "html",
    "head", "body",
];

/// Elements the parser opens again after a misplaced end.
pub const MARKS: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements whose content is not parsed as markup.
pub const RAW: &[&str] = &["script", "style", "textarea", "title", "noframes", "iframe", "xmp"];

pub fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a tag is a script without data, or a style.
pub fn is_script_or_style(tag: &Tag<'_>) -> bool {
    let tells = || {
        let text = tag.text.to_ascii_lowercase();
        text.contains("ld+json") || text.contains("math/tex")
    };
    is_one_of(tag.name, &["style"]) || is_one_of(tag.name, &["script"]) && !tells()
}

/// Whether a tag is the template of a component's shadow root, whose content is visible.
pub fn is_shadow_root(tag: &Tag<'_>) -> bool {
    is_one_of(tag.name, &["template"]) && tag.text.to_ascii_lowercase().contains("shadowroot")
}

/// Levels of nesting that an element adds: a table adds a body, a row and a cell.
pub fn levels(name: &str) -> usize {
    if name.eq_ignore_ascii_case("table") { 4 } else { 1 }
}

/// Whether an element is one of SVG, which may close itself, unlike those of HTML.
pub fn is_foreign(name: &str) -> bool {
    is_one_of(
        name,
        &["path", "g", "use", "rect", "circle", "line", "polygon", "polyline", "ellipse", "stop", "image"],
    )
}
