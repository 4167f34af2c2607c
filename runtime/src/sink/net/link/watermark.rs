//! From encrypted bytes that were acknowledged to bytes that were written.

use std::collections::VecDeque;

/// Which of the bytes written are in the peer's kernel, by ties: at some moments it is known that everything written is within
/// the first so many encrypted bytes. Between two ties nothing is known, so nothing is claimed: the answer is never more than
/// what is true.
#[derive(Debug, Default)]
pub(super) struct Watermark {
    /// Oldest first; both numbers grow.
    ties: VecDeque<Tie>,
    /// What was told last.
    acknowledged: u64,
}

#[derive(Debug, Clone, Copy)]
struct Tie {
    plain: u64,
    encrypted: u64,
}

impl Watermark {
    /// Ties that are kept, in 16 KiB. Of more, the newest stands for those before it: what is outstanding is then told in
    /// larger steps.
    const MOST: usize = 1_024;

    /// The first `plain` bytes are all within the first `encrypted` ones. Neither number is less than before.
    pub(super) fn tie(&mut self, plain: u64, encrypted: u64) {
        let known = self.ties.back().map_or(self.acknowledged, |tie| tie.plain);
        if plain <= known {
            return;
        }
        if self.ties.len() >= Self::MOST {
            self.ties.pop_back();
        }
        self.ties.push_back(Tie { plain, encrypted });
    }

    /// How many bytes are acknowledged for certain, when of the encrypted ones so many are.
    pub(super) fn acknowledged(&mut self, encrypted: u64) -> u64 {
        while let Some(tie) = self.ties.front().filter(|tie| tie.encrypted <= encrypted) {
            self.acknowledged = tie.plain;
            self.ties.pop_front();
        }
        self.acknowledged
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_is_claimed_between_two_ties() {
        let mut watermark = Watermark::default();
        watermark.tie(10, 132);
        watermark.tie(20, 164);
        let told: Vec<u64> = [0, 131, 132, 163, 164, 200].map(|to| watermark.acknowledged(to)).to_vec();
        assert_eq!(told, [0, 0, 10, 10, 20, 20]);
    }

    #[test]
    fn too_many_ties_make_larger_steps_and_lose_no_end() {
        let mut watermark = Watermark::default();
        (1..=5_000).for_each(|at| watermark.tie(at, 100 + at));
        assert_eq!(watermark.ties.len(), Watermark::MOST);
        assert_eq!(watermark.acknowledged(100 + 10), 10);
        assert_eq!(watermark.acknowledged(100 + 4_999), 1_023);
        assert_eq!(watermark.acknowledged(100 + 5_000), 5_000);
    }

    /// What happens to a connection.
    #[derive(Debug, Clone)]
    enum Step {
        /// So many bytes are encrypted, in a record with so much around them.
        Write { plain: u16, around: u8 },
        /// The layer writes a record of its own: a key, an alert.
        Own(u8),
        /// Up to so many encrypted bytes go to the system; if that is all of them, it is a tie.
        Send(u32),
        /// Up to so many of these are acknowledged.
        Acknowledge(u32),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (any::<u16>(), 22_u8..40).prop_map(|(plain, around)| Step::Write { plain, around }),
            any::<u8>().prop_map(Step::Own),
            (0_u32..100_000).prop_map(Step::Send),
            (0_u32..100_000).prop_map(Step::Acknowledge),
        ]
    }

    proptest! {
        #[test]
        fn never_more_is_told_than_is_true_and_in_the_end_all_of_it(steps in proptest::collection::vec(step(), 0..200)) {
            let mut watermark = Watermark::default();
            // Where each plain byte ends up: (plain so far, encrypted so far) after each record.
            let (mut records, mut plain, mut encrypted) = (vec![(0_u64, 0_u64)], 0, 0);
            let (mut sent, mut acknowledged, mut told) = (0, 0, 0);
            for step in steps.into_iter().chain([Step::Send(u32::MAX), Step::Acknowledge(u32::MAX)]) {
                match step {
                    Step::Write { plain: more, around } => {
                        plain += u64::from(more);
                        encrypted += u64::from(more) + u64::from(around);
                        records.push((plain, encrypted));
                    }
                    Step::Own(more) => encrypted += u64::from(more),
                    Step::Send(most) => {
                        sent = encrypted.min(sent + u64::from(most));
                        if sent == encrypted {
                            watermark.tie(plain, sent);
                        }
                    }
                    Step::Acknowledge(most) => acknowledged = sent.min(acknowledged + u64::from(most)),
                }
                let now = watermark.acknowledged(acknowledged);
                let truth = records.iter().rev().find(|(_, end)| *end <= acknowledged).map_or(0, |(plain, _)| *plain);
                prop_assert!(now <= truth && now >= told, "told {} after {}, true is {}", now, told, truth);
                told = now;
            }
            prop_assert_eq!(told, plain);
        }
    }
}
