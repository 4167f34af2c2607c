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

/// A constant expression of type `Field`: its key, the type of its value, its attributes.
pub(crate) fn field(
    runtime: &Runtime,
    key: &str,
    ty: &impl ToTokens,
    attrs: &FieldAttrs,
    judgement: Judgement,
    class: Class,
) -> TokenStream {
    let json_key = json_key(key);
    let span = ty.span();
    let mut tokens = match attrs.disposition() {
        None if attrs.flatten.is_some() => {
            quote_spanned!(span=> <#ty as #runtime::Flatten>::FIELD.named(#key, ""))
        }
        None => quote_spanned!(span=> <#ty as #runtime::LogValue>::FIELD.named(#key, #json_key)),
        Some(Disposition::Skip) => {
            quote!(#runtime::Field::new::<()>(#key, #json_key).disposition(#runtime::Disposition::Skip))
        }
        Some(Disposition::Redact) => {
            let redacted = quote!(#runtime::Field::new::<#runtime::Redacted>(#key, #json_key));
            quote!(#redacted.disposition(#runtime::Disposition::Redact))
        }
    };
    if class > Class::Internal {
        let class = class.expand(runtime);
        tokens.extend(quote!(.class(#class)));
    }
    if judgement.personal {
        tokens.extend(quote!(.flags(#runtime::FieldFlags::PERSONAL_NAME)));
    }
    if let Some(reason) = &attrs.allow {
        tokens.extend(quote!(.allow(#reason)));
    }
    if let Some(purpose) = &attrs.doc {
        tokens.extend(quote!(.doc(#purpose)));
    }
    tokens
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
