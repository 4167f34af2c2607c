//! The crate under another name, and through a re-export; its own name is another crate's.
pub(crate) extern crate blackbar as renamed;
extern crate std as blackbar;

mod facade {
    pub(crate) use renamed::*;
    pub(crate) mod deeper {
        pub(crate) use renamed as log;
    }
}

#[derive(facade::LogEvent)]
#[log(crate = renamed)]
struct Seen {
    id: u64,
    #[log(redact)]
    password: &'static str,
    state: State,
    #[log(mask(email))]
    mail: &'static str,
    #[log(hash)]
    user: u64,
    #[log(len)]
    body: &'static str,
    #[log(truncate(8))]
    start: &'static str,
    #[log(error)]
    cause: core::fmt::Error,
    #[log(debug, allow = "state of the loop")]
    debugged: u64,
    #[log(display, allow = "state of the loop")]
    displayed: u64,
    #[log(with = shown)]
    made: u64,
}

fn shown(number: &u64) -> u64 {
    *number
}

#[derive(facade::LogValue)]
#[log(crate = crate::facade::deeper::log)]
enum State {
    Idle,
    #[allow(dead_code)]
    Busy {
        #[log(redact)]
        token: String,
    },
}

pub(crate) fn main() {
    renamed::log_event!(Seen {
        id: 1,
        password: "x",
        state: State::Idle,
        mail: "x",
        user: 1,
        body: "x",
        start: "x",
        cause: core::fmt::Error,
        debugged: 1,
        displayed: 1,
        made: 1
    });
    facade::log_event!(
        info,
        "{a}",
        a = 1,
        #[log(redact)]
        token = "x",
        #[log(mask(ip))]
        from = "x",
        #[log(hash)]
        user = 1,
        #[log(len)]
        body = "x",
        #[log(truncate(8))]
        start = "x",
        #[log(error)]
        cause = core::fmt::Error,
        #[log(debug, allow = "state of the loop")]
        debugged = 1,
        #[log(display, allow = "state of the loop")]
        displayed = 1,
        #[log(with = shown)]
        made = 1
    );
    facade::deeper::log::warn!("x");
    use facade::info as note;
    note!("x", k = renamed::enabled!(debug));
}
