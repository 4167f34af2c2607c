//! The settings.

use core::fmt;

/// What cargo does with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Types only: what an editor and most people run.
    Check,
    /// Types, constants that only a program needs, and code.
    Build,
}

/// The edition of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// The older one that expansions must work in.
    E2021,
    /// The newer one.
    E2024,
}

/// How cases are compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// How far.
    pub command: Command,
    /// In which edition.
    pub edition: Edition,
    /// Whether the crate has another name in `Cargo.toml`.
    pub renamed: bool,
}

impl Setting {
    /// The setting of the `.stderr` files.
    pub const FIRST: Self = Self { command: Command::Check, edition: Edition::E2021, renamed: false };

    /// All eight.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for command in [Command::Check, Command::Build] {
            for renamed in [false, true] {
                for edition in [Edition::E2021, Edition::E2024] {
                    all.push(Self { command, edition, renamed });
                }
            }
        }
        all
    }

    /// The settings that differ from the first in one thing.
    #[must_use]
    pub fn next_to_first() -> [Self; 3] {
        let first = Self::FIRST;
        [
            Self { edition: Edition::E2024, ..first },
            Self { renamed: true, ..first },
            Self { command: Command::Build, ..first },
        ]
    }

    /// As cargo says it: `check`.
    #[must_use]
    pub const fn command(self) -> &'static str {
        match self.command {
            Command::Check => "check",
            Command::Build => "build",
        }
    }

    /// As cargo says it: `2021`.
    #[must_use]
    pub const fn edition(self) -> &'static str {
        match self.edition {
            Edition::E2021 => "2021",
            Edition::E2024 => "2024",
        }
    }

    /// The name of the project that cases of this setting stand in.
    #[must_use]
    pub fn project(self) -> String {
        let renamed = if self.renamed { "-renamed" } else { "" };
        format!("ui-{}{renamed}", self.edition())
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let renamed = if self.renamed { ", crate renamed" } else { "" };
        write!(f, "{} in edition {}{renamed}", self.command(), self.edition())
    }
}
