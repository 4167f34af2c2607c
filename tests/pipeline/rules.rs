//! The rules at run time allocate nothing once they are prepared. A program of its own, like `allocations`.

use blackbar_rules::{detect, key_tier, prepare};
use blackbar_tests::system::{CountingAllocator, allocations};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

#[test]
fn judging_keys_and_scanning_texts_allocates_nothing() {
    prepare();
    let long = "key_".repeat(1000);
    let before = allocations();
    for name in ["user_id", "X-Api-Key", "dbpasswords", "p_a_s_s_w_o_r_d", "größe", "tokenBucketSize", &long]
    {
        let _ = key_tier(name);
    }
    let text = "password=hunter2 postgres://u:p@h 4111 1111 1111 1111 {\"token\": \"a\"} Bearer abc";
    assert!(detect::may_match(text.as_bytes()));
    assert_eq!(detect::detect(text).count(), 4);
    assert_eq!(allocations(), before);
}
