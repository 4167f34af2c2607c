//! Tokens that say by a prefix whose they are. Each format is as its provider documents it or, where the provider
//! documents only the prefix, as its tokens are in fact.

use crate::detect::text::{Text, is_base64url, is_word};
use crate::detect::{Detected, Detector};

pub(super) fn at(text: Text<'_>, i: usize) -> Option<Detected> {
    candidates(text, i).find_map(|format| format.at(text, i))
}

/// True when the prefix of some token stands at `i`.
pub(super) fn has_prefix(text: Text<'_>, i: usize) -> bool {
    candidates(text, i).any(|format| text.has(i, format.prefix))
}

/// How many prefixes there are.
pub(super) const COUNT: usize = FORMATS.len();

pub(super) const fn prefix(i: usize) -> &'static [u8] {
    FORMATS[i].prefix
}

fn candidates(text: Text<'_>, i: usize) -> impl Iterator<Item = &'static Format> {
    let mut bits = BY_FIRST_LETTER.get(usize::from(text.at(i))).copied().unwrap_or(0);
    std::iter::from_fn(move || {
        let format = FORMATS.get(bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(format)
    })
}

pub(super) const fn is_first_letter(byte: u8) -> bool {
    BY_FIRST_LETTER[(byte & 0x7f) as usize] != 0
}

/// One bit for each format, by the first letter of its prefix: most words are done with after a look at this.
const BY_FIRST_LETTER: [u64; 128] = {
    let mut table = [0; 128];
    let mut i = 0;
    while i < FORMATS.len() {
        table[FORMATS[i].prefix[0] as usize] |= 1 << i;
        i += 1;
    }
    table
};

struct Format {
    prefix: &'static [u8],
    class: fn(u8) -> bool,
    fewest: usize,
    most: usize,
    /// What else the part after the prefix must be.
    check: fn(&[u8]) -> bool,
    detector: Detector,
}

impl Format {
    fn at(&self, text: Text<'_>, i: usize) -> Option<Detected> {
        // Where `-` belongs to the token it belongs to the word before it too: `disk-sk-…`.
        let previous = text.before(i);
        if !text.has(i, self.prefix) || (matches!(previous, b'-' | b'.') && (self.class)(previous)) {
            return None;
        }
        let body = i + self.prefix.len();
        let run = text.rest(body).iter().take(self.most + 2).take_while(|&&byte| (self.class)(byte)).count();
        let end = text.without_full_stop(body + run);
        let fits = (self.fewest..=self.most).contains(&end.saturating_sub(body));
        let convincing = fits && !is_word(text.at(end)) && (self.check)(text.slice(body, end));
        convincing.then_some(Detected { start: i, end, detector: self.detector })
    }
}

const fn format(
    prefix: &'static str,
    class: fn(u8) -> bool,
    length: std::ops::RangeInclusive<usize>,
    check: fn(&[u8]) -> bool,
    detector: Detector,
) -> Format {
    Format { prefix: prefix.as_bytes(), class, fewest: *length.start(), most: *length.end(), check, detector }
}

/// Longest token: nobody's is longer, and a run without end is no token.
const MOST: usize = 1024;

const FORMATS: &[Format] = &[
    // Access key ids, long-term and temporary ("Unique ID prefixes" in the IAM User Guide).
    format("AKIA", is_upper, 16..=16, any, Detector::AwsKeyId),
    format("ASIA", is_upper, 16..=16, any, Detector::AwsKeyId),
    // Personal, OAuth, user-to-server, server-to-server, refresh ("About authentication to GitHub": token formats).
    format("ghp_", is_word, 36..=255, any, Detector::GitHub),
    format("gho_", is_word, 36..=255, any, Detector::GitHub),
    format("ghu_", is_word, 36..=255, any, Detector::GitHub),
    format("ghs_", is_word, 36..=MOST, any, Detector::GitHub),
    format("ghr_", is_word, 36..=255, any, Detector::GitHub),
    format("github_pat_", is_word, 36..=255, any, Detector::GitHub),
    // "Token overview: token prefixes" of the GitLab documentation. Routable tokens have dots inside.
    format("glpat-", is_base64url_dot, 20..=300, any, Detector::GitLab),
    format("gldt-", is_base64url_dot, 20..=300, any, Detector::GitLab),
    format("glrt-", is_base64url_dot, 20..=300, any, Detector::GitLab),
    format("glcbt-", is_base64url_dot, 20..=300, any, Detector::GitLab),
    format("glptt-", is_base64url_dot, 20..=300, any, Detector::GitLab),
    format("glsoat-", is_base64url_dot, 20..=300, any, Detector::GitLab),
    format("gloas-", is_base64url_dot, 20..=300, any, Detector::GitLab),
    // Bot, user, app, legacy, refresh and configuration tokens ("Tokens" in the Slack API documentation).
    format("xoxa-", is_hyphened, 12..=MOST, has_digit, Detector::Slack),
    format("xoxb-", is_hyphened, 12..=MOST, has_digit, Detector::Slack),
    format("xoxe-", is_hyphened, 12..=MOST, has_digit, Detector::Slack),
    format("xoxe.xoxb-", is_hyphened, 12..=MOST, has_digit, Detector::Slack),
    format("xoxe.xoxp-", is_hyphened, 12..=MOST, has_digit, Detector::Slack),
    format("xoxo-", is_hyphened, 12..=MOST, has_digit, Detector::Slack),
    format("xoxp-", is_hyphened, 12..=MOST, has_digit, Detector::Slack),
    format("xoxr-", is_hyphened, 12..=MOST, has_digit, Detector::Slack),
    format("xoxs-", is_hyphened, 12..=MOST, has_digit, Detector::Slack),
    format("xapp-", is_hyphened, 12..=MOST, has_digit, Detector::Slack),
    // Secret and restricted keys, webhook secrets ("API keys" in the Stripe documentation; the Standard Webhooks
    // specification uses the last prefix too).
    format("sk_live_", is_alphanumeric, 16..=300, any, Detector::Stripe),
    format("sk_test_", is_alphanumeric, 16..=300, any, Detector::Stripe),
    format("rk_live_", is_alphanumeric, 16..=300, any, Detector::Stripe),
    format("rk_test_", is_alphanumeric, 16..=300, any, Detector::Stripe),
    format("whsec_", is_base64, 24..=128, any, Detector::Stripe),
    // API keys, OAuth client secrets, access tokens (Google Cloud: "API keys", "OAuth 2.0").
    format("AIza", is_base64url, 35..=35, any, Detector::Google),
    format("GOCSPX-", is_base64url, 28..=28, any, Detector::Google),
    format("ya29.", is_base64url, 30..=MOST, has_digit, Detector::Google),
    // OpenAI, Anthropic and others. The prefix is short, so the rest must not be words.
    format("sk-", is_base64url, 20..=300, is_random, Detector::OpenAi),
    // npm: "Creating and viewing access tokens". PyPI: a macaroon for pypi.org. RubyGems: "API key scopes".
    format("npm_", is_alphanumeric, 36..=36, any, Detector::Vendor),
    format("pypi-AgEI", is_base64url, 50..=MOST, any, Detector::Vendor),
    format("rubygems_", is_hex, 48..=48, any, Detector::Vendor),
    // SendGrid API keys: `SG.` + 22 + `.` + 43.
    format("SG.", is_base64url_dot, 66..=66, any, Detector::Vendor),
    // DigitalOcean: personal, OAuth and refresh tokens ("API tokens" release notes, 2022).
    format("dop_v1_", is_hex, 64..=64, any, Detector::Vendor),
    format("doo_v1_", is_hex, 64..=64, any, Detector::Vendor),
    format("dor_v1_", is_hex, 64..=64, any, Detector::Vendor),
    // Hugging Face user access tokens; Docker Hub personal access tokens.
    format("hf_", is_alphanumeric, 34..=40, is_random, Detector::Vendor),
    format("dckr_pat_", is_base64url, 20..=64, any, Detector::Vendor),
    // Shopify ("About app secrets": access tokens and shared secrets).
    format("shpat_", is_hex, 32..=64, any, Detector::Vendor),
    format("shpss_", is_hex, 32..=64, any, Detector::Vendor),
    // HashiCorp Vault 1.10 and later ("Tokens": service and batch).
    format("hvs.", is_base64url, 24..=MOST, any, Detector::Vendor),
    format("hvb.", is_base64url, 24..=MOST, any, Detector::Vendor),
    // Grafana service accounts; age identities (the age format specification).
    format("glsa_", is_word, 40..=48, any, Detector::Vendor),
    format("AGE-SECRET-KEY-1", is_upper, 58..=58, any, Detector::Vendor),
];

fn any(_: &[u8]) -> bool {
    true
}

fn has_digit(body: &[u8]) -> bool {
    body.iter().any(u8::is_ascii_digit)
}

/// Letters of both cases and digits, or 32 letters and digits of one case that are no word: what generators write and
/// people do not.
fn is_random(body: &[u8]) -> bool {
    let lower = body.iter().any(u8::is_ascii_lowercase);
    let upper = body.iter().any(u8::is_ascii_uppercase);
    let digits = body.iter().filter(|byte| byte.is_ascii_digit()).count();
    let longest = body.split(|byte| !byte.is_ascii_alphanumeric()).map(<[u8]>::len).max().unwrap_or(0);
    (lower && upper && longest >= 16 && (digits > 0 || longest >= 32)) || (longest >= 32 && digits >= 4)
}

fn is_upper(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

fn is_hyphened(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

fn is_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

fn is_base64(byte: u8) -> bool {
    is_base64url(byte) || matches!(byte, b'+' | b'/' | b'=')
}

fn is_base64url_dot(byte: u8) -> bool {
    is_base64url(byte) || byte == b'.'
}
