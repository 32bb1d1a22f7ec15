//! Tests of the shipped themes: no mistake, enough contrast, and faces that differ at any colour depth.

use ratatui::style::{Color, Modifier, Style};

use super::super::colour::TerminalBackground;
use super::*;

const DEPTHS: [ColourDepth; 4] =
    [ColourDepth::None, ColourDepth::Ansi16, ColourDepth::Ansi256, ColourDepth::True];

fn every_theme() -> impl Iterator<Item = (&'static str, ColourDepth, Theme)> {
    let all = Theme::NAMES.iter().flat_map(|&name| DEPTHS.map(|depth| (name, depth)));
    all.map(|(name, depth)| (name, depth, Theme::named(name, depth).unwrap()))
}

#[test]
fn no_shipped_theme_has_a_mistake() {
    for &name in Theme::NAMES {
        assert_eq!(Theme::shipped(name, ColourDepth::True).unwrap().1, [], "{name}");
    }
}

#[test]
fn there_are_at_least_eight_themes_and_the_default_is_one() {
    assert!(Theme::NAMES.len() >= 8);
    assert!(Theme::NAMES.contains(&Theme::DEFAULT));
    assert_eq!(Theme::named("no such theme", ColourDepth::True), None);
}

#[test]
fn face_names_are_kebab_case_and_different() {
    let mut names: Vec<&str> = Face::ALL.iter().map(|face| face.name()).collect();
    names.sort_unstable();
    names.dedup();

    assert_eq!(names.len(), Face::ALL.len());
    assert!(
        names
            .iter()
            .all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
    );
    assert!(Face::ALL.iter().enumerate().all(|(index, &face)| place(face) == index));
}

#[test]
fn faces_that_must_be_distinguished_differ_in_every_theme_and_depth() {
    for (name, depth, theme) in every_theme() {
        for (one, other) in [
            (Face::Text, Face::Headline),
            (Face::Text, Face::Heading),
            (Face::Text, Face::Strong),
            (Face::Text, Face::Emphasis),
            (Face::Text, Face::Link),
            (Face::Text, Face::Match),
            (Face::Text, Face::Error),
            (Face::Text, Face::Code),
            (Face::Text, Face::Standfirst),
            (Face::Text, Face::Quotation),
            (Face::Text, Face::Caption),
            (Face::Text, Face::TableHead),
            (Face::Text, Face::Highlight),
            (Face::Text, Face::Field),
            (Face::Text, Face::Behind),
            (Face::Heading, Face::Heading3),
            (Face::Heading, Face::Heading4),
            (Face::Heading3, Face::Heading4),
            (Face::Heading, Face::Link),
            (Face::Read, Face::Faint),
            (Face::Read, Face::Byline),
            (Face::Read, Face::Caption),
            (Face::Read, Face::Hint),
            (Face::Read, Face::Border),
            (Face::LinkOutside, Face::Faint),
            (Face::Highlight, Face::Match),
            (Face::Highlight, Face::Link),
            (Face::CodeBlock, Face::CodeComment),
            (Face::CodeBlock, Face::CodeKeyword),
            (Face::Match, Face::MatchCurrent),
            (Face::LinkCached, Face::LinkOutside),
            (Face::LinkCached, Face::LinkSelected),
            (Face::LinkOutside, Face::LinkSelected),
            (Face::Unread, Face::Read),
            (Face::Border, Face::BorderFocused),
            (Face::Title, Face::TitleFocused),
            (Face::Status, Face::Error),
            (Face::Hint, Face::Key),
        ] {
            assert_ne!(theme.style(one), theme.style(other), "{one:?} and {other:?} in {name}, {depth:?}");
        }
    }
}

#[test]
fn without_colour_there_is_none_in_any_theme() {
    for &name in Theme::NAMES {
        let theme = Theme::named(name, ColourDepth::None).unwrap();
        for &face in Face::ALL {
            let style = theme.style(face);
            assert_eq!((style.fg, style.bg, style.underline_color), (None, None, None), "{name} {face:?}");
        }
    }
}

#[test]
fn no_theme_uses_a_colour_its_terminal_lacks() {
    for (name, depth, theme) in every_theme() {
        for style in Face::ALL.iter().map(|&face| theme.style(face)) {
            for colour in [style.fg, style.bg].into_iter().flatten() {
                let needs = match colour {
                    Color::Rgb(..) => ColourDepth::True,
                    Color::Indexed(_) => ColourDepth::Ansi256,
                    _ => ColourDepth::Ansi16,
                };
                assert!(needs <= depth, "{colour} in {name}, {depth:?}");
            }
        }
    }
}

#[test]
fn the_default_leaves_ground_and_ink_to_the_terminal() {
    let sixteen = Theme::named("sixteen", ColourDepth::True).unwrap();

    assert_eq!(sixteen.style(Face::Text), Style::new());
    assert_eq!(sixteen, Theme::named("sixteen", ColourDepth::Ansi16).unwrap());
}

#[test]
fn every_ink_can_be_read_on_its_ground() {
    let mut unreadable = Vec::new();
    for (name, depth, theme) in every_theme() {
        let Some((paper, row)) = theme.style(Face::Text).bg.zip(theme.style(Face::SelectedRow).bg) else {
            continue;
        };
        for &face in Face::ALL {
            let style = theme.style(face);
            let ink = style.fg.or(theme.style(Face::Text).fg).unwrap();
            let grounds = if is_in_rows(face) { vec![paper, row] } else { vec![style.bg.unwrap_or(paper)] };
            for found in grounds.into_iter().filter_map(|ground| contrast(ink, ground)) {
                if found < least_contrast(name, face) {
                    unreadable.push(format!("{face:?} in {name}, {depth:?}: {found:.2}"));
                }
            }
        }
    }
    assert!(unreadable.is_empty(), "{unreadable:#?}");
}

#[test]
fn a_credit_is_quieter_than_its_caption() {
    for (name, depth, theme) in every_theme() {
        let (credit, caption) = (theme.style(Face::Attribution), theme.style(Face::Caption));
        let ink = |style: Style| style.fg.or(theme.style(Face::Text).fg);
        let on_paper = |style| contrast(ink(style)?, theme.style(Face::Text).bg?);
        let is_dimmer =
            credit.add_modifier.contains(Modifier::DIM) && !caption.add_modifier.contains(Modifier::DIM);

        // Where the terminal decides what its colours are, they differ.
        let is_fainter = match on_paper(credit).zip(on_paper(caption)) {
            Some((credit, caption)) => credit < caption,
            None => credit.fg != caption.fg,
        };
        assert!(is_dimmer || is_fainter, "{name}, {depth:?}: {credit:?} beside {caption:?}");
    }
}

#[test]
fn a_match_has_its_own_ink_on_its_own_ground() {
    for (name, depth, theme) in every_theme().filter(|(.., theme)| theme.has_colours()) {
        for face in [Face::Match, Face::MatchCurrent, Face::Highlight] {
            let style = theme.style(face);
            let is_whole =
                style.fg.is_some() && style.bg.is_some() || style.add_modifier.contains(Modifier::REVERSED);
            assert!(is_whole && !style.add_modifier.contains(Modifier::DIM), "{face:?} in {name}, {depth:?}");
        }
    }
}

/// The least contrast, after WCAG 2: 7 for text, 4.5 for what surrounds it. Lines are no text, and neither is
/// what lies behind an overlay.
fn least_contrast(theme: &str, face: Face) -> f64 {
    match (theme, face) {
        (_, Face::Border | Face::TableRule | Face::Behind) => 1.6,
        ("high-contrast", _) => 7.0,
        (_, face) if is_metadata(face) => 4.5,
        (_, _) => 7.0,
    }
}

fn is_metadata(face: Face) -> bool {
    matches!(
        face,
        Face::Faint
            | Face::Byline
            | Face::Heading4
            | Face::Deleted
            | Face::Attribution
            | Face::CodeComment
            | Face::Caption
            | Face::Title
            | Face::Hint
            | Face::Breadcrumb
    )
}

/// The faces of text that stand on the background of the selected row too.
fn is_in_rows(face: Face) -> bool {
    matches!(face, Face::Unread | Face::Read | Face::Faint | Face::Headline)
}

#[test]
fn the_theme_follows_the_ground_where_there_are_colours_enough() {
    let name = |depth, ground| {
        let nothing = Source { file: Path::new("config.toml"), text: "" };
        Themes::of(nothing, None, depth).matching(ground).unwrap().name().to_owned()
    };

    assert_eq!(name(ColourDepth::True, Some(TerminalBackground::Dark)), "dark");
    assert_eq!(name(ColourDepth::Ansi256, Some(TerminalBackground::Light)), "light");
    assert_eq!(name(ColourDepth::True, None), "sixteen");
    assert_eq!(name(ColourDepth::Ansi16, Some(TerminalBackground::Light)), "sixteen");
}

/// The contrast of two colours; `None` where the terminal decides what they are.
fn contrast(one: Color, other: Color) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

fn luminance(colour: Color) -> Option<f64> {
    let [red, green, blue] = reduction::rgb(colour)?.map(|channel| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    });
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue)
}
