//! What a peer wants to know before it takes anything: passwords and keys, from the environment or from files.

use core::fmt;
use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use base64ct::{Base64, Encoding};
use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// Longer than a key, a chain of certificates, or any password.
const LONGEST: u64 = 1 << 20;

/// A password of the configuration. It is never shown, and wiped when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Password(Zeroizing<String>);

/// A user with a password.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Credentials {
    user: String,
    password: Password,
}

impl Password {
    /// Takes the text in; other copies of it are the caller's to wipe.
    pub(crate) fn new(text: impl Into<Zeroizing<String>>) -> Self {
        Self(text.into())
    }

    /// What the variable says, or the file whose path the variable with `_FILE` behind its name says. Line ends behind it
    /// are no part of it.
    ///
    /// # Errors
    /// When there is neither or both, or nothing in it. `setting` is the method that asked for it.
    pub(crate) fn from_env(setting: &'static str, variable: &str) -> Result<Self> {
        secret_from_env(setting, variable).and_then(|(_, text)| {
            let line = text.trim_end_matches(['\r', '\n']);
            match line.is_empty() {
                true => Err(Error::invalid(setting, variable, "it is empty; put the password in it")),
                false => Ok(Self::new(line.to_owned())),
            }
        })
    }

    /// Lends the text.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl Credentials {
    pub(crate) fn new(user: impl Into<String>, password: Password) -> Self {
        Self { user: user.into(), password }
    }

    /// What the header `Authorization` says of them (RFC 7617).
    pub(crate) fn basic(&self) -> Zeroizing<String> {
        let pair = Zeroizing::new([self.user.as_str(), ":", self.password.expose()].concat());
        let mut room = Zeroizing::new(vec![0; Base64::encoded_len(pair.as_bytes())]);
        // There is room for all of it.
        let encoded = Base64::encode(pair.as_bytes(), &mut room).unwrap_or_default();
        Zeroizing::new(["Basic ", encoded].concat())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// The text that `variable` has, or that the file has which `variable` with `_FILE` behind it names; and where it came from.
///
/// # Errors
/// When there is neither or both, or no such file; the error shows names and paths and nothing of the text.
fn secret_text(
    setting: &'static str,
    variable: &str,
    environment: impl Fn(&str) -> Option<OsString>,
) -> Result<(String, Zeroizing<String>)> {
    let in_file = format!("{variable}_FILE");
    match (environment(variable), environment(&in_file)) {
        (Some(text), None) => match text.into_string() {
            Ok(text) => Ok((format!("${variable}"), Zeroizing::new(text))),
            Err(_) => Err(Error::invalid(setting, variable, "it is no UTF-8; put a text in the variable")),
        },
        (None, Some(path)) => {
            let path = Path::new(&path);
            secret_file(setting, path).map(|text| (path.display().to_string(), text))
        }
        (None, None) => Err(Error::invalid(
            setting,
            variable,
            format!("there is no such variable; set it, or `{in_file}` to the path of a file"),
        )),
        (Some(_), Some(_)) => {
            Err(Error::invalid(setting, variable, format!("set it or `{in_file}`, not both")))
        }
    }
}

/// The same from the environment of the process.
///
/// # Errors
/// As there.
pub(crate) fn secret_from_env(setting: &'static str, variable: &str) -> Result<(String, Zeroizing<String>)> {
    secret_text(setting, variable, |name| std::env::var_os(name))
}

/// The text of a file.
///
/// # Errors
/// When it cannot be read, is no UTF-8 or is too long to be meant.
pub(crate) fn secret_file(setting: &'static str, path: &Path) -> Result<Zeroizing<String>> {
    let failed = |error| {
        Error::io(
            format!("read `{}`, which `{setting}` names", path.display()),
            error,
            "let this user read it",
        )
    };
    let file = File::open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len().min(LONGEST);
    // As long as it will be: what grows leaves copies behind.
    let mut text = Zeroizing::new(String::with_capacity(usize::try_from(size).unwrap_or_default() + 1));
    file.take(LONGEST + 1).read_to_string(&mut text).map_err(failed)?;
    match text.len() as u64 > LONGEST {
        true => Err(Error::invalid(setting, path.display(), "it is longer than 1 MiB; name another file")),
        false => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn lookup<'a>(pairs: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<OsString> + 'a {
        move |name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
    }

    #[test]
    fn a_secret_comes_from_the_variable_or_from_the_file_it_names() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "from a file\n").unwrap();
        let path = file.path().to_str().unwrap();
        let (from, text) = secret_text("password_from_env", "PW", lookup(&[("PW", "hunter2")])).unwrap();
        assert_eq!((from.as_str(), text.as_str()), ("$PW", "hunter2"));
        let (from, text) = secret_text("password_from_env", "PW", lookup(&[("PW_FILE", path)])).unwrap();
        assert_eq!((from.as_str(), text.as_str()), (path, "from a file\n"));
    }

    #[test]
    fn a_secret_that_is_nowhere_or_in_two_places_is_refused_without_showing_it() {
        let error = secret_text("password_from_env", "PW", lookup(&[])).unwrap_err().to_string();
        assert_eq!(
            error,
            "password_from_env: `PW` cannot be used; there is no such variable; set it, or `PW_FILE` to the path of a file"
        );
        let both = lookup(&[("PW", "hunter2"), ("PW_FILE", "/nowhere")]);
        let error = secret_text("password_from_env", "PW", both).unwrap_err().to_string();
        assert_eq!(error, "password_from_env: `PW` cannot be used; set it or `PW_FILE`, not both");
        let missing = lookup(&[("PW_FILE", "/nowhere/at/all")]);
        let error = secret_text("password_from_env", "PW", missing).unwrap_err().to_string();
        assert!(
            error.starts_with("cannot read `/nowhere/at/all`, which `password_from_env` names: "),
            "{error}"
        );
    }

    #[test]
    fn credentials_are_encoded_as_rfc_7617_has_it_and_never_shown() {
        let credentials = Credentials::new("Aladdin", Password::new("open sesame".to_owned()));
        assert_eq!(credentials.basic().as_str(), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(format!("{credentials:?} {:?}", Password::new("x".to_owned())), "[redacted] [redacted]");
    }
}
