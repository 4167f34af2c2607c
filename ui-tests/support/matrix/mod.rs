//! Every case in other settings: `check` and `build`, two editions, the crate under its own name and under another.
//!
//! The `.stderr` files say all that the compiler says in one setting. In the others the text differs by names and paths,
//! so what is compared there is which mistake is reported, on which line, and what is underlined.

mod finding;
mod project;
mod rename;
mod setting;

pub use finding::Finding;
pub use project::{compile, Compiled};
pub use rename::{can_be_renamed, renamed, NEW_NAME};
pub use setting::{Command, Edition, Setting};

use std::collections::BTreeMap;

use crate::cases::Case;
use crate::Failure;

/// What is said to each case, by path. A case that compiles has no entry.
pub type Findings = BTreeMap<String, Vec<Finding>>;

/// What differs between what is said to `cases` in `setting` and what is expected there.
///
/// # Errors
///
/// The cases cannot be compiled at all: no cargo, a dependency that does not build.
pub fn differences(cases: &[Case], setting: Setting, expected: &Findings) -> Result<Vec<String>, Failure> {
    let found = compile(cases, setting)?;
    let mut differences = found.troubles;
    for case in cases.iter().filter(|case| !setting.renamed || can_be_renamed(case)) {
        let nothing = Vec::new();
        let found = found.findings.get(&case.path).unwrap_or(&nothing);
        let expected = expected.get(&case.path).unwrap_or(&nothing);
        let expected: Vec<Finding> = match setting.renamed {
            true => expected.iter().map(Finding::renamed).collect(),
            false => expected.clone(),
        };
        if *found != expected {
            differences.push(format!(
                "{}\n  expected: {}\n  found:    {}",
                case.path,
                listed(&expected),
                listed(found)
            ));
        }
    }
    Ok(differences)
}

/// What differs between what is said to `cases` and the first lines of their `.stderr`.
///
/// # Errors
///
/// A `.stderr` cannot be read.
pub fn against_files(cases: &[Case], findings: &Findings) -> Result<Vec<String>, Failure> {
    let mut differences = Vec::new();
    for case in cases {
        let found = findings.get(&case.path).map(Vec::as_slice).unwrap_or_default();
        let mut found: Vec<String> =
            found.iter().map(|finding| format!("{} {}", finding.id, finding.line)).collect();
        let mut expected = if case.fails() { finding::of_text(&case.expected()?) } else { Vec::new() };
        found.sort();
        expected.sort();
        if found != expected {
            differences.push(format!("{}: {found:?}, and its .stderr says {expected:?}", case.path));
        }
    }
    Ok(differences)
}

fn listed(findings: &[Finding]) -> String {
    match findings {
        [] => "nothing".to_owned(),
        _ => findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
    }
}
