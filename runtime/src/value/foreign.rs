//! Types of other crates, each behind the feature that has the crate's name.
//!
//! A type is here when it is common in log lines and its text or number is plainly what one wants to read. Not here, on
//! purpose: URLs and header maps, which carry credentials, and bytes.

#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
mod formatted {
    use core::fmt::{self, Display, Write};

    use crate::value::ValueWriter;

    /// Enough for a time with its offset and the longest name of a zone.
    const ROOM: usize = 96;

    /// Text that is formatted into fixed space; what does not fit is left out.
    struct Formatted {
        room: [u8; ROOM],
        used: usize,
    }

    impl Write for Formatted {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            let room = self.room.get_mut(self.used..).unwrap_or_default();
            let fitting = text.floor_char_boundary(room.len());
            room.iter_mut().zip(text.as_bytes().iter().take(fitting)).for_each(|(to, from)| *to = *from);
            self.used += fitting;
            if fitting == text.len() { Ok(()) } else { Err(fmt::Error) }
        }
    }

    /// Writes the text of `value`, without allocating.
    pub(super) fn write(value: &impl Display, writer: &mut ValueWriter<'_>) {
        let mut text = Formatted { room: [0; ROOM], used: 0 };
        // An error is a value that will not be formatted or is too long: what there is of it is the best there is.
        let _cut = write!(text, "{value}");
        let text = text.room.get(..text.used).unwrap_or_default();
        writer.text(core::str::from_utf8(text).unwrap_or_default());
    }
}

/// Types written as the text of their `Display`. It must be code that runs nothing of the user's.
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
macro_rules! text {
    ($($type:ty),* $(,)?) => { $(
        #[diagnostic::do_not_recommend]
        impl $crate::value::LogValue for $type {
            $crate::value::own_form!();
            const SHAPE: &'static $crate::value::Shape = &$crate::value::Shape::Text;
            const LEAF: bool = true;

            #[inline]
            fn encode_value(&self, writer: &mut $crate::value::ValueWriter<'_>) {
                super::formatted::write(self, writer);
            }
        }

        #[diagnostic::do_not_recommend]
        impl $crate::value::NotText for $type {}
    )* };
}

/// Writes a point in time: seconds since 1970, rounded down, and the nanoseconds after them.
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
fn write_instant(seconds: i64, nanos: u32, writer: &mut super::ValueWriter<'_>) {
    writer.fixed(seconds.to_le_bytes());
    writer.fixed(nanos.to_le_bytes());
}

#[cfg(feature = "uuid")]
mod uuid {
    use uuid::Uuid;

    use crate::value::{LogValue, MapKey, NotText, Shape, ValueWriter, own_form};

    #[diagnostic::do_not_recommend]
    impl LogValue for Uuid {
        own_form!();
        const SHAPE: &'static Shape = &Shape::Uuid;
        const LEAF: bool = true;

        #[inline]
        fn encode_value(&self, writer: &mut ValueWriter<'_>) {
            writer.fixed(self.into_bytes());
        }
    }

    impl NotText for Uuid {}
    impl MapKey for Uuid {}
}

#[cfg(feature = "jiff")]
mod jiff {
    use jiff::civil::{Date, DateTime, Time};
    use jiff::{SignedDuration, Span, Timestamp, Zoned};

    use crate::value::{LogValue, MapKey, NotText, Shape, ValueWriter, own_form};

    /// Written like a `SystemTime`.
    #[diagnostic::do_not_recommend]
    impl LogValue for Timestamp {
        own_form!();
        const SHAPE: &'static Shape = &Shape::SystemTime;
        const LEAF: bool = true;

        #[inline]
        fn encode_value(&self, writer: &mut ValueWriter<'_>) {
            // A timestamp before 1970 has negative nanoseconds.
            let nanos = self.as_nanosecond();
            let seconds = i64::try_from(nanos.div_euclid(1_000_000_000)).unwrap_or_default();
            let nanos = u32::try_from(nanos.rem_euclid(1_000_000_000)).unwrap_or_default();
            super::write_instant(seconds, nanos, writer);
        }
    }

    impl NotText for Timestamp {}
    impl MapKey for Date {}

    // `Zoned` keeps its zone: 2026-11-22T14:03:07+01:00[Europe/Berlin].
    text!(Zoned, DateTime, Date, Time, Span, SignedDuration);
}

#[cfg(feature = "chrono")]
mod chrono {
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

    use crate::value::{LogValue, MapKey, NotText, Shape, ValueWriter, own_form};

    const SECOND: u32 = 1_000_000_000;

    /// Written like a `SystemTime`; the zone is left out. A leap second counts as the second after it.
    #[diagnostic::do_not_recommend]
    impl<Z: TimeZone> LogValue for DateTime<Z> {
        own_form!();
        const SHAPE: &'static Shape = &Shape::SystemTime;
        // What is read of it is in UTC, so that `Z` has no say.
        const LEAF: bool = true;

        #[inline]
        fn encode_value(&self, writer: &mut ValueWriter<'_>) {
            let (seconds, nanos) = (self.timestamp(), self.timestamp_subsec_nanos());
            super::write_instant(seconds.saturating_add(i64::from(nanos / SECOND)), nanos % SECOND, writer);
        }
    }

    impl<Z: TimeZone> NotText for DateTime<Z> {}
    impl MapKey for NaiveDate {}

    text!(NaiveDateTime, NaiveDate, NaiveTime);
}

#[cfg(feature = "time")]
mod time {
    use time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcDateTime};

    use crate::value::{LogValue, MapKey, NotText, Shape, ValueWriter, own_form};

    /// Written like a `SystemTime`; the offset is left out.
    #[diagnostic::do_not_recommend]
    impl LogValue for OffsetDateTime {
        own_form!();
        const SHAPE: &'static Shape = &Shape::SystemTime;
        const LEAF: bool = true;

        #[inline]
        fn encode_value(&self, writer: &mut ValueWriter<'_>) {
            super::write_instant(self.unix_timestamp(), self.nanosecond(), writer);
        }
    }

    /// Written like a `SystemTime`.
    #[diagnostic::do_not_recommend]
    impl LogValue for UtcDateTime {
        own_form!();
        const SHAPE: &'static Shape = &Shape::SystemTime;
        const LEAF: bool = true;

        #[inline]
        fn encode_value(&self, writer: &mut ValueWriter<'_>) {
            super::write_instant(self.unix_timestamp(), self.nanosecond(), writer);
        }
    }

    impl NotText for OffsetDateTime {}
    impl NotText for UtcDateTime {}
    impl MapKey for Date {}

    text!(PrimitiveDateTime, Date, Time);
}

#[cfg(feature = "http")]
mod http {
    use http::{Method, StatusCode};

    use crate::value::{LogValue, MapKey, NotText, Shape, ValueWriter, own_form};

    /// Written as its name; a method of the user's own invention may be any text, so it is not [`NotText`].
    #[diagnostic::do_not_recommend]
    impl LogValue for Method {
        own_form!();
        const SHAPE: &'static Shape = &Shape::Text;
        const LEAF: bool = true;

        #[inline]
        fn encode_value(&self, writer: &mut ValueWriter<'_>) {
            writer.text(self.as_str());
        }
    }

    /// Written as its number.
    #[diagnostic::do_not_recommend]
    impl LogValue for StatusCode {
        own_form!();
        const SHAPE: &'static Shape = &Shape::U16;
        const LEAF: bool = true;

        #[inline]
        fn encode_value(&self, writer: &mut ValueWriter<'_>) {
            self.as_u16().encode_value(writer);
        }
    }

    impl NotText for StatusCode {}
    impl MapKey for Method {}
    impl MapKey for StatusCode {}
}
