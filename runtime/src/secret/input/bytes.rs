//! Bytes, which have no log form: what can be said of them is a hash and a length.

use super::HashInput;
use crate::secret::hash;
use crate::value::ValueWriter;

macro_rules! bytes {
    ($($type:ty $(where [$($generics:tt)*])?),*) => { $(
        #[diagnostic::do_not_recommend]
        impl $(<$($generics)*>)? HashInput for $type {
            #[inline]
            fn hashed(&self, domain: &str, writer: &mut ValueWriter<'_>) {
                hash::write(domain, self.as_ref(), writer);
            }
        }
    )* };
}

bytes!([u8], Vec<u8>, [u8; N] where [const N: usize]);
