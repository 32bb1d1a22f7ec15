//! The subcommands for accounts.

use clap::Subcommand;

use crate::account::Dialect;

/// The subcommands of `account`.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Adds the account you have on a server, and brings it in step
    #[command(after_help = PASSWORDS)]
    Add {
        /// The address of the server, as in a browser
        url: String,
        /// What it is, where it cannot be told: freshrss, miniflux, miniflux-api, commafeed, bazqux, theoldreader,
        /// inoreader or google-reader
        #[arg(long)]
        kind: Option<Dialect>,
        /// Your name there
        #[arg(long, default_value = "")]
        name: String,
        /// A program that prints the password, and its arguments; the last option
        #[arg(long, value_name = "PROGRAM", num_args = 1.., allow_hyphen_values = true)]
        password_command: Vec<String>,
    },
    /// Lists the accounts, and when each was in step last
    List {
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Asks the servers whom they answer for
    Check {
        /// Its number, host or address; all where none is named
        account: Option<String>,
    },
    /// Brings accounts in step: marks and subscriptions both ways, and what is new
    Sync {
        /// Its number, host or address; all where none is named
        account: Option<String>,
        /// Says what would be told and taken, and does neither
        #[arg(long)]
        dry_run: bool,
    },
    /// Removes an account here; its feeds and articles stay, and newsprint fetches them from then on
    Remove {
        /// Its number, host or address
        account: String,
    },
}

const PASSWORDS: &str = "The password is kept nowhere. It comes from a program, such as that of a keyring, which prints it on a line,
after the name on a line of its own where --name is not given; or from where [fetch] credentials says.

Examples:
  newsprint account add https://rss.example --name ana --password-command pass show rss
  newsprint account add https://rss.example --name ana --password-command secret-tool lookup host rss.example";
