// Of a number with a fraction nobody knows how it is written.

fn main() {
    let captured = blackbar::test::capture();
    let latitude = 59.95_f64;
    blackbar::test::assert_no_leak!(captured, latitude);
}
