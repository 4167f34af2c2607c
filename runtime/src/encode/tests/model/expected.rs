//! What the JSON of a value must be.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// What a value must look like.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::encode::tests) enum Expected {
    /// Literally this.
    Token(String),
    /// A float: the digits are the writer's business as long as they read back.
    F32(f32),
    F64(f64),
    Text(String),
    Array(Vec<Expected>),
    Object(Vec<(String, Expected)>),
}

impl Expected {
    pub(super) fn is(&self, json: &RawValue) -> bool {
        let text = json.get();
        match self {
            Self::Token(token) => text == token,
            Self::F32(float) => text.parse() == Ok(*float),
            Self::F64(float) => text.parse() == Ok(*float),
            Self::Text(expected) => serde_json::from_str::<String>(text).is_ok_and(|text| text == *expected),
            Self::Array(expected) => serde_json::from_str::<Vec<&RawValue>>(text).is_ok_and(|items| {
                items.len() == expected.len()
                    && expected.iter().zip(items).all(|(expected, item)| expected.is(item))
            }),
            Self::Object(expected) => {
                serde_json::from_str::<BTreeMap<String, &RawValue>>(text).is_ok_and(|entries| {
                    entries.len() == expected.len()
                        && expected
                            .iter()
                            .all(|(key, expected)| entries.get(key).is_some_and(|value| expected.is(value)))
                })
            }
        }
    }

    /// The same inside of a key.
    pub(super) fn as_key(&self) -> String {
        match self {
            Self::Token(text) | Self::Text(text) => text.clone(),
            other => unreachable!("no key: {other:?}"),
        }
    }
}

/// Date and time by counting days, year for year: slow, and another way than the one under test.
pub(super) struct Civil {
    year: i64,
    month: usize,
    day: i64,
    second: i64,
}

impl Civil {
    pub(super) fn of(seconds: i64) -> Self {
        let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let mut days = seconds.div_euclid(86_400) + 719_528;
        // 400 years have 146,097 days.
        let mut year = days.div_euclid(146_097) * 400;
        days = days.rem_euclid(146_097);
        while days >= 365 + i64::from(leap(year)) {
            days -= 365 + i64::from(leap(year));
            year += 1;
        }
        let lengths = [31, 28 + i64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let mut month = 0;
        while days >= lengths[month] {
            days -= lengths[month];
            month += 1;
        }
        Self { year, month: month + 1, day: days + 1, second: seconds.rem_euclid(86_400) }
    }
}

impl std::fmt::Display for Civil {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (hour, minute, second) = (self.second / 3600, self.second / 60 % 60, self.second % 60);
        write!(f, "{:04}-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}", self.year, self.month, self.day)
    }
}
