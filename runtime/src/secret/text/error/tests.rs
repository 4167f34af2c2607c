//! What of a chain is written, and of which types.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Display;
use std::sync::Arc;

use super::*;
use crate::secret::text::tests::text_of;

/// An error with a text and a source.
#[derive(Debug)]
struct Link(String, Option<Box<Link>>);

impl Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Link {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.1.as_deref().map(|error| error as _)
    }
}

fn chain(texts: &[&str]) -> Link {
    let (first, rest) = texts.split_first().unwrap();
    Link((*first).to_owned(), (!rest.is_empty()).then(|| Box::new(chain(rest))))
}

/// As the derive calls it.
macro_rules! written {
    ($value:expr) => {
        match &$value {
            value => {
                let text = { (&&&&ErrorProbe(value)).blackbar_error() };
                text_of(&text)
            }
        }
    };
}

#[test]
fn the_sources_of_an_error_follow_it() {
    assert_eq!(
        written!(chain(&["cannot start", "cannot read `app.toml`", "not found"])).unwrap(),
        "cannot start: cannot read `app.toml`: not found"
    );
    assert_eq!(written!(chain(&["alone"])).unwrap(), "alone");
}

#[test]
fn what_stands_at_the_end_already_is_not_repeated() {
    assert_eq!(written!(chain(&["open: denied", "denied"])).unwrap(), "open: denied");
    assert_eq!(written!(chain(&["a: b: c", "b: c", "c"])).unwrap(), "a: b: c");
    assert_eq!(written!(chain(&["a", "a", "b"])).unwrap(), "a: b");
    assert_eq!(written!(chain(&["", "b", ""])).unwrap(), ": b");
}

#[test]
fn a_chain_ends_after_sixteen_links_and_a_link_after_a_kibibyte() {
    let names: Vec<String> = (10..40).map(|at| at.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(written!(chain(&names)).unwrap(), names[..16].join(": "));
    let long = "é".repeat(600);
    assert_eq!(written!(chain(&[&long, "end"])).unwrap(), format!("{}…: end", "é".repeat(512)));
}

#[test]
fn an_error_is_found_in_whatever_holds_it() {
    let number = || "x".parse::<u8>().unwrap_err();
    let expected = "invalid digit found in string";
    type Alias = Option<std::num::ParseIntError>;
    let (alias, nothing): (Alias, Alias) = (Some(number()), None);
    let plain: Box<dyn Error> = number().into();
    let send: Box<dyn Error + Send> = Box::new(number());
    let sync: Box<dyn Error + Send + Sync> = number().into();
    let shared: Arc<dyn Error + Send + Sync> = Arc::new(number());
    let lent: &dyn Error = &number();
    let held: std::rc::Rc<dyn Error> = std::rc::Rc::new(number());
    assert_eq!(written!(number()).unwrap(), expected);
    assert_eq!(written!(alias).unwrap(), expected);
    assert_eq!(written!(nothing), None);
    assert_eq!(written!(plain).unwrap(), expected);
    assert_eq!(written!(&plain).unwrap(), expected);
    assert_eq!(written!(send).unwrap(), expected);
    assert_eq!(written!(&sync).unwrap(), expected);
    assert_eq!(written!(sync).unwrap(), expected);
    assert_eq!(written!(shared).unwrap(), expected);
    assert_eq!(written!(lent).unwrap(), expected);
    assert_eq!(written!(held).unwrap(), expected);
    assert_eq!(written!(Some(lent)).unwrap(), expected);
    assert_eq!(written!(Some(plain)).unwrap(), expected);
    assert_eq!(written!(Some(sync)).unwrap(), expected);
    assert_eq!(written!(None::<Box<dyn Error + Send + Sync>>), None);
    assert_eq!(written!(None::<Box<dyn Error>>), None);
}

#[test]
fn the_error_types_of_anyhow_and_eyre_are_errors() {
    let any = anyhow::Error::new(chain(&["inner", "source"])).context("outer");
    assert_eq!(written!(any).unwrap(), "outer: inner: source");
    assert_eq!(written!(&any).unwrap(), "outer: inner: source");
    assert_eq!(written!(Some(any)).unwrap(), "outer: inner: source");
    assert_eq!(written!(anyhow::anyhow!("message")).unwrap(), "message");
    let report = eyre::Report::new(chain(&["inner"])).wrap_err("outer");
    assert_eq!(written!(report).unwrap(), "outer: inner");
    assert_eq!(written!(None::<eyre::Report>), None);
}

#[test]
fn an_error_is_found_behind_a_type_parameter() {
    fn generic<E: Error>(error: E) -> Option<String> {
        written!(error)
    }
    fn optional<E: Error>(error: Option<E>) -> Option<String> {
        written!(error)
    }
    assert_eq!(generic(chain(&["a", "b"])).unwrap(), "a: b");
    assert_eq!(optional(Some(chain(&["a"]))).unwrap(), "a");
    assert_eq!(optional(None::<Link>), None);
}
