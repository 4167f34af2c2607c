//! E-mail addresses.

use crate::value::ValueWriter;

/// Domains at which so many people have an address that the domain tells nothing about any of them: the public providers
/// with tens of millions of accounts. Any other domain may be that of a family or of a firm of three.
const LARGE_PROVIDERS: [&str; 22] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "yahoo.com",
    "aol.com",
    "icloud.com",
    "me.com",
    "proton.me",
    "protonmail.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "mail.ru",
    "yandex.ru",
    "qq.com",
    "163.com",
    "126.com",
    "naver.com",
    "zoho.com",
];

/// Writes `***@` and the domain where it is that of a large provider, else `***@***`.
pub(super) fn write(text: &str, writer: &mut ValueWriter<'_>) -> Option<()> {
    let (local, domain) = text.split_once('@')?;
    let labels = domain.split('.');
    let is_address = !local.is_empty()
        && !domain.contains('@')
        && domain.contains('.')
        && labels.into_iter().all(|label| !label.is_empty());
    if !is_address {
        return None;
    }
    // As it stands in the list: the case in which somebody writes it is nobody's business either.
    let known = LARGE_PROVIDERS.iter().find(|provider| provider.eq_ignore_ascii_case(domain));
    writer.text_of(&["***@", known.copied().unwrap_or("***")]);
    Some(())
}
