//! Tokens of the static description: `Schema` and `Field` of the runtime.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::attr::{Class, Disposition, FieldAttrs};
use crate::gate::Judgement;
use crate::levels::Level;
use crate::message::Part;
use crate::runtime::Runtime;

/// What is known of an event type.
pub(crate) struct Schema<'a> {
    pub(crate) name: &'a str,
    pub(crate) type_name: &'a str,
    pub(crate) level: Level,
    pub(crate) target: Option<&'a syn::LitStr>,
    pub(crate) message: &'a [Piece],
    pub(crate) fields: Vec<TokenStream>,
    pub(crate) class: Class,
}

/// A part of a message, with fields by number.
pub(crate) enum Piece {
    Text(String),
    Field(u16),
}

impl Piece {
    /// A message whose fields are found by `number_of`; those that are not found are left out, the check reports them.
    pub(crate) fn all(parts: &[Part], number_of: impl Fn(&str) -> Option<usize>) -> Vec<Self> {
        let pieces = parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(Self::Text(text.clone())),
            Part::Field(name) => {
                number_of(name).and_then(|number| u16::try_from(number).ok()).map(Self::Field)
            }
        });
        pieces.collect()
    }

    fn expand(&self, runtime: &Runtime) -> TokenStream {
        match self {
            Self::Text(text) => quote!(#runtime::Piece::Text(#text)),
            Self::Field(number) => quote!(#runtime::Piece::Field(#number)),
        }
    }
}

impl Schema<'_> {
    /// A constant expression of type `Schema`.
    pub(crate) fn expand(&self, runtime: &Runtime) -> TokenStream {
        let Self { name, type_name, fields, .. } = self;
        let level = self.level.expand(runtime);
        let class = self.class.expand(runtime);
        let target = match self.target {
            Some(target) => quote!(::core::option::Option::Some(#target)),
            None => quote!(::core::option::Option::None),
        };
        let message = self.message.iter().map(|piece| piece.expand(runtime));
        quote! {
            #runtime::Schema {
                name: #name,
                type_name: #type_name,
                level: #level,
                target: #target,
                message: &[#(#message),*],
                fields: &[#(#fields),*],
                class: #class,
                file: ::core::file!(),
                line: ::core::line!(),
            }
        }
    }
}

/// A constant expression of type `Field`, for a field of the type `ty`: its key, what is written of it, its attributes.
pub(crate) fn field(
    runtime: &Runtime,
    key: &str,
    ty: &impl ToTokens,
    attrs: &FieldAttrs,
    judgement: Judgement,
) -> TokenStream {
    let json_key = json_key(key);
    let span = ty.span();
    let tokens = match attrs.disposition() {
        None if attrs.flatten.is_some() => {
            quote_spanned!(span=> <#ty as #runtime::Flatten>::FIELD.named(#key, ""))
        }
        None => quote_spanned!(span=> <#ty as #runtime::LogValue>::FIELD.named(#key, #json_key)),
        Some(Disposition::With) => {
            let function = &attrs.with;
            quote_spanned!(function.span()=> #runtime::Field::with_fn(#key, #json_key, #function))
        }
        Some(disposition) => {
            let disposition = disposition.expand(runtime);
            quote!(#runtime::Field::disposed(#key, #json_key, #disposition))
        }
    };
    described(runtime, tokens, attrs, judgement)
}

/// The same for an argument. What `with` makes is made before the event is, and its type is `ty`.
pub(crate) fn argument(
    runtime: &Runtime,
    key: &str,
    ty: &impl ToTokens,
    attrs: &FieldAttrs,
    judgement: Judgement,
) -> TokenStream {
    if attrs.disposition() != Some(Disposition::With) {
        return field(runtime, key, ty, attrs, judgement);
    }
    let json_key = json_key(key);
    let disposition = Disposition::With.expand(runtime);
    let made = quote!(<#ty as #runtime::LogValue>::FIELD.named(#key, #json_key).disposition(#disposition));
    described(runtime, made, attrs, judgement)
}

/// A field with what is known of it beside its key and its shape.
fn described(
    runtime: &Runtime,
    mut field: TokenStream,
    attrs: &FieldAttrs,
    judgement: Judgement,
) -> TokenStream {
    let class = attrs.class();
    if class != Class::Internal {
        let class = class.expand(runtime);
        field.extend(quote!(.class(#class)));
    }
    if judgement.personal {
        field.extend(quote!(.flags(#runtime::FieldFlags::PERSONAL_NAME)));
    }
    if let Some(reason) = &attrs.allow {
        field.extend(quote!(.allow(#reason)));
    }
    if let Some(purpose) = &attrs.doc {
        field.extend(quote!(.doc(#purpose)));
    }
    field
}

/// The key with everything JSON wants around it.
fn json_key(key: &str) -> String {
    let mut json = String::from(",\"");
    for letter in key.chars() {
        match letter {
            '"' | '\\' => json.extend(['\\', letter]),
            letter if letter < ' ' => json.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => json.push(letter),
        }
    }
    json.push_str("\":");
    json
}

#[cfg(test)]
mod tests {
    use super::json_key;

    #[test]
    fn a_key_is_escaped_for_json() {
        assert_eq!(json_key("user_id"), r#","user_id":"#);
        assert_eq!(json_key("a\"b\\c\n"), r#","a\"b\\c\u000a":"#);
    }
}
