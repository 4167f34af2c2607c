use proptest::prelude::*;

use super::*;

/// `expected` is the canonical form.
#[track_caller]
fn reads_as(text: &str, expected: &str) {
    assert_eq!(Filter::parse(text).expect(text).to_string(), expected, "{text}");
}

/// `expected` is the whole error.
#[track_caller]
fn is_refused(text: &str, expected: &str) {
    assert_eq!(Filter::parse(text).expect_err(text).to_string(), expected);
}

#[track_caller]
fn ceiling(filter: &str, target: &str, event: &str, expected: LevelFilter) {
    let filter = Filter::parse(filter).expect(filter);
    for level in Level::ALL {
        assert_eq!(
            filter.passes(level, target, event),
            expected.passes(level),
            "{filter}: {level} {target} {event}"
        );
    }
}

#[test]
fn nothing_means_info() {
    reads_as("", "info");
    reads_as(" , ,", "info");
    assert_eq!(Filter::default(), Filter::parse("info").unwrap());
}

#[test]
fn directives_are_read_in_any_order_and_spacing() {
    reads_as("my_app=debug, WARN ,event[user.login] = off", "warn,my_app=debug,event[user.login]=off");
    reads_as("my_app::db", "info,my_app::db=trace");
    reads_as("event[app::auth:17]=trace", "info,event[app::auth:17]=trace");
}

#[test]
fn later_duplicates_win() {
    reads_as("info,a=warn,error,a=debug,event[x]=off,event[x]=info", "error,a=debug,event[x]=info");
}

#[test]
fn a_target_matches_itself_and_what_is_below() {
    let filter = "warn,my_app=debug";
    ceiling(filter, "my_app", "e", LevelFilter::Debug);
    ceiling(filter, "my_app::db::pool", "e", LevelFilter::Debug);
    ceiling(filter, "my_application", "e", LevelFilter::Warn);
    ceiling(filter, "other::my_app", "e", LevelFilter::Warn);
    ceiling(filter, "my_app:db", "e", LevelFilter::Warn);
}

#[test]
fn the_longest_target_wins() {
    let filter = "off,a=error,a::b=debug,a::b::c=warn";
    ceiling(filter, "a::x", "e", LevelFilter::Error);
    ceiling(filter, "a::b::x", "e", LevelFilter::Debug);
    ceiling(filter, "a::b::c::d", "e", LevelFilter::Warn);
    ceiling(filter, "b", "e", LevelFilter::Off);
}

#[test]
fn an_event_goes_before_targets() {
    let filter = "off,a::b=trace,event[user.login]=error";
    ceiling(filter, "a::b", "user.login", LevelFilter::Error);
    ceiling(filter, "a::b", "user.login.failed", LevelFilter::Trace);
    ceiling(filter, "x", "user.login", LevelFilter::Error);
}

#[test]
fn a_misspelt_level_is_not_taken_for_a_target() {
    is_refused(
        "inof",
        "filter: `inof` cannot be used; at character 1: write `info`, or `inof=trace` if it is a target",
    );
    is_refused(
        "warning",
        "filter: `warning` cannot be used; at character 1: write `warn`, or `warning=trace` if it is a target",
    );
    is_refused(
        "info,my_app=debgu",
        "filter: `my_app=debgu` cannot be used; at character 13: write `debug` for the level",
    );
    is_refused("a=fatal", "filter: `a=fatal` cannot be used; at character 3: write `critical` for the level");
}

#[test]
fn an_error_counts_characters_and_names_the_fix() {
    is_refused(
        "größe=off, a=7",
        "filter: `a=7` cannot be used; at character 14: write one of off, critical, error, warn, info, debug, trace after `=`",
    );
    is_refused(
        "=info",
        "filter: `=info` cannot be used; at character 1: write a target before `=`, or the level alone for all targets",
    );
    is_refused(
        "a b=info",
        "filter: `a b=info` cannot be used; at character 2: leave out ' '; a target cannot contain it",
    );
    is_refused(
        "event[]=info",
        "filter: `event[]=info` cannot be used; at character 7: name the event, as in `event[user.login]=debug`",
    );
    is_refused(
        "event[a.b]",
        "filter: `event[a.b]` cannot be used; at character 11: write a level after it, as in `event[a.b]=debug`",
    );
    is_refused(
        "event[a=info",
        "filter: `event[a=info` cannot be used; at character 7: close the bracket, as in `event[user.login]=debug`",
    );
    is_refused(
        "my_app[span]=info",
        "filter: `my_app[span]=info` cannot be used; at character 1: write `event[name]=level` for an event, `my_app::module=level` for a target",
    );
    is_refused(
        "info/regex",
        "filter: `info/regex` cannot be used; at character 5: leave out '/'; a target cannot contain it",
    );
}

#[test]
fn a_condition_on_fields_is_refused_as_a_whole() {
    is_refused(
        "info,event[http.request]{status>=500,path=\"a,b\"}=info",
        "filter: `event[http.request]{status>=500,path=\"a,b\"}=info` cannot be used; \
         at character 25: leave out the condition; a filter cannot look at fields",
    );
}

#[test]
fn what_does_not_parse_is_skipped_and_reported() {
    let (filter, errors) = Filter::parse_lossy("warn,a=lots,event[b=info,c=debug,,x[y]=info");
    assert_eq!(filter.to_string(), "warn,c=debug");
    assert_eq!(errors.len(), 3, "{errors:?}");
    let (filter, errors) = Filter::parse_lossy("a=info");
    assert_eq!((filter.to_string().as_str(), errors.len()), ("info,a=info", 0));
}

fn level() -> impl Strategy<Value = LevelFilter> {
    use LevelFilter::{Critical, Debug, Error, Info, Off, Trace, Warn};
    proptest::sample::select(vec![Off, Critical, Error, Warn, Info, Debug, Trace])
}

fn path() -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-z_][a-z0-9_]{0,3}", 1..4).prop_map(|parts| parts.join("::"))
}

fn name() -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-z][a-z0-9_]{0,3}", 1..4).prop_map(|parts| parts.join("."))
}

proptest! {
    #[test]
    fn the_canonical_form_reads_back(
        default in level(),
        targets in proptest::collection::btree_map(path(), level(), 0..5),
        events in proptest::collection::btree_map(name(), level(), 0..5),
    ) {
        let filter = Filter { default, targets, events };
        prop_assert_eq!(Filter::parse(&filter.to_string()).unwrap(), filter);
    }

    #[test]
    fn whatever_parses_has_a_canonical_form_that_reads_back(text in "[a-z=:,\\[\\]{}./ ]{0,24}|\\PC{0,24}") {
        let (filter, errors) = Filter::parse_lossy(&text);
        prop_assert_eq!(Filter::parse(&filter.to_string()).unwrap(), filter);
        prop_assert_eq!(Filter::parse(&text).is_ok(), errors.is_empty());
    }

    #[test]
    fn decisions_agree_with_a_plain_reading(
        targets in proptest::collection::btree_map(path(), level(), 0..5),
        target in path(),
        default in level(),
    ) {
        let above = |candidate: &str| {
            target == candidate || target.strip_prefix(candidate).is_some_and(|rest| rest.starts_with("::"))
        };
        let longest = targets.iter().filter(|(candidate, _)| above(candidate)).max_by_key(|(candidate, _)| candidate.len());
        let expected = longest.map_or(default, |(_, level)| *level);
        let filter = Filter { default, targets: targets.clone(), events: BTreeMap::new() };
        for level in Level::ALL {
            prop_assert_eq!(filter.passes(level, &target, "e"), expected.passes(level));
        }
    }
}
