//! Few lines that account for many calls.

use crate::program::run;

/// The number behind `key=` in a line, 0 where there is none.
fn number(line: &str, key: &str) -> u64 {
    let found = line.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('='));
    found.map_or(0, |number| number.parse().unwrap())
}

#[test]
fn its_lines_are_few_and_account_for_every_call() {
    let run = run("rates", &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let (words, lines): (Vec<_>, Vec<_>) =
        run.stdout.lines().partition(|line| line.contains("calls were suppressed; what"));
    assert_eq!(words.len(), 1);
    // On a slow machine more tokens flow in.
    assert!((12..200).contains(&lines.len()), "{}", run.stdout);
    let calls: u64 = lines
        .iter()
        .map(|line| match number(line, "calls") {
            0 => number(line, "suppressed") + number(line, "repeated").max(1),
            told => told,
        })
        .sum();
    assert_eq!(calls, 4_010, "{}", run.stdout);
    for expected in ["db.refused", "suppressed=", "repeated=9", "rate=once", "job 250 done"] {
        assert!(run.stdout.contains(expected), "{expected} not in {}", run.stdout);
    }
}
