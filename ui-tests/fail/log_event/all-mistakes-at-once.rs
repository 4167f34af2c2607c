//! Every argument is reported in one compile.
use blackbar::log_event;

fn main() {
    let user = "x";
    log_event!(inform, "{nobody} {}", ?user, password = user, pointer = &raw const user);
}
