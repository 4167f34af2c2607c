//! The same case for a crate that is called something else.

use super::finding::in_source;
use crate::cases::Case;

/// What the crate is called in `Cargo.toml`.
pub const NEW_NAME: &str = "bb";

/// What a derive must be told where the crate has another name. From the root: a case may do without the prelude.
const TOLD: &str = " #[log(crate = ::bb)]";

/// Cases about the very thing: how the crate is found.
const ABOUT_NAMES: [&str; 2] = ["fail/derive_log_event/attribute-of-wrong-form.rs", "pass/renamed_crate.rs"];

/// Whether there is such a case.
#[must_use]
pub fn can_be_renamed(case: &Case) -> bool {
    !ABOUT_NAMES.contains(&case.path.as_str())
}

/// The source of a case for the crate's new name, line for line. Every derive of ours is told where the crate is.
#[must_use]
pub fn renamed(source: &str) -> String {
    let lines = source.lines().map(|line| {
        let mut line = in_source(line);
        if let Some(at) = line.find(")]").filter(|_| derives(&line)) {
            line.insert_str(at + 2, TOLD);
        }
        line + "\n"
    });
    lines.collect()
}

fn derives(line: &str) -> bool {
    let list = line.trim_start().strip_prefix("#[derive(").and_then(|rest| rest.split(")]").next());
    list.is_some_and(|list| list.contains("LogEvent") || list.contains("LogValue") || list.contains("bb::"))
}

#[cfg(test)]
mod tests {
    use super::renamed;

    #[test]
    fn paths_have_the_new_name_and_derives_are_told() {
        let source = "use blackbar::{LogEvent, info as note};\nextern crate blackbar as log;\n#[derive(LogEvent, Clone)]\nstruct A(my_blackbar::B);";
        let expected = "use bb::{LogEvent, info as note};\nextern crate bb as log;\n#[derive(LogEvent, Clone)] #[log(crate = ::bb)]\nstruct A(my_blackbar::B);\n";
        assert_eq!(renamed(source), expected);
    }

    #[test]
    fn derives_of_others_stay() {
        assert_eq!(renamed("#[derive(Debug, Clone)]"), "#[derive(Debug, Clone)]\n");
    }
}
