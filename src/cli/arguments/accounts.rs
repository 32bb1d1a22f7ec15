//! The subcommands for accounts.

use clap::Subcommand;

use crate::account::Dialect;

/// The subcommands of `account`.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Adds your account on a server, and syncs it
    #[command(after_help = PASSWORDS)]
    Add {
        /// The address of the server, as in a browser
        url: String,
        /// The kind of server, if it is not recognised: freshrss, miniflux, miniflux-api, commafeed, bazqux,
        /// theoldreader, inoreader or google-reader
        #[arg(long)]
        kind: Option<Dialect>,
        /// Your user name there
        #[arg(long, default_value = "")]
        name: String,
        /// A program that prints the password, and its arguments; must be the last option
        #[arg(long, value_name = "PROGRAM", num_args = 1.., allow_hyphen_values = true)]
        password_command: Vec<String>,
    },
    /// Lists the accounts, and when each was last synced
    List {
        /// Prints JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Checks that each server accepts the name and password
    Check {
        /// Its number, host or address; all accounts if omitted
        account: Option<String>,
    },
    /// Syncs accounts: marks and subscriptions in both directions, and new articles
    Sync {
        /// Its number, host or address; all accounts if omitted
        account: Option<String>,
        /// Shows what would be sent and received, and changes nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Removes an account; its feeds and articles stay, and newsprint fetches the feeds from then on
    Remove {
        /// Its number, host or address
        account: String,
    },
}

const PASSWORDS: &str = "The password is never stored. It comes from a program, such as a password manager, that prints it on a line
(after a line with the user name, if --name is not given), or from the source set by [fetch] credentials.

Examples:
  newsprint account add https://rss.example --name ana --password-command pass show rss
  newsprint account add https://rss.example --name ana --password-command secret-tool lookup host rss.example";
