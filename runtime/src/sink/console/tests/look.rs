//! Every rule of the decision, and the order in which they win.

use super::super::look::{Color, Format, Surroundings, decide};
use super::Console;
use crate::encode::Encoding;
use crate::sink::IntoSink;

const COLORED: Encoding = Encoding::Pretty { color: true };
const PLAIN: Encoding = Encoding::Pretty { color: false };

/// The surroundings as an environment: `NAME=value`, with spaces between.
fn surroundings(terminal: bool, environment: &str) -> Surroundings {
    let mut surroundings = Surroundings { terminal, ..Surroundings::default() };
    for (name, value) in environment.split_whitespace().filter_map(|entry| entry.split_once('=')) {
        match name {
            "NO_COLOR" => surroundings.no_color = value.into(),
            "CLICOLOR" => surroundings.clicolor = value.into(),
            "CLICOLOR_FORCE" => surroundings.clicolor_force = value.into(),
            "TERM" => surroundings.term = value.into(),
            other => unreachable!("{other} is not looked at"),
        }
    }
    surroundings
}

#[track_caller]
fn check(terminal: bool, environment: &str, asked: (Format, Color), expected: Encoding) {
    assert_eq!(decide(asked.0, asked.1, &surroundings(terminal, environment)), expected);
}

#[test]
fn a_terminal_gets_coloured_lines_for_people_and_a_pipe_gets_json() {
    check(true, "TERM=xterm-256color", (Format::Auto, Color::Auto), COLORED);
    check(false, "TERM=xterm-256color", (Format::Auto, Color::Auto), Encoding::Json);
}

#[test]
fn an_explicit_format_does_not_ask_for_a_terminal() {
    check(true, "", (Format::Lines(Encoding::Json), Color::Auto), Encoding::Json);
    check(false, "", (Format::Pretty, Color::Auto), PLAIN);
}

#[test]
fn json_is_never_coloured() {
    for layout in [Encoding::Json, Encoding::Ecs, Encoding::Logstash] {
        check(true, "CLICOLOR_FORCE=1", (Format::Lines(layout.clone()), Color::Always), layout);
    }
    check(false, "CLICOLOR_FORCE=1", (Format::Auto, Color::Always), Encoding::Json);
}

#[test]
fn no_color_takes_the_colour_away_whatever_its_value() {
    check(true, "NO_COLOR=1", (Format::Auto, Color::Auto), PLAIN);
    check(true, "NO_COLOR=0", (Format::Auto, Color::Auto), PLAIN);
}

#[test]
fn an_empty_no_color_is_as_good_as_none() {
    check(true, "NO_COLOR=", (Format::Auto, Color::Auto), COLORED);
}

#[test]
fn no_color_wins_over_a_forced_colour() {
    check(true, "NO_COLOR=1 CLICOLOR_FORCE=1", (Format::Auto, Color::Auto), PLAIN);
}

#[test]
fn a_forced_colour_needs_no_terminal() {
    check(false, "CLICOLOR_FORCE=1", (Format::Pretty, Color::Auto), COLORED);
    check(true, "CLICOLOR_FORCE=1 CLICOLOR=0 TERM=dumb", (Format::Auto, Color::Auto), COLORED);
}

#[test]
fn a_force_of_zero_or_nothing_forces_nothing() {
    check(false, "CLICOLOR_FORCE=0", (Format::Pretty, Color::Auto), PLAIN);
    check(false, "CLICOLOR_FORCE=", (Format::Pretty, Color::Auto), PLAIN);
}

#[test]
fn clicolor_zero_takes_the_colour_away() {
    check(true, "CLICOLOR=0", (Format::Auto, Color::Auto), PLAIN);
    check(true, "CLICOLOR=1", (Format::Auto, Color::Auto), COLORED);
    check(false, "CLICOLOR=1", (Format::Pretty, Color::Auto), PLAIN);
}

#[test]
fn a_dumb_terminal_gets_lines_for_people_without_colour() {
    check(true, "TERM=dumb", (Format::Auto, Color::Auto), PLAIN);
}

#[test]
fn an_explicit_colour_wins_over_the_environment() {
    check(false, "NO_COLOR=1 TERM=dumb", (Format::Pretty, Color::Always), COLORED);
    check(true, "CLICOLOR_FORCE=1", (Format::Pretty, Color::Never), PLAIN);
}

#[test]
fn the_builder_says_what_it_was_told_last() {
    assert_eq!(Console::stdout().pretty().json().encoding(), Encoding::Json);
    assert_eq!(Console::stdout().pretty().ecs().encoding(), Encoding::Ecs);
    assert_eq!(Console::stdout().ecs().logstash().encoding(), Encoding::Logstash);
    assert_eq!(Console::stderr().json().pretty().color(Color::Never).encoding(), PLAIN);
    assert_eq!(Console::auto().pretty().color(Color::Always).encoding(), COLORED);
}
