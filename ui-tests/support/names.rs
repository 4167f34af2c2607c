//! What is left of a compiler's message when the names are taken out of it.
//!
//! Two cases with the same rest, by the same macros, check the same thing twice.

use crate::cases::Case;
use crate::Failure;

/// What a case checks: the macros and the words of `#[log(...)]` it uses, and what is said to it, without names.
///
/// # Errors
///
/// A file of the case cannot be read.
pub fn what_it_checks(case: &Case) -> Result<String, Failure> {
    const MACROS: [&str; 5] =
        ["derive(LogEvent", "derive(LogValue", "derive(blackbar::Debug", "!(", "#[serde("];
    let source = case.source()?;
    let macros: Vec<&str> = MACROS.into_iter().filter(|name| source.contains(name)).collect();
    let words: String = source
        .lines()
        .filter_map(|line| line.split_once("#[log("))
        .map(|(_, ours)| without_texts(ours))
        .collect();
    Ok(format!("{} {words}\n{}", macros.join(" "), without_names(&case.expected()?)))
}

/// The message without places, names and widths: what stands in backticks is one `_`, and so is every word of a line of
/// source; of a row of carets there is one.
fn without_names(message: &str) -> String {
    let mut rest = String::new();
    for line in message.lines() {
        let line = match line.split_once('|') {
            Some((margin, code)) if margin.trim().is_empty() => without_widths(code),
            Some((margin, code)) if margin.trim().parse::<u32>().is_ok() => words_replaced(code),
            _ if line.trim_start().starts_with("-->") => String::new(),
            _ => quotes_replaced(line),
        };
        rest.push_str(line.trim());
        rest.push('\n');
    }
    rest
}

fn without_widths(code: &str) -> String {
    let mut rest = String::new();
    for letter in code.chars() {
        let repeated = matches!(letter, '^' | '-' | '+' | ' ') && rest.ends_with(letter);
        if !repeated {
            rest.push(letter);
        }
    }
    rest
}

/// Each word is one `_`, but for those of `#[log(...)]`: they are ours, not names.
fn words_replaced(code: &str) -> String {
    let (names, ours) = match code.split_once("#[log(") {
        Some((before, after)) => (before, after.split(")]").next().unwrap_or_default()),
        None => (code, ""),
    };
    let mut rest = String::new();
    for letter in names.chars() {
        let in_word = letter.is_alphanumeric() || letter == '_';
        if !in_word {
            rest.push(letter);
        } else if !rest.ends_with('_') {
            rest.push('_');
        }
    }
    rest + &without_texts(ours)
}

fn without_texts(code: &str) -> String {
    let parts = code.split('"').enumerate();
    parts.map(|(at, part)| if at % 2 == 0 { part } else { "\"\"" }).collect()
}

fn quotes_replaced(line: &str) -> String {
    let parts = line.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 0 { part } else { "_" }).collect()
}

#[cfg(test)]
mod tests {
    use super::without_names;

    const MESSAGE: &str =
        "error: [BB001] field `pin` of `Login` is wrong\n --> a.rs:3:5\n  |\n3 |     pin: u8,\n  |     ^^^\n";

    #[test]
    fn another_name_at_another_place_is_the_same_message() {
        let other = "error: [BB001] field `password` of `Pay` is wrong\n  --> bb.rs:33:5\n   |\n33 |     password: u64,\n   |     ^^^^^^^^\n";
        assert_eq!(without_names(MESSAGE), without_names(other));
    }

    #[test]
    fn another_id_another_form_and_another_word_of_ours_are_others() {
        for (what, by) in
            [("BB001", "BB002"), ("pin: u8,", "Busy { pin: u8 },"), ("pin: u8,", "#[log(redact)] pin: u8,")]
        {
            assert_ne!(without_names(MESSAGE), without_names(&MESSAGE.replace(what, by)), "{by}");
        }
    }
}
