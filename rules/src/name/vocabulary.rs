use std::fmt;

use crate::name::lexicon::{Lexicon, Term};
use crate::name::words::Words;
use crate::name::{Finding, Kind, Tier, Verdict, classify_with};

/// The name rule with the words of a policy besides the lists.
///
/// Words are added, never taken away: a verdict is as heavy as that of [`classify`](crate::classify) or heavier.
///
/// ```
/// use blackbar_rules::{Kind, Tier, Vocabulary};
///
/// let words = Vocabulary::new([(Tier::Credential, "launch phrase"), (Tier::Personal, "member number")])?;
/// let found = words.classify("oldLaunchPhrases").finding();
/// assert_eq!(found.map(|it| (it.tier, it.kind, it.words)), Some((Tier::Credential, Kind::Policy, "launch phrase")));
/// assert_eq!(words.classify("member_number_count").finding(), None);
/// assert_eq!(words.classify("password"), blackbar_rules::classify("password"));
/// # Ok::<(), blackbar_rules::VocabularyError>(())
/// ```
#[derive(Default)]
pub struct Vocabulary {
    terms: Vec<Term>,
}

impl Vocabulary {
    /// A vocabulary of phrases, each of one or more words in any case style: `kennitala`, `member number`.
    ///
    /// A phrase is found where its words stand side by side, or glued, in any case style, the last letter `s` of a plural
    /// being tolerated. What [`classify`](crate::classify) says of the words around a hit holds for it too, but for second
    /// meanings.
    ///
    /// The phrases are never freed, since a [`Finding`] names them for good: a compiler run or a program makes one
    /// vocabulary.
    ///
    /// # Errors
    ///
    /// A phrase holds no letter or digit, is not ASCII, or is longer than a name may be: it would never be found.
    pub fn new<S: Into<String>>(words: impl IntoIterator<Item = (Tier, S)>) -> Result<Self, VocabularyError> {
        let terms = words.into_iter().map(|(tier, phrase)| term(tier, phrase.into()));
        Ok(Self { terms: terms.collect::<Result<_, _>>()? })
    }

    /// Judges a name like [`classify`](crate::classify), with the words of the policy. Of findings of one tier that of
    /// the lists wins; a finding of the policy has [`Kind::Policy`].
    #[must_use]
    pub fn classify(&self, name: &str) -> Verdict {
        classify_with(name, &self.terms)
    }

    /// True when there are no words besides the lists.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

impl fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.terms.iter().map(|term| (term.finding.words, term.finding.tier))).finish()
    }
}

/// A phrase that can never be found in a name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum VocabularyError {
    /// The phrase holds no letter or digit.
    Empty(String),
    /// The phrase is not ASCII, as every field name is.
    NotAscii(String),
    /// The phrase is longer than any name.
    TooLong(String),
}

impl fmt::Display for VocabularyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty(phrase) => {
                write!(f, "`{phrase}` holds no letter or digit: write words, as in `member number`")
            }
            Self::NotAscii(phrase) => {
                write!(f, "`{phrase}` is not ASCII, as every field name is: write it as it stands in names")
            }
            Self::TooLong(phrase) => {
                write!(f, "`{phrase}` is longer than any name: write the words that matter")
            }
        }
    }
}

impl std::error::Error for VocabularyError {}

fn term(tier: Tier, phrase: String) -> Result<Term, VocabularyError> {
    if !phrase.is_ascii() {
        return Err(VocabularyError::NotAscii(phrase));
    }
    // Split as names are, so that both fall into the same words.
    let Ok(split) = Words::split(&phrase, Lexicon::get()) else {
        return Err(VocabularyError::TooLong(phrase));
    };
    if split.len() == 0 {
        return Err(VocabularyError::Empty(phrase));
    }
    let text: &'static str = split.iter().collect::<Vec<_>>().join(" ").leak();
    let finding = Finding { tier, kind: Kind::Policy, words: text };
    Ok(Term { words: text.split(' ').collect(), finding, whole: false })
}
