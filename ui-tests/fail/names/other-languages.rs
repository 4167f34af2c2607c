//! The word in other languages.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Anmeldung {
    passwort: String,
    contrasena: String,
    mot_de_passe: String,
}

fn main() {}
