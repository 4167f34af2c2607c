//! The map of leaks: which case holds which way out for a secret.
//!
//! `leaks.md` has one line for each way. A way that must not compile needs a case under `fail/`; a look-alike that must
//! compile needs one under `pass/`.

use std::fs;

use crate::{home, Failure};

/// One line of the map.
#[derive(Debug, PartialEq, Eq)]
pub struct Leak {
    /// `L01`.
    pub number: String,
    /// Whether it must not compile, whether it must, or both in different forms.
    pub outcome: Outcome,
    /// The way out, in one line.
    pub way: String,
    /// The cases, relative to the ui tests.
    pub cases: Vec<String>,
}

/// What must become of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// A form of it must not compile.
    pub refused: bool,
    /// A form of it must compile.
    pub compiles: bool,
}

/// The whole map.
///
/// # Errors
///
/// The file cannot be read, or a line has not four columns.
pub fn map() -> Result<Vec<Leak>, Failure> {
    fs::read_to_string(home().join("leaks.md"))?
        .lines()
        .filter(|line| line.starts_with("| L"))
        .map(line)
        .collect()
}

fn line(line: &str) -> Result<Leak, Failure> {
    let columns: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
    let [number, outcome, way, cases] = columns.as_slice() else {
        return Err(format!("not four columns: {line}").into());
    };
    let outcome = match *outcome {
        "refused" => Outcome { refused: true, compiles: false },
        "compiles" => Outcome { refused: false, compiles: true },
        "both" => Outcome { refused: true, compiles: true },
        other => return Err(format!("{number}: there is no outcome `{other}`").into()),
    };
    let cases = cases.split_whitespace().map(|case| case.trim_matches(['`', ',']).to_owned()).collect();
    Ok(Leak { number: (*number).to_owned(), outcome, way: (*way).to_owned(), cases })
}

impl Leak {
    /// What is missing: a named file that is not there, or a kind of case that is not named.
    #[must_use]
    pub fn gaps(&self) -> Vec<String> {
        let number = &self.number;
        let missing = self.cases.iter().filter(|case| !home().join(case).is_file());
        let mut gaps: Vec<String> =
            missing.map(|case| format!("{number} names {case}, which is not there")).collect();
        let has = |folder: &str| self.cases.iter().any(|case| case.starts_with(folder));
        if self.outcome.refused && !has("fail/") {
            gaps.push(format!("{number} must not compile, and no case under fail/ shows that"));
        }
        if self.outcome.compiles && !has("pass/") {
            gaps.push(format!("{number} must compile, and no case under pass/ shows that"));
        }
        gaps
    }
}
