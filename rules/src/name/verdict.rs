/// What [`classify`](crate::classify) says about a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Nothing in the name points to sensitive data.
    Clear,
    /// The name points to sensitive data.
    Sensitive(Finding),
    /// The name is not ASCII, so a look-alike letter could hide a listed word ([`BB018`](crate::ids::BB018)).
    NotAscii {
        /// The first character that is not ASCII.
        ch: char,
    },
}

impl Verdict {
    /// The finding, when the name is sensitive.
    ///
    /// ```
    /// use blackbar_rules::{Tier, classify};
    ///
    /// assert_eq!(classify("clientSecret").finding().map(|f| f.tier), Some(Tier::Credential));
    /// assert_eq!(classify("retries").finding(), None);
    /// ```
    #[must_use]
    pub const fn finding(self) -> Option<Finding> {
        match self {
            Self::Sensitive(finding) => Some(finding),
            Self::Clear | Self::NotAscii { .. } => None,
        }
    }
}

/// Why a name is sensitive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Finding {
    /// When the finding counts.
    pub tier: Tier,
    /// What the data is, for rules about what may be written of it.
    pub kind: Kind,
    /// The listed words that matched, for messages: `"password"`, `"api key"`.
    pub words: &'static str,
}

/// When a finding counts. The order is by weight: the heaviest finding in a name wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Personal data: always visible in the schema, refused in the strict profile.
    Personal,
    /// A credential, which needs text: a field whose type cannot carry text is fine (`prompt_tokens: u32`).
    Credential,
    /// Sensitive in every type: the digits of a PIN are the PIN.
    Always,
}

/// What the data is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A password, passphrase or password equivalent. Even its length is a hint.
    Password,
    /// A PIN, PIN block or PIN verification value.
    Pin,
    /// The code printed on a payment card: CVV2, CVC2, CSC.
    CardCode,
    /// Magnetic-stripe data or its equivalent on a chip.
    CardTrack,
    /// A primary account number (PAN). `mask` and `hash` of one PAN in one event allow reconstruction
    /// (PCI DSS 4.0.1, 3.5.1).
    CardNumber,
    /// A one-time, recovery or authorization code.
    OneTimeCode,
    /// A bank account or the routing data beside it.
    BankAccount,
    /// A number a state gives a person: identity, tax, passport, driving licence.
    NationalId,
    /// A secret or private key, a seed, a salt, or a container of one.
    Key,
    /// A bearer token, session cookie, assertion or ticket.
    Token,
    /// A connection string, or a URL that opens something by itself.
    ConnectionString,
    /// Any other credential.
    Credential,
    /// Personal data.
    PersonalData,
    /// What a policy's own words say it is; see [`Vocabulary`](crate::Vocabulary).
    Policy,
    /// The name is longer than any field name and was not read; see [`classify`](crate::classify#limits).
    Overlong,
}

impl Kind {
    /// True when nothing of the data may be written, not even masked or hashed: PCI DSS 4.0.1 requirement 3.3.1
    /// forbids to keep card codes, PINs and track data in any form after authorization
    /// ([`BB015`](crate::ids::BB015)).
    ///
    /// ```
    /// use blackbar_rules::{Kind, classify};
    ///
    /// assert!(classify("cvv2").finding().is_some_and(|f| f.kind.only_skip()));
    /// assert!(!Kind::Password.only_skip());
    /// ```
    #[must_use]
    pub const fn only_skip(self) -> bool {
        matches!(self, Self::Pin | Self::CardCode | Self::CardTrack)
    }
}
