//! What every sink can be told, whatever its destination.

use crate::secret::Class;

/// Settings that every sink has, whatever its destination.
///
/// A sink carries them; the logger reads them when it is built, and says there what is wrong with them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SinkOptions {
    filter: Option<String>,
    clearance: Class,
}

impl SinkOptions {
    /// Nothing set: the sink gets what the logger's filter lets pass.
    pub const NONE: &'static Self = &Self::new();

    /// Nothing set.
    #[must_use]
    pub const fn new() -> Self {
        Self { filter: None, clearance: Class::Internal }
    }

    /// Sets the filter of this sink: directives, as the filter of the logger takes them, and in its place.
    pub fn set_filter(&mut self, directives: impl Into<String>) {
        self.filter = Some(directives.into());
    }

    /// Sets what this sink may see: values whose class is higher are written as `"[redacted]"`. Default:
    /// [`Class::Internal`].
    pub fn set_clearance(&mut self, clearance: Class) {
        self.clearance = clearance;
    }

    /// The highest class that this sink may see.
    #[must_use]
    pub fn clearance(&self) -> Class {
        self.clearance
    }

    /// The directives of this sink's own filter, not yet parsed; `None` when it has none.
    #[must_use]
    pub fn filter(&self) -> Option<&str> {
        self.filter.as_deref()
    }
}
