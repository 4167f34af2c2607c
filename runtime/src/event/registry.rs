//! All call sites that ran, the schemas seen at them, and which of them are on.
//!
//! Everything here is cold: a call site comes once for each event type, a filter change comes by hand. One lock guards it
//! all, so that a call site can never be registered under an old filter and then missed by the change to the new one.

use core::sync::atomic::{AtomicU64, Ordering};
use std::borrow::Cow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::callsite::Entry;
use super::{Callsite, Schema};
use crate::filter::{Decision, Filter};
use crate::level::Level;

/// Names one (call site, event type) in a record; valid in this process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct SchemaId(pub(crate) u32);

impl SchemaId {
    /// No schema has this id: the registry was full. A record with it is refused by the reader.
    pub(crate) const UNKNOWN: Self = Self(u32::MAX);
}

/// What a [`SchemaId`] stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Registered {
    pub(crate) callsite: &'static Callsite,
    pub(crate) schema: &'static Schema,
}

impl Registered {
    /// How much the event matters: `level:` of the call, or the level of the type.
    #[inline]
    pub(crate) fn level(&self) -> Level {
        self.callsite.level_of(self.schema)
    }

    /// Where the event belongs: `target:` of the call, `target` of the type, or the call's module.
    pub(crate) fn target(&self) -> &'static str {
        self.callsite.target().or(self.schema.target).unwrap_or(self.callsite.module_path())
    }

    /// The event's name: `name:` of the call, or the type's, or `module::path:line` for an inline event.
    pub(crate) fn event_name(&self) -> Cow<'static, str> {
        match self.callsite.name() {
            Some(name) => Cow::Borrowed(name),
            None if self.schema.name.is_empty() => {
                Cow::Owned(format!("{}:{}", self.callsite.module_path(), self.callsite.location().1))
            }
            None => Cow::Borrowed(self.schema.name),
        }
    }

    /// File and line of the call.
    pub(crate) fn location(&self) -> (&'static str, u32) {
        self.callsite.location()
    }

    /// What `filter` says to its events.
    pub(crate) fn decide<'f>(&self, filter: &'f Filter) -> Decision<'f> {
        filter.decide(self.level(), self.target(), || self.event_name())
    }
}

struct Registry {
    /// Indexed by [`SchemaId`].
    known: Vec<Registered>,
    callsites: Vec<&'static Callsite>,
    /// The filters of all live loggers and their sinks; a call site is on while any of them might want an event of it.
    filters: Vec<Arc<Filter>>,
}

static REGISTRY: Mutex<Registry> =
    Mutex::new(Registry { known: Vec::new(), callsites: Vec::new(), filters: Vec::new() });

/// Counts the changes of filters, so that a backend knows when its cached decisions are old.
static FILTERS_CHANGED: AtomicU64 = AtomicU64::new(0);

fn registry() -> MutexGuard<'static, Registry> {
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Replaces the filters of all live loggers; takes effect on all call sites before it returns.
pub(crate) fn set_filters(filters: Vec<Arc<Filter>>) {
    let mut registry = registry();
    registry.filters = filters;
    for callsite in &registry.callsites {
        for entry in callsite.entries() {
            entry.enabled.store(wanted(&registry.filters, callsite, entry.schema), Ordering::Relaxed);
        }
        callsite.publish();
    }
    FILTERS_CHANGED.fetch_add(1, Ordering::Release);
}

/// How often filters changed until now.
pub(crate) fn filters_changed() -> u64 {
    FILTERS_CHANGED.load(Ordering::Acquire)
}

/// What an id stands for; `None` for a number that was never given out.
pub(crate) fn registered(id: SchemaId) -> Option<Registered> {
    registry().known.get(usize::try_from(id.0).ok()?).copied()
}

/// Takes in a schema address that `callsite` has not seen. `None` when all ids are used up.
pub(super) fn register(callsite: &'static Callsite, schema: &'static Schema) -> Option<&'static Entry> {
    let mut registry = registry();
    let found = |entry: &&Entry| core::ptr::eq(entry.schema, schema);
    // Another thread may have been faster while this one waited for the lock.
    if let Some(entry) = callsite.entries().find(found) {
        return Some(entry);
    }
    let id = match callsite.entries().find(|entry| entry.schema.same_as(schema)) {
        Some(entry) => entry.id,
        None => {
            let id = SchemaId(u32::try_from(registry.known.len()).ok().filter(|id| *id != u32::MAX)?);
            registry.known.push(Registered { callsite, schema });
            id
        }
    };
    if callsite.entries().next().is_none() {
        registry.callsites.push(callsite);
    }
    let enabled = wanted(&registry.filters, callsite, schema);
    callsite.add_entry(schema, id, enabled);
    callsite.entries().find(found)
}

fn wanted(filters: &[Arc<Filter>], callsite: &'static Callsite, schema: &'static Schema) -> bool {
    let registered = Registered { callsite, schema };
    filters.iter().any(|filter| registered.decide(filter).may_pass())
}
