//! Canaries: values that are nowhere but where a test put them.

/// Characters of a canary that is a text.
pub(crate) const LENGTH: usize = 24;

/// The canary of that number: 24 letters and digits that look like chance and are the same in every run.
///
/// No detector takes it for anything: it begins with four letters, so it is no IBAN, and has no run of digits that could be
/// a card number.
pub(crate) fn text(number: u64) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut chance = Chance::new(number);
    // No word and no country begins like this.
    let mut text = String::from("q");
    let mut digits = 0;
    while text.len() < LENGTH {
        let drawn = chance.below(62);
        // Every canary has a digit, as nearly every token has: some detectors ask for one.
        let needs_digit = text.len() == LENGTH - 1 && !text.bytes().any(|byte| byte.is_ascii_digit());
        if needs_digit {
            text.push('7');
        } else if drawn < 52 || text.len() < 4 || digits == 2 {
            text.push(char::from(LETTERS[(drawn % 52) as usize]));
            digits = 0;
        } else {
            text.push(char::from(b'0' + (drawn - 52) as u8));
            digits += 1;
        }
    }
    text
}

/// The canary of that number as a number of 18 digits, of which no detector says that it is a card number.
pub(crate) fn digits(number: u64) -> u64 {
    // Cards that begin with a one have 15 digits.
    100_000_000_000_000_000 + Chance::new(number ^ 0xD161_7500).below(50_000_000_000_000_000)
}

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0xA24B_AED4_963E_E407))
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }
}
