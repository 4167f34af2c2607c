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
    renamed::log_event!(Seen { id: 1, password: "x", state: State::Idle });
    facade::log_event!(
        info,
        "{a}",
        a = 1,
        #[log(redact)]
        token = "x"
    );
    facade::deeper::log::warn!("x");
    use facade::info as note;
    note!("x", k = renamed::enabled!(debug));
}
