//! The stable ids of blackbar's messages.
//!
//! An id stands in the text of every error, so that documentation, tests and search engines can point at it. An id
//! never changes its meaning and is never used again. `BB019` was never given.

/// One id and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ErrorId {
    /// The id as it is written: `BB001`.
    pub id: &'static str,
    /// What is wrong, in one sentence.
    pub meaning: &'static str,
}

impl std::fmt::Display for ErrorId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// The entry for an id as text.
///
/// ```
/// use blackbar_rules::ids;
///
/// assert_eq!(ids::find("BB015"), Some(&ids::BB015));
/// assert_eq!(ids::find("BB999"), None);
/// ```
#[must_use]
pub fn find(id: &str) -> Option<&'static ErrorId> {
    ALL.iter().find(|entry| entry.id == id)
}

// Implements the table for constants and slice at once, so that neither can miss an entry of the other.
macro_rules! table {
    ($($id:ident $meaning:literal)+) => {
        $(#[doc = $meaning] pub const $id: ErrorId = ErrorId { id: stringify!($id), meaning: $meaning };)+

        /// Every id, in order.
        pub const ALL: &[ErrorId] = &[$($id),+];
    };
}

table! {
    BB001 "A field has a name that is sensitive whatever its type, and no redaction rule."
    BB002 "A field has the name of a credential, a type that can carry text, and no redaction rule."
    BB003 "A secret type has no form that could be written to a log."
    BB004 "A message must be a string literal: text built at run time may carry secrets."
    BB005 "A message captures a value instead of naming a field, so that no redaction rule covers it."
    BB006 "`?` and `%` would log a Debug or Display text, which no redaction rule covers."
    BB007 "A literal looks like a real credential."
    BB008 "`expose` inside a log call would write the secret itself."
    BB009 "A log attribute is unknown or stands where it does not belong."
    BB010 "`allow` needs a reason that says why the value is not sensitive."
    BB011 "A field has the name of personal data and no class."
    BB012 "A field is renamed from or to a sensitive name without a redaction rule."
    BB013 "`flatten` hides the names inside, so the flattened type must be checked itself."
    BB014 "Two dispositions on one field clash: `mask` and `hash` of one value together can give it away."
    BB015 "A card code, PIN or track data may only be skipped: no form of it may be kept (PCI DSS 3.3.1)."
    BB016 "At set-up: a sink is not cleared for the class of an event it would receive."
    BB017 "At set-up: an event uses `hash` but no hash key is set."
    BB018 "Field names in log events are ASCII: a look-alike letter could hide a sensitive name."
    BB020 "A key is given twice, or a field has a duplicate or reserved name."
    BB021 "An event name is malformed: lower-case words joined by dots are expected."
    BB022 "A level is not one of trace, debug, info, warn, error, critical."
    BB023 "A placeholder of the message names no field of the event."
    BB024 "A message is malformed: an unclosed brace, a positional argument or a format specification."
    BB025 "A derive stands on an item it cannot describe."
    BB026 "An attribute contradicts another one or has no effect where it stands."
    BB027 "The arguments of `log_event!` have the wrong form."
    BB028 "A text has no class, which profile `strict` asks for."
    BB029 "The policy file is missing, unreadable, wrong, or not announced in `Cargo.toml`."
    BB030 "A disposition does not fit the type of the field."
    BB031 "The value of a field would be shown that its class or its disposition keeps back without a reason."
    BB032 "The policy forbids `allow`."
    BB033 "`level:` before an event takes one of the six levels, and stands before nothing but an event."
    BB034 "A rate is malformed, contradicts another one, or stands where it is not counted."
    BB035 "A context has no field that is written, or more than 64, or is made of something that is none."
    BB036 "A test looks for a value in its log that cannot be looked for."
}
