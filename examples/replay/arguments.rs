//! The command line.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use lexopt::{Arg, Parser};

pub(crate) const USAGE: &str = "\
Usage: replay [--out DIR] [PATH]

Reads an sshd authentication log and writes each line as one JSON event. User
names and addresses are redacted; what is not recognised is not written.

  PATH       the log to read; `-` reads standard input
  --out DIR  where auth.jsonl is written (default: target/replay-logs)
  --help     this text";

/// What is to be done.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    Help,
    Replay { input: Input, out: Option<PathBuf> },
}

/// Where the lines come from.
#[derive(Debug, PartialEq)]
pub(crate) enum Input {
    /// None was named.
    Sample,
    Stdin,
    File(PathBuf),
}

/// A command line that says nothing sensible.
#[derive(Debug)]
pub(crate) struct Mistake {
    what: String,
    fix: &'static str,
}

/// Reads the arguments, without the program's name.
pub(crate) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Mistake> {
    let mut parser = Parser::from_args(arguments);
    let (mut input, mut out) = (None, None);
    loop {
        match parser.next().map_err(unreadable)? {
            None => break,
            Some(Arg::Short('h') | Arg::Long("help")) => return Ok(Command::Help),
            Some(Arg::Long("out")) if out.is_none() => {
                let dir = parser
                    .value()
                    .map_err(|_| mistake("`--out` has no value", "name a directory: `--out DIR`"))?;
                out = Some(PathBuf::from(dir));
            }
            Some(Arg::Long("out")) => return Err(mistake("`--out` is given twice", "name one directory")),
            Some(Arg::Value(path)) if input.is_none() => {
                input = Some(if path == "-" { Input::Stdin } else { Input::File(PathBuf::from(path)) });
            }
            Some(Arg::Value(path)) => {
                let what = format!("`{}` is a second input", path.display());
                return Err(mistake(what, "name one file, or write `cat FILES | replay -`"));
            }
            Some(unknown) => return Err(unreadable(unknown.unexpected())),
        }
    }
    Ok(Command::Replay { input: input.unwrap_or(Input::Sample), out })
}

fn unreadable(error: lexopt::Error) -> Mistake {
    let fix = "the options are `--out DIR` and `--help`; a file whose name starts with `-` comes after `--`";
    mistake(error.to_string(), fix)
}

fn mistake(what: impl Into<String>, fix: &'static str) -> Mistake {
    Mistake { what: what.into(), fix }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  {}", self.what, self.fix)
    }
}
