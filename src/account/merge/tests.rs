//! What was said here and there, merged against the state both had last.

use super::Verdict::{InSync, Pull, Push};
use super::*;

fn verdict(here: Here, server: bool, base: Option<bool>) -> Verdict {
    merged(ThreeWay { here, server, base })
}

#[test]
fn the_side_that_changed_counts() {
    assert_eq!(verdict(Here::Pending(true), false, Some(false)), Push(true));
    assert_eq!(verdict(Here::Synced(false), true, Some(false)), Pull(true));
    assert_eq!(verdict(Here::Synced(true), false, Some(true)), Pull(false));
}

#[test]
fn both_sides_that_changed_alike_agree_and_nothing_waits() {
    for base in [None, Some(true), Some(false)] {
        assert_eq!(verdict(Here::Pending(true), true, base), InSync);
        assert_eq!(verdict(Here::Synced(false), false, base), InSync);
    }
}

#[test]
fn what_was_said_here_twice_counts_although_it_is_as_it_was() {
    // Unread, read and unread again here while it was read elsewhere.
    assert_eq!(verdict(Here::Pending(false), true, Some(false)), Push(false));
}

#[test]
fn at_the_first_meeting_a_person_counts_and_silence_does_not() {
    assert_eq!(verdict(Here::Pending(true), false, None), Push(true));
    assert_eq!(verdict(Here::Synced(false), true, None), Pull(true));
}

#[test]
fn what_changed_here_without_a_word_is_told() {
    assert_eq!(verdict(Here::Synced(true), false, Some(false)), Push(true));
}
