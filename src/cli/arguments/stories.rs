//! The subcommands for followed stories.

use clap::Subcommand;

/// The subcommands of `follow`.
#[derive(Debug, Subcommand)]
pub enum FollowCommand {
    /// Follows the story of an article, or renames it
    Add {
        /// The id of a story, or an article about it
        story: String,
        /// Your name for it; the headline of the article if omitted
        #[arg(long)]
        name: Option<String>,
    },
    /// Lists the followed stories, those with new articles first
    List {
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Pauses a story: new articles are not counted
    Pause {
        /// The id of a story, or an article about it
        story: String,
    },
    /// Resumes a paused story
    Resume {
        /// The id of a story, or an article about it
        story: String,
    },
    /// Stops following a story
    End {
        /// The id of a story, or an article about it
        story: String,
    },
}
