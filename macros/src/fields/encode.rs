//! Tokens about one field that both derives need, and the inline form too.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::Field;
use crate::attr::{Disposition, FieldAttrs};
use crate::runtime::{Runtime, place_of};

/// Where the derives write to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sink {
    /// `__fields`, a `FieldSink`: the fields of an event.
    Fields,
    /// `__writer`, a `ValueWriter`: the parts of a value.
    Writer,
}

/// Statements that write what is to be written of a field; `value` is an expression of a reference to it, already shown at
/// the field's type. The traits of [`probes`] must be in scope.
///
/// What asks something of the type names a trait through the type and nothing else, as the schema does: then all messages
/// about one field are equal, and the compiler shows one.
pub(crate) fn write(runtime: &Runtime, field: &Field<'_>, value: &TokenStream, sink: Sink) -> TokenStream {
    let ty = field.ty;
    let span = place_of(ty);
    let gate = gate_bound(runtime, field);
    let by = |name: &str, to_fields: &str, to_writer: &str, argument: Option<TokenStream>| {
        let (method, sink) = match sink {
            Sink::Fields => (to_fields, quote!(__fields)),
            Sink::Writer => (to_writer, quote!(__writer)),
        };
        let (name, method) = (Ident::new(name, span), Ident::new(method, span));
        let argument = argument.into_iter();
        quote_spanned!(span=> <#ty as #runtime::#name>::#method(#value, #(#argument,)* #sink);)
    };
    let handed = |written: TokenStream| match sink {
        Sink::Fields => quote!(__fields.field(&#written);),
        Sink::Writer => quote!(#runtime::LogValue::encode_value(&#written, __writer);),
    };
    let write = match field.attrs.disposition() {
        None if field.attrs.flatten.is_some() => by("Flatten", "put", "put", None),
        None => by("LogValue", "log_field", "encode_value", None),
        // Reads it, so that the compiler does not call the field dead.
        Some(Disposition::Skip) => quote!(let _ = #value;),
        Some(Disposition::Mask(mask)) => by("MaskInput", "put_masked", "masked", Some(mask.expand(runtime))),
        Some(Disposition::Hash) => {
            let domain = &field.domain;
            by("HashInput", "put_hashed", "hashed", Some(quote!(#domain)))
        }
        Some(Disposition::Len) if sink == Sink::Fields => by("LenInput", "put_length", "", None),
        Some(Disposition::Len) => handed(quote_spanned!(span=> <#ty as #runtime::LenInput>::length(#value))),
        Some(Disposition::Truncate(most)) => {
            by("TruncateInput", "put_truncated", "truncated", Some(quote!(#most)))
        }
        Some(Disposition::With) => {
            let with = with(runtime, &field.attrs, value);
            match sink {
                Sink::Fields => quote!((&&#with).blackbar_put(__fields);),
                Sink::Writer => quote!((&&#with).blackbar_write(__writer);),
            }
        }
        Some(asked) => handed(probed(runtime, asked, value, span)),
    };
    quote!(#gate #write)
}

/// The call of a function of the user, to be made when no record is open.
fn with(runtime: &Runtime, attrs: &FieldAttrs, value: &TokenStream) -> TokenStream {
    let function = &attrs.with;
    let span = place_of(function);
    let here = runtime.shown_at(span);
    quote_spanned!(span=> #here::With::new(#function, #value))
}

/// What a value says of itself, whatever its type: whether it is absent, its text as an error, its `Debug` or `Display`.
fn probed(runtime: &Runtime, asked: Disposition, value: &TokenStream, span: Span) -> TokenStream {
    let here = runtime.shown_at(span);
    match asked {
        Disposition::Error => quote_spanned!(span=> (&&&&#here::ErrorProbe(#value)).blackbar_error()),
        Disposition::Debug => quote_spanned!(span=> (&&&#here::DebugProbe(#value)).blackbar_debug()),
        Disposition::Display => {
            quote_spanned!(span=> (&&&#here::DisplayProbe(#value)).blackbar_display())
        }
        _ => quote!(#runtime::Redacted::unless((&&#runtime::Probed(#value)).absent())),
    }
}

/// An expression of what is written in place of the value of an argument; `None` where that is the value itself. `value` is
/// an expression of a reference to it. The traits of [`probes`] must be in scope.
pub(crate) fn disposed(
    runtime: &Runtime,
    attrs: &FieldAttrs,
    domain: &str,
    value: &TokenStream,
    span: Span,
) -> Option<TokenStream> {
    let here = runtime.shown_at(span);
    Some(match attrs.disposition()? {
        Disposition::Mask(mask) => {
            let mask = mask.expand(runtime);
            quote_spanned!(span=> #here::Masked::new(#value, #mask))
        }
        Disposition::Hash => quote_spanned!(span=> #here::Hashed::new(#value, #domain)),
        Disposition::Len => quote_spanned!(span=> #here::Length::new(#value)),
        Disposition::Truncate(most) => quote_spanned!(span=> #here::Truncated::new(#value, #most)),
        // Code of the user, which runs before there is an event, in its place among the other expressions.
        Disposition::With => {
            let function = &attrs.with;
            quote_spanned!(place_of(function)=> #function(#value))
        }
        asked => probed(runtime, asked, value, span),
    })
}

/// The traits by which the expressions of [`disposed`] ask a value, in one `use`.
pub(crate) fn probes<'a>(runtime: &Runtime, attrs: impl IntoIterator<Item = &'a FieldAttrs>) -> TokenStream {
    let (mut redact, mut error, mut debug, mut display, mut with) = (None, None, None, None, None);
    for disposition in attrs.into_iter().filter_map(FieldAttrs::disposition) {
        match disposition {
            Disposition::Redact => redact = Some(quote!(ProbeAny as _, ProbeOption as _,)),
            Disposition::Error => {
                error = Some(quote!(ErrorOption as _, ErrorTrait as _, ErrorRef as _, ErrorNone as _,));
            }
            Disposition::Debug => debug = Some(quote!(DebugOption as _, DebugAny as _,)),
            Disposition::Display => display = Some(quote!(DisplayOption as _, DisplayAny as _,)),
            Disposition::With => with = Some(quote!(WithLogged as _, WithRefused as _,)),
            _ => {}
        }
    }
    let traits = quote!(#redact #error #debug #display #with);
    if traits.is_empty() { traits } else { quote!(use #runtime::{#traits};) }
}

/// A static by which the program knows before it starts that there is something to hash; nothing where there is not.
///
/// It stands beside the implementation, not inside: a generic type has one and not one for each of its instances.
pub(crate) fn hashing<'a>(
    runtime: &Runtime,
    name: &impl ToTokens,
    attrs: impl IntoIterator<Item = &'a FieldAttrs>,
) -> TokenStream {
    if !attrs.into_iter().any(|attrs| attrs.disposition() == Some(Disposition::Hash)) {
        return TokenStream::new();
    }
    quote! {
        #[#runtime::linkme::distributed_slice(#runtime::HASHING)]
        #[linkme(crate = #runtime::linkme)]
        static __HASHING: #runtime::HashingEvent =
            #runtime::HashingEvent { name: #name, file: ::core::file!(), line: ::core::line!() };
    }
}

/// A statement that fails to compile where the name gate has left the rest to the type: the name is that of a credential,
/// or profile `strict` wants a class, and the type can carry text.
fn gate_bound(runtime: &Runtime, field: &Field<'_>) -> Option<TokenStream> {
    let ty = field.ty;
    let span = place_of(ty);
    if field.judgement.needs_not_text {
        return Some(quote_spanned!(span=> let _ = <#ty as #runtime::NotText>::NOT_TEXT;));
    }
    let bound = quote_spanned!(span=> let _ = <#ty as #runtime::NeedsNoClass>::OK;);
    field.judgement.needs_no_class.then_some(bound)
}

/// Statements that fail to compile where the type of a field does not allow what is to be written of it, in the same
/// words as [`write`] and the schema. The traits of [`probes`] must be in scope.
pub(crate) fn value_bounds(runtime: &Runtime, field: &Field<'_>) -> TokenStream {
    let ty = field.ty;
    let span = place_of(ty);
    let gate = gate_bound(runtime, field);
    let bound = |name: &str, item: &str| {
        let (name, item) = (Ident::new(name, span), Ident::new(item, span));
        quote_spanned!(span=> let _ = <#ty as #runtime::#name>::#item;)
    };
    let value = quote_spanned!(span=> __value);
    let fits = match field.attrs.disposition() {
        None if field.attrs.flatten.is_some() => bound("Flatten", "FIELD"),
        None => bound("LogValue", "LEAF"),
        Some(Disposition::Mask(_)) => bound("MaskInput", "OK"),
        Some(Disposition::Hash) => bound("HashInput", "OK"),
        Some(Disposition::Len) => bound("LenInput", "OK"),
        Some(Disposition::Truncate(_)) => bound("TruncateInput", "OK"),
        Some(Disposition::With) => {
            let function = &field.attrs.with;
            let schema = quote_spanned!(place_of(function)=> #runtime::Field::with_fn("", "", #function));
            let with = with(runtime, &field.attrs, &value);
            quote!(let _ = #schema; let _ = |__value: &#ty| { let _ = #with; };)
        }
        Some(asked @ (Disposition::Error | Disposition::Debug | Disposition::Display)) => {
            let probed = probed(runtime, asked, &value, span);
            quote!(let _ = |__value: &#ty| { let _ = #probed; };)
        }
        Some(Disposition::Skip | Disposition::Redact) => TokenStream::new(),
    };
    quote!(#gate #fits)
}

/// The function that gives the shape of what is written of a part of a tuple, with its class: there is no `Field`.
pub(crate) fn shape_fn(runtime: &Runtime, ty: &impl ToTokens, attrs: &FieldAttrs) -> TokenStream {
    let span = place_of(ty);
    let number = attrs.class_of_part().map(|class| class as u8);
    let function = &attrs.with;
    let at_function = place_of(function);
    match (attrs.disposition(), number) {
        (None, None) => quote_spanned!(span=> <#ty as #runtime::LogValue>::FIELD.shape),
        (None, Some(class)) => quote_spanned!(span=> #runtime::shape_of_classed::<#class, #ty>),
        (Some(Disposition::Skip | Disposition::Redact), _) => quote!(#runtime::redacted_shape),
        (Some(Disposition::Mask(_)), _) => quote!(#runtime::masked_shape),
        (Some(Disposition::Hash), _) => quote!(#runtime::hashed_shape),
        (Some(Disposition::Len), _) => quote!(#runtime::length_shape),
        (Some(Disposition::With), None) => {
            quote_spanned!(at_function=> #runtime::with_shape(#function))
        }
        (Some(Disposition::With), Some(class)) => {
            quote_spanned!(at_function=> #runtime::with_shape_classed::<#class, _, _>(#function))
        }
        (Some(_), None) => quote!(#runtime::text_shape),
        (Some(_), Some(class)) => {
            let text = quote!(#runtime::Truncated<'static, ::core::primitive::str>);
            quote!(#runtime::shape_of_classed::<#class, #text>)
        }
    }
}
