//! Tests: the shipped keymaps, and a person's own keys over them.

use std::path::Path;

use super::super::key::parse_sequence;
use super::super::mistake::Source;
use super::*;
use crate::config::action::ActionGroup;

fn preset(preset: Preset) -> Keymap {
    Keymap::from_layers(&[preset.sections()])
}

/// The vim keymap with a person's own sections over it.
fn with(own: &str) -> Keymap {
    let (mut reading, document) = ConfigReader::begin(Source { file: Path::new("keys"), text: own });
    let mut sections = Sections::default();
    for (name, value) in reading.entries(&document) {
        let table = reading.table("section", value).unwrap();
        assert!(sections.read(name, table, &mut reading));
    }
    assert_eq!(reading.finish(), []);
    Keymap::from_layers(&[sections, Preset::Vim.sections()])
}

fn look_up(keymap: &Keymap, mode: Mode, keys: &str) -> Lookup {
    keymap.look_up(mode, &parse_sequence(keys).unwrap())
}

#[test]
fn no_shipped_keymap_has_a_mistake() {
    for &(_, preset) in Preset::ALL {
        assert_eq!(preset.read().1, [], "{}", preset.name());
    }
}

#[test]
fn every_action_has_a_key_in_every_shipped_keymap() {
    for &(name, preset_of) in Preset::ALL {
        let keymap = preset(preset_of);
        for &action in Action::ALL {
            let modes = match action.group() {
                _ if action.english_help().ends_with("related link") => 1..3,
                ActionGroup::Sources => 3..4,
                _ => 0..3,
            };
            for (mode_name, mode) in &Mode::ALL[modes] {
                assert!(!keymap.keys_of(action, *mode).is_empty(), "{name}: {action} in {mode_name}");
            }
        }
    }
}

#[test]
fn digits_are_left_to_counts_in_the_headlines() {
    for &(_, preset_of) in Preset::ALL {
        for digit in 0..10 {
            let pressed = look_up(&preset(preset_of), Mode::Headlines, &digit.to_string());
            assert_eq!(pressed, Lookup::Unknown);
        }
    }
}

#[test]
fn digits_follow_related_links_elsewhere() {
    let vim = preset(Preset::Vim);

    assert_eq!(look_up(&vim, Mode::Article, "3"), Lookup::Matched(Action::FollowLink3));
    assert_eq!(look_up(&vim, Mode::Related, "9"), Lookup::Matched(Action::FollowLink9));
}

#[test]
fn ctrl_c_always_leaves() {
    for &(_, preset_of) in Preset::ALL {
        for &(_, mode) in Mode::ALL {
            assert_eq!(look_up(&preset(preset_of), mode, "ctrl-c"), Lookup::Matched(Action::Quit));
        }
    }
}

#[test]
fn a_prefix_is_pending_and_lists_its_continuations() {
    let Lookup::Pending(following) = look_up(&preset(Preset::Vim), Mode::Article, "]") else {
        panic!("] is no beginning");
    };

    let help = |steps: &Option<Vec<Step>>| match steps.as_deref() {
        Some([Step::Act(action)]) => action.english_help(),
        _ => "",
    };
    let following: Vec<String> =
        following.iter().map(|(chord, steps)| format!("{chord} {}", help(steps))).collect();
    assert_eq!(
        following,
        [
            "] go to the next heading",
            "u open the next unread article",
            "f list the next feed with unread articles",
            "r open an unread article of the list at random",
        ]
    );
}

#[test]
fn a_continuation_that_is_a_prefix_is_listed_once() {
    let Lookup::Pending(following) = look_up(&preset(Preset::Emacs), Mode::Article, "ctrl-x") else {
        panic!("ctrl-x is no beginning");
    };

    let more: Vec<_> = following.iter().filter(|(_, action)| action.is_none()).collect();
    assert_eq!(more.len(), 1);
}

#[test]
fn keys_that_mean_nothing_are_unknown() {
    let vim = preset(Preset::Vim);

    assert_eq!(look_up(&vim, Mode::Article, "ctrl-q"), Lookup::Unknown);
    assert_eq!(look_up(&vim, Mode::Article, "] x"), Lookup::Unknown);
    assert_eq!(vim.look_up(Mode::Article, &[]), Lookup::Unknown);
}

#[test]
fn a_person_s_own_key_goes_before_the_shipped_one_and_is_shown_first() {
    let keymap = with("[shared]\nx = \"close\"\nJ = \"half-page-down\"\n");

    assert_eq!(look_up(&keymap, Mode::Related, "J"), Lookup::Matched(Action::HalfPageDown));
    assert_eq!(keymap.keys_of(Action::Close, Mode::Article), ["x", "q"]);
    assert_eq!(keymap.keys_of(Action::NextArticle, Mode::Article), [""; 0]);
}

#[test]
fn a_key_may_do_several_things_and_commands_with_their_arguments() {
    let keymap = with("[headlines]\n\"g u\" = \"view unread\"\nx = [\"toggle-bookmark\", \":tag later\"]\n");

    let line = |line: &str| Step::Line(line.to_owned());
    assert_eq!(look_up(&keymap, Mode::Headlines, "g u"), Lookup::Steps(vec![line("view unread")]));
    let both = vec![Step::Act(Action::ToggleBookmark), line("tag later")];
    assert_eq!(look_up(&keymap, Mode::Headlines, "x"), Lookup::Steps(both));
    let own: Vec<_> = keymap.step_bindings().collect();
    assert_eq!(own[1], ("x".to_owned(), "toggle-bookmark, :tag later".to_owned()));
}

#[test]
fn none_takes_away_what_a_key_did() {
    let keymap = with("[article]\nq = \"none\"\n\"]\" = \"none\"\n");

    assert_eq!(look_up(&keymap, Mode::Article, "q"), Lookup::Unknown);
    assert_eq!(look_up(&keymap, Mode::Article, "]"), Lookup::Unknown);
    assert_eq!(look_up(&keymap, Mode::Headlines, "q"), Lookup::Matched(Action::Close));
}

#[test]
fn a_longer_sequence_of_one_s_own_takes_the_place_of_its_beginning() {
    let keymap = with("[shared]\n\"g g\" = \"top\"\n\"g b\" = \"show-bookmarks\"\n\"]\" = \"down\"\n");

    assert!(matches!(look_up(&keymap, Mode::Article, "g"), Lookup::Pending(_)));
    assert_eq!(look_up(&keymap, Mode::Article, "g g"), Lookup::Matched(Action::Top));
    assert_eq!(look_up(&keymap, Mode::Article, "]"), Lookup::Matched(Action::Down));
}

#[test]
fn a_pane_s_own_keys_go_before_the_shared_ones() {
    let keymap = with("[shared]\nx = \"undo\"\n[headlines]\nx = \"mark-all-read\"\n");

    assert_eq!(look_up(&keymap, Mode::Headlines, "x"), Lookup::Matched(Action::MarkAllRead));
    assert_eq!(look_up(&keymap, Mode::Article, "x"), Lookup::Matched(Action::Undo));
}

#[test]
fn the_entries_for_the_help_stand_in_its_order_with_all_their_keys() {
    let vim = preset(Preset::Vim);

    let entries: Vec<_> = vim.entries(Mode::Headlines).take(2).collect();

    assert_eq!(entries[0], (Action::Down, vec!["j".to_owned(), "down".to_owned()]));
    assert_eq!(entries[1].0, Action::Up);
}
