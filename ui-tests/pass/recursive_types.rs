//! Types that contain themselves, directly, in turn and through `Self`.
#![allow(dead_code)]
use blackbar::{LogEvent, LogValue, log_event};
use std::collections::BTreeMap;

#[derive(LogValue)]
struct Tree {
    value: u64,
    children: Vec<Tree>,
    parent: Option<Box<Self>>,
}

#[derive(LogValue)]
struct Chain(Option<Box<Chain>>);

#[derive(LogValue)]
enum Expression {
    Number(i64),
    Add(Box<Expression>, Box<Expression>),
    Call { name: String, arguments: Vec<Statement> },
}

#[derive(LogValue)]
struct Statement {
    expressions: BTreeMap<String, Expression>,
}

#[derive(LogEvent)]
struct Seen {
    tree: Tree,
    chain: Chain,
    expression: Expression,
}

pub(crate) fn main() {
    log_event!(Seen {
        tree: Tree { value: 1, children: vec![], parent: None },
        chain: Chain(Some(Box::new(Chain(None)))),
        expression: Expression::Add(Box::new(Expression::Number(1)), Box::new(Expression::Number(2))),
    });
}
