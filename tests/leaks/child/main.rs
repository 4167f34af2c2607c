//! Panics and set-ups that need a process of their own.
//!
//! `leaks_child <scenario> <log file>`. What gets out is looked at by the test that runs it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test")]

#[path = "../../canary/search/make.rs"]
#[allow(dead_code, reason = "the child makes no numbers")]
mod make;

use std::panic::{AssertUnwindSafe, catch_unwind, panic_any, set_hook};
use std::path::PathBuf;

use blackbar::{Builder, Guard, LogEvent, RollingFile, log_event};

#[derive(LogEvent)]
#[log(name = "leaks.hashed")]
struct Hashed<'a> {
    #[log(hash)]
    leaf: &'a str,
}

fn main() {
    let scenario = std::env::args().nth(1).expect("name a scenario");
    match scenario.as_str() {
        "panics" => panics(),
        "end_of_panic" => end_of_panic(),
        "key_from_environment" => key_from_environment(),
        "no_key" => no_key(),
        other => panic!("no scenario `{other}`"),
    }
}

fn builder() -> Builder {
    let path = PathBuf::from(std::env::args_os().nth(2).expect("name a log file"));
    blackbar_tests::logger().file(RollingFile::new(path))
}

/// With a hook for panics, and none that prints.
fn with_panic_hook() -> Guard {
    set_hook(Box::new(|_| {}));
    builder().hash_key(7, *b"nobody can guess these 32 bytes!").panic_hook().install().unwrap()
}

/// Texts with the canary of that number, which a detector knows for a secret.
fn url(number: u64) -> String {
    format!("https://user:{}@host.example/path", make::text(number))
}

/// An error that the compiler does not know for one.
fn refused<E>(error: E) -> Result<(), E> {
    Err(error)
}

fn panics() {
    let guard = with_panic_hook();
    let catch = |work: &dyn Fn()| catch_unwind(AssertUnwindSafe(work)).unwrap_err();
    catch(&|| panic!("cannot reach {}", url(0)));
    catch(&|| refused(std::io::Error::other(url(1))).unwrap());
    catch(&|| refused(url(2)).expect("a connection"));
    catch(&|| panic_any(url(3)));
    // The text of this panic has all of the sliced text.
    catch(&|| drop(format!("é{}", url(4))[0..1].to_owned()));
    catch(&|| assert_eq!(url(5), "https://host.example/path", "they differ"));
    catch(&|| panic_any(make::text(6).into_bytes()));
    catch(&|| panic!("{} {}", "x ".repeat(490), url(7)));
    let thread =
        std::thread::Builder::new().name(url(8)).spawn(|| panic!("in a thread with a name")).unwrap();
    thread.join().unwrap_err();
    log_event!(info, "still here");
    guard.logger().flush().unwrap();
}

fn end_of_panic() {
    let _guard = with_panic_hook();
    panic!("the end of {}", url(9));
}

/// The variable has the canary in it, in one way or another.
fn key_from_environment() {
    let error = match builder().hash_key_from_env("LEAKS_KEY").install() {
        Err(error) => error,
        Ok(_) => panic!("a key of this kind was taken"),
    };
    println!("{error}\n{error:?}\n{error:#?}\n{:?}", std::error::Error::source(&error));
}

fn no_key() {
    let error = builder().install().expect_err("there is no key");
    println!("{error}\n{error:?}");
    let logger = builder().build().unwrap();
    let _scope = logger.scope();
    log_event!(Hashed { leaf: &make::text(10) });
}
