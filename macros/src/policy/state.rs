//! The policy in force, and what the first expansion of a crate must say about it.
//!
//! A compiler process expands the macros of one crate; a language server those of many, and for days. So policies are kept
//! by the folder of the package, and read again when one of their files has changed.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::SystemTime;

use blackbar_rules::{Verdict, ids};
use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::announce::{Found, find};
use super::{Policy, Problem, Profile};
use crate::errors::{Errors, Report};

/// Runs one macro under the policy of the crate it is called in. Gives, beside what the macro gives, what only the first
/// expansion of a crate says: the mistakes in the policy, and which files the crate depends on.
pub(crate) fn within<T>(run: impl FnOnce() -> T) -> (TokenStream, T) {
    let Some(folder) = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else {
        return (TokenStream::new(), run());
    };
    let (found, first) = known(&folder);
    let _reset = InForce::set(Arc::clone(&found));
    (if first { announcement(&found) } else { TokenStream::new() }, run())
}

/// What the name rule says about a name, with the words that the policy adds.
pub(crate) fn classify(name: &str) -> Verdict {
    in_force(|policy| policy.words.classify(name))
}

/// Whether names of personal data and texts need a class.
pub(crate) fn is_strict() -> bool {
    in_force(|policy| policy.profile == Profile::Strict)
}

/// Whether no reason is good enough.
pub(crate) fn forbids_allow() -> bool {
    in_force(|policy| policy.forbid_allow)
}

thread_local! {
    /// One expansion runs on one thread.
    static IN_FORCE: RefCell<Option<Arc<Found>>> = const { RefCell::new(None) };
}

fn in_force<T>(ask: impl FnOnce(&Policy) -> T) -> T {
    IN_FORCE.with_borrow(|found| match found {
        Some(found) => ask(&found.policy),
        None => ask(&Policy::default()),
    })
}

/// Puts a policy in force until it is dropped.
struct InForce;

impl InForce {
    fn set(found: Arc<Found>) -> Self {
        IN_FORCE.set(Some(found));
        Self
    }
}

impl Drop for InForce {
    fn drop(&mut self) {
        IN_FORCE.set(None);
    }
}

/// What was found for a package, and the state of the files then.
struct Known {
    found: Arc<Found>,
    stamps: Vec<Stamp>,
}

/// Time and length of a file; `None` where it is gone.
type Stamp = Option<(SystemTime, u64)>;

static KNOWN: LazyLock<Mutex<HashMap<PathBuf, Known>>> = LazyLock::new(Mutex::default);

/// What counts for a package, and whether this is the first time that it is asked for.
fn known(folder: &Path) -> (Arc<Found>, bool) {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.get(folder)
        && known.found.files.iter().map(|file| stamp(file)).eq(known.stamps.iter().copied())
    {
        return (Arc::clone(&known.found), false);
    }
    let found = Arc::new(find(folder));
    let stamps = found.files.iter().map(|file| stamp(file)).collect();
    known.insert(folder.to_owned(), Known { found: Arc::clone(&found), stamps });
    (found, true)
}

fn stamp(file: &Path) -> Stamp {
    let metadata = std::fs::metadata(file).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// Items that make the crate depend on the files, and one error for each mistake. The constants are in no binary.
fn announcement(found: &Found) -> TokenStream {
    let errors = Errors::default();
    for Problem { text, helps } in &found.problems {
        let report = Report::at(ids::BB029, Span::call_site(), text);
        errors.add(helps.iter().fold(report, |report, help| report.help(help)));
    }
    // A path that is no text cannot stand in a macro; such a crate is compiled again when a source file changes.
    let files = found.files.iter().filter_map(|file| file.to_str());
    let errors = errors.into_compile_errors();
    quote! {
        #errors
        #(const _: &[::core::primitive::u8] = ::core::include_bytes!(#files);)*
    }
}
