//! From syn's tree to an event.

use blackbar_rules::ids;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput};

use crate::attr::{ContainerAttrs, Floor, Owner, serde_cases, serde_names};
use crate::case::Case;
use crate::errors::{Errors, Report};
use crate::fields::{self, Around, Field, Renamed};

/// An event type.
pub(crate) struct Event<'a> {
    pub(crate) original: &'a DeriveInput,
    pub(crate) attrs: ContainerAttrs,
    /// The name of the type, without `r#`.
    pub(crate) type_name: String,
    /// The event's name, given or made of the type's.
    pub(crate) name: String,
    pub(crate) fields: Vec<Field<'a>>,
}

/// Reads a struct, an event or a context; anything else is reported and has no fields.
pub(crate) fn event<'a>(input: &'a DeriveInput, owner: Owner, errors: &Errors) -> Event<'a> {
    let attrs = ContainerAttrs::parse(owner, &input.attrs, errors);
    let (what, derive) = match owner {
        Owner::Context => ("a context", "LogContext"),
        Owner::Event | Owner::Value => ("an event", "LogEvent"),
    };
    let type_name = input.ident.unraw().to_string();
    let mut names = vec![type_name.clone()];
    names.extend(serde_names(&input.attrs).iter().map(syn::LitStr::value));
    let around = Around {
        owner: &type_name,
        context: None,
        names: &names,
        serde_cases: &serde_cases(&input.attrs),
        container: &attrs,
        floor: attrs.class.map_or(Floor::None, |(class, _)| Floor::Class(class)),
        renamed: Renamed::Fields,
    };
    let fields = match &input.data {
        Data::Struct(data) => fields::parse(&data.fields, &around, errors),
        Data::Enum(data) => {
            errors.add(
                Report::on(ids::BB025, data.enum_token, format!("{what} is a struct, not an enum"))
                    .help(format!("make each variant a struct with `#[derive({derive})]`"))
                    .help(format!("to log an enum as a field of {what}: `#[derive(LogValue)]`")),
            );
            Vec::new()
        }
        Data::Union(data) => {
            let text = format!("{what} is a struct, not a union");
            errors.add(Report::on(ids::BB025, data.union_token, text));
            Vec::new()
        }
    };
    let name = attrs.name.as_ref().map_or_else(|| Case::Snake.apply(&type_name), syn::LitStr::value);
    Event { original: input, attrs, type_name, name, fields }
}
