//! Shared, borrowed or owned, pinned.
use blackbar::{LogEvent, Secret};
use std::borrow::Cow;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

#[derive(LogEvent)]
struct Login<'a> {
    shared: Arc<Secret<String>>,
    counted: Rc<Secret<String>>,
    perhaps_owned: Cow<'a, Secret<String>>,
    pinned: Pin<Box<Secret<String>>>,
}

fn main() {}
