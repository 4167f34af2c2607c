//! The filters of one logger: its own, and those of its sinks.

use std::sync::Arc;

use super::Filter;

/// A sink's own filter stands in place of the logger's; the logger's is for the sinks that have none.
#[derive(Debug, Clone)]
pub(crate) struct Filters {
    pub(crate) logger: Arc<Filter>,
    /// In the order of the sinks.
    pub(crate) sinks: Vec<Option<Arc<Filter>>>,
}

impl Filters {
    /// Those that decide about an event for at least one sink. The logger's where there is no sink at all: then the
    /// question is only whether calls are on.
    pub(crate) fn in_force(&self) -> impl Iterator<Item = &Arc<Filter>> {
        let asks_logger = self.sinks.is_empty() || self.sinks.iter().any(Option::is_none);
        self.sinks.iter().flatten().chain(asks_logger.then_some(&self.logger))
    }
}
