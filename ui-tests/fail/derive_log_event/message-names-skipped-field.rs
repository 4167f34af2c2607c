//! Nothing of a skipped field may be shown.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(message = "card {card}")]
struct Paid {
    #[log(skip)]
    card: String,
}

fn main() {}
