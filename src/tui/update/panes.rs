//! Gives the focus to a pane, and arranges the panes: wider, narrower, hidden, dragged by their border. The
//! session keeps the arrangement.

use super::refusals;
use crate::domain::{Pane, PaneArrangement, PaneArrangements};
use crate::tui::effect::Effect;
use crate::tui::model::Model;

/// Columns by which the width of a pane changes.
pub const STEP: i16 = 4;

/// Gives the focus to a pane.
pub fn focus(model: &mut Model, pane: Pane) -> Vec<Effect> {
    model.focus = pane;
    model.zen &= pane == Pane::Article;
    model.unsaved = true;
    Vec::new()
}

/// Makes the pane with the focus wider or narrower; the article takes its columns from both sides.
pub fn resize(model: &mut Model, columns: i16) -> Vec<Effect> {
    if model.layout().is_one_pane() {
        return refusals::say(model, model.config.words.one_pane_alone());
    }
    match model.focus {
        Pane::Article => {
            widen(model, Pane::Headlines, -columns / 2);
            widen(model, Pane::Related, -columns / 2);
        }
        side => widen(model, side, columns),
    }
    Vec::new()
}

fn widen(model: &mut Model, side: Pane, columns: i16) {
    if let Some(area) = model.layout().pane(side) {
        set_width(model, side, area.width.saturating_add_signed(columns));
    }
}

/// Sets the width of a side, as far as there is room.
fn set_width(model: &mut Model, side: Pane, width: u16) {
    if let Some(side) = side_of(&mut model.sides, side) {
        side.width = Some(width);
    }
    // The width that the layout gave is stored.
    let shown = model.layout().pane(side).map(|area| area.width);
    if let Some(side) = side_of(&mut model.sides, side) {
        side.width = shown.or(side.width);
    }
    model.unsaved = true;
}

/// Moves the dragged border to a column.
pub fn drag(model: &mut Model, column: u16) -> Vec<Effect> {
    match model.dragged_border {
        Some(Pane::Sources) => set_width(model, Pane::Sources, column + 1),
        Some(Pane::Headlines) => {
            let left = model.layout().headlines.map_or(0, |area| area.x);
            set_width(model, Pane::Headlines, (column + 1).saturating_sub(left));
        }
        Some(Pane::Related) => set_width(model, Pane::Related, model.size.width.saturating_sub(column)),
        Some(Pane::Article) | None => {}
    }
    Vec::new()
}

/// Hides a pane unless it has the focus, or shows it always.
pub fn toggle(model: &mut Model, pane: Pane) -> Vec<Effect> {
    let Some(side) = side_of(&mut model.sides, pane) else { return Vec::new() };
    side.hidden = !side.hidden;
    let (hidden, alone) = (side.hidden, model.layout().is_one_pane());
    if hidden && model.focus == pane && model.reading.is_some() {
        model.focus = Pane::Article;
    }
    model.unsaved = true;
    if alone { refusals::say(model, model.config.words.one_pane_alone()) } else { Vec::new() }
}

/// Shows every pane in its default width.
pub fn reset(model: &mut Model) -> Vec<Effect> {
    model.sides = PaneArrangements::default();
    model.unsaved = true;
    Vec::new()
}

const fn side_of(sides: &mut PaneArrangements, pane: Pane) -> Option<&mut PaneArrangement> {
    match pane {
        Pane::Sources => Some(&mut sides.sources),
        Pane::Headlines => Some(&mut sides.headlines),
        Pane::Related => Some(&mut sides.related),
        Pane::Article => None,
    }
}
