//! Random directives and random events: what is written is what a plain reading of the directives says.

use blackbar::{LogEvent, Logger, Memory, log_event};
use blackbar_tests::lines_of;
use proptest::prelude::*;

#[derive(LogEvent)]
#[log(name = "request")]
struct Request {
    number: usize,
    status: i32,
    path: String,
    user: Option<u8>,
}

/// One event, and what a reader needs to know of it.
#[derive(Debug, Clone)]
struct Sample {
    warn: bool,
    status: i32,
    path: String,
    user: Option<u8>,
}

/// A condition as text, and what it means.
#[derive(Debug, Clone)]
enum Condition {
    StatusAtLeast(i32),
    StatusIs(i32),
    PathStarts(String),
    PathIsNot(String),
    HasUser,
    UserIs(u8),
    Nowhere,
}

impl Condition {
    fn text(&self) -> String {
        match self {
            Self::StatusAtLeast(status) => format!("status>={status}"),
            Self::StatusIs(status) => format!("status={status}"),
            Self::PathStarts(path) => format!("path^=\"{path}\""),
            Self::PathIsNot(path) => format!("path!=\"{path}\""),
            Self::HasUser => "user!=null".to_owned(),
            Self::UserIs(user) => format!("user={user}"),
            Self::Nowhere => "nowhere!=1".to_owned(),
        }
    }

    fn holds(&self, sample: &Sample) -> bool {
        match self {
            Self::StatusAtLeast(status) => sample.status >= *status,
            Self::StatusIs(status) => sample.status == *status,
            Self::PathStarts(path) => sample.path.starts_with(path),
            Self::PathIsNot(path) => sample.path != *path,
            Self::HasUser => sample.user.is_some(),
            Self::UserIs(user) => sample.user == Some(*user),
            Self::Nowhere => false,
        }
    }
}

/// From little to much.
const LEVELS: [&str; 4] = ["off", "error", "warn", "info"];

fn passes(level: &str, sample: &Sample) -> bool {
    match level {
        "warn" => sample.warn,
        level => level == "info",
    }
}

fn condition() -> impl Strategy<Value = Condition> {
    prop_oneof![
        (0..4).prop_map(Condition::StatusAtLeast),
        (0..4).prop_map(Condition::StatusIs),
        "[ab,}]{0,2}".prop_map(Condition::PathStarts),
        "[ab,}]{0,2}".prop_map(Condition::PathIsNot),
        Just(Condition::HasUser),
        (0_u8..3).prop_map(Condition::UserIs),
        Just(Condition::Nowhere),
    ]
}

fn sample() -> impl Strategy<Value = Sample> {
    (any::<bool>(), 0..4, "[ab,}]{0,2}", proptest::option::of(0_u8..3))
        .prop_map(|(warn, status, path, user)| Sample { warn, status, path, user })
}

fn level() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(LEVELS.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_is_what_the_directives_say(
        default in level(),
        own in proptest::option::of(level()),
        directives in proptest::collection::vec((proptest::collection::vec(condition(), 1..3), level()), 0..4),
        samples in proptest::collection::vec(sample(), 1..12),
        of_sink in any::<bool>(),
    ) {
        let mut text = default.to_owned();
        for (conditions, level) in &directives {
            let conditions: Vec<String> = conditions.iter().map(Condition::text).collect();
            text.push_str(&format!(", event[request]{{ {} }} = {level}", conditions.join(", ")));
        }
        if let Some(level) = own {
            text.push_str(&format!(",event[request]={level}"));
        }
        let memory = Memory::new();
        let logger = if of_sink {
            Logger::builder().fixed_filter("off").sink(memory.clone().filter(&text)).build().unwrap()
        } else {
            Logger::builder().fixed_filter(&text).sink(memory.clone()).build().unwrap()
        };
        for (number, sample) in samples.iter().cloned().enumerate() {
            let Sample { warn, status, path, user } = sample;
            let request = Request { number, status, path, user };
            if warn {
                log_event!(logger: logger, level: warn, request);
            } else {
                log_event!(logger: logger, request);
            }
        }
        logger.flush().unwrap();
        let written: Vec<u64> = lines_of(&memory).iter().filter_map(|line| line["number"].as_u64()).collect();
        let expected: Vec<u64> = (0..).zip(&samples).filter(|(_, sample)| {
            let applies = directives.iter().rev().find(|(conditions, _)| conditions.iter().all(|it| it.holds(sample)));
            passes(applies.map_or(own.unwrap_or(default), |(_, level)| *level), sample)
        }).map(|(number, _)| number).collect();
        prop_assert_eq!(written, expected, "{}", text);
        prop_assert!(logger.stats().is_balanced());
    }
}
