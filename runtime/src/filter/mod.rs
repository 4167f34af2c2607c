//! Filters: which events a logger wants.
//!
//! A filter is a list of directives, read from text once and asked once for each call site, when that is registered and
//! when the filter changes; a log call itself never comes here. What the features of the program leave of it is
//! [`STATIC_CEILING`]. By level, target and event name a filter decides alone. Where fields matter it says so, in a
//! [`Decision`]: what is written of a field is known on the backend, and there the conditions are asked.

mod ceiling;
mod condition;
mod decision;
mod number;
mod parse;
mod set;
#[cfg(test)]
mod tests;

pub(crate) use ceiling::STATIC_CEILING;
pub(crate) use condition::{Condition, Written};
pub(crate) use decision::Decision;
pub(crate) use number::Number;
pub(crate) use set::Filters;

use core::fmt;
use core::str::FromStr;
use std::borrow::Cow;
use std::collections::BTreeMap;

use decision::Conditional;

use crate::error::{Error, Result};
use crate::level::{Level, LevelFilter};

/// Which events pass, by level, target, event name and what is written of their fields.
///
/// Written as directives with commas between them:
///
/// | directive | meaning |
/// |---|---|
/// | `warn` | the level for all that no other directive names; `info` where it is missing |
/// | `my_app::db=debug` | the level for a target and for everything below it: `my_app::db::pool` too, `my_app::dbx` not |
/// | `my_app::db` | the same with `trace` |
/// | `event[user.login]=off` | the level for one event, wherever it comes from |
/// | `event[http.request]{status>=500}=info` | the level for this event where the conditions hold |
///
/// Levels are `off`, `critical`, `error`, `warn`, `info`, `debug` and `trace`. An event's own directive goes before those
/// for targets, the longest target before shorter ones, and of two directives for the same the later one counts. Spaces
/// around directives and empty directives mean nothing.
///
/// # Conditions
///
/// Conditions stand in braces with commas between them, and the directive applies where all of them hold. Of several
/// directives with conditions that apply to an event, the last one counts. Where none applies, they are as if they were not
/// there: the event's directive without conditions is asked, then the targets. So a directive with conditions may let more
/// through, and it may let less through: `event[http.request]=info,event[http.request]{path="/health"}=off`.
///
/// | condition | holds where the field is |
/// |---|---|
/// | `status=500`, `status!=500` | equal, or anything else |
/// | `status<500`, `<=`, `>`, `>=` | a number, and less or greater |
/// | `path^="/admin"` | a text that starts so |
/// | `path*="admin"` | a text that contains this |
///
/// A value is a number (`500`, `-1`, `0.25`, `1e9`), a text in double quotes (with `\"` and `\\`), `true`, `false` or `null`.
/// Numbers are compared exactly, integers of 128 bits too. `user!=null` asks whether there is a user. Dots lead into what
/// is nested: `user.id`, `labels.region`, `points.0`.
///
/// A condition is about what is *written*, in the form that JSON lines have (a duration is a number of seconds, a point in
/// time a text). So it sees no more than the lines of a sink show: of a redacted field only `"[redacted]"`, of a masked one
/// the mask; and where a sink is not cleared for a field, its filter is not either. A condition on a field that the event does
/// not have never holds, not even with `!=`.
///
/// Conditions are asked on the backend. A call is on while any of the directives might let its event pass.
///
/// ```
/// use blackbar::{Filter, Level};
///
/// let filter: Filter = "warn, my_app=info, my_app::db=debug, event[user.login]=trace".parse()?;
/// assert!(filter.passes(Level::Debug, "my_app::db::pool", "query"));
/// assert!(!filter.passes(Level::Info, "hyper::client", "connected"));
/// assert!(filter.passes(Level::Trace, "hyper::client", "user.login"));
///
/// // Of the requests only those that failed or were slow.
/// let filter: Filter = r#"warn, event[http.request]{status>=500}=info, event[http.request]{seconds>0.5}=info"#.parse()?;
/// # assert!(filter.passes(Level::Info, "shop", "http.request"));
/// # Ok::<(), blackbar::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    default: LevelFilter,
    targets: BTreeMap<String, LevelFilter>,
    events: BTreeMap<String, EventRules>,
}

/// The directives for one event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct EventRules {
    level: Option<LevelFilter>,
    /// As they were written; the last one that applies counts.
    conditional: Vec<Conditional>,
}

/// One directive.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Directive {
    Default(LevelFilter),
    Target(String, LevelFilter),
    Event(String, LevelFilter),
    Conditional(String, Conditional),
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

    /// Whether an event of this level, target and name passes. Where that depends on its fields: whether it might.
    #[must_use]
    pub fn passes(&self, level: Level, target: &str, event: &str) -> bool {
        self.decide(level, target, || Cow::Borrowed(event)).may_pass()
    }

    /// What becomes of events of this level, target and name. The name is only asked for where a directive has one: that of
    /// an inline event is put together for it.
    pub(crate) fn decide<'n>(
        &self,
        level: Level,
        target: &str,
        name: impl FnOnce() -> Cow<'n, str>,
    ) -> Decision<'_> {
        let rules = if self.events.is_empty() { None } else { self.events.get(&*name()) };
        let own_level = rules.and_then(|rules| rules.level.as_ref());
        let ceiling = own_level.or_else(|| self.for_target(target)).unwrap_or(&self.default);
        let conditional = rules.map_or(&[][..], |rules| &rules.conditional);
        Decision::of(conditional, level, ceiling.passes(level))
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
            Directive::Event(name, level) => self.events.entry(name).or_default().level = Some(level),
            Directive::Conditional(name, directive) => {
                let conditional = &mut self.events.entry(name).or_default().conditional;
                // One that the new one always goes before is of no use.
                conditional.retain(|former| former.conditions != directive.conditions);
                conditional.push(directive);
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

/// Directives that read back as the same filter: the default first, then targets and events by their names, of an event
/// those with conditions last.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.default)?;
        self.targets.iter().try_for_each(|(target, level)| write!(f, ",{target}={level}"))?;
        self.events.iter().try_for_each(|(name, rules)| {
            rules.level.iter().try_for_each(|level| write!(f, ",event[{name}]={level}"))?;
            rules.conditional.iter().try_for_each(|Conditional { conditions, level }| {
                write!(f, ",event[{name}]{{")?;
                for (at, condition) in conditions.iter().enumerate() {
                    write!(f, "{}{condition}", if at == 0 { "" } else { "," })?;
                }
                write!(f, "}}={level}")
            })
        })
    }
}
