//! Unsized places, fields behind references, temporaries, and variables that stay the caller's.
#![deny(warnings)]
use blackbar::{LogEvent, log_event};

struct User {
    name: String,
    title: Box<str>,
    tags: Vec<String>,
}

#[derive(LogEvent)]
struct Seen<'a> {
    name: &'a str,
    tags: &'a [String],
}

pub(crate) fn main() {
    let user = User { name: "a".into(), title: "b".into(), tags: vec!["c".into()] };
    let by_reference = &user;
    log_event!(
        info,
        "x",
        name = user.name,
        title = *user.title,
        part = user.tags[..1],
        last = by_reference.tags[0]
    );
    log_event!(info, "x", name = &by_reference.name[..], text = format!("t{}", 1).as_str());
    log_event!(
        info,
        "x",
        #[log(redact)]
        name = user.name,
        #[log(redact)]
        part = user.title[..1]
    );
    log_event!(Seen { name: &String::from("temporary"), tags: &[String::new()] });
    log_event!(Seen { name: &user.name, tags: &by_reference.tags[..1] });
    drop(user);
}
