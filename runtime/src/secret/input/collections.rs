//! Collections: how many items they hold.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use super::LenInput;

macro_rules! collection {
    ($($type:ty where [$($generics:tt)*]),* $(,)?) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> LenInput for $type {
            #[inline]
            fn length(&self) -> Option<u64> {
                Some(self.len() as u64)
            }
        }
    )* };
}

collection!(
    [T] where [T],
    [T; N] where [T, const N: usize],
    Vec<T> where [T],
    VecDeque<T> where [T],
    BTreeSet<T> where [T],
    HashSet<T, S> where [T, S],
    BTreeMap<K, V> where [K, V],
    HashMap<K, V, S> where [K, V, S],
);
