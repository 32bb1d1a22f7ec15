//! The subcommands for rules.

use clap::Subcommand;

/// The subcommands of `rules`.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Lists the rules in order, each with the number of articles it matched
    List {
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Lists errors in the rules, and how many articles each rule would match
    Check,
    /// Applies the rules to articles already in the cache
    Apply {
        /// Lists what each rule would match, and changes nothing
        #[arg(long)]
        dry_run: bool,
    },
}
