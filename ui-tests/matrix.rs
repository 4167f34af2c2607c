//! Compiles every case in all eight settings and says what differs.
//!
//! `cargo run -p blackbar-ui-tests --bin matrix`; with words behind `--`, only the cases whose path contains one of them.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program for people, which says how long it takes"
)]

use std::process::ExitCode;
use std::time::Instant;

use blackbar_ui_tests::cases::Case;
use blackbar_ui_tests::matrix::{against_files, compile, differences, Setting};
use blackbar_ui_tests::Failure;

fn main() -> Result<ExitCode, Failure> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut cases = Case::all()?;
    cases.retain(|case| words.is_empty() || words.iter().any(|word| case.path.contains(word.as_str())));
    let start = Instant::now();
    let first = compile(&cases, Setting::FIRST)?;
    let mut all = report(Setting::FIRST, &cases, start, against_files(&cases, &first.findings)?);
    for setting in Setting::all().into_iter().filter(|setting| *setting != Setting::FIRST) {
        let start = Instant::now();
        all += report(setting, &cases, start, differences(&cases, setting, &first.findings)?);
    }
    Ok(if all == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn report(setting: Setting, cases: &[Case], start: Instant, differences: Vec<String>) -> usize {
    let seconds = start.elapsed().as_secs();
    println!("{setting}: {} cases, {} differ, {seconds} s", cases.len(), differences.len());
    for difference in &differences {
        println!("  {difference}");
    }
    differences.len()
}
