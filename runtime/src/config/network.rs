//! Destinations across a network.

use super::Builder;
use crate::sink::{IntoSink, Shipper};

impl Builder {
    /// Ships to Logstash.
    ///
    /// ```no_run
    /// use blackbar::{Logger, Logstash};
    ///
    /// # fn main() -> blackbar::Result<()> {
    /// let _guard = Logger::builder().logstash(Logstash::tcp("logs.example.com:5000")).install()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn logstash<P>(self, logstash: Shipper<P>) -> Self
    where
        Shipper<P>: IntoSink,
    {
        self.sink(logstash)
    }
}
