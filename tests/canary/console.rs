//! The consoles, which have the streams of a process: this test runs its own program again.

use blackbar::{Color, Console};
use blackbar_tests::{Child, parse};

use crate::check::{Harness, check_lines, harness, keyed, log_all};
use crate::table::Expect;

/// What the child does; without this variable it does nothing.
const SCENARIO: &str = "BLACKBAR_CANARY_SCENARIO";

#[test]
#[ignore = "the body of a child; `cargo test -p blackbar-tests --test canary console` runs it through the tests below"]
fn child() {
    let Some(scenario) = std::env::var_os(SCENARIO) else { return };
    let json = Console::stdout().json();
    let people = Console::stderr().pretty();
    let people = if scenario == "colored" { people.color(Color::Always) } else { people.color(Color::Never) };
    let guard = keyed().console(json).console(people).install().unwrap();
    log_all(&harness().cases, guard.logger());
    guard.logger().flush().unwrap();
}

#[track_caller]
fn check(scenario: &str) {
    let program = std::env::current_exe().unwrap();
    let child = Child::new(program, "--exact").arg("console::child").arg("--ignored").env(SCENARIO, scenario);
    let output = child.succeeds();
    let Harness { cases, secrets, controls } = harness();
    // The harness of the tests writes there too.
    let lines: Vec<&str> = output.stdout.lines().filter(|line| line.starts_with('{')).collect();
    check_lines(cases, &parse(&(lines.join("\n") + "\n")), Expect::is_met_by);
    for (name, output) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        controls.assert_all_there(name, output.as_bytes());
        secrets.assert_clean(name, output.as_bytes());
    }
}

#[test]
fn no_console_shows_a_canary_and_each_shows_what_is_clear() {
    check("plain");
}

#[test]
fn colours_split_no_canary_so_that_it_is_not_found() {
    check("colored");
}
