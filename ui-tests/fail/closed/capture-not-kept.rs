// A capture that is not kept ends at once.

#![deny(unused_must_use)]

fn main() {
    blackbar::test::capture();
    blackbar::info!("in no capture");
}
