use proptest::prelude::*;

use super::condition::{Test, Value};
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
fn what_does_not_parse_is_skipped_and_reported() {
    let (filter, errors) = Filter::parse_lossy("warn,a=lots,event[b=info,c=debug,,x[y]=info");
    assert_eq!(filter.to_string(), "warn,c=debug");
    assert_eq!(errors.len(), 3, "{errors:?}");
    let (filter, errors) = Filter::parse_lossy("a=info");
    assert_eq!((filter.to_string().as_str(), errors.len()), ("info,a=info", 0));
}

/// What becomes of an event whose only fields these are.
fn passes(
    filter: &Filter,
    level: Level,
    target: &str,
    event: &str,
    fields: &[(String, Written<'_>)],
) -> bool {
    let by_fields = match filter.decide(level, target, || event.into()) {
        Decision::Pass => return true,
        Decision::Stop => return false,
        Decision::ByFields(by_fields) => by_fields,
    };
    let holds = |condition: &Condition| {
        fields.iter().any(|(name, written)| condition.field() == name && condition.holds(written))
    };
    let applies = by_fields.in_turn().find(|(conditions, _)| conditions.iter().all(holds));
    applies.map_or(by_fields.otherwise(), |(_, passes)| passes)
}

fn number(text: &str) -> Written<'static> {
    Written::Number(Number::parse(text).unwrap())
}

/// Whether `condition` holds for a field `x` of which this is written.
#[track_caller]
fn holds(condition: &str, written: Written<'_>, expected: bool) {
    let filter = Filter::parse(&format!("off,event[e]{{{condition}}}=info")).expect(condition);
    let shown = format!("{condition} of {written:?}");
    assert_eq!(passes(&filter, Level::Info, "t", "e", &[("x".into(), written)]), expected, "{shown}");
}

fn text(text: &str) -> Written<'_> {
    Written::Text(text.into())
}

#[test]
fn conditions_are_read_in_any_spacing() {
    reads_as(
        "event[http.request]{ status >= 500 , path=\"a,b}\\\"\\\\\" } = info, x",
        "info,x=trace,event[http.request]{status>=500,path=\"a,b}\\\"\\\\\"}=info",
    );
    reads_as(
        "event[e]{a=1,b!=-2,c<0.5,d<=1e3,e>007,f>=-0,g^=\"x\",h*=\"y\",i=true,j=false,k!=null}=off",
        "info,event[e]{a=1,b!=-2,c<0.5,d<=1000.0,e>7,f>=0,g^=\"x\",h*=\"y\",i=true,j=false,k!=null}=off",
    );
    reads_as(
        "event[e]{id=340282366920938463463374607431768211455,user.id=1}=info",
        "info,event[e]{id=340282366920938463463374607431768211455,user.id=1}=info",
    );
}

#[test]
fn a_later_directive_for_the_same_conditions_takes_the_place_of_the_former() {
    reads_as(
        "event[e]{a=1}=info,event[e]{b=1}=off,event[e]{a=1}=warn,event[e]=error",
        "info,event[e]=error,event[e]{b=1}=off,event[e]{a=1}=warn",
    );
}

#[test]
fn numbers_are_compared_exactly() {
    for (condition, written, expected) in [
        ("x=500", "500", true),
        ("x=500", "500.0", true),
        ("x!=500", "500", false),
        ("x>=500", "499", false),
        ("x>=500", "500", true),
        ("x>500", "500.0000001", true),
        ("x<-1", "-1.5", true),
        ("x<-1", "-0.5", false),
        ("x>-2", "-1", true),
        ("x=0", "-0.0", true),
        // As floats these two are equal.
        ("x<9007199254740993", "9007199254740992.0", true),
        ("x=9007199254740993", "9007199254740992.0", false),
        ("x<340282366920938463463374607431768211455", "340282366920938463463374607431768211454", true),
        ("x<=340282366920938463463374607431768211455", "1e300", false),
        ("x>=-170141183460469231731687303715884105728", "-1e300", false),
        ("x=0.1", "0.1", true),
        ("x>1e-9", "0", false),
    ] {
        holds(condition, number(written), expected);
    }
}

#[test]
fn texts_words_and_nothing_are_compared_as_what_they_are() {
    holds("x=\"GET\"", text("GET"), true);
    holds("x=\"GET\"", text("get"), false);
    holds("x!=\"GET\"", text("get"), true);
    holds("x^=\"/admin\"", text("/admin/users"), true);
    holds("x^=\"/admin\"", text("/x/admin"), false);
    holds("x*=\"admin\"", text("/x/admin"), true);
    holds("x=true", Written::Bool(true), true);
    holds("x=true", Written::Bool(false), false);
    holds("x=null", Written::Null, true);
    holds("x!=null", Written::Null, false);
    holds("x!=null", text(""), true);
    // Another kind of value is not equal, neither less nor greater, and has no parts.
    holds("x=500", text("500"), false);
    holds("x!=500", text("500"), true);
    holds("x<500", Written::Null, false);
    holds("x>=500", text("600"), false);
    holds("x^=\"5\"", number("500"), false);
    holds("x!=1", Written::Other, true);
    holds("x=null", Written::Other, false);
}

#[test]
fn a_condition_on_a_field_that_is_not_there_never_holds() {
    for condition in ["y=1", "y!=1", "y=null", "y!=null", "x=1,y!=1"] {
        holds(condition, number("1"), false);
    }
}

#[test]
fn the_last_directive_that_applies_counts_and_none_is_as_if_there_were_none() {
    let filter = Filter::parse(
        "warn,shop=info,event[e]=off,event[e]{x>=500}=trace,event[e]{path=\"/health\"}=off,event[f]{x=1}=off",
    )
    .unwrap();
    let e = |x: &str, path: &'static str| {
        passes(&filter, Level::Info, "shop", "e", &[("x".into(), number(x)), ("path".into(), text(path))])
    };
    assert!(e("503", "/"));
    assert!(!e("503", "/health"), "written later");
    assert!(!e("200", "/"), "the event's own directive without conditions");
    let f = |target, x| passes(&filter, Level::Info, target, "f", &[("x".into(), number(x))]);
    assert!(f("shop", "2") && !f("shop", "1") && !f("stock", "2"));
}

#[test]
fn a_call_is_on_while_a_condition_might_let_its_event_pass() {
    let filter = Filter::parse("off,event[e]{x=1}=info").unwrap();
    assert!(filter.passes(Level::Info, "t", "e"));
    assert!(!filter.passes(Level::Debug, "t", "e"));
    assert!(!filter.passes(Level::Info, "t", "f"));
    // What lets less through changes nothing for what is off anyway.
    let filter = Filter::parse("info,event[e]{x=1}=off").unwrap();
    assert!(filter.passes(Level::Info, "t", "e") && !filter.passes(Level::Debug, "t", "e"));
}

#[test]
fn a_name_is_only_asked_for_where_a_directive_has_one() {
    let asked = core::cell::Cell::new(false);
    let name = || {
        asked.set(true);
        "e".into()
    };
    let _decision = Filter::parse("info,a::b=debug").unwrap().decide(Level::Info, "a", name);
    assert!(!asked.get());
    let _decision = Filter::parse("info,event[x]=debug").unwrap().decide(Level::Info, "a", name);
    assert!(asked.get());
}

#[test]
fn a_wrong_condition_is_shown_at_its_character_with_the_fix() {
    for (conditions, column, fix) in [
        ("{}", 10, "name a field and compare it, as in `status>=500`"),
        ("{a=1,}", 14, "name a field and compare it, as in `status>=500`"),
        ("{=1}", 10, "name a field and compare it, as in `status>=500`"),
        ("{a}", 11, "compare it with a value, or write `a!=null` to ask whether there is one"),
        ("{a", 11, "compare it with a value, or write `a!=null` to ask whether there is one"),
        ("{a~1}", 11, "write one of =, !=, <, <=, >, >=, ^= (starts with), *= (contains)"),
        ("{a==1}", 12, "leave it out; one `=` compares"),
        ("{a=~\"x\"}", 12, "write `^=` for how a text starts, `*=` for what it contains"),
        ("{a=>1}", 12, "write `>=` for greater or equal"),
        ("{a=<1}", 12, "write `<=` for less or equal"),
        ("{a=GET}", 12, "write a text in quotes: \"GET\""),
        ("{a=12x}", 12, "write a number like 500, -1 or 0.25, or a text in quotes: \"12x\""),
        ("{a=1_000}", 12, "write a number like 500, -1 or 0.25, or a text in quotes: \"1_000\""),
        ("{a=1e999}", 12, "write a number of at most 128 bits"),
        ("{a=340282366920938463463374607431768211456}", 12, "write a number of at most 128 bits"),
        ("{a=}", 12, "write a number, a text in quotes, true, false or null"),
        ("{a<\"x\"}", 12, "write a number; only numbers are greater or less"),
        ("{a^=5}", 13, "write a text in quotes; only texts have parts"),
        ("{a=\"x}", 12, "close the quote"),
        ("{a=\"\\n\"}", 13, "write `\\\\` for a backslash, `\\\"` for a quote"),
        ("{a=1 b=2}", 14, "write `,` before another condition, or `}` after the last"),
        ("{a=1", 13, "close the brace, as in `event[http.request]{status>=500}=info`"),
    ] {
        let directive = format!("event[b]{conditions}=info");
        let directive = if conditions.ends_with('}') { directive } else { format!("event[b]{conditions}") };
        let shown = Filter::parse(&directive).expect_err(&directive).to_string();
        let expected = format!("filter: `{directive}` cannot be used; at character {column}: {fix}");
        assert_eq!(shown, expected);
    }
    is_refused(
        "event[b]{a=1}",
        "filter: `event[b]{a=1}` cannot be used; at character 14: write a level after it, as in `event[b]{…}=debug`",
    );
    is_refused(
        "my_app{a=1}=info",
        "filter: `my_app{a=1}=info` cannot be used; at character 7: name the event that has the field, as in `event[http.request]{status>=500}=info`",
    );
}

#[test]
fn a_wrong_condition_costs_no_other_directive() {
    let (filter, errors) =
        Filter::parse_lossy("debug,event[a]{x=\"1,2\",y=}=info,a=warn,event[a]{x=\"},b=error");
    assert_eq!(filter.to_string(), "debug,a=warn,b=error");
    assert_eq!(errors.len(), 2, "{errors:?}");
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

fn condition() -> impl Strategy<Value = Condition> {
    let number = || proptest::sample::select(NUMBERS.to_vec()).prop_map(|text| Number::parse(text).unwrap());
    let text = || "[ab\"\\\\,}]{0,2}";
    let value = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        number().prop_map(Value::Number),
        text().prop_map(Value::Text),
    ];
    let test = prop_oneof![
        value.clone().prop_map(Test::Equal),
        value.prop_map(Test::Unequal),
        number().prop_map(Test::Less),
        number().prop_map(Test::AtMost),
        number().prop_map(Test::More),
        number().prop_map(Test::AtLeast),
        text().prop_map(Test::Starts),
        text().prop_map(Test::Contains),
    ];
    ("[xyz]", test).prop_map(|(field, test)| Condition { field, test })
}

/// Small ones, so that some are equal; exact as floats, so that a plain reading may compare them so.
const NUMBERS: [&str; 9] = ["-2", "-1", "-0.5", "0", "0.5", "1", "1.0", "1.5", "2"];

fn written() -> impl Strategy<Value = Written<'static>> {
    prop_oneof![
        Just(Written::Null),
        any::<bool>().prop_map(Written::Bool),
        proptest::sample::select(NUMBERS.to_vec()).prop_map(number),
        "[ab\"\\\\,}]{0,3}".prop_map(|text| Written::Text(text.into())),
        Just(Written::Other),
    ]
}

fn rules() -> impl Strategy<Value = EventRules> {
    let conditional = (proptest::collection::vec(condition(), 1..3), level())
        .prop_map(|(conditions, level)| Conditional { conditions, level });
    (proptest::option::of(level()), proptest::collection::vec(conditional, 1..4)).prop_map(|(level, list)| {
        let mut rules = EventRules { level, conditional: Vec::new() };
        for directive in list {
            if rules.conditional.iter().all(|former| former.conditions != directive.conditions) {
                rules.conditional.push(directive);
            }
        }
        rules
    })
}

/// A condition as one would read it to somebody: by its text, with floats.
fn plainly(condition: &str, written: &Written<'_>) -> bool {
    let (_, test) = condition.split_at(1);
    let (op, value) = test.split_at(if test[1..].starts_with('=') { 2 } else { 1 });
    let shown = match written {
        Written::Null => "null".to_owned(),
        Written::Bool(value) => value.to_string(),
        Written::Number(number) => number.to_string(),
        Written::Text(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        Written::Other => "[]".to_owned(),
    };
    let numbers = shown.parse::<f64>().ok().zip(value.parse::<f64>().ok());
    let equal = numbers.map_or(shown == value, |(one, other)| one == other);
    let inside = |text: &str| text[1..text.len() - 1].to_owned();
    match op {
        "=" => equal,
        "!=" => !equal,
        "<" => numbers.is_some_and(|(one, other)| one < other),
        "<=" => numbers.is_some_and(|(one, other)| one <= other),
        ">" => numbers.is_some_and(|(one, other)| one > other),
        ">=" => numbers.is_some_and(|(one, other)| one >= other),
        "^=" => shown.starts_with('"') && unquoted(&shown).starts_with(&unquoted(value)),
        "*=" => {
            shown.starts_with('"') && unquoted(&shown).contains(&unquoted(&format!("\"{}\"", inside(value))))
        }
        _ => panic!("{op}"),
    }
}

fn unquoted(text: &str) -> String {
    text[1..text.len() - 1].replace("\\\"", "\"").replace("\\\\", "\\")
}

proptest! {
    #[test]
    fn the_canonical_form_reads_back(
        default in level(),
        targets in proptest::collection::btree_map(path(), level(), 0..5),
        events in proptest::collection::btree_map(name(), rules(), 0..5),
    ) {
        let filter = Filter { default, targets, events };
        prop_assert_eq!(Filter::parse(&filter.to_string()).unwrap(), filter);
    }

    #[test]
    fn whatever_parses_has_a_canonical_form_that_reads_back(
        text in "[a-z=:,\\[\\]{}./ ]{0,24}|\\PC{0,24}|(event\\[a\\]\\{[a-c=!<>^*0-9.\"\\\\, e-]{0,16}\\}=info,?){0,3}",
    ) {
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

    #[test]
    fn conditions_agree_with_a_plain_reading(
        rules in rules(),
        default in level(),
        fields in proptest::collection::btree_map("[xyz]", written(), 0..3),
    ) {
        let filter = Filter { default, targets: BTreeMap::new(), events: [("e".into(), rules.clone())].into() };
        let fields: Vec<(String, Written<'_>)> = fields.into_iter().collect();
        let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, written)| written);
        let mut ceiling = rules.level.unwrap_or(default);
        for directive in &rules.conditional {
            let hold = directive.conditions.iter().all(|condition| {
                let text = condition.to_string();
                field(&text[..1]).is_some_and(|written| plainly(&text, written))
            });
            if hold {
                ceiling = directive.level;
            }
        }
        for level in Level::ALL {
            prop_assert_eq!(passes(&filter, level, "t", "e", &fields), ceiling.passes(level));
        }
    }
}
