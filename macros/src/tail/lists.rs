//! What is known of methods and functions by their names.

use syn::ext::IdentExt;
use syn::{BinOp, Ident};

use crate::gate::{is_empty_name, tier};
use blackbar_rules::Tier;

/// Methods that give the same data in another type, part by part, or in another order.
const SAME_DATA: &[&str] = &[
    "borrow",
    "borrow_mut",
    "bytes",
    "chars",
    "chunks",
    "clone",
    "cloned",
    "collect",
    "concat",
    "copied",
    "cycle",
    "deref",
    "deref_mut",
    "drain",
    "encode",
    "escape_debug",
    "escape_default",
    "escape_unicode",
    "expect",
    "filter",
    "first",
    "get",
    "get_mut",
    "get_or_insert",
    "get_ref",
    "flatten",
    "into",
    "iter",
    "iter_mut",
    "join",
    "last",
    "leak",
    "lines",
    "load",
    "lock",
    "next",
    "next_back",
    "nth",
    "ok",
    "or",
    "or_else",
    "ok_or",
    "ok_or_else",
    "parse",
    "peek",
    "peekable",
    "read",
    "repeat",
    "replace",
    "replacen",
    "rev",
    "reverse",
    "skip",
    "split",
    "split_at",
    "split_first",
    "split_last",
    "split_once",
    "rsplit_once",
    "split_off",
    "split_whitespace",
    "splitn",
    "step_by",
    "strip_prefix",
    "strip_suffix",
    "swap",
    "take",
    "take_while",
    "skip_while",
    "trim",
    "trim_end",
    "trim_matches",
    "trim_start",
    "try_into",
    "unwrap",
    "err",
    "unwrap_err",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
    "unzip",
    "upgrade",
    "windows",
    "write",
    "zip",
    "chain",
    "display",
    "inspect",
    "dedup",
    "max",
    "min",
    "sum",
    "fold",
    "reduce",
    "and",
    "xor",
    "try_borrow",
    "make_ascii_lowercase",
    "finish",
    "build",
];

/// Functions that give the same data in another type: `Some(token)`, `String::from(token)`, `Box::new(token)`.
const SAME_DATA_CALLS: &[&str] = &[
    "new",
    "identity",
    "black_box",
    "take",
    "replace",
    "swap",
    "must_use",
    "pin",
    "once",
    "repeat",
    "var",
    "var_os",
];

/// Beginnings of names of conversions, with what the data becomes.
const CONVERSIONS: [&str; 5] = ["as_", "to_", "into_", "from_", "try_from"];

/// What a conversion must not become to be the same data still: then the type decides.
const DISGUISES: &[&str] = &[
    "anonym",
    "blake",
    "cipher",
    "crypt",
    "digest",
    "fingerprint",
    "hash",
    "hidden",
    "hmac",
    "mac",
    "mask",
    "md5",
    "obfusc",
    "redact",
    "safe",
    "sanit",
    "sha1",
    "sha2",
    "sha3",
    "summary",
    "trunc",
];

/// Methods and functions that give a number or a yes or no about the data.
const FACTS: &[&str] = &[
    "all",
    "any",
    "capacity",
    "cmp",
    "contains",
    "contains_key",
    "count",
    "ends_with",
    "eq",
    "eq_ignore_ascii_case",
    "find_index",
    "ge",
    "gt",
    "le",
    "len",
    "lt",
    "matches",
    "ne",
    "partial_cmp",
    "position",
    "size_of_val",
    "starts_with",
    "strong_count",
    "type_name_of_val",
];

/// Methods that give what they are given, or may.
const CARRIES_ARGUMENT: &[&str] = &[
    "add",
    "and",
    "chain",
    "concat",
    "cycle",
    "fold",
    "get_or_insert",
    "insert",
    "join",
    "map_or",
    "or",
    "push",
    "push_str",
    "replace",
    "replacen",
    "then_some",
    "unwrap_or",
    "xor",
    "zip",
    "max",
    "min",
    "saturating_add",
    "wrapping_add",
];

/// Methods that give what a closure makes of the data.
const TAKES_CLOSURE: &[&str] = &[
    "and_then",
    "filter_map",
    "find_map",
    "flat_map",
    "fold",
    "get_or_insert_with",
    "get_or_init",
    "is_some_and",
    "map",
    "map_err",
    "map_or",
    "map_or_else",
    "map_while",
    "or_else",
    "scan",
    "then",
    "try_fold",
    "unwrap_or_else",
    "with",
    "zip_with",
    "or_insert_with",
    "call",
];

/// Those of them that give the data itself too.
const KEEPS_RECEIVER: &[&str] =
    &["get_or_init", "get_or_insert_with", "map_err", "or_else", "or_insert_with", "unwrap_or_else"];

/// Methods and functions that give what stands under a key.
const BY_KEY: &[&str] = &[
    "arg",
    "cookie",
    "entry",
    "env",
    "fetch",
    "field",
    "header",
    "index",
    "lookup",
    "option_env",
    "param",
    "pointer",
    "query",
    "read",
    "remove",
    "string",
    "value_of",
    "var",
    "var_os",
];

pub(super) fn is_same_data(method: &str) -> bool {
    SAME_DATA.contains(&method) || is_conversion(method)
}

pub(super) fn makes_same_data(function: &str) -> bool {
    SAME_DATA_CALLS.contains(&function) || function == "from" || is_conversion(function)
}

fn is_conversion(name: &str) -> bool {
    let disguises = DISGUISES.iter().any(|word| name.contains(word));
    CONVERSIONS.iter().any(|start| name.starts_with(start)) && !disguises
}

/// Types and variants of the standard library that are what is inside of them.
const WRAPPERS: &[&str] = &[
    "Arc",
    "ArcStr",
    "Borrowed",
    "Box",
    "Bytes",
    "CString",
    "Cell",
    "Cow",
    "Err",
    "HashMap",
    "LazyCell",
    "LazyLock",
    "Mutex",
    "OnceCell",
    "OnceLock",
    "Ok",
    "Option",
    "OsString",
    "Owned",
    "PathBuf",
    "Pin",
    "Rc",
    "Ready",
    "RefCell",
    "Result",
    "Reverse",
    "RwLock",
    "Saturating",
    "Some",
    "String",
    "Vec",
    "VecDeque",
    "Wrapping",
    "ToString",
    "ToOwned",
    "AsRef",
    "From",
    "Into",
    "TryFrom",
    "Borrow",
    "Deref",
    "Clone",
    "Iterator",
    "SmolStr",
    "CompactString",
];

/// `Some`, `String`, `Box`: what is made of the data by it is the data.
pub(super) fn is_wrapper(name: &Ident) -> bool {
    let name = name.unraw().to_string();
    WRAPPERS.contains(&name.as_str())
}

/// A number, or a yes or no: `len`, `is_valid`, `has_expired`.
pub(super) fn is_fact(name: &str) -> bool {
    FACTS.contains(&name) || ["is_", "has_"].iter().any(|start| name.starts_with(start))
}

pub(super) fn carries_argument(method: &str) -> bool {
    CARRIES_ARGUMENT.contains(&method)
}

pub(super) fn takes_closure(method: &str) -> bool {
    TAKES_CLOSURE.contains(&method)
}

pub(super) fn keeps_receiver(method: &str) -> bool {
    KEEPS_RECEIVER.contains(&method)
}

/// `headers.get("authorization")`, `env::var("API_KEY")`, `row.try_get("password")`.
pub(super) fn gives_by_key(name: &str) -> bool {
    BY_KEY.contains(&name) || ["get", "try_get"].iter().any(|start| name.starts_with(start))
}

/// A name that says nothing about the data.
pub(super) fn is_bland(name: &Ident) -> bool {
    is_empty_name(&name.unraw().to_string())
}

/// Whether the name of a type or a field is one that its own derive has judged.
pub(super) fn is_sensitive(name: &Ident) -> bool {
    tier(&name.unraw().to_string()).is_some_and(|tier| tier > Tier::Personal)
}

/// Whether a name with one more word is no longer that of a secret: `token` and `token_kind`.
pub(super) fn says_fact(name: &str, joined: &str) -> bool {
    tier(name).is_some() && tier(joined).is_none()
}

pub(super) fn is_comparison(operator: &BinOp) -> bool {
    matches!(
        operator,
        BinOp::And(_)
            | BinOp::Or(_)
            | BinOp::Eq(_)
            | BinOp::Ne(_)
            | BinOp::Lt(_)
            | BinOp::Le(_)
            | BinOp::Gt(_)
            | BinOp::Ge(_)
    )
}
