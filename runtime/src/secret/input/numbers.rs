//! Integers, as their decimal text; addresses and UUIDs, as theirs.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use core::num::NonZero;

use super::{HashInput, MaskInput};
use crate::secret::Mask;
use crate::value::{FixedText, ValueWriter};

macro_rules! integer {
    ($($type:ty),* $(,)?) => { $(
        #[diagnostic::do_not_recommend]
        impl MaskInput for $type {
            #[inline]
            fn masked(&self, mask: Mask, writer: &mut ValueWriter<'_>) {
                itoa::Buffer::new().format(*self).masked(mask, writer);
            }
        }

        #[diagnostic::do_not_recommend]
        impl HashInput for $type {
            #[inline]
            fn hashed(&self, domain: &str, writer: &mut ValueWriter<'_>) {
                itoa::Buffer::new().format(*self).hashed(domain, writer);
            }
        }

        #[diagnostic::do_not_recommend]
        impl MaskInput for NonZero<$type> {
            #[inline]
            fn masked(&self, mask: Mask, writer: &mut ValueWriter<'_>) {
                self.get().masked(mask, writer);
            }
        }

        #[diagnostic::do_not_recommend]
        impl HashInput for NonZero<$type> {
            #[inline]
            fn hashed(&self, domain: &str, writer: &mut ValueWriter<'_>) {
                self.get().hashed(domain, writer);
            }
        }
    )* };
}

integer!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);

/// What an address or a UUID prints. The longest is an address of eight groups of four digits with colons.
type Short = FixedText<48>;

macro_rules! address {
    ($($type:ty),*) => { $(
        #[diagnostic::do_not_recommend]
        impl MaskInput for $type {
            fn masked(&self, mask: Mask, writer: &mut ValueWriter<'_>) {
                Short::of(self).as_str().masked(mask, writer);
            }
        }

        #[diagnostic::do_not_recommend]
        impl HashInput for $type {
            fn hashed(&self, domain: &str, writer: &mut ValueWriter<'_>) {
                Short::of(self).as_str().hashed(domain, writer);
            }
        }
    )* };
}

address!(IpAddr, Ipv4Addr, Ipv6Addr);

/// Hashed as its text with hyphens, so that a UUID and its text join.
#[cfg(feature = "uuid")]
#[diagnostic::do_not_recommend]
impl HashInput for uuid::Uuid {
    fn hashed(&self, domain: &str, writer: &mut ValueWriter<'_>) {
        Short::of(self.hyphenated()).as_str().hashed(domain, writer);
    }
}
