//! A call site: one `log_event!` in the source, and whether it is on.

use core::marker::PhantomData;
use core::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::OnceLock;

use super::registry::{self, SchemaId};
use super::{LogEvent, Schema};
use crate::level::Level;

/// One `log_event!` in the source: a `static` in its expansion.
///
/// `state` answers the common question with one load: it holds the address of the one schema that comes here while that is
/// enabled, the address plus one while it is disabled, and anything else where a closer look is needed. A static in a
/// generic function is shared by all its instantiations, so a call site may see several schemas, and one schema constant
/// may have several addresses; those go through the list.
#[derive(Debug)]
pub struct Callsite {
    state: AtomicUsize,
    /// The id that belongs to the address in `state`; written before it.
    id: AtomicU32,
    /// Whether events of that schema matter as much as errors; written before it.
    urgent: AtomicBool,
    entries: OnceLock<Box<Entry>>,
    target: Option<&'static str>,
    name: Option<&'static str>,
    level: Option<Level>,
    module_path: &'static str,
    file: &'static str,
    line: u32,
}

/// No schema came here yet.
const UNSEEN: usize = 0;
/// More than one schema address came here.
const SEVERAL: usize = 2;

/// One schema address that was seen at a call site.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) schema: &'static Schema,
    pub(super) id: SchemaId,
    pub(super) enabled: AtomicBool,
    next: OnceLock<Box<Entry>>,
}

impl Callsite {
    /// A call site of which nothing is known yet.
    #[must_use]
    pub const fn new(module_path: &'static str, file: &'static str, line: u32) -> Self {
        Self {
            state: AtomicUsize::new(UNSEEN),
            id: AtomicU32::new(0),
            urgent: AtomicBool::new(false),
            entries: OnceLock::new(),
            target: None,
            name: None,
            level: None,
            module_path,
            file,
            line,
        }
    }

    /// With `target: "…"` of the call.
    #[must_use]
    pub const fn with_target(mut self, target: &'static str) -> Self {
        self.target = Some(target);
        self
    }

    /// With `name: "…"` of the call.
    #[must_use]
    pub const fn with_name(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    /// With `level: …` of the call, which goes before that of the event's type.
    #[must_use]
    pub const fn with_level(mut self, level: Level) -> Self {
        self.level = Some(level);
        self
    }

    /// Whether any live logger wants an event of this schema from here. One load and one comparison once the site is known.
    #[inline]
    pub fn enabled(&'static self, schema: &'static Schema) -> bool {
        self.enabled_at(schema, schema.level)
    }

    /// The same for a call with `level: …`. The level is given once more, so that a call below the features' ceiling is
    /// compiled to nothing: what a static holds is not known to the optimiser.
    #[inline]
    pub fn enabled_at(&'static self, schema: &'static Schema, level: Level) -> bool {
        if (level as u8) < STATIC_FLOOR {
            return false;
        }
        let state = self.state.load(Ordering::Relaxed);
        let address = address_of(schema);
        if state == address + 1 {
            return false;
        }
        state == address || self.look_up(schema).is_some_and(|entry| entry.enabled.load(Ordering::Relaxed))
    }

    /// The id of a schema at this call site, registering it where it is new.
    #[inline(always)]
    pub(crate) fn id_of(&'static self, schema: &'static Schema) -> SchemaId {
        // Pairs with the release in `publish`: who sees the address sees the id that belongs to it.
        if self.state.load(Ordering::Acquire) == address_of(schema) {
            return SchemaId(self.id.load(Ordering::Relaxed));
        }
        self.look_up(schema).map_or(SchemaId::UNKNOWN, |entry| entry.id)
    }

    /// `target:` of the call.
    pub(super) fn target(&self) -> Option<&'static str> {
        self.target
    }

    /// `name:` of the call.
    pub(super) fn name(&self) -> Option<&'static str> {
        self.name
    }

    /// Whether an event of this schema from here may matter as much as an error. Asked after [`id_of`](Self::id_of); where several
    /// schemas come from here, it is whether any of them does.
    #[inline(always)]
    pub(crate) fn may_be_urgent(&self) -> bool {
        self.urgent.load(Ordering::Relaxed)
    }

    /// How much an event of this schema matters when it comes from here: `level:` of the call, or that of the type.
    #[inline]
    pub(crate) fn level_of(&self, schema: &Schema) -> Level {
        self.level.unwrap_or(schema.level)
    }

    /// The module that contains the call.
    pub(super) fn module_path(&self) -> &'static str {
        self.module_path
    }

    /// File and line of the call.
    pub(super) fn location(&self) -> (&'static str, u32) {
        (self.file, self.line)
    }

    /// The entry of a schema address; registers it where it is new.
    #[cold]
    fn look_up(&'static self, schema: &'static Schema) -> Option<&'static Entry> {
        self.entries()
            .find(|entry| core::ptr::eq(entry.schema, schema))
            .or_else(|| registry::register(self, schema))
    }

    /// All schema addresses seen here, in the order of their coming.
    pub(super) fn entries(&'static self) -> impl Iterator<Item = &'static Entry> {
        core::iter::successors(self.entries.get(), |entry| entry.next.get()).map(Box::as_ref)
    }

    /// Appends a schema address. Only the registry calls it, under its lock, so that there is one writer.
    pub(super) fn add_entry(&'static self, schema: &'static Schema, id: SchemaId, enabled: bool) {
        let mut place = &self.entries;
        while let Some(entry) = place.get() {
            place = &entry.next;
        }
        place.get_or_init(|| {
            Box::new(Entry { schema, id, enabled: AtomicBool::new(enabled), next: OnceLock::new() })
        });
        self.publish();
    }

    /// Brings `state` in line with the entries. Only the registry calls it, under its lock.
    pub(super) fn publish(&'static self) {
        let mut entries = self.entries();
        let state = match (entries.next(), entries.next()) {
            (None, _) => UNSEEN,
            (Some(entry), None) => {
                self.id.store(entry.id.0, Ordering::Relaxed);
                self.urgent.store(self.level_of(entry.schema) >= Level::Error, Ordering::Relaxed);
                address_of(entry.schema) + usize::from(!entry.enabled.load(Ordering::Relaxed))
            }
            (Some(_), Some(_)) => {
                if self.entries().any(|entry| self.level_of(entry.schema) >= Level::Error) {
                    self.urgent.store(true, Ordering::Relaxed);
                }
                SEVERAL
            }
        };
        // Pairs with the acquire in `id_of`.
        self.state.store(state, Ordering::Release);
    }
}

/// The address as a number to compare, never to follow. A schema is aligned to more than two bytes, so that address and
/// address plus one are no other schema's, and neither is `UNSEEN` or `SEVERAL`.
#[inline]
fn address_of(schema: &'static Schema) -> usize {
    core::ptr::from_ref(schema).addr()
}

/// The level below which the program contains no call at all, from the `max_level_*` features.
const STATIC_FLOOR: u8 = crate::filter::STATIC_CEILING.floor();

/// Stands for an event type before there is an event: what the argument of `log_event!` will be, unified by inference.
#[derive(Debug)]
pub struct Phantom<E>(PhantomData<fn() -> E>);

/// A stand-in whose event type is still to be inferred.
#[must_use]
#[inline]
pub fn phantom<E>() -> Phantom<E> {
    Phantom(PhantomData)
}

/// The schema of the event type that `_phantom` stands for.
#[must_use]
#[inline]
pub fn schema_of<E: LogEvent>(_phantom: &Phantom<E>) -> &'static Schema {
    E::SCHEMA
}

/// Tells inference that `_phantom` stands for the type of `_event`.
#[inline]
pub fn same_event<E>(_phantom: &Phantom<E>, _event: &E) {}
