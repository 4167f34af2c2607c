//! A sensitive key that a macro writes itself.
use blackbar::info;

macro_rules! login {
    ($value:expr) => {
        info!("login", password = $value)
    };
}

fn main() {
    login!("x");
}
