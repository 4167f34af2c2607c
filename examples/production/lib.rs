//! The example is `main.rs`; cargo wants a library or a program beside it.
