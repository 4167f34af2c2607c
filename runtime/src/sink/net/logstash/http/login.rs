//! Where a user and a password come from.

use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::sink::net::credentials::{Credentials, Password, secret_file};

/// A user, and where the password is.
#[derive(Debug, Clone)]
pub(super) struct Login {
    pub(super) user: String,
    pub(super) password: Source,
}

#[derive(Debug, Clone)]
pub(super) enum Source {
    /// Here.
    Given(Password),
    /// In this variable, or in the file that the variable with `_FILE` behind its name names.
    Variable(String),
    /// In this file.
    File(PathBuf),
}

impl Login {
    /// The two together, read anew.
    ///
    /// # Errors
    /// When there is no password where it should be.
    pub(super) fn credentials(&self) -> Result<Credentials> {
        if self.user.contains(':') {
            // RFC 7617, section 2: the first colon ends the name.
            return Err(Error::invalid(
                "basic_auth",
                &self.user,
                "a name for basic authentication has no colon",
            ));
        }
        let password = match &self.password {
            Source::Given(password) => password.clone(),
            Source::Variable(name) => Password::from_env("basic_auth_from_env", name)?,
            Source::File(path) => {
                let text = secret_file("basic_auth_from_file", path)?;
                match text.trim_end_matches(['\r', '\n']) {
                    "" => {
                        return Err(Error::invalid(
                            "basic_auth_from_file",
                            path.display(),
                            "it is empty; put the password in it",
                        ));
                    }
                    line => Password::new(line.to_owned()),
                }
            }
        };
        Ok(Credentials::new(self.user.clone(), password))
    }
}
