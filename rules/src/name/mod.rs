//! The name rule: does a name say that its value is sensitive?
//!
//! A name is split into words ([`words`]), the words are looked up in the lists ([`lexicon`]), and the words around
//! a hit ([`judge`]) decide whether the field is the secret or a fact about it. The rule knows names only: types, attributes
//! and values are the business of its callers.

mod judge;
mod lexicon;
#[cfg(test)]
mod tests;
mod verdict;
mod vocabulary;
mod words;

pub use crate::name::verdict::{Finding, Kind, Tier, Verdict};
pub use crate::name::vocabulary::{Vocabulary, VocabularyError};

use crate::name::judge::Judge;
use crate::name::lexicon::{Lexicon, OVERLONG, Term};
use crate::name::words::{TooLong, Words};

/// Judges one name: a field, a JSON or map key, a header, a serde rename.
///
/// ```
/// use blackbar_rules::{Kind, Tier, Verdict, classify};
///
/// let Verdict::Sensitive(found) = classify("X-Api-Key") else { unreachable!() };
/// assert_eq!((found.tier, found.kind, found.words), (Tier::Credential, Kind::Credential, "api key"));
///
/// assert_eq!(classify("api_key_id"), Verdict::Clear);
/// assert_eq!(classify("pаssword"), Verdict::NotAscii { ch: 'а' }); // a Cyrillic а
/// ```
///
/// # The rule
///
/// 1. A leading `r#` is dropped. A name that is not ASCII is [`Verdict::NotAscii`].
/// 2. The name is split into words at every character that is not a letter or digit, at `aB`, before the last
///    capital of an acronym, and between letters and digits: `APIKey2` is `api key 2`. The case style makes no
///    difference. Single letters in a row are one word, and so is a listed word in pieces of one or two letters
///    (`p_a_s_s_w_o_r_d`).
/// 3. Plurals of listed words become singular, glued words are taken apart (`dbpassword`, `accesstoken`). No other
///    part of a word is ever matched: `secretary` and `bypass` are innocent.
/// 4. Listed terms of one or more adjacent words are searched. A term inside a longer term gives way to it, and a
///    neighbour that shows a second meaning dismisses it (`gpio_pin`, `token_stream`, `key_id`).
/// 5. A last word that makes the field a fact about the secret clears it: `password_changed_at`, `token_count`,
///    `private_key_path`. So does a length, except that of a password or PIN, which helps to guess it.
/// 6. With a word that makes the name a yes, a no or a number (`has_password`, `otp_used`, `max_pin`), a term of
///    tier [`Always`](Tier::Always) becomes [`Credential`](Tier::Credential): fine as a bool, not as text. Personal
///    data becomes clear.
/// 7. Of several findings the heaviest tier wins, then the first.
///
/// ```
/// use blackbar_rules::{Tier, Verdict, classify};
///
/// let tier = |name| classify(name).finding().map(|f| f.tier);
/// assert_eq!(tier("password"), Some(Tier::Always));
/// assert_eq!(tier("passwordHash"), Some(Tier::Always));
/// assert_eq!(tier("has_password"), Some(Tier::Credential));
/// assert_eq!(tier("session-token"), Some(Tier::Credential));
/// assert_eq!(tier("SESSION_ID"), Some(Tier::Personal));
/// assert_eq!(tier("password_changed_at"), None);
/// ```
///
/// # Limits
///
/// Nothing is allocated after the first call, which builds an index of the lists. Time is linear in the length of
/// the name, and what is done beyond looking for separators is bounded: a name of more than 192 letters and digits,
/// or of more than 48 words, is not judged. It is no field name, but text in the place of a key. It is answered with
/// [`Kind::Overlong`] in tier [`Credential`](Tier::Credential), so that what was not read is not written either.
///
/// Two spellings cannot be told apart: `ABs` is the plural of `AB`, so it differs from `a_bs`.
#[must_use]
pub fn classify(name: &str) -> Verdict {
    classify_with(name, &[])
}

/// The rule, and the terms of a policy besides the lists.
fn classify_with(name: &str, policy: &[Term]) -> Verdict {
    if !name.is_ascii()
        && let Some(ch) = name.chars().find(|ch| !ch.is_ascii())
    {
        return Verdict::NotAscii { ch };
    }
    let lexicon = Lexicon::get();
    let finding = match Words::split(name, lexicon) {
        Ok(words) => Judge { words: &words, lexicon, policy }.heaviest(),
        Err(TooLong) => Some(OVERLONG),
    };
    finding.map_or(Verdict::Clear, Verdict::Sensitive)
}

/// Builds the index of the lists, which the first judgement would build otherwise: after this, [`classify`] and
/// [`key_tier`] allocate nothing, on no thread.
///
/// ```
/// blackbar_rules::prepare();
/// ```
pub fn prepare() {
    Lexicon::get();
}

/// The rule for names that are known at run time only: keys of maps and documents, names of headers.
///
/// A key that is not ASCII is [`Always`](Tier::Always): nobody can be told to rename it, and what it hides is not known.
/// Of [`Personal`](Tier::Personal) keys the caller decides; a map of user-given keys may hold any.
///
/// ```
/// use blackbar_rules::{Tier, key_tier};
///
/// assert_eq!(key_tier("X-Api-Key"), Some(Tier::Credential));
/// assert_eq!(key_tier("p\u{430}ssword"), Some(Tier::Always));
/// assert_eq!(key_tier("content-type"), None);
/// ```
#[must_use]
pub fn key_tier(name: &str) -> Option<Tier> {
    match classify(name) {
        Verdict::Clear => None,
        Verdict::Sensitive(finding) => Some(finding.tier),
        Verdict::NotAscii { .. } => Some(Tier::Always),
    }
}
