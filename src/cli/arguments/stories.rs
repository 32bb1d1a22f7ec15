//! The subcommands for followed stories.

use clap::Subcommand;

/// The subcommands of `follow`.
#[derive(Debug, Subcommand)]
pub enum FollowCommand {
    /// Follows the story of an article, or gives it another name
    Add {
        /// The id of a story, or an article that tells it
        story: String,
        /// What you call it; without, it is called by the headline of the article
        #[arg(long)]
        name: Option<String>,
    },
    /// Lists the stories followed, those with news first
    List {
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Lets a story rest: what comes is not counted
    Pause {
        /// The id of a story, or an article that tells it
        story: String,
    },
    /// Goes on with a story that rested
    Resume {
        /// The id of a story, or an article that tells it
        story: String,
    },
    /// Follows a story no longer
    End {
        /// The id of a story, or an article that tells it
        story: String,
    },
}
