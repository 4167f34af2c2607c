//! Letters of another alphabet in a key, and in a new name.
#![allow(mixed_script_confusables, uncommon_codepoints)]
use blackbar::info;

fn main() {
    let note = "x";
    info!("login", tоken = 1);
    info!("login", #[log(rename = "ｐassword")] note);
}
