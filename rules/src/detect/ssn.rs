//! Social security numbers of the United States, in the form `ddd-dd-dddd` alone: nine digits without dashes are the
//! number of something else. Areas 000, 666 and 900 to 999, group 00 and serial 0000 are never assigned (Social
//! Security Administration, POMS RM 10201.035).

use crate::detect::text::{Text, is_word};
use crate::detect::{Detected, Detector};

const LENGTH: usize = 11;

pub(super) fn at(text: Text<'_>, i: usize) -> Option<Detected> {
    let end = i + LENGTH;
    let number = text.slice(i, end);
    let formed = number.iter().enumerate().all(|(n, &byte)| match n {
        3 | 6 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    // A dash or a dot on either side makes it a part of a longer number.
    let next = text.at(end);
    let goes_on = is_word(next) || next == b'-' || (next == b'.' && text.at(end + 1).is_ascii_digit());
    if number.len() != LENGTH || !formed || goes_on || matches!(text.before(i), b'-' | b'.' | b'+') {
        return None;
    }
    let area = number.get(..3)?;
    let assigned = area != b"000" && area != b"666" && !area.starts_with(b"9");
    let used = number.get(4..6)? != b"00" && number.get(7..)? != b"0000";
    (assigned && used).then_some(Detected { start: i, end, detector: Detector::Ssn })
}
