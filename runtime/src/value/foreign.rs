//! Types of other crates, each behind the feature that has the crate's name.
//!
//! A type is here when it is common in log lines and its text or number is plainly what one wants to read. Not here, on
//! purpose: URLs and header maps, which carry credentials, and bytes.

/// Enough for a time with its offset and the longest name of a zone.
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
const LONGEST_TIME: usize = 96;

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
                writer.text($crate::value::FixedText::<{ super::LONGEST_TIME }>::of(self).as_str());
            }
        }

        $crate::value::marked!([NotText, NotByte, ClassFree] $type);
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

    use crate::value::{LogValue, Shape, ValueWriter, marked, own_form};

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

    marked!([NotText, NotByte, ClassFree, MapKey] Uuid);
}

#[cfg(feature = "jiff")]
mod jiff {
    use jiff::civil::{Date, DateTime, Time};
    use jiff::{SignedDuration, Span, Timestamp, Zoned};

    use crate::value::{LogValue, Shape, ValueWriter, marked, own_form};

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

    marked!([NotText, NotByte, ClassFree] Timestamp);
    marked!([MapKey] Date);

    // `Zoned` keeps its zone: 2026-11-22T14:03:07+01:00[Europe/Berlin].
    text!(Zoned, DateTime, Date, Time, Span, SignedDuration);
}

#[cfg(feature = "chrono")]
mod chrono {
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

    use crate::value::{LogValue, Shape, ValueWriter, marked, own_form};

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

    marked!([NotText, NotByte, ClassFree] DateTime<Z> where [Z: TimeZone]);
    marked!([MapKey] NaiveDate);

    text!(NaiveDateTime, NaiveDate, NaiveTime);
}

#[cfg(feature = "time")]
mod time {
    use time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcDateTime};

    use crate::value::{LogValue, Shape, ValueWriter, marked, own_form};

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

    marked!([NotText, NotByte, ClassFree] OffsetDateTime, UtcDateTime);
    marked!([MapKey] Date);

    text!(PrimitiveDateTime, Date, Time);
}

#[cfg(feature = "http")]
mod http {
    use http::{Method, StatusCode};

    use crate::value::{LogValue, Shape, ValueWriter, marked, own_form};

    /// Written as its name; a method of the user's own invention may be any text, so it is not [`NotText`](crate::NotText).
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

    marked!([NotText, NotByte, ClassFree, MapKey] StatusCode);
    marked!([NotByte, MapKey] Method);
}
