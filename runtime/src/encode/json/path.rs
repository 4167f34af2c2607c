//! The way into a JSON value: `user.id`, `points.0.x`.
//!
//! For values that an encoder wrote: what is no JSON leads to nothing, and never far.

/// The value at `path` inside of `json`. Keys and path are as they stand in quotes. A key with dots goes before a way
/// into a shorter one; the items of a list are numbered.
pub(super) fn inside<'j>(json: &'j str, path: &str) -> Option<&'j str> {
    let mut shorter: Option<(&'j str, &str)> = None;
    for (at, (key, value)) in Members::of(json)?.enumerate() {
        let rest = match key {
            Some(key) => path.strip_prefix(key),
            None => {
                let end = path.find('.').unwrap_or(path.len());
                let (number, rest) = path.split_at_checked(end)?;
                (number.parse() == Ok(at)).then_some(rest)
            }
        };
        match rest {
            Some("") => return Some(value),
            Some(rest) => {
                if let Some(rest) = rest.strip_prefix('.')
                    && shorter.is_none_or(|(_, former)| rest.len() < former.len())
                {
                    shorter = Some((value, rest));
                }
            }
            None => {}
        }
    }
    let (value, rest) = shorter?;
    inside(value, rest)
}

/// The members of an object with their keys, or the items of a list.
struct Members<'j> {
    rest: &'j str,
    has_keys: bool,
}

impl<'j> Members<'j> {
    fn of(json: &'j str) -> Option<Self> {
        match json.strip_prefix('{') {
            Some(rest) => Some(Self { rest, has_keys: true }),
            None => json.strip_prefix('[').map(|rest| Self { rest, has_keys: false }),
        }
    }

    /// The next value; what follows it is left.
    fn take(&mut self) -> Option<&'j str> {
        let end = end_of_value(self.rest);
        let (value, rest) = self.rest.split_at_checked(end).filter(|(value, _)| !value.is_empty())?;
        self.rest = rest;
        Some(value)
    }
}

impl<'j> Iterator for Members<'j> {
    type Item = (Option<&'j str>, &'j str);

    fn next(&mut self) -> Option<Self::Item> {
        self.rest = self.rest.strip_prefix(',').unwrap_or(self.rest);
        if !self.has_keys {
            return Some((None, self.take()?));
        }
        let key = self.take()?.strip_prefix('"')?.strip_suffix('"')?;
        self.rest = self.rest.strip_prefix(':')?;
        Some((Some(key), self.take()?))
    }
}

/// Where the value at the start of `json` ends: before a comma, a colon or a bracket that is not its own.
fn end_of_value(json: &str) -> usize {
    let mut depth = 0_u32;
    let mut in_quotes = false;
    let mut bytes = json.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if in_quotes => drop(bytes.next()),
            b'"' => in_quotes = !in_quotes,
            _ if in_quotes => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' | b',' | b':' if depth == 0 => return at,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
    }
    json.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_leads_through_objects_and_lists() {
        let json = r#"{"a":{"b":[1,{"c":"x,}\"]"}]},"d":null,"e.f":2,"e":{"f":3,"g":4},"":5}"#;
        assert_eq!(inside(json, "a.b.0"), Some("1"));
        assert_eq!(inside(json, "a.b.1.c"), Some(r#""x,}\"]""#));
        assert_eq!(inside(json, "d"), Some("null"));
        assert_eq!(inside(json, "e.f"), Some("2"), "the key with a dot goes first");
        assert_eq!(inside(json, "e"), Some(r#"{"f":3,"g":4}"#));
        assert_eq!(inside(json, ""), Some("5"));
        for nowhere in ["x", "a.x", "a.b.2", "a.b.-1", "d.x", "a.b.0.x", "a..b"] {
            assert_eq!(inside(json, nowhere), None, "{nowhere}");
        }
    }

    #[test]
    fn what_is_no_json_leads_nowhere() {
        for json in ["", "{", "[", "{\"a", "{\"a\"", "{\"a\":", "1", "\"a\"", "{}", "[]", "{a:1}", "}"] {
            assert_eq!(inside(json, "a"), None, "{json}");
            assert_eq!(inside(json, "0"), None, "{json}");
        }
    }
}
