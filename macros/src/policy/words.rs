//! The words that policies add to the built-in lists.

use std::sync::{Arc, Mutex, PoisonError};

use blackbar_rules::{Tier, Verdict, Vocabulary, classify};

/// Words by what they demand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) always: Vec<String>,
    pub(super) credential: Vec<String>,
    pub(super) personal: Vec<String>,
}

impl Words {
    /// The keys of the table `[words]`.
    pub(super) const KEYS: [&'static str; 3] = ["always", "credential", "personal"];

    /// The list of that key.
    pub(super) fn list(&mut self, key: &str) -> Option<&mut Vec<String>> {
        match key {
            "always" => Some(&mut self.always),
            "credential" => Some(&mut self.credential),
            "personal" => Some(&mut self.personal),
            _ => None,
        }
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.always.extend(other.always);
        self.credential.extend(other.credential);
        self.personal.extend(other.personal);
    }

    /// What the name rule says with these words.
    pub(super) fn classify(&self, name: &str) -> Verdict {
        if *self == Self::default() { classify(name) } else { self.vocabulary().classify(name) }
    }

    /// The same words for the rule. Each set of words is made once: a vocabulary is never freed.
    fn vocabulary(&self) -> Arc<Vocabulary> {
        static MADE: Mutex<Vec<(Words, Arc<Vocabulary>)>> = Mutex::new(Vec::new());
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, vocabulary)) = made.iter().find(|(words, _)| words == self) {
            return Arc::clone(vocabulary);
        }
        let lists = [
            (Tier::Always, &self.always),
            (Tier::Credential, &self.credential),
            (Tier::Personal, &self.personal),
        ];
        let phrases =
            lists.into_iter().flat_map(|(tier, words)| words.iter().map(move |word| (tier, word.as_str())));
        // What is no phrase was reported when the file was read.
        let phrases = phrases.filter(|(tier, word)| Vocabulary::new([(*tier, *word)]).is_ok());
        let vocabulary = Arc::new(Vocabulary::new(phrases).unwrap_or_default());
        made.push((self.clone(), Arc::clone(&vocabulary)));
        vocabulary
    }
}

#[cfg(test)]
mod tests {
    use blackbar_rules::Tier;

    use super::Words;

    #[test]
    fn an_added_word_counts_like_a_built_in_one() {
        let words = Words {
            always: vec!["kundennummer".into(), "patient no".into()],
            credential: vec!["losung".into()],
            personal: vec!["shoe size".into()],
        };
        let tier = |name: &str| words.classify(name).finding().map(|finding| finding.tier);
        for name in [
            "kundennummer",
            "alteKundennummer",
            "KUNDENNUMMER",
            "kundennummers",
            "patientNo",
            "patientno",
            "PATIENT_NO_2",
        ] {
            assert_eq!(tier(name), Some(Tier::Always), "{name}");
        }
        for name in ["losung", "has_kundennummer", "r#losung"] {
            assert_eq!(tier(name), Some(Tier::Credential), "{name}");
        }
        assert_eq!(tier("shoe_size"), Some(Tier::Personal));
        for name in
            ["kundennummer_changed_at", "losungswort", "shoe", "no_patient", "user_id", "losung_count"]
        {
            assert_eq!(tier(name), None, "{name}");
        }
        assert_eq!(tier("losung_of_password"), Some(Tier::Always));
        assert_eq!(words.classify("patientNo").finding().map(|finding| finding.words), Some("patient no"));
    }
}
