//! The most that the program contains, chosen by cargo features and settled before it runs.

use crate::level::LevelFilter;

/// The level that the program's features leave: a call below it is compiled to nothing.
///
/// Of the features `max_level_off`, `max_level_critical`, … `max_level_trace` the one that lets the least through counts.
/// Without debug assertions those named `release_max_level_…` are asked first, and the others only where none of them is
/// set. It is the way of the `log` crate, so that one habit serves both.
pub(crate) const STATIC_CEILING: LevelFilter = {
    let release = if cfg!(debug_assertions) { None } else { least(&RELEASE) };
    match (release, least(&ALWAYS)) {
        (Some(ceiling), _) | (None, Some(ceiling)) => ceiling,
        (None, None) => LevelFilter::Trace,
    }
};

/// A feature and what it stands for.
type Choice = (bool, LevelFilter);

const ALWAYS: [Choice; 7] = [
    (cfg!(feature = "max_level_off"), LevelFilter::Off),
    (cfg!(feature = "max_level_critical"), LevelFilter::Critical),
    (cfg!(feature = "max_level_error"), LevelFilter::Error),
    (cfg!(feature = "max_level_warn"), LevelFilter::Warn),
    (cfg!(feature = "max_level_info"), LevelFilter::Info),
    (cfg!(feature = "max_level_debug"), LevelFilter::Debug),
    (cfg!(feature = "max_level_trace"), LevelFilter::Trace),
];

const RELEASE: [Choice; 7] = [
    (cfg!(feature = "release_max_level_off"), LevelFilter::Off),
    (cfg!(feature = "release_max_level_critical"), LevelFilter::Critical),
    (cfg!(feature = "release_max_level_error"), LevelFilter::Error),
    (cfg!(feature = "release_max_level_warn"), LevelFilter::Warn),
    (cfg!(feature = "release_max_level_info"), LevelFilter::Info),
    (cfg!(feature = "release_max_level_debug"), LevelFilter::Debug),
    (cfg!(feature = "release_max_level_trace"), LevelFilter::Trace),
];

/// The first choice that was made; the lists run from the least to the most.
const fn least(choices: &[Choice]) -> Option<LevelFilter> {
    match choices {
        [(true, ceiling), ..] => Some(*ceiling),
        [(false, _), rest @ ..] => least(rest),
        [] => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn the_choice_that_lets_the_least_through_counts() {
        use LevelFilter::{Debug, Off, Warn};
        assert_eq!(least(&[(false, Off), (true, Warn), (true, Debug)]), Some(Warn));
        assert_eq!(least(&[(false, Off), (false, Warn)]), None);
    }

    #[test]
    fn the_lists_run_from_the_least_to_the_most() {
        for list in [ALWAYS, RELEASE] {
            assert!(list.is_sorted_by_key(|(_, ceiling)| *ceiling));
        }
    }

    #[derive(crate::LogEvent)]
    struct Happened {}

    /// The features that the tests are built with decide which half of this is looked at.
    #[test]
    fn the_ceiling_holds_for_the_level_of_a_call_too() {
        let memory = crate::Memory::new();
        let logger = crate::Logger::builder().fixed_filter("trace").sink(memory.clone()).build().unwrap();
        crate::log_event!(logger: logger, level: critical, Happened {});
        crate::log_event!(logger: logger, level: error, Happened {});
        crate::log_event!(logger: logger, level: warn, Happened {});
        crate::log_event!(logger: logger, level: info, Happened {});
        crate::log_event!(logger: logger, level: debug, Happened {});
        crate::log_event!(logger: logger, level: trace, Happened {});
        logger.flush().unwrap();
        let levels = crate::level::Level::ALL.iter().filter(|level| STATIC_CEILING.passes(**level));
        assert_eq!(memory.len(), levels.count());
    }
}
