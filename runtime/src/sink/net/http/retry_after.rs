//! The header `Retry-After` (RFC 9110, 10.2.3): seconds, or a date in one of the three forms of 5.6.7.

use core::time::Duration;

use jiff::civil::{DateTime, date};
use jiff::fmt::strtime;

/// The longest that a peer is listened to. One that asks for more is asked again after this.
pub(super) const LONGEST: Duration = Duration::from_secs(3600);

const EPOCH: DateTime = date(1970, 1, 1).at(0, 0, 0, 0);

/// The form of today, that of RFC 850 and that of `asctime`.
const FORMS: [&str; 3] = ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];

/// How long a peer wants to be left alone. A date is measured from the answer's own `Date`, if there is one, for the clocks of
/// two machines differ, and else from `now`, in seconds since 1970; one that is past is no time at all. `None` when it is
/// neither.
pub(super) fn parse(text: &str, date: Option<&str>, now: i64) -> Option<Duration> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are a long time.
        let seconds = text.parse().unwrap_or(u64::MAX);
        return Some(Duration::from_secs(seconds).min(LONGEST));
    }
    let from = date.and_then(seconds_of).unwrap_or(now);
    let seconds = seconds_of(text)?.saturating_sub(from);
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)).min(LONGEST))
}

/// The seconds since 1970 that a date of HTTP stands for.
fn seconds_of(date: &str) -> Option<i64> {
    FORMS.iter().find_map(|form| {
        let civil = strtime::parse(form, date.trim()).ok()?.to_datetime().ok()?;
        // Not by way of a time stamp: those of the last days of the year 9999 are beyond jiff's.
        Some(civil.duration_since(EPOCH).as_secs())
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use proptest::prelude::*;

    use super::*;

    const NOW: i64 = 784_111_777;

    fn seconds(text: &str, date: Option<&str>) -> Option<u64> {
        parse(text, date, NOW).map(|wait| wait.as_secs())
    }

    #[test]
    fn seconds_and_the_three_forms_of_a_date_are_read() {
        // The example of RFC 9110, 5.6.7; it is `NOW`.
        for date in
            ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
        {
            assert_eq!(seconds_of(date), Some(NOW), "{date}");
        }
        assert_eq!(seconds("120", None), Some(120));
        assert_eq!(seconds(" 0 ", None), Some(0));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:50:37 GMT", None), Some(60));
        assert_eq!(seconds("Sunday, 06-Nov-94 08:50:37 GMT", None), Some(60));
        assert_eq!(seconds("Sun Nov  6 08:50:37 1994", None), Some(60));
    }

    #[test]
    fn a_date_is_measured_by_the_clock_of_the_peer() {
        let (date, later) = ("Fri, 31 Dec 1999 23:59:00 GMT", "Sat, 01 Jan 2000 00:00:05 GMT");
        assert_eq!(seconds(later, Some(date)), Some(65));
        assert_eq!(seconds(date, Some(later)), Some(0), "that is over");
        assert_eq!(seconds("Sun, 06 Nov 1994 08:50:37 GMT", Some("yesterday")), Some(60));
    }

    #[test]
    fn more_than_an_hour_is_an_hour() {
        assert_eq!(seconds("3601", None), Some(3600));
        assert_eq!(seconds("99999999999999999999999999", None), Some(3600));
        assert_eq!(seconds("Fri, 31 Dec 9999 23:59:59 GMT", None), Some(3600));
    }

    #[test]
    fn what_is_neither_is_not_there() {
        for text in ["", " ", "-1", "+5", "1.5", "5s", "soon", "Sun, 06 Nov 1994 08:49:37 CET", "06 Nov 1994"]
        {
            assert_eq!(seconds(text, None), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_or_wait_for_long(text in "\\PC*|[A-Za-z0-9, :-]{0,40}", date in "\\PC*") {
            prop_assert!(parse(&text, Some(&date), NOW).is_none_or(|wait| wait <= LONGEST));
        }

        #[test]
        fn any_seconds_are_what_they_say(wait in 0..3600_u64) {
            prop_assert_eq!(seconds(&wait.to_string(), None), Some(wait));
        }

        // RFC 850 has two digits for the year, of which 69 to 99 are of the last century.
        #[test]
        fn a_date_in_any_form_is_the_time_until_then(
            from in 0..3_000_000_000_i64, wait in 0..3600_u64, form in 0..3_usize,
        ) {
            let then = jiff::Timestamp::from_second(from + i64::try_from(wait).unwrap()).unwrap();
            let text = then.strftime(FORMS[form]).to_string();
            prop_assert_eq!(parse(&text, None, from), Some(Duration::from_secs(wait)), "{}", text);
        }
    }
}
