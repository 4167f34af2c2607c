//! Parts of tuples and variants are asked too.
use blackbar::LogValue;

#[derive(LogValue)]
struct Done(#[log(hash)] bool);

#[derive(LogValue)]
enum State {
    Busy(#[log(mask(last = 4))] bool, u64),
    Failed {
        #[log(error)]
        cause: u64,
    },
}

fn main() {}
