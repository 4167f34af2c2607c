// A capture is about the thread that made it; another thread enters it.

fn main() {
    let captured = blackbar::test::capture();
    std::thread::spawn(move || captured.assert_empty());
}
