//! The subcommands for rules.

use clap::Subcommand;

/// The subcommands of `rules`.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Lists the rules in their order, each with the number of articles it found
    List {
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Names what is wrong in the rules, with its line, and how many articles each would find
    Check,
    /// Applies the rules to the articles that are here already
    Apply {
        /// Names what each rule would find, and changes nothing
        #[arg(long)]
        dry_run: bool,
    },
}
