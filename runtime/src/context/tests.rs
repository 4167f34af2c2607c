//! What is made reads back, and no context that contradicts itself is believed.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn any_bytes_are_taken_apart_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(contents) = Contents::read(&bytes) {
            let frames = contents.frames.take_while(Result::is_ok).count();
            prop_assert!(frames * 16 <= bytes.len());
        }
    }
}
