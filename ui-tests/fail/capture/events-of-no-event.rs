// Only what can be logged can have been.

struct UserLogin;

fn main() {
    let captured = blackbar::test::capture();
    captured.assert_one::<UserLogin>();
}
