//! What a request is to: its method, and its route or its path.

use http::{Method, Request};

use super::layer::{Paths, Settings};

/// The most that is written of a route or a path, in bytes.
const LONGEST: usize = 256;

/// What of a request's first line may be written.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) method: &'static str,
    pub(super) place: Place,
}

/// Where a request goes.
#[derive(Debug, Clone)]
pub(super) enum Place {
    Route(Box<str>),
    Path(Box<str>),
    Unsaid,
}

impl Target {
    pub(super) fn of<B>(request: &Request<B>, settings: &Settings) -> Self {
        let route = settings.route.and_then(|find| find(request.extensions()));
        let place = match (route, settings.paths) {
            (Some(route), _) => Place::Route(shortened(route)),
            (None, Paths::Written) => Place::Path(shortened(request.uri().path())),
            (None, Paths::LeftOut) => Place::Unsaid,
        };
        Self { method: word(request.method()), place }
    }

    pub(super) fn route(&self) -> Option<&str> {
        if let Place::Route(route) = &self.place { Some(route) } else { None }
    }

    pub(super) fn path(&self) -> Option<&str> {
        if let Place::Path(path) = &self.place { Some(path) } else { None }
    }
}

/// A caller may send any word for a method; only those that everybody knows are repeated.
fn word(method: &Method) -> &'static str {
    const KNOWN: [&str; 10] =
        ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "CONNECT", "PATCH", "TRACE", "QUERY"];
    KNOWN.into_iter().find(|known| *known == method.as_str()).unwrap_or("_OTHER")
}

/// What is too long ends before a `/`: half of a credential is one that the scanner does not know.
fn shortened(path: &str) -> Box<str> {
    if path.len() <= LONGEST {
        return path.into();
    }
    let start = path.get(..path.floor_char_boundary(LONGEST)).unwrap_or_default();
    let whole = start.rfind('/').and_then(|end| start.get(..=end)).unwrap_or_default();
    [whole, "…"].concat().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_methods_that_everybody_knows_are_repeated() {
        assert_eq!(word(&Method::GET), "GET");
        assert_eq!(word(&Method::from_bytes(b"QUERY").unwrap()), "QUERY");
        for other in ["get", "PROPFIND", "HUNTER2", "GETGETGETGETGETGETGETGETGETGET"] {
            assert_eq!(word(&Method::from_bytes(other.as_bytes()).unwrap()), "_OTHER");
        }
    }

    #[test]
    fn a_long_path_ends_before_a_slash() {
        assert_eq!(&*shortened("/a"), "/a");
        let fits = format!("/{}", "a".repeat(LONGEST - 1));
        assert_eq!(*shortened(&fits), fits);
        assert_eq!(&*shortened(&format!("/users/{}", "a".repeat(LONGEST))), "/users/…");
        assert_eq!(&*shortened(&format!("/{}", "ß".repeat(LONGEST))), "/…");
        assert_eq!(&*shortened(&"x".repeat(LONGEST + 1)), "…");
    }
}
