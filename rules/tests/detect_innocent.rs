//! Ordinary texts that hold no credential. A hit here destroys a log line somebody needs.

use blackbar_rules::detect::{credential_in, detect};

const TEXTS: &[&str] = &[
    // Hashes, identifiers, base64.
    "commit 3f9a07c1de5b24863f9a07c1de5b24863f9a07c1",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "550e8400-e29b-41d4-a716-446655440000",
    "41111111-1111-4111-8111-111111111111",
    "request 018f4e9a-7c4b-7cc0-98c4-dc0c0c07398f done",
    "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "507f1f77bcf86cd799439011",
    "ad12345678bcf86cd7994390",
    "V1StGXR8_Z5jdHi6B-myT",
    "dGhlIHF1aWNrIGJyb3duIGZveA==",
    "eyJ1c2VyIjoiYm9iIn0",
    "eyJhIjoxfQ.eyJiIjoyfQ.c2lnbmF0dXJl",
    "arn:aws:iam::123456789012:role/app",
    "AKIA",
    "AKIAIOS",
    // Times, versions, numbers.
    "2026-11-22T20:31:07.123456789Z",
    "1764102667123",
    "1764102667123456",
    "1764102667123456789",
    "2026-11-22 20:31:07,123 +0100",
    "20261122203107",
    "v1.2.3-rc.1+build.5114",
    "rustc 1.95.0 (59807616e 2026-04-14)",
    "0.4111111111111111",
    "3.14159265358979323846",
    "took 4222222222222.25 ms",
    "order 20261122-000457",
    "order 4111-2222-3333",
    "invoice INV-2026-0000012345",
    "ISBN 978-3-16-148410-0",
    "tracking 1Z999AA10123456784",
    "1234567890123456",
    "4111111111111112",
    "4111111111111116",
    "0000000000000000",
    "41111111111111111111111111",
    "a4111111111111111",
    "4111111111111111a",
    // Telephones, dates and other numbers with dashes.
    "+4917612345678",
    "+1 (555) 010-9999",
    "555-010-9999",
    "000-12-3456 666-12-3456 900-12-3456 123-00-4567 123-45-0000",
    "2023-10-1234",
    "123-45-67890",
    "1123-45-6789",
    "536-90-4399-1",
    "x-536-90-4399",
    "192.168.100.200:8080",
    "2001:db8:85a3::8a2e:370:7334",
    "00:1a:2b:3c:4d:5e",
    "GB82 WEST 1234 5698 7654 33",
    "DE89370400440532013001",
    "ZZ89370400440532013000",
    // Names with dots, and names that end like a prefix.
    "a.b.c",
    "com.example.app.service.Handler",
    "java.lang.NullPointerException at org.acme.Main",
    "config.database.pool.max",
    "task-4f1c9a02b7d34e58a6c0 disk-4f1c9a02b7d34e58a6c0 risk-assessment-for-quarter-2026",
    "sk-learn-pipeline-component-v2-final-release",
    "sk-SK",
    "desk-0123456789abcdefghijklmnopqrstuv",
    "disk-sk-0123456789abcdefghijABCDEFGHIJ",
    "xoxo from the team",
    "ghp_short",
    "npm_config_registry npm_package_name",
    "hf_hub_download",
    "SG.com",
    "hvs.example",
    "sk_live_mode",
    // Paths, user agents, URLs.
    "/usr/local/lib/python3.12/site-packages/requests/sessions.py",
    "C:\\Users\\new\\token\\readme.txt",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
    "curl/8.5.0",
    "https://example.com/a/b?page=2&sort=name#top",
    "https://example.com:8443/",
    "https://example.com/@user/post",
    "ssh://git@github.com/org/repo.git",
    "mailto:bob@example.com",
    "http://localhost:3000/token/refresh",
    // Sentences about credentials.
    "Bearer token expected",
    "Basic authentication is not supported by this endpoint",
    "token verification_failed_for_user",
    "invalid token: expected `,` at line 3 column 7",
    "unexpected token: Ident(\"foo\")",
    "the password is too short",
    "password: must have 12 characters",
    "key=42 status=ok user=bob retries=3",
    "prompt_tokens=512 max_tokens=1024 tokens: 7",
    "{\"max_tokens\": 100, \"has_password\": true, \"token\": null}",
    "password=\"\" secret=none token=null",
    "token_type=bearer&expires_in=3600",
    "api_key_id=17 password_changed_at=2026-01-01",
    "a == b, c => d, e: f",
    "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=10.0.0.1",
    "Failed password for root from 10.0.0.1 port 22 ssh2",
    "-----BEGIN CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----",
    "the private key begins with BEGIN",
    "=====",
    "::::",
    "?&#=",
    "\"\":\"\"",
];

#[test]
fn ordinary_texts_are_left_alone() {
    let wrong: Vec<_> = TEXTS
        .iter()
        .flat_map(|text| detect(text).map(move |it| (text, it.detector, text.get(it.start..it.end))))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn ordinary_literals_are_accepted() {
    for text in TEXTS {
        assert_eq!(credential_in(text), None, "{text}");
    }
}
