//! What was said here and there, merged against the state both had last.

use super::Verdict::{Agreed, Take, Tell};
use super::*;

fn verdict(here: Here, server: bool, base: Option<bool>) -> Verdict {
    merged(Sides { here, server, base })
}

#[test]
fn the_side_that_changed_counts() {
    assert_eq!(verdict(Here::Waits(true), false, Some(false)), Tell(true));
    assert_eq!(verdict(Here::Settled(false), true, Some(false)), Take(true));
    assert_eq!(verdict(Here::Settled(true), false, Some(true)), Take(false));
}

#[test]
fn both_sides_that_changed_alike_agree_and_nothing_waits() {
    for base in [None, Some(true), Some(false)] {
        assert_eq!(verdict(Here::Waits(true), true, base), Agreed);
        assert_eq!(verdict(Here::Settled(false), false, base), Agreed);
    }
}

#[test]
fn what_was_said_here_twice_counts_although_it_is_as_it_was() {
    // Unread, read and unread again here while it was read elsewhere.
    assert_eq!(verdict(Here::Waits(false), true, Some(false)), Tell(false));
}

#[test]
fn at_the_first_meeting_a_person_counts_and_silence_does_not() {
    assert_eq!(verdict(Here::Waits(true), false, None), Tell(true));
    assert_eq!(verdict(Here::Settled(false), true, None), Take(true));
}

#[test]
fn what_changed_here_without_a_word_is_told() {
    assert_eq!(verdict(Here::Settled(true), false, Some(false)), Tell(true));
}
