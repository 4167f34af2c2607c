//! A real job: an sshd `auth.log` becomes structured events in which nobody can be recognised.
//!
//! ```text
//! cargo run --release --example replay -- /var/log/auth.log
//! zcat /var/log/auth.log.*.gz | cargo run --release --example replay -- - --out /tmp/replay
//! ```
//!
//! It shows a large `LogValue` enum with data (`event.rs`), redaction that is part of a type, a logger that waits rather
//! than drops, and the ledger that proves it: at the end, lines read and events written must be equal.
//!
//! Every line becomes one event in `auth.jsonl`; a second run appends. Names of users, addresses and names of their
//! machines are redacted. A line that the parser does not know is written as program, pid and length, never as text.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool reports to its user")]

mod arguments;
mod event;
mod lines;
mod parse;
mod report;

#[cfg(test)]
mod tests;

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use blackbar::{Logger, Overflow, RollingFile, log_event};

use self::arguments::{Command, Input, USAGE};
use self::event::AuthEvent;
use self::lines::Lines;
use self::report::{Progress, Report};

fn main() -> ExitCode {
    match arguments::read(std::env::args_os().skip(1)) {
        Ok(Command::Help) => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        Ok(Command::Replay { input, out }) => {
            let out = out.unwrap_or_else(|| blackbar_examples::below_target("replay-logs"));
            replay(input, &out.join("auth.jsonl")).unwrap_or_else(|problem| {
                eprintln!("replay: {problem}");
                ExitCode::FAILURE
            })
        }
        Err(mistake) => {
            eprintln!("replay: {mistake}");
            ExitCode::from(2)
        }
    }
}

fn replay(input: Input, output: &Path) -> Result<ExitCode, Problem> {
    let (name, source) = open(input)?;
    let guard = Logger::builder()
        // Nobody waits for this program, so it waits for the disk: no event is dropped for speed.
        .overflow(Overflow::Block)
        // Every line counts here, whatever `RUST_LOG` says.
        .fixed_filter("info")
        .file(RollingFile::new(output))
        .install()?;

    #[expect(clippy::disallowed_methods, reason = "the rule is the library's; this program measures itself")]
    let start = Instant::now();
    let mut report = Report::default();
    let read = log_lines(source, &mut report);
    let flushed = guard.logger().flush();
    report.took = start.elapsed();
    let stats = guard.logger().stats();
    if read.is_ok() || report.lines > 0 {
        println!("{}", report.text(&name, output, &stats));
    }

    read.map_err(|error| Problem::Input { name, error })?;
    flushed?;
    Ok(if report.lines == report::events_written(&stats) && stats.is_balanced() {
        ExitCode::SUCCESS
    } else {
        eprintln!("replay: lines read and events written differ");
        ExitCode::FAILURE
    })
}

/// One event for each line.
fn log_lines(source: impl Read, report: &mut Report) -> io::Result<()> {
    let mut lines = Lines::new(BufReader::with_capacity(256 * 1024, source));
    let progress = Progress::new();
    while let Some(line) = lines.next()? {
        report.lines += 1;
        report.bytes += line.bytes;
        let event = parse::line(report.lines, &line.text, line.bytes);
        report.unrecognised += u64::from(matches!(event.kind, AuthEvent::Unrecognised { .. }));
        log_event!(event);
        progress.show(report.lines);
    }
    Ok(())
}

fn open(input: Input) -> Result<(String, Box<dyn Read>), Problem> {
    let path = match input {
        Input::Stdin => return Ok(("standard input".to_owned(), Box::new(io::stdin().lock()))),
        Input::File(path) => path,
        Input::Sample => {
            eprintln!("{USAGE}\n\nNo PATH was given, so this is the sample.\n");
            blackbar_examples::in_workspace("examples/data/auth.log")
        }
    };
    let name = path.display().to_string();
    match File::open(path) {
        Ok(file) => Ok((name, Box::new(file))),
        Err(error) => Err(Problem::Input { name, error }),
    }
}

/// Why a run failed.
#[derive(Debug)]
enum Problem {
    Input { name: String, error: io::Error },
    Logger(blackbar::Error),
}

impl From<blackbar::Error> for Problem {
    fn from(error: blackbar::Error) -> Self {
        Self::Logger(error)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input { name, error } => {
                write!(
                    f,
                    "cannot read `{name}`: {error}\n  name a readable log file, or `-` for standard input"
                )
            }
            Self::Logger(error) => write!(f, "{error}"),
        }
    }
}
