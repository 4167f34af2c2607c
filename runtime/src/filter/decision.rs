//! What a filter says to an event of which level, target and name are known.

use super::condition::Condition;
use crate::level::{Level, LevelFilter};

/// The answer for all events of one level, target and name.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Decision<'f> {
    Pass,
    Stop,
    /// It depends on fields. Some pass, and some do not.
    ByFields(ByFields<'f>),
}

/// Directives with conditions, and what holds where none of them applies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ByFields<'f> {
    directives: &'f [Conditional],
    level: Level,
    otherwise: bool,
}

/// The conditions of a directive, and the level that holds where all of them do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Conditional {
    pub(super) conditions: Vec<Condition>,
    pub(super) level: LevelFilter,
}

impl<'f> Decision<'f> {
    /// The answer for an event of `level`, which passes `otherwise` or not.
    pub(super) fn of(directives: &'f [Conditional], level: Level, otherwise: bool) -> Self {
        if directives.iter().any(|directive| directive.level.passes(level) != otherwise) {
            Self::ByFields(ByFields { directives, level, otherwise })
        } else if otherwise {
            Self::Pass
        } else {
            Self::Stop
        }
    }

    /// Whether an event may pass, whatever its fields.
    pub(crate) fn may_pass(&self) -> bool {
        !matches!(self, Self::Stop)
    }
}

impl<'f> ByFields<'f> {
    /// Conditions and whether events pass for which all of them hold. The first that applies counts.
    pub(crate) fn in_turn(self) -> impl Iterator<Item = (&'f [Condition], bool)> {
        // Of several that apply the one that was written last counts.
        let latest_first = self.directives.iter().rev();
        latest_first.map(move |it| (it.conditions.as_slice(), it.level.passes(self.level)))
    }

    /// Whether events pass to which none of them applies.
    pub(crate) fn otherwise(self) -> bool {
        self.otherwise
    }
}
