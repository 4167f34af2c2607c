//! What a program shows to be let in: API keys, bearer tokens, cookies, cloud and SaaS credentials, connection
//! strings. RFC 6749/6750 (OAuth 2.0), RFC 7521/7523 (assertions), RFC 7636 (PKCE), RFC 6265 (cookies), SAML 2.0,
//! RFC 4120 (Kerberos), and the names providers give their own keys in their documentation.
//!
//! All are text, so all are tier *credential*: `prompt_tokens: u32` counts, it does not authenticate.

use crate::lists::Group;
use crate::name::{Kind, Tier};

pub(crate) const GROUPS: &[Group] = &[
    // Words that are credentials wherever they stand.
    Group {
        tier: Tier::Credential,
        kind: Kind::Credential,
        terms: "
            secret, credential, cred, authorization, basic auth, proxy auth, http auth, digest auth,
            auth header, auth data, auth string, auth str, auth value, auth blob, auth payload, auth param,
            bearer auth, registry auth, docker auth, snmp community, community string, kube config,
            redis auth, requirepass, masterauth, jaas config, kubeconfig, dockerconfigjson, dockercfg,
            docker config json, netrc
        ",
    },
    // Bearer tokens and what is exchanged for them.
    Group {
        tier: Tier::Credential,
        kind: Kind::Token,
        terms: "
            token, bearer, jwt, jwe, paseto, macaroon, access tok, refresh tok, auth tok, id tok,
            bearer tok, api tok, session tok, bot tok, csrf tok, github pat, gh pat, gitlab pat, azure pat,
            ado pat, devops pat, git pat, client assertion, code verifier, oauth verifier, pkce verifier,
            ticket granting ticket, saml response, saml assertion, kerberos ticket, krb 5 ticket,
            session ticket, auth ticket, sso ticket, authentication ticket, login ticket, logon ticket,
            service ticket, auth assertion
        ",
    },
    // Web sessions. `session_id` is personal data, a session's token or cookie lets anyone in.
    Group {
        tier: Tier::Credential,
        kind: Kind::Token,
        terms: "
            cookie, csrf, xsrf, sid, jsessionid, phpsessid, aspsessionid, session string, auth session
        ",
    },
    // API keys, by role.
    Group {
        tier: Tier::Credential,
        kind: Kind::Credential,
        terms: "
            api key, app key, application key, access key, account key, admin key, service key,
            service account key, deploy key, deployment key, consumer key, subscription key, write key,
            ingest key, ingestion key, instrumentation key, integration key, webhook key, license key,
            licence key, rtmp key, activation key, registration key, enrollment key, provisioning key, stream key,
            login key, merchant key, serial key, functions key, live key, bot key, oauth key, cd key
        ",
    },
    // API keys, by provider.
    Group {
        tier: Tier::Credential,
        kind: Kind::Credential,
        terms: "
            aws key, azure key, gcp key, google key, github key, gitlab key, openai key, anthropic key,
            gemini key, stripe key, paypal key, twilio key, sendgrid key, mailgun key, mandrill key,
            storage account key, azure storage key, blob storage key, cosmos key, cosmosdb key,
            event hub key, mailchimp key, datadog key, sentry key, slack key, firebase key, algolia key,
            mapbox key, cloudflare key, heroku key, newrelic key, new relic key, pagerduty key, opsgenie key,
            vapid key, fcm key, recaptcha key, rapidapi key, adyen key, braintree key, klarna key, shopify key,
            linode key, hetzner key, vultr key, supabase key, cohere key, mistral key, groq key, deepseek key,
            perplexity key, huggingface key, pinecone key, weaviate key, langfuse key, stripe sk
        ",
    },
    // Cloud documents and signatures that stand for a key.
    Group {
        tier: Tier::Credential,
        kind: Kind::Credential,
        terms: "
            service account json, service acct json, svc acct json, svc account json, sa json, gcp json,
            gcs json, sa key, shared access signature, account sas, blob sas, container sas, service sas,
            sas signature, sas query, amz signature, goog signature
        ",
    },
    // Addresses that open the door by themselves, or carry the password inside.
    Group {
        tier: Tier::Credential,
        kind: Kind::ConnectionString,
        terms: "
            connection string, connection str, connection uri, connection url, conn string, conn str,
            conn url, conn uri, connect string, dsn, database url, database uri, db url, db uri, jdbc url,
            redis url, redis uri, mongo url, mongo uri, mongodb url, mongodb uri, postgres url,
            postgres uri, postgresql url, postgresql uri, pg url, mysql url, mysql uri, amqp url, amqp uri,
            rabbitmq url, rabbitmq uri, broker url, clickhouse url, smtp url, presigned url, presigned uri,
            pre signed url, signed url, signed uri, sas url, sas uri, webhook url, webhook uri,
            slack webhook, discord webhook, teams webhook, slack hook, discord hook, teams hook, incoming webhook, magic link, login link,
            reset link, reset url, activation link
        ",
    },
];
