//! Together they give the number away.
use blackbar::log_event;

fn main() {
    let number = "4111111111111111";
    log_event!(
        info,
        "paid",
        #[log(mask(pan))]
        card = number,
        #[log(hash)]
        card_number = number
    );
}
