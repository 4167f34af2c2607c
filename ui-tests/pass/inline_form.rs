//! The second form: every kind of argument, and prefixes in any order.
use blackbar::{enabled, log_event};

pub(crate) fn main() {
    let (user_id, session) = (7_u64, "s-17");
    log_event!(info, "started");
    log_event!(info, "started",);
    log_event!(warn, "user {user_id} of {session}", user_id, session = session);
    log_event!(debug, "{{literal}} {n}", n = 1 + 2,);
    log_event!(target: "a", name: "b.c", error, "x", k = [1, 2]);
    log_event!(
        critical,
        "x",
        #[log(doc = "billing", rename = "who")]
        user_id
    );
    log_event!(trace, "x", r#type = 1, r#match = 2);
    blackbar::trace!("t");
    blackbar::debug!(target: "a", "t {k}", k = 1);
    blackbar::info!("t", k = Some("x"));
    blackbar::warn!("t", k = ());
    blackbar::error!("t", k = vec![Some(1)]);
    blackbar::critical!("t", user_id, session);
    let _: bool = enabled!(debug) && enabled!(target: "x", info);
}
