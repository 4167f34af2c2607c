//! From a value to its implementations. Nothing here can fail.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::inner::inner;
use super::marker::{bare, both_bare};
use super::parse::{Form, Parts, Style, Value, Variant};
use super::part::{arm, fields, pattern, shapes};
use crate::attr::Floor;
use crate::fields::{Field, Sink, hashing, probes, shape_fn, value_bounds, write};
use crate::runtime::{Runtime, place_of};

/// The parts of an implementation of `LogValue`.
pub(super) struct Body {
    /// An expression of type `&'static Shape`.
    pub(super) shape: TokenStream,
    /// Whether the bytes depend on no code of the user.
    pub(super) leaf: bool,
    /// Statements that append the bytes.
    pub(super) encode: TokenStream,
    /// Implementations of other traits.
    pub(super) beside: TokenStream,
}

/// The implementations of `LogValue` and of what follows from it.
pub(super) fn expand(value: &Value<'_>) -> TokenStream {
    let runtime = value.attrs.runtime();
    let mut body = match &value.data {
        _ if value.floor == Floor::Hidden => hidden(&runtime, value),
        Form::Struct(parts) => of_struct(&runtime, value, parts),
        Form::Enum(variants) => of_enum(&runtime, value, variants),
        Form::None => Body::empty(&runtime),
    };
    let name = syn::ext::IdentExt::unraw(&value.original.ident).to_string();
    let attrs = value.fields().into_iter().map(|field| &field.attrs);
    body.beside.extend(hashing(&runtime, &name, attrs));
    implementation(&runtime, value, &body)
}

/// An empty implementation beside errors. It still names the bounds, so that wrong types are reported in the same compile.
pub(super) fn fallback(value: &Value<'_>) -> TokenStream {
    let runtime = value.attrs.runtime();
    // What is flattened was reported as such; its type does not matter.
    let checked: Vec<&Field<'_>> =
        value.fields().into_iter().filter(|field| field.attrs.flatten.is_none()).collect();
    let probes = probes(&runtime, checked.iter().map(|field| &field.attrs));
    let bounds = checked.iter().map(|field| value_bounds(&runtime, field));
    let encode = quote!(#probes #(#bounds)*);
    let beside = match value.is_simple() {
        true => both_bare(&runtime, value),
        false => TokenStream::new(),
    };
    implementation(&runtime, value, &Body { encode, beside, ..Body::empty(&runtime) })
}

impl Body {
    fn empty(runtime: &Runtime) -> Self {
        let shape = quote!(&#runtime::Shape::Unit);
        Self { shape, leaf: false, encode: TokenStream::new(), beside: TokenStream::new() }
    }
}

fn of_struct(runtime: &Runtime, value: &Value<'_>, parts: &Parts<'_>) -> Body {
    let statements = parts.fields.iter().map(|field| {
        let member = &field.member;
        write(runtime, field, &quote_spanned!(place_of(field.ty)=> &self.#member), Sink::Writer)
    });
    let probes = probes(runtime, parts.fields.iter().map(|field| &field.attrs));
    let encode = quote!(#probes #(#statements)*);
    let shape = match (parts.style, parts.fields.as_slice()) {
        (Style::Inner, [field]) => return inner(runtime, value, field, encode),
        (Style::Tuple, _) => {
            let shapes = shapes(runtime, parts);
            quote!(&#runtime::Shape::Tuple(#shapes))
        }
        (Style::Unit, _) => quote!(&#runtime::Shape::Unit),
        (Style::Named | Style::Inner, _) => {
            let fields = fields(runtime, parts);
            quote!(&#runtime::Shape::Struct(#fields))
        }
    };
    Body { shape, leaf: false, encode, beside: TokenStream::new() }
}

/// Written as one placeholder, whatever is in it. The fields are read, so that the compiler does not call them dead.
fn hidden(runtime: &Runtime, value: &Value<'_>) -> Body {
    let read = match &value.data {
        Form::Struct(parts) => {
            let members = parts.fields.iter().map(|field| &field.member);
            quote!(#(let _ = &self.#members;)*)
        }
        Form::Enum(variants) if value.fields().is_empty() || variants.is_empty() => TokenStream::new(),
        Form::Enum(variants) => {
            let arms = variants.iter().map(|variant| {
                let ident = variant.ident;
                let (pattern, bound) = pattern(variant);
                quote!(Self::#ident #pattern => { #(let _ = #bound;)* })
            });
            quote!(match self { #(#arms)* })
        }
        Form::None => TokenStream::new(),
    };
    Body {
        shape: quote!(<#runtime::Redacted as #runtime::LogValue>::SHAPE),
        leaf: true,
        encode: quote!(#read #runtime::LogValue::encode_value(&#runtime::Redacted::PRESENT, __writer);),
        beside: bare(runtime, value, "NotText"),
    }
}

fn of_enum(runtime: &Runtime, value: &Value<'_>, variants: &[Variant<'_>]) -> Body {
    let shapes = variants.iter().map(|variant| variant_shape(runtime, variant));
    let mut shape = quote!(&#runtime::Shape::Enum(&[#(#shapes),*]));
    if let Floor::Shown(class) = value.floor {
        let class = class.expand(runtime);
        shape = quote!(&#runtime::Shape::Classed(#class, #shape));
    }
    let arms = (0..=u16::MAX).zip(variants).map(|(number, variant)| arm(runtime, number, variant));
    let matched = if variants.is_empty() { quote!(*self) } else { quote!(self) };
    let probes = probes(runtime, value.fields().into_iter().map(|field| &field.attrs));
    let encode = quote!(#probes match #matched { #(#arms)* });
    let leaf = variants.iter().all(|variant| variant.parts.style == Style::Unit);
    let beside = match (value.is_simple(), value.floor) {
        // A key has no class, so what has one is no key.
        (true, Floor::Shown(_)) => bare(runtime, value, "NotText"),
        (true, _) => both_bare(runtime, value),
        (false, _) => TokenStream::new(),
    };
    Body { shape, leaf, encode, beside }
}

fn variant_shape(runtime: &Runtime, variant: &Variant<'_>) -> TokenStream {
    let name = &variant.name;
    let parts = &variant.parts;
    match (parts.style, parts.fields.as_slice()) {
        (Style::Inner, [field]) => {
            let shape = shape_fn(runtime, field.ty, &field.attrs);
            quote!(#runtime::Variant::Newtype(#name, #shape))
        }
        (Style::Tuple, _) => {
            let shapes = shapes(runtime, parts);
            quote!(#runtime::Variant::Tuple(#name, #shapes))
        }
        (Style::Unit, _) => quote!(#runtime::Variant::Unit(#name)),
        (Style::Named | Style::Inner, _) => {
            let fields = fields(runtime, parts);
            quote!(#runtime::Variant::Struct(#name, #fields))
        }
    }
}

fn implementation(runtime: &Runtime, value: &Value<'_>, body: &Body) -> TokenStream {
    let ident = &value.original.ident;
    let (impl_generics, ty_generics, where_clause) = value.original.generics.split_for_impl();
    let Body { shape, leaf, encode, beside } = body;
    quote! {
        const _: () = {
            #[automatically_derived]
            impl #impl_generics #runtime::LogValue for #ident #ty_generics #where_clause {
                type Form = Self;

                fn log<'__a>(&self, __slot: #runtime::Slot<'__a, Self>) -> #runtime::Written<'__a> {
                    __slot.write(self)
                }

                const SHAPE: &'static #runtime::Shape = #shape;
                const LEAF: ::core::primitive::bool = #leaf;

                #[inline]
                fn encode_value(&self, __writer: &mut #runtime::ValueWriter<'_>) {
                    #encode
                }
            }
            #[automatically_derived]
            impl #impl_generics #runtime::Derived for #ident #ty_generics #where_clause {}
            #beside
        };
    }
}
