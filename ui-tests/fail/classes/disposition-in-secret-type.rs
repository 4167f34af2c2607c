//! Nothing of it is written, so no word about a part can mean anything.
use blackbar::LogValue;

#[derive(LogValue)]
#[log(class = secret)]
struct Login {
    #[log(hash)]
    note: String,
}

fn main() {}
