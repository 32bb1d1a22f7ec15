//! What a person may choose: settings, keymap, theme, and where files lie.
//!
//! Knows nothing of articles or of the screen; read raw, then checked as a whole.
