//! The command line.

use std::path::PathBuf;

use crate::arguments::{Command, Input, read};

fn command(words: &[&str]) -> Result<Command, String> {
    read(words.iter().map(|word| (*word).into())).map_err(|mistake| mistake.to_string())
}

#[test]
fn input_and_output_come_in_any_order() {
    let replay = |input, out: Option<&str>| Ok(Command::Replay { input, out: out.map(PathBuf::from) });
    let file = || Input::File("a.log".into());
    assert_eq!(command(&[]), replay(Input::Sample, None));
    assert_eq!(command(&["a.log"]), replay(file(), None));
    assert_eq!(command(&["a.log", "--out", "dir"]), replay(file(), Some("dir")));
    assert_eq!(command(&["--out=dir", "-"]), replay(Input::Stdin, Some("dir")));
    assert_eq!(command(&["--", "-x.log"]), replay(Input::File("-x.log".into()), None));
    assert_eq!(command(&["a.log", "--help"]), Ok(Command::Help));
}

#[test]
fn a_mistake_names_the_word_and_the_fix() {
    let check = |words: &[&str], parts: [&str; 2]| {
        let text = command(words).unwrap_err();
        assert!(parts.iter().all(|part| text.contains(part)), "{text}");
    };
    check(&["--outt", "x"], ["--outt", "--out DIR"]);
    check(&["-x"], ["-x", "after `--`"]);
    check(&["--out"], ["no value", "--out DIR"]);
    check(&["--out", "a", "--out", "b"], ["twice", "one directory"]);
    check(&["a.log", "b.log"], ["`b.log`", "replay -"]);
}
