//! What can be done with the collection; shared by command line and screen.
//!
//! Speaks neither SQL nor ratatui.
