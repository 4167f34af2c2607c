//! The grammar of event names: `[a-z][a-z0-9_]*`, joined by dots.

/// Whether it is the name of an event: `payment.authorized`.
pub(crate) fn is_event_name(name: &str) -> bool {
    name.split('.').all(is_part)
}

fn is_part(part: &str) -> bool {
    part.starts_with(|first: char| first.is_ascii_lowercase())
        && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

/// The nearest name that has the grammar, to propose it; `None` where nothing is left.
pub(crate) fn nearest(name: &str) -> Option<String> {
    let parts = name.split(['.', '/', ':']).map(|part| {
        let plain: String =
            part.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect();
        crate::case::Case::Snake.apply(plain.trim_start_matches(|first: char| !first.is_ascii_alphabetic()))
    });
    let parts: Vec<String> = parts.filter(|part| is_part(part)).collect();
    (!parts.is_empty()).then(|| parts.join("."))
}

#[cfg(test)]
mod tests;
