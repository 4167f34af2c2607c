//! Reading lines.

use std::io::BufReader;

use crate::lines::Lines;

/// The lines of `input`, each with its length, read through a buffer of a few bytes.
fn lines(input: &[u8]) -> Vec<(String, u64)> {
    let mut lines = Lines::new(BufReader::with_capacity(7, input));
    let mut all = Vec::new();
    while let Some(line) = lines.next().unwrap() {
        all.push((line.text.into_owned(), line.bytes));
    }
    all
}

#[track_caller]
fn check(input: &[u8], expected: &[(&str, u64)]) {
    let expected: Vec<_> = expected.iter().map(|(text, bytes)| ((*text).to_owned(), *bytes)).collect();
    assert_eq!(lines(input), expected, "{:?}", input.escape_ascii().to_string());
}

#[test]
fn each_line_counts_once_with_or_without_a_line_end() {
    check(b"", &[]);
    check(b"\n", &[("", 0)]);
    check(b"a\nb", &[("a", 1), ("b", 1)]);
    check(b"a\n\nbcdefghijkl\n", &[("a", 1), ("", 0), ("bcdefghijkl", 11)]);
    check(b"seven77\nseven77", &[("seven77", 7), ("seven77", 7)]);
}

#[test]
fn a_carriage_return_belongs_to_the_line_end_alone() {
    check(b"a\r\nb\r\n", &[("a", 1), ("b", 1)]);
    check(b"123456\r\nb\r", &[("123456", 6), ("b", 1)]);
    check(b"a\rb\n\r\n", &[("a\rb", 3), ("", 0)]);
    check(b"a\n\n\r", &[("a", 1), ("", 0), ("", 0)]);
}

#[test]
fn bytes_that_are_no_text_are_replaced_and_counted() {
    check(b"a\xff\xfeb\n", &[("a\u{fffd}\u{fffd}b", 4)]);
}

#[test]
fn of_a_very_long_line_the_start_is_kept_and_everything_is_counted() {
    let long = [b"x".repeat(100_000).as_slice(), b"\r\nnext"].concat();
    let lines = lines(&long);
    assert_eq!(lines.len(), 2);
    assert_eq!((lines[0].0.len(), lines[0].1), (16 * 1024, 100_000));
    assert_eq!(lines[1], ("next".to_owned(), 4));
}
