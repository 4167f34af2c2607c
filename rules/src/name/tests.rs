use crate::name::lexicon::Lexicon;
use crate::name::words::Words;

fn split(name: &str) -> String {
    Words::split(name, Lexicon::get())
        .map_or_else(|_| "too long".to_owned(), |words| words.iter().collect::<Vec<_>>().join(" "))
}

#[test]
fn words_start_at_separators_humps_acronyms_and_digits() {
    for (name, words) in [
        ("user_password_2", "user password 2"),
        ("APIKey", "api key"),
        ("X-Api-Key", "x api key"),
        ("aws.secretKEY", "aws secret key"),
        ("track2Data", "track 2 data"),
        ("r#type", "type"),
        ("ed25519Key", "ed 25519 key"),
    ] {
        assert_eq!(split(name), words, "{name}");
    }
}

#[test]
fn plurals_of_listed_words_become_singular_and_others_stay() {
    for (name, words) in [
        ("customerSSNs", "customer ssn"),
        ("api_keys", "api key"),
        ("addresses", "address"),
        ("access_status", "access status"),
        ("glasses", "glasses"),
    ] {
        assert_eq!(split(name), words, "{name}");
    }
}

#[test]
fn glued_words_are_taken_apart_where_no_other_word_is_possible() {
    for (name, words) in [
        ("dbpassword", "db password"),
        ("passwordhash", "password hash"),
        ("myapikeys", "my api key"),
        ("accesstoken", "access token"),
        ("secretary", "secretary"),
        ("passwordless", "passwordless"),
        ("monkey", "monkey"),
        ("taxid", "taxid"),
    ] {
        assert_eq!(split(name), words, "{name}");
    }
}

#[test]
fn spelled_out_words_are_put_together() {
    for (name, words) in [
        ("p_a_s_s_w_o_r_d", "password"),
        ("pa_ss_wo_rd", "password"),
        ("user_p_i_n", "user pin"),
        ("pan_x_y", "pan xy"),
        ("id_no", "id no"),
    ] {
        assert_eq!(split(name), words, "{name}");
    }
}
