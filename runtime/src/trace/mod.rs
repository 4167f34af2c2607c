//! [`TraceContext`]: where a piece of work stands in a trace, by the W3C recommendation *Trace Context*.
//!
//! Level 1 is followed to the letter, and the one flag that level 2 adds is known. `tracestate`, the header of the vendors of
//! tracing systems, is neither read nor written. This module knows nothing of requests and of the contexts of log events.

mod hex;
mod parse;
mod random;
#[cfg(test)]
mod tests;

use core::fmt;

pub use hex::HexId;

use crate::error::Result;

/// Where a piece of work stands in a trace: the id of the trace, the id of the span, and flags.
///
/// A *trace* is everything that happens for one request, through all services; a *span* is the part of one of them. The
/// header `traceparent` carries both from service to service:
///
/// ```
/// use blackbar::TraceContext;
///
/// let caller = TraceContext::parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")?;
/// let own = caller.child();
/// assert_eq!(own.trace_id_hex().as_str(), "4bf92f3577b34da6a3ce929d0e0e4736");
/// assert_ne!(own.span_id(), caller.span_id());
///
/// // What a request to the next service carries.
/// let header = own.to_string();
/// assert!(header.starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-") && header.ends_with("-01"));
/// # Ok::<(), blackbar::Error>(())
/// ```
///
/// Neither id is all zeros, ever. Ids come from the operating system's source of random numbers: nobody can foresee them,
/// and a process and its forked child never make the same. A new id takes a system call, a microsecond
/// or less.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TraceContext {
    trace_id: [u8; 16],
    span_id: [u8; 8],
    flags: u8,
}

/// The caller may have recorded the trace.
const SAMPLED: u8 = 1;
/// The last seven bytes of the trace id, at least, are random (level 2).
const RANDOM: u8 = 2;
/// The flags that have a meaning. The others must be written as zero.
const KNOWN: u8 = SAMPLED | RANDOM;

impl TraceContext {
    /// How many bytes [`to_bytes`](Self::to_bytes) makes.
    pub(crate) const BYTES: usize = 25;

    /// Reads the value of a header `traceparent`.
    ///
    /// Spaces and tabs around it do not matter. A version above `00` is read by the fields of `00`, and what stands behind
    /// them is left alone. Flags without a meaning are forgotten.
    ///
    /// # Errors
    ///
    /// If it is none by the rules of the recommendation: then a new trace begins, see [`new_root`](Self::new_root). The
    /// error says what is wrong, and where; it shows the value with everything escaped that is not printable ASCII.
    pub fn parse(traceparent: &str) -> Result<Self> {
        Self::read(traceparent).map_err(|flaw| flaw.in_value(traceparent))
    }

    /// The same for a place where nobody wants to know what was wrong: nothing is allocated.
    pub(crate) fn read(traceparent: &str) -> Result<Self, parse::Flaw> {
        parse::parse(traceparent)
    }

    /// Begins a trace: both ids are new.
    ///
    /// It is not *sampled*: that flag tells the services behind that somebody records the trace, which a log does not do.
    /// It is marked as random (level 2), so that tracing systems may choose by its id.
    #[must_use]
    pub fn new_root() -> Self {
        let random::Random { bytes, flag } = random::bytes::<24>();
        let (trace_id, span_id) = bytes.split_at(16);
        let mut root = Self { trace_id: [0; 16], span_id: [0; 8], flags: flag };
        root.trace_id.copy_from_slice(trace_id);
        root.span_id.copy_from_slice(span_id);
        root.without_zeros()
    }

    /// A new span of the same trace, with the same flags.
    #[must_use]
    pub fn child(self) -> Self {
        Self { span_id: random::bytes::<8>().bytes, ..self }.without_zeros()
    }

    /// The same with or without the flag *sampled*: whether the services behind are told that the trace may be recorded.
    #[must_use]
    pub fn with_sampled(self, sampled: bool) -> Self {
        Self { flags: if sampled { self.flags | SAMPLED } else { self.flags & !SAMPLED }, ..self }
    }

    /// The id of the trace.
    #[must_use]
    pub fn trace_id(&self) -> [u8; 16] {
        self.trace_id
    }

    /// The id of the span.
    #[must_use]
    pub fn span_id(&self) -> [u8; 8] {
        self.span_id
    }

    /// The id of the trace as 32 digits; can be printed and logged.
    #[must_use]
    pub fn trace_id_hex(&self) -> HexId<16> {
        HexId::new(self.trace_id)
    }

    /// The id of the span as 16 digits; can be printed and logged.
    #[must_use]
    pub fn span_id_hex(&self) -> HexId<8> {
        HexId::new(self.span_id)
    }

    /// Whether the caller may have recorded the trace.
    #[must_use]
    pub fn sampled(&self) -> bool {
        self.flags & SAMPLED != 0
    }

    /// Trace id, span id, flags.
    #[must_use]
    pub(crate) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [self.flags; Self::BYTES];
        let ids = self.trace_id.iter().chain(&self.span_id);
        bytes.iter_mut().zip(ids).for_each(|(to, from)| *to = *from);
        bytes
    }

    /// What [`to_bytes`](Self::to_bytes) made; `None` for bytes that cannot be from there.
    pub(crate) fn from_bytes(bytes: &[u8; Self::BYTES]) -> Option<Self> {
        let (trace_id, rest) = bytes.split_first_chunk::<16>()?;
        let (span_id, flags) = rest.split_first_chunk::<8>()?;
        let &[flags] = flags else { return None };
        Self::of(*trace_id, *span_id, flags)
    }

    /// `None` for an id that is all zeros. Flags without a meaning are forgotten.
    fn of(trace_id: [u8; 16], span_id: [u8; 8], flags: u8) -> Option<Self> {
        (trace_id != [0; 16] && span_id != [0; 8]).then_some(Self { trace_id, span_id, flags: flags & KNOWN })
    }

    /// Once in 2^64 all bytes of a random id are zero.
    fn without_zeros(mut self) -> Self {
        if self.trace_id == [0; 16] {
            self.trace_id = [1; 16];
        }
        if self.span_id == [0; 8] {
            self.span_id = [1; 8];
        }
        self
    }
}

/// The value of a header `traceparent` of version `00`.
impl fmt::Display for TraceContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (trace_id, span_id) = (self.trace_id_hex(), self.span_id_hex());
        write!(f, "00-{}-{}-{:02x}", trace_id.as_str(), span_id.as_str(), self.flags)
    }
}

/// The same.
impl fmt::Debug for TraceContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TraceContext({self})")
    }
}
