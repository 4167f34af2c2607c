//! What stands before the message.

use crate::parse;

/// `when | host | program | pid` of a line with this header; the program is told where the message is not known.
fn header(text: &str) -> String {
    let line = parse::line(1, text, 0);
    let pid = line.pid.map_or("-".to_owned(), |pid| pid.to_string());
    format!(
        "{} | {} | {} | {pid}",
        line.when.unwrap_or("-"),
        line.host.unwrap_or("-"),
        line.program.unwrap_or("-")
    )
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(header(text), *expected, "{text}");
    }
}

#[test]
fn both_forms_of_time_are_known() {
    check(&[
        ("Dec 10 06:55:46 LabSZ sshd[24200]: x", "Dec 10 06:55:46 | LabSZ | sshd | 24200"),
        ("Dec  1 06:55:46 LabSZ sshd[1]: x", "Dec  1 06:55:46 | LabSZ | sshd | 1"),
        ("2026-11-22T06:55:46.123456+01:00 gw sudo: x", "2026-11-22T06:55:46.123456+01:00 | gw | sudo | -"),
        ("2026-11-22T06:55:46Z gw sshd[1]: x", "2026-11-22T06:55:46Z | gw | sshd | 1"),
    ]);
}

#[test]
fn what_is_no_time_is_not_written() {
    let nothing = "- | - | other | -";
    check(&[
        ("", nothing),
        ("Dec 32 06:55:46 gw sshd[1]: x", nothing),
        ("Dec 10 24:55:46 gw sshd[1]: x", nothing),
        ("Dez 10 06:55:46 gw sshd[1]: x", nothing),
        ("alice 06:55:46 gw sshd[1]: x", nothing),
        ("2026-11-22Talice gw sshd[1]: x", nothing),
        ("Döc 10 06:55:46 gw sshd[1]: x", nothing),
    ]);
}

#[test]
fn a_program_that_is_not_on_the_list_may_be_named_after_a_user() {
    check(&[
        ("Dec 10 06:55:46 gw alice: hello", "Dec 10 06:55:46 | gw | other | -"),
        ("Dec 10 06:55:46 gw alice[7]: hello", "Dec 10 06:55:46 | gw | other | 7"),
        ("Dec 10 06:55:46 gw alice bob: hello", "Dec 10 06:55:46 | gw | other | -"),
        ("Dec 10 06:55:46 gw sshd[many]: hello", "Dec 10 06:55:46 | gw | other | -"),
        ("Dec 10 06:55:46 gw@home sshd[1]: x", "Dec 10 06:55:46 | - | other | -"),
    ]);
}
