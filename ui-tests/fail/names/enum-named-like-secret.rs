//! The name of the enum counts where that of the variant says nothing.
use blackbar::LogValue;

#[derive(LogValue)]
enum Password {
    Plain(String),
    Other { text: String },
}

fn main() {}
