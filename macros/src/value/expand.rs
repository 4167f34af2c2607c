//! From a value to its implementations. Nothing here can fail.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{GenericArgument, PathArguments, Type};

use super::parse::{Form, Parts, Style, Value, Variant};
use super::part::{arm, encode, fields, shape_fn, shapes};
use crate::attr::Class;
use crate::fields::{Field, value_bounds};
use crate::runtime::Runtime;

/// The parts of an implementation of `LogValue`.
struct Body {
    /// An expression of type `&'static Shape`.
    shape: TokenStream,
    /// Whether the bytes depend on no code of the user.
    leaf: bool,
    /// Statements that append the bytes.
    encode: TokenStream,
    /// Implementations of other traits.
    beside: TokenStream,
}

/// The implementations of `LogValue` and of what follows from it.
pub(super) fn expand(value: &Value<'_>) -> TokenStream {
    let runtime = value.attrs.runtime();
    let class = value.attrs.class.unwrap_or(Class::Internal);
    let body = match &value.data {
        Form::Struct(parts) => of_struct(&runtime, value, parts, class),
        Form::Enum(variants) => of_enum(&runtime, value, variants, class),
        Form::None => Body::empty(&runtime),
    };
    implementation(&runtime, value, &body)
}

/// An empty implementation beside errors. It still names the bounds, so that wrong types are reported in the same compile.
pub(super) fn fallback(value: &Value<'_>) -> TokenStream {
    let runtime = value.attrs.runtime();
    let fields: Vec<&Field<'_>> = match &value.data {
        Form::Struct(parts) => parts.fields.iter().collect(),
        Form::Enum(variants) => variants.iter().flat_map(|variant| &variant.parts.fields).collect(),
        Form::None => Vec::new(),
    };
    // What is flattened was reported as such; its type does not matter.
    let checked = fields.into_iter().filter(|field| field.attrs.flatten.is_none());
    let encode = checked.map(|field| value_bounds(&runtime, field)).collect();
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

fn of_struct(runtime: &Runtime, value: &Value<'_>, parts: &Parts<'_>, class: Class) -> Body {
    let statements = parts.fields.iter().map(|field| {
        let member = &field.member;
        encode(runtime, field, &quote!(&self.#member))
    });
    let encode = statements.collect();
    let shape = match (parts.style, parts.fields.as_slice()) {
        (Style::Inner, [field]) => return inner(runtime, value, field, encode),
        (Style::Tuple, _) => {
            let shapes = shapes(runtime, parts);
            quote!(&#runtime::Shape::Tuple(#shapes))
        }
        (Style::Unit, _) => quote!(&#runtime::Shape::Unit),
        (Style::Named | Style::Inner, _) => {
            let fields = fields(runtime, parts, class);
            quote!(&#runtime::Shape::Struct(#fields))
        }
    };
    Body { shape, leaf: false, encode, beside: TokenStream::new() }
}

/// Written as its one field, and as good as that in every other way.
fn inner(runtime: &Runtime, value: &Value<'_>, field: &Field<'_>, encode: TokenStream) -> Body {
    if field.attrs.disposition().is_some() {
        let shape = quote!(<#runtime::Redacted as #runtime::LogValue>::SHAPE);
        return Body { shape, leaf: false, encode, beside: bare(runtime, value, "NotText") };
    }
    let ty = field.ty;
    let shape = quote_spanned!(ty.span()=> <#ty as #runtime::LogValue>::SHAPE);
    let beside = if indirect(ty) {
        TokenStream::new()
    } else if is_text(ty) {
        // Without a clause that is known to be false, the message about a missing `NotText` is about this type.
        if_inner(runtime, value, "MapKey", ty)
    } else {
        ["NotText", "MapKey"].into_iter().map(|name| if_inner(runtime, value, name, ty)).collect()
    };
    Body { shape, leaf: false, encode, beside }
}

/// Whether a type may lead back to itself: behind a pointer or in a collection there is something else than a number. What
/// holds for such a type only if it holds for the inner one, the compiler could ask for without end (E0275).
fn indirect(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path.path.segments.iter().any(|segment| match &segment.arguments {
            PathArguments::None => false,
            PathArguments::AngleBracketed(list) => list.args.iter().any(|argument| match argument {
                GenericArgument::Type(inner) => !is_number(inner) && !only_numbers_inside(inner),
                _ => false,
            }),
            PathArguments::Parenthesized(_) => true,
        }),
        Type::Group(group) => indirect(&group.elem),
        Type::Paren(paren) => indirect(&paren.elem),
        Type::Array(array) => !is_number(&array.elem),
        Type::Reference(reference) => !is_number(&reference.elem),
        Type::Tuple(tuple) => tuple.elems.iter().any(indirect),
        _ => true,
    }
}

/// `Option<u64>` in `Box<Option<u64>>`.
fn only_numbers_inside(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let has_arguments = path.path.segments.iter().any(|segment| !segment.arguments.is_none());
    has_arguments && !indirect(ty)
}

fn is_text(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path.path.segments.last().is_some_and(|segment| segment.ident == "String"),
        Type::Group(group) => is_text(&group.elem),
        _ => false,
    }
}

fn is_number(ty: &Type) -> bool {
    const NUMBERS: [&str; 15] = [
        "bool", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "u128", "u16", "u32", "u64", "u8",
        "usize",
    ];
    match ty {
        Type::Path(path) => {
            path.path.get_ident().is_some_and(|name| NUMBERS.iter().any(|number| name == number))
        }
        Type::Group(group) => is_number(&group.elem),
        _ => false,
    }
}

fn of_enum(runtime: &Runtime, value: &Value<'_>, variants: &[Variant<'_>], class: Class) -> Body {
    let shapes = variants.iter().map(|variant| variant_shape(runtime, variant, class));
    let shape = quote!(&#runtime::Shape::Enum(&[#(#shapes),*]));
    let arms = (0..=u16::MAX).zip(variants).map(|(number, variant)| arm(runtime, number, variant));
    let matched = if variants.is_empty() { quote!(*self) } else { quote!(self) };
    let encode = quote!(match #matched { #(#arms)* });
    let leaf = variants.iter().all(|variant| variant.parts.style == Style::Unit);
    let beside = match value.is_simple() {
        true => both_bare(runtime, value),
        false => TokenStream::new(),
    };
    Body { shape, leaf, encode, beside }
}

fn variant_shape(runtime: &Runtime, variant: &Variant<'_>, class: Class) -> TokenStream {
    let name = &variant.name;
    let parts = &variant.parts;
    match (parts.style, parts.fields.as_slice()) {
        (Style::Inner, [field]) => {
            let shape = shape_fn(runtime, field);
            quote!(#runtime::Variant::Newtype(#name, #shape))
        }
        (Style::Tuple, _) => {
            let shapes = shapes(runtime, parts);
            quote!(#runtime::Variant::Tuple(#name, #shapes))
        }
        (Style::Unit, _) => quote!(#runtime::Variant::Unit(#name)),
        (Style::Named | Style::Inner, _) => {
            let fields = fields(runtime, parts, class);
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
            #beside
        };
    }
}

/// What a type may be that cannot carry text and is written as a word.
fn both_bare(runtime: &Runtime, value: &Value<'_>) -> TokenStream {
    ["NotText", "MapKey"].into_iter().map(|name| bare(runtime, value, name)).collect()
}

/// A trait without items.
fn bare(runtime: &Runtime, value: &Value<'_>, name: &str) -> TokenStream {
    let ident = &value.original.ident;
    let name = syn::Ident::new(name, proc_macro2::Span::call_site());
    let (impl_generics, ty_generics, where_clause) = value.original.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::#name for #ident #ty_generics #where_clause {}
    }
}

/// A trait without items, where the inner type has it. The lifetime says to the compiler that the clause may be false.
fn if_inner(runtime: &Runtime, value: &Value<'_>, name: &str, inner: &impl ToTokens) -> TokenStream {
    let ident = &value.original.ident;
    let name = syn::Ident::new(name, proc_macro2::Span::call_site());
    let (impl_generics, ty_generics, where_clause) = value.original.generics.split_for_impl();
    let predicates = where_clause.into_iter().flat_map(|clause| &clause.predicates);
    quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::#name for #ident #ty_generics
        where
            #(#predicates,)*
            for<'__a> #inner: #runtime::#name
        {}
    }
}
