//! Merging against a model: a list of maps.

use std::collections::BTreeMap;

use blackbar::{Context, ContextGuard, LogContext, LogValue, Memory, log_event};
use blackbar_tests::logger;
use proptest::prelude::*;
use serde_json::Value;

/// No leaf: its bytes go another way.
#[derive(LogValue)]
struct Inner {
    deep: u64,
}

#[derive(LogContext)]
struct One {
    a: u64,
    b: String,
}

#[derive(LogContext)]
struct Two {
    b: Inner,
    #[log(skip)]
    #[allow(dead_code, reason = "not even read")]
    hidden: u64,
    c: Option<u64>,
}

#[derive(LogContext)]
struct Three {
    c: Vec<String>,
}

#[derive(LogContext)]
#[log(rename_all = "lowercase")]
struct Four<'a> {
    d: u64,
    a: &'a str,
    c: bool,
    b: (),
}

type Model = BTreeMap<&'static str, Value>;

/// A context and what it says.
#[derive(Debug, Clone)]
struct Pair {
    context: Context,
    says: Model,
    alone: bool,
}

fn made(kind: u8, number: u64) -> Pair {
    let text = format!("text {number}");
    let (context, says): (Context, Vec<(&str, Value)>) = match kind {
        0 => (
            Context::new(&One { a: number, b: text.clone() }),
            vec![("a", number.into()), ("b", text.into())],
        ),
        1 => (
            Context::new(&Two {
                b: Inner { deep: number },
                hidden: 1,
                c: number.is_multiple_of(2).then_some(number),
            }),
            vec![
                ("b", serde_json::json!({"deep": number})),
                ("c", if number.is_multiple_of(2) { number.into() } else { Value::Null }),
            ],
        ),
        2 => (Context::new(&Three { c: vec![text.clone()] }), vec![("c", vec![text].into())]),
        _ => (
            Context::new(&Four { d: number, a: &text, c: true, b: () }),
            vec![("d", number.into()), ("a", text.as_str().into()), ("c", true.into()), ("b", Value::Null)],
        ),
    };
    Pair { context, says: says.into_iter().collect(), alone: false }
}

impl Pair {
    fn and(self, inner: Self) -> Self {
        let mut says = if inner.alone { Model::new() } else { self.says };
        says.extend(inner.says);
        Self { context: self.context.and(inner.context), says, alone: self.alone || inner.alone }
    }

    fn alone(self) -> Self {
        Self { context: self.context.alone(), alone: true, ..self }
    }
}

fn pair() -> impl Strategy<Value = Pair> {
    let single = (0..4_u8, 0..100_u64).prop_map(|(kind, number)| made(kind, number));
    single.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            4 => (inner.clone(), inner.clone()).prop_map(|(outer, inner)| outer.and(inner)),
            1 => inner.prop_map(Pair::alone),
        ]
    })
}

#[derive(Debug, Clone)]
enum Step {
    Enter(Pair),
    /// The guard at this place from the bottom, as far as there is one.
    Leave(usize),
    /// Enters all that is in force once more.
    EnterCurrent,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => pair().prop_map(Step::Enter),
        3 => any::<prop::sample::Index>().prop_map(|at| Step::Leave(at.index(6))),
        1 => Just(Step::EnterCurrent),
    ]
}

fn in_force(entered: &[(ContextGuard, Pair)]) -> Model {
    let mut now = Model::new();
    for (_, pair) in entered {
        if pair.alone {
            now.clear();
        }
        now.extend(pair.says.clone());
    }
    now
}

proptest! {
    #[test]
    fn what_is_in_force_is_what_a_list_of_maps_says(steps in proptest::collection::vec(step(), 1..16)) {
        let memory = Memory::new();
        let logger = logger().sink(memory.clone()).build().unwrap();
        let mut entered: Vec<(ContextGuard, Pair)> = Vec::new();
        let mut expected = Vec::new();
        for step in steps {
            match step {
                Step::Enter(pair) => entered.push((pair.context.enter(), pair)),
                Step::Leave(at) if at < entered.len() => drop(entered.remove(at)),
                Step::Leave(_) => {}
                Step::EnterCurrent => {
                    let pair = Pair { context: Context::current(), says: in_force(&entered), alone: false };
                    entered.push((pair.context.enter(), pair));
                }
            }
            log_event!(logger: logger, info, "event");
            expected.push(in_force(&entered));
        }
        drop(entered);
        log_event!(logger: logger, info, "event");
        expected.push(Model::new());
        logger.flush().unwrap();
        let text = memory.text();
        prop_assert_eq!(text.lines().count(), expected.len());
        for (line, expected) in text.lines().zip(&expected) {
            let read: Value = serde_json::from_str(line).unwrap();
            let context = read.get("context").cloned().unwrap_or(Value::Object(serde_json::Map::new()));
            let expected = serde_json::to_value(expected).unwrap();
            prop_assert_eq!(&context, &expected);
            // The reader above sees one of two equal keys only.
            for key in ["a", "b", "c", "d"] {
                let times = line.matches(&format!("\"{key}\":")).count();
                prop_assert_eq!(times, usize::from(expected.get(key).is_some()), "{}", line);
            }
        }
    }
}
