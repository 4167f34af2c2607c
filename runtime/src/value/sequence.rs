//! Options, collections, tuples and smart pointers: as good as what they hold.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use super::{LogItem, LogValue, MapKey, Shape, ValueWriter, inner_form, own_form, shape_of};

impl<T: LogValue> LogValue for Option<T> {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Option(shape_of::<T>);
    const LEAF: bool = T::LEAF;

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.option(self.as_ref());
    }
}

macro_rules! pointer {
    ($($pointer:ident),*) => { $(
        impl<T: LogValue + ?Sized> LogValue for $pointer<T> {
            inner_form!(T);
            const SHAPE: &'static Shape = T::SHAPE;
            const LEAF: bool = T::LEAF;

            #[inline]
            fn encode_value(&self, writer: &mut ValueWriter<'_>) {
                T::encode_value(self, writer);
            }
        }

        impl<T: MapKey + ?Sized> MapKey for $pointer<T> {}
    )* };
}

pointer!(Box, Rc, Arc);

impl<T: LogValue + ?Sized> LogValue for &mut T {
    inner_form!(T);
    const SHAPE: &'static Shape = T::SHAPE;
    const LEAF: bool = T::LEAF;

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        T::encode_value(self, writer);
    }
}

impl<T: LogValue + ToOwned + ?Sized> LogValue for Cow<'_, T> {
    inner_form!(T);
    const SHAPE: &'static Shape = T::SHAPE;
    // `Deref` of a `Cow` calls `Borrow`, which is the user's only where `T` is: then `T` is no leaf either.
    const LEAF: bool = T::LEAF;

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        T::encode_value(self, writer);
    }
}

impl<T: MapKey + ToOwned + ?Sized> MapKey for Cow<'_, T> {}

impl<T: LogItem> LogValue for [T] {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Seq(shape_of::<T>);
    const LEAF: bool = T::LEAF;

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.seq(self.iter());
    }
}

macro_rules! sequence {
    ($($type:ty where [$($generics:tt)*]),* $(,)?) => { $(
        impl<$($generics)*> LogValue for $type {
            own_form!();
            const SHAPE: &'static Shape = &Shape::Seq(shape_of::<T>);
            const LEAF: bool = T::LEAF;

            #[inline]
            fn encode_value(&self, writer: &mut ValueWriter<'_>) {
                writer.seq(self.iter());
            }
        }
    )* };
}

sequence!(
    Vec<T> where [T: LogItem],
    VecDeque<T> where [T: LogItem],
    [T; N] where [T: LogItem, const N: usize],
    BTreeSet<T> where [T: LogItem],
    HashSet<T, S> where [T: LogItem, S],
);

impl<K: MapKey, V: LogValue> LogValue for BTreeMap<K, V> {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Map { key: shape_of::<K>, value: shape_of::<V> };
    const LEAF: bool = K::LEAF && V::LEAF;

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.map(self.iter());
    }
}

impl<K: MapKey, V: LogValue, S> LogValue for HashMap<K, V, S> {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Map { key: shape_of::<K>, value: shape_of::<V> };
    const LEAF: bool = K::LEAF && V::LEAF;

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.map(self.iter());
    }
}

macro_rules! tuple {
    ($(($($part:ident $index:tt),+))*) => { $(
        impl<$($part: LogValue),+> LogValue for ($($part,)+) {
            own_form!();
            const SHAPE: &'static Shape = &Shape::Tuple(&[$(shape_of::<$part>),+]);
            const LEAF: bool = $($part::LEAF)&&+;

            #[inline]
            fn encode_value(&self, writer: &mut ValueWriter<'_>) {
                $(self.$index.encode_value(writer);)+
            }
        }
    )* };
}

tuple! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
}
