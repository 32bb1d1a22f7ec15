//! Tests of the configuration: a text in, settings and mistakes out.

use std::ffi::OsString;

use proptest::prelude::*;

use super::action::Action;
use super::key::parse_sequence;
use super::keymap::{Lookup, Mode};
use super::theme::Face;
use super::*;
use crate::words::Words;

fn read(text: &str) -> (Config, Vec<String>) {
    read_beside(text, |_| None)
}

/// Reads a configuration, where `beside` gives the files of its folder.
fn read_beside(text: &str, beside: impl Fn(&str) -> Option<String>) -> (Config, Vec<String>) {
    let (config, mistakes) = Config::read(Some(text), Path::new("config.toml"), ColourDepth::True, beside);
    (config, mistakes.iter().map(Mistake::to_string).collect())
}

/// A function that looks variables up, as the environment does.
pub(super) fn environment(variables: &[(&str, &str)]) -> impl Fn(&str) -> Option<OsString> {
    move |name| variables.iter().find(|(it, _)| *it == name).map(|(_, value)| value.into())
}

fn action(config: &Config, mode: Mode, keys: &str) -> Option<Action> {
    match config.keymap.look_up(mode, &parse_sequence(keys).unwrap()) {
        Lookup::Matched(action) => Some(action),
        Lookup::Steps(_) | Lookup::Pending(_) | Lookup::Unknown => None,
    }
}

fn ink(config: &Config, face: Face) -> String {
    config.theme.style(face).fg.map(|colour| colour.to_string()).unwrap_or_default()
}

#[test]
fn without_a_file_and_with_an_empty_one_the_defaults_hold() {
    let (empty, mistakes) = read("");

    assert_eq!(mistakes, [""; 0]);
    assert_eq!(empty, Config::defaults());
}

#[test]
fn the_sample_holds_every_setting_at_its_default() {
    let uncommented: Vec<&str> = SAMPLE
        .lines()
        .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line))
        .collect();
    let uncommented = uncommented.join("\n");

    let (config, mistakes) = read(&uncommented);

    assert_eq!(mistakes, [""; 0]);
    assert_eq!(config, Config::defaults());
    for name in Settings::NAMES.iter().map(|(name, _)| *name).chain(Settings::OTHER_TABLES) {
        assert!(
            uncommented.contains(&format!("\n{name} = ")) || uncommented.contains(&format!("\n[{name}]")),
            "{name} is not in the sample"
        );
    }
}

#[test]
fn the_sample_as_it_stands_changes_nothing() {
    assert_eq!(read(SAMPLE), (Config::defaults(), vec![]));
}

#[test]
fn the_commented_examples_of_the_sample_are_valid() {
    let shown: Vec<&str> = SAMPLE.lines().filter_map(|line| line.strip_prefix("#     ")).collect();

    let (config, mistakes) = read(&shown.join("\n"));

    assert_eq!(mistakes, [""; 0]);
    assert_eq!(action(&config, Mode::Article, "g b"), Some(Action::ShowBookmarks));
}

#[test]
fn settings_are_taken() {
    let (config, mistakes) = read(
        r#"
        theme = "dark"
        measure = 72
        hyphenate = false
        borders = "ascii"
        browser = ["firefox", "--new-tab"]
        "#,
    );

    assert_eq!(mistakes, [""; 0]);
    assert_eq!(config.settings.measure, 72);
    assert!(!config.settings.hyphenate);
    assert_eq!(config.settings.borders, Borders::Ascii);
    assert_eq!(config.settings.browser, Program::Command(vec!["firefox".into(), "--new-tab".into()]));
    assert_eq!(config.theme.name(), "dark");
}

#[test]
fn all_mistakes_are_reported_at_once_and_affect_only_their_own_line() {
    let (config, mistakes) = read(
        "theme = \"drak\"\n\
         meassure = 70\n\
         measure = 7000\n\
         mouse = \"no\"\n\
         hints = false\n\
         borders = \"round\"\n\
         [keys]\n\
         preset = \"vi\"\n\
         [keys.shared]\n\
         x = \"toggle-bokmark\"\n\
         C-x = \"undo\"\n\
         w = \"undo\"\n\
         [keys.headline]\n\
         [faces]\n\
         headline = { fg = \"accnt\", blink = true }\n",
    );

    assert_eq!(
        mistakes,
        [
            "config.toml, line 1: unknown theme \"drak\"; did you mean \"dark\"?",
            "config.toml, line 2: unknown setting \"meassure\"; did you mean \"measure\"?",
            "config.toml, line 3: measure is 7000; it must be a whole number from 20 to 200",
            "config.toml, line 4: mouse is \"no\"; it must be true or false",
            "config.toml, line 6: borders is \"round\"; it must be \"rounded\", \"plain\" or \"ascii\"",
            "config.toml, line 8: unknown preset \"vi\"; did you mean \"vim\"?",
            "config.toml, line 10: \"toggle-bokmark\" is not an action; did you mean \"toggle-bookmark\"?",
            "config.toml, line 11: \"C-x\" is not a key; did you mean \"ctrl-x\"?",
            "config.toml, line 13: unknown section of keys \"headline\"; did you mean \"headlines\"?",
            "config.toml, line 15: unknown colour \"accnt\"",
            "config.toml, line 15: unknown part of a style \"blink\"",
        ]
    );
    assert_eq!(config.settings, Settings { hints: false, ..Settings::default() });
    assert_eq!(action(&config, Mode::Article, "w"), Some(Action::Undo));
}

#[test]
fn the_printed_configuration_parses_to_the_same_settings() {
    let (chosen, mistakes) = read(
        "theme = \"dark\"\nmeasure = 72\nborders = \"ascii\"\nright-to-left = \"terminal\"\n\
         pictures = \"sixel\"\nhyperlinks = \"off\"\nlocale = \"de\"\neditor = [\"vim\", \"-n\"]\n\
         [fetch]\nfull-text = \"always\"\nallow = [\"10.0.0.0/8\"]\ncredentials = \"netrc\"\n\
         [keep]\ndays = 30\nunread = false\n[pipes]\n\"count words\" = [\"wc\", \"-w\"]\n",
    );
    assert_eq!(mistakes, [""; 0]);

    let written = chosen.settings.to_toml();

    assert!(
        written.starts_with("theme = \"dark\"\nstart = \"session\"\non-start = []\nmeasure = 72\n"),
        "{written}"
    );
    assert_eq!(read(&written), (chosen, vec![]));
    assert_eq!(read(&Settings::default().to_toml()), (Config::defaults(), vec![]));
}

#[test]
fn a_setting_changed_to_an_invalid_value_is_refused_with_the_valid_ones() {
    let mut settings = Settings::default();

    let refused = [("borders", "plaid"), ("mouse", "maybe"), ("measure", "9000")]
        .map(|(name, value)| settings.change(name, value).unwrap_err());

    assert_eq!(
        refused,
        [
            "borders is \"plaid\"; it must be \"rounded\", \"plain\" or \"ascii\"",
            "mouse is \"maybe\"; it must be true or false",
            "measure is 9000; it must be a whole number from 20 to 200",
        ]
    );
    assert_eq!(settings, Settings::default());
}

#[test]
fn a_line_that_is_no_toml_affects_no_other() {
    let (config, mistakes) = read("measure = \nmouse = false\nhyphenate = fals\nhints = false\n");

    assert_eq!(mistakes.len(), 2, "{mistakes:#?}");
    assert!(mistakes[0].starts_with("config.toml, line 1: "), "{}", mistakes[0]);
    assert!(mistakes[1].starts_with("config.toml, line 3: "), "{}", mistakes[1]);
    assert_eq!(config.settings, Settings { mouse: false, hints: false, ..Settings::default() });
}

#[test]
fn duplicate_names_are_reported_with_both_lines() {
    let (config, mistakes) = read(
        "mouse = true\nmeasure = 60\nmouse = false\n\
         [keys.shared]\nx = \"undo\"\nx = \"redo\"\n\
         [keys.article]\nx = \"zen\"\n[keys.shared]\n",
    );

    assert_eq!(
        mistakes,
        [
            "config.toml, line 3: mouse = false is set here, but mouse = true is on line 1; keep one of them",
            "config.toml, line 6: x = \"redo\" is set here, but x = \"undo\" is on line 5; keep one of them",
            "config.toml, line 9: [keys.shared] is set here, but [keys.shared] is on line 4; keep one of them",
        ]
    );
    assert_eq!(action(&config, Mode::Headlines, "x"), Some(Action::Undo));
}

#[test]
fn a_file_too_long_to_be_a_configuration_is_not_read() {
    let (config, mistakes) = read(&"#".repeat(70_000));

    assert_eq!(
        mistakes,
        ["config.toml, line 1: the file is too large (70000 bytes) and was ignored; the limit is 65536"]
    );
    assert_eq!(config, Config::defaults());
}

#[test]
fn two_actions_on_one_key_are_a_mistake_that_names_both_and_both_lines() {
    let (config, mistakes) =
        read("[keys.shared]\nX = \"undo\"\nw = \"redo\"\nshift-x = \"zen\"\n\"w w\" = \"help\"\n");

    assert_eq!(
        mistakes,
        [
            "config.toml, line 4: \"X\" is bound to zen here and to undo on line 2; keep one of them",
            "config.toml, line 5: \"w w\" is bound to help here and \"w\" to redo on line 3; \
             keep one of them: the shorter one hides the longer one",
        ]
    );
    assert_eq!(action(&config, Mode::Headlines, "X"), Some(Action::Undo));
}

#[test]
fn widths_that_leave_no_room_for_two_panes_fall_back_together() {
    let (config, mistakes) = read("wide-from = 60\n");

    assert_eq!(
        mistakes,
        ["config.toml, line 1: narrow-below is 80, more than wide-from, 60; \
          two panes are shown between the two widths"]
    );
    assert_eq!(config.settings.wide_from, 120);
}

#[test]
fn an_empty_browser_is_not_an_absent_one() {
    let (config, mistakes) = read("browser = []\n");

    assert_eq!(mistakes.len(), 1);
    assert_eq!(config.settings.browser, Program::Usual);
}

#[test]
fn a_theme_beside_the_configuration_is_used_and_its_mistakes_are_reported() {
    let theme = "like = \"dark\"\n[faces]\nheadline = { fg = \"#ff0000\" }\nheadlin = {}\n";
    let beside = |name: &str| (name == "themes/mine.toml").then(|| theme.to_owned());

    let (config, mistakes) = read_beside("theme = \"mine\"", beside);

    assert_eq!(ink(&config, Face::Headline), "#FF0000");
    assert_eq!(mistakes[0], "themes/mine.toml, line 4: unknown face \"headlin\"; did you mean \"headline\"?");
}

#[test]
fn a_theme_s_name_leads_nowhere_but_into_the_folder_of_themes() {
    let (_, mistakes) = read_beside("theme = \"../../secret\"", |name| panic!("asked for {name}"));

    assert_eq!(mistakes.len(), 1);
}

#[test]
fn a_theme_that_stands_alone_has_to_name_every_face() {
    let beside = |_: &str| Some("[faces]\ntext = {}\n".to_owned());

    let (config, mistakes) = read_beside("theme = \"mine\"", beside);

    assert_eq!(mistakes.len(), Face::ALL.len() - 1);
    assert_eq!(
        mistakes[0],
        "themes/mine.toml, line 1: the theme has no face \"faint\"; \
         write faint = {}, or like = \"dark\" at the top"
    );
    assert_eq!(
        config.theme.style(Face::Headline),
        Config::defaults().theme.style(Face::Headline),
        "what is missing looks as it does by default"
    );
}

#[test]
fn keys_directly_under_their_table_apply_in_every_pane() {
    let (config, mistakes) =
        read("[keys]\npreset = \"emacs\"\n\"w u\" = \":view unread\"\nX = \"clsoe\"\nheadlines = 3\n");

    let is_own = |(keys, steps): &(String, String)| keys == "w u" && steps == ":view unread";
    assert!(config.keymap.step_bindings().any(|own| is_own(&own)));
    assert!(mistakes[0].contains("did you mean \"close\"?"), "{mistakes:?}");
    assert!(mistakes[1].contains("it must be a table"), "{mistakes:?}");
}

#[test]
fn a_keymap_beside_the_configuration_is_used_and_its_mistakes_are_reported() {
    let keys = "like = \"emacs\"\n[shared]\n\"g b\" = \"show-bookmarks\"\nq = \"clsoe\"\n";
    let beside = |name: &str| (name == "keys/mine.toml").then(|| keys.to_owned());
    let text = "[keys]\npreset = \"mine\"\n[keys.article]\nm = \"toggle-bookmark\"\n";

    let (config, mistakes) = read_beside(text, beside);

    assert_eq!(config.preset, "mine");
    assert_eq!(action(&config, Mode::Headlines, "g b"), Some(Action::ShowBookmarks));
    assert_eq!(action(&config, Mode::Article, "m"), Some(Action::ToggleBookmark));
    assert_eq!(action(&config, Mode::Article, "ctrl-n"), Some(Action::Down), "as in emacs");
    assert_eq!(mistakes, ["keys/mine.toml, line 4: \"clsoe\" is not an action; did you mean \"close\"?"]);
}

#[test]
fn a_missing_keymap_is_reported_and_the_default_one_is_used() {
    let (config, mistakes) = read("[keys]\npreset = \"vmi\"\n");

    assert_eq!(mistakes, ["config.toml, line 2: unknown preset \"vmi\"; did you mean \"vim\"?"]);
    assert_eq!(config.keymap, Config::defaults().keymap);
}

#[test]
fn a_colour_of_the_palette_changes_every_face_that_takes_it() {
    let (config, mistakes) = read("theme = \"dark\"\n[palette]\naccent = \"#010203\"\n");

    assert_eq!(mistakes, [""; 0]);
    assert_eq!(ink(&config, Face::BorderFocused), "#010203");
    assert_eq!(ink(&config, Face::Heading), "#010203");
}

#[test]
fn a_theme_s_mistakes_name_its_file_beside_the_configuration() {
    let file = Path::new("/home/ann/.config/newsprint/config.toml");

    let (_, mistakes) =
        Config::read(Some("theme = \"mine\""), file, ColourDepth::True, |_| Some("lik = 1".into()));

    assert_eq!(mistakes[0].file, Path::new("/home/ann/.config/newsprint/themes/mine.toml"));
}

#[test]
fn no_control_character_gets_from_the_file_into_a_mistake() {
    let (_, mistakes) =
        read("\"a\\u001b[2J\" = 1\ntheme = \"\\u202e\"\n[keys.shared]\n\"\\u0007\" = \"\\u001b\"\n");

    assert_eq!(mistakes.len(), 4);
    for mistake in mistakes {
        assert!(!mistake.contains(|c: char| c.is_control() || c == '\u{202e}'), "{mistake:?}");
    }
}

/// Lines as people write them, and slips of all kinds.
fn lines() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[a-z\\-]{1,9} = [\"'\\[{]?[a-z0-9\u{7}\u{1b} ]{0,9}[\"'\\]}]?",
        "\\[(keys|keys.shared|faces|palette)\\]",
        "(theme|measure|mouse|browser|borders|keys|faces) = (\"dark\"|70|true|\\[\\]|\\{ fg = 1 \\}|)",
        "\"?(g g|J|ctrl-x|headline)\"? = (\"undo\"|\"none\"|\\{ bold = true \\})",
        "\\PC{0,12}",
    ];
    proptest::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn any_text_is_read_and_its_mistakes_are_plain_sentences_with_lines(text in lines()) {
        let text = format!("nonsense = 1\n{text}");
        let (_, mistakes) = Config::read(Some(&text), Path::new("config.toml"), ColourDepth::True, |_| None);

        prop_assert!(!mistakes.is_empty());
        for mistake in mistakes {
            prop_assert!((1..=text.lines().count() + 1).contains(&mistake.line), "{}", mistake);
            prop_assert!(!mistake.to_string().contains(char::is_control), "{:?}", mistake);
        }
    }
}

#[test]
fn a_translation_beside_the_configuration_is_used() {
    let beside =
        |name: &str| (name == "words/danish.toml").then(|| "views = \"Lister\"\nviewz = \"\"\n".to_owned());

    let (config, mistakes) = read_beside("words = \"danish\"", beside);
    let (english, unknown) = read_beside("words = \"../danish\"", beside);

    assert_eq!(config.words.views(), "Lister");
    assert_eq!(mistakes[0], "words/danish.toml, line 2: unknown sentence \"viewz\"; did you mean \"views\"?");
    assert_eq!(english.words, Words::english());
    assert_eq!(
        unknown[0],
        "config.toml, line 1: there is no file words/../danish.toml next to this file; \
         newsprint config words prints a template"
    );
}
