//! The merge of local and remote changes against the last common state.

use super::MergeAction::{InSync, Pull, Push};
use super::*;

fn verdict(here: LocalState, server: bool, base: Option<bool>) -> MergeAction {
    merged(ThreeWay { here, server, base })
}

#[test]
fn the_side_that_changed_counts() {
    assert_eq!(verdict(LocalState::Pending(true), false, Some(false)), Push(true));
    assert_eq!(verdict(LocalState::Synced(false), true, Some(false)), Pull(true));
    assert_eq!(verdict(LocalState::Synced(true), false, Some(true)), Pull(false));
}

#[test]
fn both_sides_that_changed_alike_agree_and_nothing_waits() {
    for base in [None, Some(true), Some(false)] {
        assert_eq!(verdict(LocalState::Pending(true), true, base), InSync);
        assert_eq!(verdict(LocalState::Synced(false), false, base), InSync);
    }
}

#[test]
fn a_local_change_back_to_the_base_value_counts() {
    // Unread, read and unread again here while it was read elsewhere.
    assert_eq!(verdict(LocalState::Pending(false), true, Some(false)), Push(false));
}

#[test]
fn at_the_first_meeting_a_person_counts_and_silence_does_not() {
    assert_eq!(verdict(LocalState::Pending(true), false, None), Push(true));
    assert_eq!(verdict(LocalState::Synced(false), true, None), Pull(true));
}

#[test]
fn a_local_change_without_a_statement_is_pushed() {
    assert_eq!(verdict(LocalState::Synced(true), false, Some(false)), Push(true));
}
