//! The names of the dispositions.

/// What is written of a field's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Disposition {
    /// The value itself.
    Value,
    /// Nothing, not even the key: the field is in the schema and in no record.
    Skip,
    /// The constant `"[redacted]"`, or `null` for an absent `Option`.
    Redact,
    /// A part of the text, the rest as stars whose number says nothing.
    Mask(Mask),
    /// A keyed hash, by which equal values can be found and no value can be guessed without the key.
    Hash,
    /// How long it is: characters of a text, items of a collection.
    Len,
    /// The text, cut after this many characters.
    Truncate(u32),
    /// The text of an error and of all its sources.
    Error,
    /// What `Debug` prints.
    Debug,
    /// What `Display` prints.
    Display,
    /// What a function of the user makes of it.
    With,
}

/// Which part of a text a mask shows.
///
/// The number of stars is always the same, so that a mask says nothing about the length. A text that is too short for its
/// mask, or not of the kind that the mask is for, is `[redacted]` as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mask {
    /// The last characters: `******1111`.
    Last(u8),
    /// The first and the last characters: `411111******1111`.
    Ends {
        /// Characters shown at the start.
        first: u8,
        /// Characters shown at the end.
        last: u8,
    },
    /// An e-mail address: `***@gmail.com` where the domain is that of a large provider, else `***@***`.
    Email,
    /// A card number: the first six and the last four digits, as PCI DSS 4.0.1 allows (3.4.1).
    Pan,
    /// The network of an IP address: `203.0.113.*`, `2001:db8:1:*`.
    Ip,
}
