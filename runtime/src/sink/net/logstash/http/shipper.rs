//! How Logstash's `http` input is set up.

use std::path::PathBuf;

use super::login::{Login, Source};
use super::{Form, HttpLines};
use crate::sink::net::Logstash;
use crate::sink::net::credentials::Password;
use crate::sink::net::shipper::{Kind, Shipper};

impl Logstash {
    /// Ships by HTTP to `address`, for instance `http://logs.example.com:8080/path`. The port is 8080 if there is neither a port
    /// nor a scheme. With `https://` the connection is encrypted; that needs the feature `tls`. An address that cannot be read
    /// is an error of building the logger.
    ///
    /// The other side is Logstash's input `http`, which needs no codec for this: a request is a JSON array of events, and
    /// Logstash makes an event of each element.
    ///
    /// ```text
    /// input { http { port => 8080 } }
    /// ```
    ///
    /// Events count as delivered when Logstash has put them into its queue and answered so ([`Acked`](crate::Guarantee::Acked)).
    /// If it is busy (429) or has a problem (5xx) they are sent again, after the time that it names. If a request is too
    /// large for it (413), or it says that something is wrong with it (400, 422), the events are sent in halves until those
    /// at fault are alone; they are dead letters then. If it wants another password or another path (401, 403, 404, a redirect)
    /// the destination is paused, and nothing is lost by that. Redirects are not followed.
    ///
    /// By default a request has at most 1000 events and 1 MiB, and events wait for company for a second. One request is on its
    /// way at a time; where that is too slow, take [`Logstash::beats`].
    ///
    /// ```
    /// use blackbar::Logstash;
    ///
    /// let logstash = Logstash::http("http://logs.example.com:8080/app").basic_auth_from_env("app", "LOGSTASH_PASSWORD").gzip();
    /// # drop(logstash);
    /// ```
    #[must_use]
    pub fn http(address: impl Into<String>) -> Shipper<HttpLines> {
        let kind = Kind { name: "logstash:http", addresses: HttpLines::ADDRESS };
        Shipper::to(HttpLines::default(), kind, address)
    }
}

impl Shipper<HttpLines> {
    /// Shows this user and this password with each request (RFC 7617). Default: those in the address, if there are any. Without
    /// encryption anybody on the way can read them.
    ///
    /// The password is never shown and wiped when it is no longer needed; the buffers that it is sent from are not.
    #[must_use]
    pub fn basic_auth(self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.login(user, Source::Given(Password::new(password.into())))
    }

    /// The same with the password in the environment `variable`, or in the file that the variable with `_FILE` behind its name
    /// names. If there is neither, or both, building the logger is an error.
    #[must_use]
    pub fn basic_auth_from_env(self, user: impl Into<String>, variable: impl Into<String>) -> Self {
        self.login(user, Source::Variable(variable.into()))
    }

    /// The same with the password in a file, without the line end behind it. The file is read anew for each connection, so a
    /// password can be changed while the program runs. If it cannot be read, building the logger is an error.
    #[must_use]
    pub fn basic_auth_from_file(self, user: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        self.login(user, Source::File(path.into()))
    }

    /// Sends one event a line (`application/x-ndjson`) in place of a JSON array. The input needs a codec for that:
    ///
    /// ```text
    /// input { http { port => 8080 additional_codecs => { "application/x-ndjson" => "json_lines" } } }
    /// ```
    #[must_use]
    pub fn lines(mut self) -> Self {
        self.protocol_mut().form = Form::Lines;
        self
    }

    /// Packs requests by gzip, which Logstash unpacks by itself. It is for slow networks: it takes more time than all the rest.
    #[must_use]
    pub fn gzip(mut self) -> Self {
        self.protocol_mut().gzip = true;
        self
    }

    fn login(mut self, user: impl Into<String>, password: Source) -> Self {
        self.protocol_mut().login = Some(Login { user: user.into(), password });
        self
    }
}
