//! The panes: each owns its state, its moves and its drawing, and does not know its neighbours.

pub mod article;
pub mod article_images;
pub mod article_page;
pub mod front_page;
pub mod front_page_view;
pub mod headline_row;
pub mod headlines;
pub mod related;
pub mod related_foot;
pub mod related_row;
pub mod sources;
pub mod ticks;
pub mod visible;

pub mod day_groups;
mod frame;

pub use day_groups::dateline;
pub use frame::{BorderText, as_far_as_it_fits, draw as draw_frame, inner};
