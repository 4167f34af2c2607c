//! The question is not to one logger.
fn main() {
    let logger = 1;
    let _: bool = blackbar::enabled!(logger: logger, info);
}
