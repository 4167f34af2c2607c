//! Event types that hash announce themselves when the program is linked, so that a missing key is found when the logger is
//! installed and not in the logs of the first week.

/// An event type, or an inline event, of which a field is hashed.
#[derive(Debug, Clone, Copy)]
pub struct HashingEvent {
    /// The event's name, or the message of an inline event.
    pub name: &'static str,
    /// The source file of the definition.
    pub file: &'static str,
    /// The line of the definition.
    pub line: u32,
}

/// All event types of the program that hash, put together by the linker.
#[linkme::distributed_slice]
pub static HASHING: [HashingEvent];
