//! What newsprint does, as sentences: each chapter is a module, each sentence a test.

mod anything;
mod architecture;
mod arranging;
mod bookmarking;
mod command_line;
mod commanding;
mod dependencies;
mod enduring;
mod fetching;
mod following;
mod gallery;
mod hostile;
mod hosts;
mod importing;
mod keeping;
mod libraries;
mod limits;
mod page;
mod pictures;
mod reading;
mod relating;
mod screens;
mod searching;
mod stories;
mod support;
mod terminal;
