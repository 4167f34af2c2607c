//! The style of a name changes nothing.
#![allow(non_snake_case)]
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    userPassword: String,
    PASSWD: String,
    pass_word: String,
    OldPassPhrase: String,
    userSSN: String,
    p_a_s_s_w_o_r_d: String,
    password2: String,
}

fn main() {}
