//! The text format of Prometheus, version 0.0.4, read as strictly as its specification allows.

use std::collections::{BTreeMap, BTreeSet};

/// One metric with all its series.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// Its name.
    pub name: String,
    /// `counter`, `gauge`, `histogram`, `summary` or `untyped`.
    pub kind: String,
    /// What it says of itself.
    pub help: Option<String>,
    /// Labels and value of each series.
    pub samples: Vec<(BTreeMap<String, String>, f64)>,
}

/// Takes a text apart; what the specification forbids is an error that names the line. Of histograms and summaries it knows
/// nothing.
pub fn parse_exposition(text: &str) -> Result<Vec<Family>, String> {
    if !text.is_empty() && !text.ends_with('\n') {
        return Err("the last line has no end".into());
    }
    let mut families: Vec<Family> = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, line) in text.split_terminator('\n').enumerate() {
        read_line(line, &mut families, &mut seen)
            .map_err(|error| format!("line {}: {error}: {line}", at + 1))?;
    }
    match families.iter().find(|family| family.samples.is_empty()) {
        Some(family) => Err(format!("{} has no series", family.name)),
        None => Ok(families),
    }
}

fn read_line(line: &str, families: &mut Vec<Family>, seen: &mut BTreeSet<String>) -> Result<(), String> {
    if line.is_empty() {
        return Ok(());
    }
    if let Some(comment) = line.strip_prefix('#') {
        let mut words = comment.trim_start_matches([' ', '\t']).splitn(3, [' ', '\t']);
        return match (words.next(), words.next(), words.next()) {
            (Some("HELP"), Some(name), help) => {
                let family = family(name, families)?;
                let help = unescape(help.unwrap_or_default(), false)?;
                if family.help.replace(help).is_some() || !family.samples.is_empty() {
                    return Err("HELP twice, or behind the series".into());
                }
                Ok(())
            }
            (Some("TYPE"), Some(name), Some(kind)) => {
                let family = family(name, families)?;
                if family.kind != "untyped" || !family.samples.is_empty() {
                    return Err("TYPE twice, or behind the series".into());
                }
                if !["counter", "gauge", "untyped"].contains(&kind) {
                    return Err("no type that is known here".into());
                }
                kind.clone_into(&mut family.kind);
                Ok(())
            }
            (Some("HELP" | "TYPE"), ..) => Err("half a HELP or TYPE".into()),
            // Any other comment.
            _ => Ok(()),
        };
    }
    let end = line.find(|c: char| !is_in_name(c)).ok_or("no value")?;
    let (name, rest) = line.split_at(end);
    let (labels, rest) = match rest.strip_prefix('{') {
        Some(inside) => read_labels(inside)?,
        None => (BTreeMap::new(), rest),
    };
    let mut words = rest.split([' ', '\t']).filter(|word| !word.is_empty());
    let value = read_value(words.next().ok_or("no value")?)?;
    if let Some(timestamp) = words.next() {
        timestamp.parse::<i64>().map_err(|_| "a timestamp that is no whole number")?;
    }
    if words.next().is_some() {
        return Err("more than a value and a timestamp".into());
    }
    let family = family(name, families)?;
    if family.kind == "counter" && (value.is_nan() || value < 0.0) {
        return Err("a counter below zero".into());
    }
    if !seen.insert(format!("{name}{labels:?}")) {
        return Err("this series was there before".into());
    }
    family.samples.push((labels, value));
    Ok(())
}

/// The family that lines of this name belong to: the last one, or a new one. All lines of a metric stand together.
fn family<'f>(name: &str, families: &'f mut Vec<Family>) -> Result<&'f mut Family, String> {
    let first = name.chars().next().ok_or("no name")?;
    if first.is_ascii_digit() || !name.chars().all(is_in_name) {
        return Err(format!("`{name}` is no name of a metric"));
    }
    if families.last().is_none_or(|last| last.name != name) {
        if families.iter().any(|family| family.name == name) {
            return Err(format!("the lines of `{name}` do not stand together"));
        }
        let (name, kind) = (name.to_owned(), "untyped".to_owned());
        families.push(Family { name, kind, help: None, samples: Vec::new() });
    }
    families.last_mut().ok_or_else(|| "no family".into())
}

fn is_in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == ':'
}

/// Reads what is behind the brace, and returns what is behind the one that closes.
fn read_labels(mut rest: &str) -> Result<(BTreeMap<String, String>, &str), String> {
    let mut labels = BTreeMap::new();
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        if let Some(behind) = rest.strip_prefix('}') {
            return Ok((labels, behind));
        }
        let (key, behind) = rest.split_once('=').ok_or("a label without a value")?;
        let key = key.trim_end_matches([' ', '\t']);
        let is_key = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if !key.chars().all(is_key) || key.chars().next().is_none_or(|first| first.is_ascii_digit()) {
            return Err(format!("`{key}` is no name of a label"));
        }
        let quoted =
            behind.trim_start_matches([' ', '\t']).strip_prefix('"').ok_or("a value without quotes")?;
        let end = end_of_quoted(quoted).ok_or("a value without an end")?;
        let value = unescape(&quoted[..end], true)?;
        if labels.insert(key.to_owned(), value).is_some() {
            return Err(format!("the label `{key}` twice"));
        }
        rest = quoted[end + 1..].trim_start_matches([' ', '\t']);
        match rest.strip_prefix(',') {
            Some(behind) => rest = behind,
            None if rest.starts_with('}') => {}
            None => return Err("no comma between two labels".into()),
        }
    }
}

fn end_of_quoted(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at),
            _ => {}
        }
    }
    None
}

fn unescape(text: &str, quotes: bool) -> Result<String, String> {
    let mut plain = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, quotes) {
            ('\\', _) => match (letters.next(), quotes) {
                (Some('\\'), _) => plain.push('\\'),
                (Some('n'), _) => plain.push('\n'),
                (Some('"'), true) => plain.push('"'),
                (other, _) => return Err(format!("an escape that is none: {other:?}")),
            },
            _ => plain.push(letter),
        }
    }
    Ok(plain)
}

fn read_value(word: &str) -> Result<f64, String> {
    match word {
        "NaN" => Ok(f64::NAN),
        "+Inf" | "Inf" => Ok(f64::INFINITY),
        "-Inf" => Ok(f64::NEG_INFINITY),
        // Rust would read more words for infinity than Prometheus.
        _ if word.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c)) => {
            word.parse().map_err(|_| format!("`{word}` is no number"))
        }
        _ => Err(format!("`{word}` is no number")),
    }
}
