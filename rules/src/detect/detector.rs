/// A kind of credential that is recognised by its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Detector {
    /// A private key in PEM (RFC 7468), to the end of its END line or of the text.
    Pem,
    /// A signed or encrypted JSON Web Token (RFC 7519) whose head decodes.
    Jwt,
    /// An access key id of AWS.
    AwsKeyId,
    /// A token of GitHub.
    GitHub,
    /// A token of GitLab.
    GitLab,
    /// A token of Slack.
    Slack,
    /// A secret or restricted key of Stripe, or the secret of a webhook.
    Stripe,
    /// An API key, client secret or access token of Google.
    Google,
    /// A key of OpenAI, Anthropic and others that begins with `sk-`.
    OpenAi,
    /// A token of another provider with an unmistakable prefix.
    Vendor,
    /// The number of a payment card (ISO/IEC 7812).
    CardNumber,
    /// An international bank account number (ISO 13616).
    Iban,
    /// A social security number of the United States.
    Ssn,
    /// The credentials of an `Authorization` header (RFC 9110, section 11.4).
    Bearer,
    /// User and password in a URL (RFC 3986, section 3.2.1).
    UrlUserinfo,
    /// The value of a sensitive name in the query or fragment of a URL.
    UrlQuery,
    /// The value of a sensitive name elsewhere: `password=hunter2`, `"token": "abc"`.
    Pair,
}

impl Detector {
    /// Every detector, in order of precedence.
    pub const ALL: &[Self] = &[
        Self::Pem,
        Self::Jwt,
        Self::AwsKeyId,
        Self::GitHub,
        Self::GitLab,
        Self::Slack,
        Self::Stripe,
        Self::Google,
        Self::OpenAi,
        Self::Vendor,
        Self::CardNumber,
        Self::Iban,
        Self::Ssn,
        Self::Bearer,
        Self::UrlUserinfo,
        Self::UrlQuery,
        Self::Pair,
    ];

    /// The short name that stands in placeholders and counters.
    ///
    /// ```
    /// use blackbar_rules::detect::Detector;
    ///
    /// assert_eq!(Detector::AwsKeyId.name(), "aws");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pem => "pem",
            Self::Jwt => "jwt",
            Self::AwsKeyId => "aws",
            Self::GitHub => "github",
            Self::GitLab => "gitlab",
            Self::Slack => "slack",
            Self::Stripe => "stripe",
            Self::Google => "google",
            Self::OpenAi => "openai",
            Self::Vendor => "token",
            Self::Bearer => "bearer",
            Self::UrlUserinfo => "userinfo",
            Self::UrlQuery => "query",
            Self::Pair => "pair",
            Self::CardNumber => "card",
            Self::Iban => "iban",
            Self::Ssn => "ssn",
        }
    }

    /// What was found, for messages: "this literal looks like a real credential (AWS access key id)".
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Pem => "private key",
            Self::Jwt => "JSON Web Token",
            Self::AwsKeyId => "AWS access key id",
            Self::GitHub => "GitHub token",
            Self::GitLab => "GitLab token",
            Self::Slack => "Slack token",
            Self::Stripe => "Stripe key",
            Self::Google => "Google API key",
            Self::OpenAi => "OpenAI-style API key",
            Self::Vendor => "provider token",
            Self::Bearer => "authorization header",
            Self::UrlUserinfo => "user and password in a URL",
            Self::UrlQuery => "credential in a URL",
            Self::Pair => "value of a sensitive name",
            Self::CardNumber => "payment card number",
            Self::Iban => "IBAN",
            Self::Ssn => "US social security number",
        }
    }

    /// What the span is replaced by.
    ///
    /// ```
    /// use blackbar_rules::detect::Detector;
    ///
    /// assert_eq!(Detector::Jwt.placeholder(), "[redacted:jwt]");
    /// ```
    #[must_use]
    pub const fn placeholder(self) -> &'static str {
        match self {
            Self::Pem => "[redacted:pem]",
            Self::Jwt => "[redacted:jwt]",
            Self::AwsKeyId => "[redacted:aws]",
            Self::GitHub => "[redacted:github]",
            Self::GitLab => "[redacted:gitlab]",
            Self::Slack => "[redacted:slack]",
            Self::Stripe => "[redacted:stripe]",
            Self::Google => "[redacted:google]",
            Self::OpenAi => "[redacted:openai]",
            Self::Vendor => "[redacted:token]",
            Self::Bearer => "[redacted:bearer]",
            Self::UrlUserinfo => "[redacted:userinfo]",
            Self::UrlQuery => "[redacted:query]",
            Self::Pair => "[redacted:pair]",
            Self::CardNumber => "[redacted:card]",
            Self::Iban => "[redacted:iban]",
            Self::Ssn => "[redacted:ssn]",
        }
    }

    /// The place in [`ALL`](Self::ALL), for counters.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// True when the form alone proves a credential, whatever stands around it.
    pub(crate) const fn is_unmistakable(self) -> bool {
        match self {
            Self::Pem
            | Self::Jwt
            | Self::AwsKeyId
            | Self::GitHub
            | Self::GitLab
            | Self::Slack
            | Self::Stripe
            | Self::Google
            | Self::OpenAi
            | Self::Vendor => true,
            Self::Bearer
            | Self::UrlUserinfo
            | Self::UrlQuery
            | Self::Pair
            | Self::CardNumber
            | Self::Iban
            | Self::Ssn => false,
        }
    }
}

/// A credential in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Detected {
    /// The first byte, on a character boundary.
    pub start: usize,
    /// The byte after the last, on a character boundary.
    pub end: usize,
    /// What was recognised.
    pub detector: Detector,
}
