//! Numbers, truth values and the unit: fixed width, as they are in memory, little-endian.

use core::cmp::Ordering;
use core::num::NonZero;

use super::{LogValue, MapKey, Shape, ValueWriter, Variant, own_form};

macro_rules! number {
    ($($type:ty as $wide:ty = $shape:ident),* $(,)?) => { $(
        #[diagnostic::do_not_recommend]
        impl LogValue for $type {
            own_form!();
            const SHAPE: &'static Shape = &Shape::$shape;
            const LEAF: bool = true;

            #[inline]
            fn encode_value(&self, writer: &mut ValueWriter<'_>) {
                writer.fixed((*self as $wide).to_le_bytes());
            }
        }
    )* };
}

number!(
    u8 as u8 = U8,
    u16 as u16 = U16,
    u32 as u32 = U32,
    u64 as u64 = U64,
    u128 as u128 = U128,
    usize as u64 = U64,
    i8 as i8 = I8,
    i16 as i16 = I16,
    i32 as i32 = I32,
    i64 as i64 = I64,
    i128 as i128 = I128,
    isize as i64 = I64,
    f32 as f32 = F32,
    f64 as f64 = F64,
);

macro_rules! integer {
    ($($type:ty),* $(,)?) => { $(
        #[diagnostic::do_not_recommend]
        impl LogValue for NonZero<$type> {
            own_form!();
            const SHAPE: &'static Shape = <$type>::SHAPE;
            const LEAF: bool = true;

            #[inline]
            fn encode_value(&self, writer: &mut ValueWriter<'_>) {
                self.get().encode_value(writer);
            }
        }
        #[diagnostic::do_not_recommend]
        impl MapKey for $type {}
        #[diagnostic::do_not_recommend]
        impl MapKey for NonZero<$type> {}
    )* };
}

integer!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);

#[diagnostic::do_not_recommend]
impl LogValue for bool {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Bool;
    const LEAF: bool = true;

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.fixed([u8::from(*self)]);
    }
}

#[diagnostic::do_not_recommend]
impl LogValue for () {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Unit;
    const LEAF: bool = true;

    #[inline]
    fn encode_value(&self, _: &mut ValueWriter<'_>) {}
}

/// Logs nothing: `null`, whatever it stands for.
#[diagnostic::do_not_recommend]
impl<T: ?Sized> LogValue for core::marker::PhantomData<T> {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Unit;
    const LEAF: bool = true;

    #[inline]
    fn encode_value(&self, _: &mut ValueWriter<'_>) {}
}

/// Written as `"less"`, `"equal"` or `"greater"`.
#[diagnostic::do_not_recommend]
impl LogValue for Ordering {
    own_form!();
    const SHAPE: &'static Shape =
        &Shape::Enum(&[Variant::Unit("less"), Variant::Unit("equal"), Variant::Unit("greater")]);
    const LEAF: bool = true;

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        let number = match self {
            Self::Less => 0,
            Self::Equal => 1,
            Self::Greater => 2,
        };
        writer.variant(number, |_| ());
    }
}
