//! Every argument is reported once, where it stands.
use blackbar::log_event;

struct Opaque;

fn shown(note: &u64) -> u64 {
    *note
}

fn main() {
    log_event!(
        info,
        "x",
        #[log(mask(last = 4))]
        a = true,
        #[log(hash)]
        b = vec![Opaque],
        #[log(len)]
        c = 1 + 2,
        #[log(truncate(4))]
        d = vec![Opaque],
        #[log(error)]
        e = 5,
        #[log(debug, allow = "shape of the request")]
        f = Opaque,
        #[log(with = shown)]
        g = true,
    );
}
