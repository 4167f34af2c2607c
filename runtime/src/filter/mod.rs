//! Filters: which events a logger wants.
//!
//! A filter is a list of directives, read from text once and asked once for each call site, when that is registered and
//! when the filter changes; a log call itself never comes here. What the features of the program leave of it is
//! [`STATIC_CEILING`]. A filter decides by level, target and event name; the values of an event are none of its business.

mod ceiling;
mod parse;
#[cfg(test)]
mod tests;

pub(crate) use ceiling::STATIC_CEILING;

use core::fmt;
use core::str::FromStr;
use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::level::{Level, LevelFilter};

/// Which events pass, by level, target and event name.
///
/// Written as directives with commas between them:
///
/// | directive | meaning |
/// |---|---|
/// | `warn` | the level for all that no other directive names; `info` where it is missing |
/// | `my_app::db=debug` | the level for a target and for everything below it: `my_app::db::pool` too, `my_app::dbx` not |
/// | `my_app::db` | the same with `trace` |
/// | `event[user.login]=off` | the level for one event, wherever it comes from |
///
/// Levels are `off`, `critical`, `error`, `warn`, `info`, `debug` and `trace`. An event's own directive goes before those
/// for targets, the longest target before shorter ones, and of two directives for the same the later one counts. Spaces
/// around directives and empty directives mean nothing.
///
/// ```
/// use blackbar::{Filter, Level};
///
/// let filter: Filter = "warn, my_app=info, my_app::db=debug, event[user.login]=trace".parse()?;
/// assert!(filter.passes(Level::Debug, "my_app::db::pool", "query"));
/// assert!(!filter.passes(Level::Info, "hyper::client", "connected"));
/// assert!(filter.passes(Level::Trace, "hyper::client", "user.login"));
/// # Ok::<(), blackbar::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    default: LevelFilter,
    targets: BTreeMap<String, LevelFilter>,
    events: BTreeMap<String, LevelFilter>,
}

/// One directive.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Directive {
    Default(LevelFilter),
    Target(String, LevelFilter),
    Event(String, LevelFilter),
}

impl Filter {
    /// Reads directives.
    ///
    /// # Errors
    /// The first directive that cannot be read, with the character it stands at and what to write instead.
    pub fn parse(text: &str) -> Result<Self> {
        let mut filter = Self::default();
        for directive in parse::directives(text) {
            filter.add(directive?);
        }
        Ok(filter)
    }

    /// Reads the directives that can be read, and returns the errors for the others: for text that came with the
    /// environment and must not keep a program from starting.
    #[must_use]
    pub fn parse_lossy(text: &str) -> (Self, Vec<Error>) {
        let mut filter = Self::default();
        let mut errors = Vec::new();
        for directive in parse::directives(text) {
            match directive {
                Ok(directive) => filter.add(directive),
                Err(error) => errors.push(error),
            }
        }
        (filter, errors)
    }

    /// Whether an event of this level, target and name passes.
    #[must_use]
    pub fn passes(&self, level: Level, target: &str, event: &str) -> bool {
        let ceiling = self.events.get(event).or_else(|| self.for_target(target)).unwrap_or(&self.default);
        ceiling.passes(level)
    }

    /// The level of the longest target that contains `target`: of itself, else of what stands before its last `::`.
    fn for_target(&self, target: &str) -> Option<&LevelFilter> {
        let mut above = Some(target);
        while let Some(target) = above {
            if let Some(ceiling) = self.targets.get(target) {
                return Some(ceiling);
            }
            above = target.rsplit_once("::").map(|(above, _)| above);
        }
        None
    }

    fn add(&mut self, directive: Directive) {
        match directive {
            Directive::Default(level) => self.default = level,
            Directive::Target(target, level) => {
                self.targets.insert(target, level);
            }
            Directive::Event(name, level) => {
                self.events.insert(name, level);
            }
        }
    }
}

/// `info` and above pass.
impl Default for Filter {
    fn default() -> Self {
        Self { default: LevelFilter::Info, targets: BTreeMap::new(), events: BTreeMap::new() }
    }
}

impl FromStr for Filter {
    type Err = Error;

    /// The same as [`Filter::parse`].
    ///
    /// # Errors
    /// As there.
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}

/// Directives that read back as the same filter: the default first, then targets and events by their names.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.default)?;
        self.targets.iter().try_for_each(|(target, level)| write!(f, ",{target}={level}"))?;
        self.events.iter().try_for_each(|(name, level)| write!(f, ",event[{name}]={level}"))
    }
}
