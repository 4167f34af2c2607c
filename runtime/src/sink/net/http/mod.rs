//! What the protocols over HTTP/1.1 share: a request for each run, one at a time on a connection that is kept, and a judge of
//! the answer.
//!
//! A protocol is an [`Exchange`]: it makes requests and judges answers, and neither reads nor writes. The [`HttpSession`]
//! does that for all of them. What a status means without knowing the protocol is one table, in [`status`].
//!
//! An answer is read up to 1 MiB and is over with the deadline for acknowledgements, however slowly it comes. It is not
//! asked for in a compressed form and not unpacked, so that there is nothing in it that could grow. Redirects are not
//! followed: events go where somebody said, or nowhere.

mod answer;
mod meter;
mod patience;
mod request;
mod retry_after;
mod session;
pub(crate) mod status;

#[cfg(test)]
pub(crate) mod tests;

pub(crate) use answer::Answer;
pub(crate) use request::Message;
pub(crate) use session::HttpSession;

use super::chunk::Run;
use super::session::Outcome;

/// What one protocol over HTTP knows, for one connection.
pub(crate) trait Exchange: Send + 'static {
    /// The request that carries these events.
    fn request(&mut self, run: &Run) -> Message;

    /// What the answer says of them. By default what its status says.
    fn judge(&mut self, run: &Run, answer: &Answer) -> Outcome {
        status::judge(run.len(), answer)
    }
}
