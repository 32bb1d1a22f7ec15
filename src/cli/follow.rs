//! `newsprint follow`: add, list, pause, resume and end.

use std::io::Write as _;

use serde::Serialize;

use super::arguments::FollowCommand;
use super::clock::clock;
use super::failure::{CommandOutcome, Failure, print_message};
use super::output::{counted, json_line, output};
use super::setup::{Setup, back_up};
use super::stories::timeline;
use crate::domain::{Change, FollowedStory, Following, Prose, StoryId};
use crate::library::Library;
use crate::words::Words;

#[derive(Serialize)]
struct FollowedLine<'line> {
    id: StoryId,
    name: &'line Prose,
    paused: bool,
    new: u32,
    articles: u32,
}

impl<'line> From<&'line FollowedStory> for FollowedLine<'line> {
    fn from(followed: &'line FollowedStory) -> Self {
        let FollowedStory { story, name, paused, new, articles } = followed;
        Self { id: *story, name, paused: *paused, new: *new, articles: *articles }
    }
}

/// Runs a subcommand of `follow`.
pub fn follow(setup: &Setup, command: FollowCommand) -> Result<CommandOutcome, Failure> {
    match command {
        FollowCommand::Add { story, name } => add(setup, &story, name.as_deref()),
        FollowCommand::List { json } => list(setup, json),
        FollowCommand::Pause { story } => {
            change(setup, &story, |known| Some(Following { paused: true, ..known }))
        }
        FollowCommand::Resume { story } => {
            change(setup, &story, |known| Some(Following { paused: false, ..known }))
        }
        FollowCommand::End { story } => change(setup, &story, |_known| None),
    }
}

fn add(setup: &Setup, reference: &str, name: Option<&str>) -> Result<CommandOutcome, Failure> {
    let mut library = setup.library()?;
    let told = timeline(&library, reference)?;
    let name = name.and_then(Prose::non_empty);
    if told.following.is_some() && name.is_none() {
        print_message(format_args!("this story is already followed"));
        return Ok(CommandOutcome::All);
    }
    let Some(latest) = told.reports.last() else { return Ok(CommandOutcome::Nothing) };
    let change = library.follow_change(latest.row.id, name)?;
    if let Some(change) = change {
        library.apply(&change, clock().now)?;
        print_message(format_args!("{}", Words::english().change(&change, setup.locale())));
        back_up(&library);
    }
    Ok(CommandOutcome::All)
}

/// Changes whether and how a story is followed.
fn change(
    setup: &Setup,
    reference: &str,
    change_following: impl FnOnce(Following) -> Option<Following>,
) -> Result<CommandOutcome, Failure> {
    let mut library = setup.library()?;
    let (story, known) = followed(&library, reference)?;
    let change = Change::Follow(vec![(story, change_following(known))]);
    library.apply(&change, clock().now)?;
    print_message(format_args!("{}", Words::english().change(&change, setup.locale())));
    back_up(&library);
    Ok(CommandOutcome::All)
}

/// The followed story of a reference; all its articles may be gone.
fn followed(library: &Library, reference: &str) -> Result<(StoryId, Following), Failure> {
    let story = match reference.parse::<StoryId>() {
        Ok(story) => Some(story),
        Err(_) => timeline(library, reference)?.story,
    };
    let known = story.map(|story| library.following(story)).transpose()?.flatten();
    story
        .zip(known)
        .ok_or_else(|| Failure::nothing(format!("you are not following the story of “{reference}”")))
}

fn list(setup: &Setup, json: bool) -> Result<CommandOutcome, Failure> {
    let all = setup.library()?.followed()?;
    let mut out = output();
    for followed in &all {
        if json {
            json_line(&mut out, &FollowedLine::from(followed))?;
            continue;
        }
        let FollowedStory { story, name, paused, new, articles } = followed;
        let state = if *paused { "paused".to_owned() } else { format!("{new} new") };
        writeln!(out, "{story}  {name}  ({state}, {})", counted(*articles, "article"))?;
    }
    out.flush()?;
    Ok(CommandOutcome::found(!all.is_empty()))
}
