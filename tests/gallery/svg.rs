//! Cells become an SVG: grounds as rectangles, letters as text, lines and blocks as shapes, so that
//! borders join in every font.

use std::fmt::Write as _;

use newsprint::typeset::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

/// The size of a cell, in units of the picture.
const WIDE: f32 = 8.4;
const HIGH: f32 = 18.0;

/// What stands free around the cells.
const EDGE: f32 = 10.0;

/// Below the cells of a moving picture: what is pressed.
const FOOT: f32 = 26.0;

const INK: Color = Color::Rgb(0xd8, 0xd8, 0xd8);
const PAPER: Color = Color::Rgb(0x1b, 0x1b, 0x1b);

/// Cells of one row that look alike.
struct Run {
    x: u16,
    columns: u16,
    text: String,
    look: Look,
}

/// How cells look.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    ink: Color,
    paper: Color,
    marks: Modifier,
}

/// The picture of a screen.
pub fn picture(cells: &Buffer) -> String {
    let ground = ground(cells);
    let rows: String = (0..cells.area.height).map(|y| row(cells, y, y, ground)).collect();
    format!("{}{rows}</g>\n</svg>\n", head(cells.area, 0.0, ground))
}

/// A screen of a moving picture: what it is, what was pressed to come there, and for how long it stays.
pub struct Frame {
    pub cells: Buffer,
    pub told: String,
    pub seconds: f32,
}

/// Screens one after the other, without end. They stand below each other and are moved past the frame of the
/// picture by whole screens; a row that stands on several is drawn once. Where nothing moves, the first is seen.
pub fn moving(frames: &[Frame]) -> String {
    let Some(first) = frames.first() else { return String::new() };
    let ground = ground(&first.cells);
    let height = f32::from(first.cells.area.height) * HIGH + FOOT;
    let (mut rows, mut strip) = (Vec::<String>::new(), String::new());
    for (number, frame) in (0_u16..).zip(frames) {
        let top = f32::from(number) * (height + 2.0 * EDGE);
        for y in 0..frame.cells.area.height {
            let line = row(&frame.cells, y, 0, ground);
            if line.is_empty() {
                continue;
            }
            let known = rows.iter().position(|row| *row == line);
            let at = known.unwrap_or(rows.len());
            if known.is_none() {
                rows.push(line);
            }
            let _ = writeln!(strip, "<use href=\"#r{at}\" y=\"{:.1}\"/>", top + f32::from(y) * HIGH);
        }
        let foot = top + f32::from(frame.cells.area.height) * HIGH + FOOT - 6.0;
        let told = frame.told.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(
            strip,
            "<text x=\"4\" y=\"{foot:.1}\" fill=\"#e0c060\" font-weight=\"bold\">{told}</text>"
        );
    }
    let all: f32 = frames.iter().map(|frame| frame.seconds).sum();
    let (mut values, mut times, mut begun) = (Vec::new(), Vec::new(), 0.0);
    for (number, frame) in (0_u16..).zip(frames) {
        values.push(format!("0 {:.1}", -f32::from(number) * (height + 2.0 * EDGE)));
        times.push(format!("{:.4}", begun / all));
        begun += frame.seconds;
    }
    let mut drawn = String::new();
    for (at, row) in rows.iter().enumerate() {
        let _ = writeln!(drawn, "<g id=\"r{at}\">\n{row}</g>");
    }
    format!(
        "{}<defs>\n{drawn}</defs>\n<g>\n<animateTransform attributeName=\"transform\" type=\"translate\" calcMode=\"discrete\" repeatCount=\"indefinite\" dur=\"{all:.1}s\" values=\"{}\" keyTimes=\"{}\"/>\n{strip}</g>\n</g>\n</svg>\n",
        head(first.cells.area, FOOT, ground),
        values.join(";"),
        times.join(";")
    )
}

/// The colour that most of a screen stands on.
fn ground(cells: &Buffer) -> Color {
    cells.content().first().map_or(PAPER, |cell| Look::of(cell).paper)
}

/// The beginning of a picture, up to what stands on it.
fn head(area: Rect, foot: f32, ground: Color) -> String {
    let all_wide = f32::from(area.width) * WIDE + 2.0 * EDGE;
    let all_high = f32::from(area.height) * HIGH + foot + 2.0 * EDGE;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {all_wide:.1} {all_high:.1}\" width=\"{all_wide:.0}\" font-family=\"ui-monospace,'DejaVu Sans Mono','Noto Sans Mono CJK JP',Menlo,Consolas,monospace\" font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>\n<g transform=\"translate({EDGE} {EDGE})\">\n",
        hex(ground)
    )
}

/// A row of a screen, drawn at a row of the picture.
fn row(cells: &Buffer, y: u16, at: u16, ground: Color) -> String {
    let runs = runs(cells, y);
    let grounds = runs.iter().filter(|run| run.look.paper != ground).map(|run| {
        format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{HIGH}\" shape-rendering=\"crispEdges\" fill=\"{}\"/>\n",
            f32::from(run.x) * WIDE,
            f32::from(at) * HIGH,
            f32::from(run.columns) * WIDE,
            hex(run.look.paper)
        )
    });
    grounds.chain(runs.iter().map(|run| run.drawn(at))).collect()
}

/// The runs of a row. Shapes and characters wider than a cell stand alone.
fn runs(cells: &Buffer, y: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut x = 0;
    while x < cells.area.width {
        let Some(cell) = cells.cell((x, y)) else { break };
        let (symbol, look) = (cell.symbol(), Look::of(cell));
        let columns = u16::try_from(width(symbol)).unwrap_or(1).max(1);
        match runs.last_mut().filter(|last| last.look == look) {
            Some(last) if is_plain(symbol) && is_plain(&last.text) && goes_on(&last.text, symbol) => {
                last.text.push_str(symbol);
                last.columns += columns;
            }
            Some(last) if last.text == symbol && shape(symbol).is_some_and(Shape::fills_its_width) => {
                last.columns += columns;
            }
            _ => runs.push(Run { x, columns, text: symbol.to_owned(), look }),
        }
        x += columns;
    }
    runs
}

/// Whether cells of this text can share one piece of text: letters of one column each.
fn is_plain(text: &str) -> bool {
    shape(text).is_none() && width(text) == text.chars().count()
}

/// Whether a letter goes the way of those before it; blanks go either way.
fn goes_on(text: &str, letter: &str) -> bool {
    text.trim().is_empty() || letter.trim().is_empty() || goes_left(text) == goes_left(letter)
}

/// Whether a text is of letters that are written from right to left. Cells have them in the order of the columns; an
/// SVG wants them in the order in which they are read, and turns them round.
fn goes_left(text: &str) -> bool {
    let is_turned =
        |letter| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    text.chars().any(is_turned)
}

impl Look {
    fn of(cell: &Cell) -> Self {
        let marks = cell.modifier;
        let known = |colour, otherwise| if colour == Color::Reset { otherwise } else { colour };
        let (ink, paper) = (known(cell.fg, INK), known(cell.bg, PAPER));
        let (ink, paper) = if marks.contains(Modifier::REVERSED) { (paper, ink) } else { (ink, paper) };
        Self { ink, paper, marks: marks - Modifier::REVERSED }
    }
}

impl Run {
    fn drawn(&self, y: u16) -> String {
        let (left, top) = (f32::from(self.x) * WIDE, f32::from(y) * HIGH);
        let width = f32::from(self.columns) * WIDE;
        let fill = hex(self.look.ink);
        let faint = if self.look.marks.contains(Modifier::DIM) { " opacity=\"0.6\"" } else { "" };
        if let Some(shape) = shape(&self.text) {
            return shape.drawn(left, top, self.columns, &format!("{fill}\"{faint}"));
        }
        if self.text.trim().is_empty() && !self.look.marks.contains(Modifier::UNDERLINED) {
            return String::new();
        }
        let mut style = String::from(faint);
        for (mark, written) in [
            (Modifier::BOLD, " font-weight=\"bold\""),
            (Modifier::ITALIC, " font-style=\"italic\""),
            (Modifier::UNDERLINED, " text-decoration=\"underline\""),
            (Modifier::CROSSED_OUT, " text-decoration=\"line-through\""),
        ] {
            style.push_str(if self.look.marks.contains(mark) { written } else { "" });
        }
        let (left, text) = if goes_left(&self.text) {
            style.push_str(" direction=\"rtl\"");
            (left + width, self.text.chars().rev().collect())
        } else {
            (left, self.text.clone())
        };
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let baseline = top + 13.5;
        format!(
            "<text xml:space=\"preserve\" x=\"{left:.1}\" y=\"{baseline:.1}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{fill}\"{style}>{text}</text>\n"
        )
    }
}

/// What is drawn rather than written.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    /// A line through the middle of the cell, and whether it is dashed.
    Across(bool),
    Down(f32),
    /// A corner, from the middle to the right or left and to the bottom or top.
    Corner {
        right: bool,
        bottom: bool,
    },
    /// A part of the cell: left, top, width and height, in eighths.
    Block(u8, u8, u8, u8),
}

fn shape(text: &str) -> Option<Shape> {
    Some(match text {
        "─" => Shape::Across(false),
        "╌" => Shape::Across(true),
        "│" => Shape::Down(1.0),
        "┃" => Shape::Down(2.5),
        "╭" | "┌" => Shape::Corner { right: true, bottom: true },
        "╮" | "┐" => Shape::Corner { right: false, bottom: true },
        "╰" | "└" => Shape::Corner { right: true, bottom: false },
        "╯" | "┘" => Shape::Corner { right: false, bottom: false },
        "▌" => Shape::Block(0, 0, 4, 8),
        "▀" => Shape::Block(0, 0, 8, 4),
        "▄" => Shape::Block(0, 4, 8, 4),
        "█" => Shape::Block(0, 0, 8, 8),
        _ => return None,
    })
}

impl Shape {
    /// Whether two of it side by side are one that is twice as wide.
    const fn fills_its_width(self) -> bool {
        matches!(self, Self::Across(_) | Self::Block(_, _, 8, _))
    }

    fn drawn(self, left: f32, top: f32, columns: u16, ink: &str) -> String {
        let width = f32::from(columns) * WIDE;
        let (middle_x, middle_y) = (left + WIDE / 2.0, top + HIGH / 2.0);
        let path = |path: String, stroke: f32, dash: &str| {
            format!("<path d=\"{path}\" fill=\"none\" stroke-width=\"{stroke}\"{dash} stroke=\"{ink}/>\n")
        };
        match self {
            Self::Across(dashed) => path(
                format!("M{left:.1} {middle_y:.1}h{width:.1}"),
                1.0,
                if dashed { " stroke-dasharray=\"3 3\"" } else { "" },
            ),
            Self::Down(stroke) => path(format!("M{middle_x:.1} {top:.1}v{HIGH}"), stroke, ""),
            Self::Corner { right, bottom } => {
                let side = if right { left + WIDE } else { left };
                let end = if bottom { top + HIGH } else { top };
                path(
                    format!("M{side:.1} {middle_y:.1}Q{middle_x:.1} {middle_y:.1} {middle_x:.1} {end:.1}"),
                    1.0,
                    "",
                )
            }
            Self::Block(x, y, wide, high) => {
                let part = |eighths: u8, of: f32| f32::from(eighths) * of / 8.0;
                let width = if wide == 8 { width } else { part(wide, WIDE) };
                format!(
                    "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{:.1}\" shape-rendering=\"crispEdges\" fill=\"{ink}/>\n",
                    left + part(x, WIDE),
                    top + part(y, HIGH),
                    part(high, HIGH)
                )
            }
        }
    }
}

/// A colour as SVG writes it; the terminal's own as they are where nobody changed them.
fn hex(colour: Color) -> String {
    match colour {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Color::Black => "#1b1b1b".to_owned(),
        Color::Cyan | Color::LightCyan => "#5ac8c8".to_owned(),
        Color::Green | Color::LightGreen => "#87c070".to_owned(),
        Color::Yellow | Color::LightYellow => "#e0c060".to_owned(),
        Color::Red | Color::LightRed => "#e07060".to_owned(),
        _ => "#d8d8d8".to_owned(),
    }
}
