//! Text of limited length, made without allocating.

use core::fmt::{self, Display, Write};

/// What something printed, as far as it fits into `N` bytes.
pub(crate) struct FixedText<const N: usize> {
    room: [u8; N],
    used: usize,
    cut: bool,
}

impl<const N: usize> FixedText<N> {
    /// What `value` prints. An error ends it: the best there is of it is what came before.
    pub(crate) fn of(value: impl Display) -> Self {
        let mut text = Self { room: [0; N], used: 0, cut: false };
        let _ended = write!(text, "{value}");
        text
    }

    pub(crate) fn as_str(&self) -> &str {
        core::str::from_utf8(self.room.get(..self.used).unwrap_or_default()).unwrap_or_default()
    }

    /// Whether there was more of it.
    pub(crate) fn is_cut(&self) -> bool {
        self.cut
    }
}

impl<const N: usize> Write for FixedText<N> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.cut {
            return Err(fmt::Error);
        }
        let room = self.room.get_mut(self.used..).unwrap_or_default();
        let fitting = text.floor_char_boundary(room.len());
        room.iter_mut().zip(text.as_bytes().iter().take(fitting)).for_each(|(to, from)| *to = *from);
        self.used += fitting;
        self.cut = fitting < text.len();
        if self.cut {
            // The word that is cut may have begun in what was printed before.
            let within_a_word = !text.as_bytes().get(fitting).is_none_or(u8::is_ascii_whitespace);
            let space = self.as_str().bytes().rposition(|byte| byte.is_ascii_whitespace());
            self.used = space.filter(|_| within_a_word).unwrap_or(self.used);
        }
        if self.cut { Err(fmt::Error) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_a_character_and_says_so() {
        let whole = FixedText::<4>::of("aéb");
        assert_eq!((whole.as_str(), whole.is_cut()), ("aéb", false));
        let cut = FixedText::<4>::of("aéé");
        assert_eq!((cut.as_str(), cut.is_cut()), ("aé", true));
        // Nothing follows a cut, even where it would fit.
        assert_eq!(FixedText::<4>::of(format_args!("{}{}", "ééé", "x")).as_str(), "éé");
    }
}
