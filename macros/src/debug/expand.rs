//! From what is printed to the implementation. Nothing here can fail.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{DeriveInput, Fields};

use super::bounds::where_clause;
use super::parse::{Form, Part, Parts, Printed};

/// The implementation of std's `Debug`. It names `::core` and nothing of blackbar.
pub(super) fn expand(printed: &Printed<'_>) -> TokenStream {
    let ident = &printed.original.ident;
    let (impl_generics, ty_generics, _) = printed.original.generics.split_for_impl();
    let parts: &[Parts<'_>] = match &printed.form {
        Form::Redacted => &[],
        Form::Struct(parts) => std::slice::from_ref(parts),
        Form::Enum(variants) => variants,
    };
    let shown = parts.iter().flat_map(|parts| &parts.parts).filter(|part| !part.redacted).map(|part| part.ty);
    let where_clause = where_clause(&printed.original.generics, shown);
    let body = match &printed.form {
        Form::Redacted => quote!(::core::fmt::Formatter::write_str(__f, "[redacted]")),
        Form::Struct(parts) => {
            let value = |part: &Part<'_>, _: &Ident| field_of_self(printed.original, part);
            printing(parts, value)
        }
        Form::Enum(variants) if variants.is_empty() => quote!(match *self {}),
        Form::Enum(variants) => {
            let arms = variants.iter().map(arm);
            quote!(match self { #(#arms)* })
        }
    };
    quote! {
        const _: () = {
            #[automatically_derived]
            impl #impl_generics ::core::fmt::Debug for #ident #ty_generics #where_clause {
                fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    #body
                }
            }
        };
    }
}

/// A reference to a reference to the field: what `dyn Debug` is made of must have a size, and the field need not.
fn field_of_self(original: &DeriveInput, part: &Part<'_>) -> TokenStream {
    let member = &part.member;
    // A field of a packed struct has no address that a reference may have; it is copied.
    match is_packed(original) {
        true => quote!(&{ self.#member }),
        false => quote!(&&self.#member),
    }
}

fn is_packed(original: &DeriveInput) -> bool {
    let representations = original.attrs.iter().filter(|attribute| attribute.path().is_ident("repr"));
    let mut packed = false;
    for representation in representations {
        // What cannot be read is the compiler's to report.
        let _unread = representation.parse_nested_meta(|meta| {
            packed |= meta.path.is_ident("packed");
            if meta.input.peek(syn::token::Paren) {
                meta.input.parse::<proc_macro2::Group>()?;
            }
            Ok(())
        });
    }
    packed
}

fn arm(variant: &Parts<'_>) -> TokenStream {
    let ident = variant.ident;
    let bound: Vec<Ident> = (0..variant.parts.len()).map(local).collect();
    let pattern = match variant.fields {
        Fields::Unit => TokenStream::new(),
        _ => {
            let members = variant.parts.iter().map(|part| &part.member);
            let bound = variant.parts.iter().zip(&bound).map(|(part, bound)| match part.redacted {
                true => quote!(_),
                false => quote!(#bound),
            });
            quote!({ #(#members: #bound),* })
        }
    };
    let printing = printing(variant, |_, bound| quote!(&#bound));
    quote!(Self::#ident #pattern => #printing,)
}

/// An expression that prints a struct or a variant, given an expression for each field that is printed.
fn printing(parts: &Parts<'_>, value: impl Fn(&Part<'_>, &Ident) -> TokenStream) -> TokenStream {
    let name = parts.ident.unraw().to_string();
    let values = parts.parts.iter().enumerate().map(|(at, part)| match part.redacted {
        true => quote!(&::core::format_args!("[redacted]")),
        false => value(part, &local(at)),
    });
    match parts.fields {
        Fields::Unit => quote!(::core::fmt::Formatter::write_str(__f, #name)),
        Fields::Unnamed(_) => {
            quote!(::core::fmt::Formatter::debug_tuple(__f, #name) #(.field(#values))* .finish())
        }
        Fields::Named(_) => {
            let names = parts.parts.iter().map(|part| &part.name);
            quote!(::core::fmt::Formatter::debug_struct(__f, #name) #(.field(#names, #values))* .finish())
        }
    }
}

fn local(at: usize) -> Ident {
    format_ident!("__part{at}", span = Span::mixed_site())
}
