//! What an argument is made of decides, as it does for a field.
use blackbar::info;

fn main() {
    let letter = 't';
    let numbers = [1_u64, 2];
    info!("one letter", token = letter);
    info!("unsized", api_key = "text"[1..]);
    info!("numbers are no text", token = numbers.len(), cookie = ["a", "b"]);
}
