//! Splits a name into words, the same words whatever the case style.
//!
//! Words live in a fixed buffer: splitting allocates nothing. A name that does not fit is not split at all.

use crate::name::lexicon::Lexicon;

/// Letters and digits of the longest name that is read. The longest field names of the Windows API have about 60.
pub(crate) const MAX_LETTERS: usize = 192;

/// Words of the longest name that is read, after glued words are taken apart.
const MAX_WORDS: usize = 48;

/// Letters of the shortest word that is put together from pieces of two: `t_fn` is the type of a function.
const SHORTEST_SPELLED_OUT: u8 = 5;

/// The name does not fit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

/// The words of one name: lower-case ASCII, a number being a word of its own.
pub(crate) struct Words {
    text: [u8; MAX_LETTERS],
    text_len: u8,
    /// Where each word starts and ends in `text`. In `text` words follow each other without a gap; a plural's
    /// dropped `s` is the only text that belongs to no word.
    spans: [(u8, u8); MAX_WORDS],
    len: usize,
}

impl Words {
    /// Splits `name`, which is ASCII, at everything that is not a letter or digit, between `a` and `B`, before the
    /// last capital of an acronym (`APIKey`), and between letters and digits.
    pub(crate) fn split(name: &str, lexicon: &Lexicon) -> Result<Self, TooLong> {
        let mut raw = Self::empty();
        let bytes = name.strip_prefix("r#").unwrap_or(name).as_bytes();
        let mut previous = b'_';
        for (i, &byte) in bytes.iter().enumerate() {
            if byte.is_ascii_alphanumeric() {
                let rest = bytes.get(i + 1..).unwrap_or_default();
                raw.push_letter(byte.to_ascii_lowercase(), starts_word(previous, byte, rest))?;
            }
            previous = byte;
        }
        raw.join_single_letters();
        raw.join_if_spelled_out(lexicon);
        raw.unglued(lexicon)
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Word `i`, or an empty word past the end.
    pub(crate) fn get(&self, i: usize) -> &str {
        self.spans.get(..self.len).and_then(|spans| spans.get(i)).map_or("", |&span| self.text_of(span))
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.spans.iter().take(self.len).map(|&span| self.text_of(span))
    }

    fn empty() -> Self {
        Self { text: [0; MAX_LETTERS], text_len: 0, spans: [(0, 0); MAX_WORDS], len: 0 }
    }

    fn text_of(&self, (start, end): (u8, u8)) -> &str {
        let bytes = self.text.get(usize::from(start)..usize::from(end)).unwrap_or_default();
        str::from_utf8(bytes).unwrap_or_default()
    }

    fn push_letter(&mut self, letter: u8, new_word: bool) -> Result<(), TooLong> {
        let at = self.text_len;
        *self.text.get_mut(usize::from(at)).ok_or(TooLong)? = letter;
        self.text_len += 1;
        if new_word || self.len == 0 {
            *self.spans.get_mut(self.len).ok_or(TooLong)? = (at, at + 1);
            self.len += 1;
        } else if let Some(last) = self.spans.get_mut(self.len - 1) {
            last.1 = at + 1;
        }
        Ok(())
    }

    fn push_word(&mut self, word: &str) -> Result<(), TooLong> {
        for (i, letter) in word.bytes().enumerate() {
            self.push_letter(letter, i == 0)?;
        }
        Ok(())
    }

    /// `user_p_i_n` and `userPIN` are one name, so letters that stand alone side by side become one word.
    fn join_single_letters(&mut self) {
        let mut kept = 0;
        let mut after_single = false;
        for i in 0..self.len {
            let span = self.spans.get(i).copied().unwrap_or_default();
            let single = span.1 - span.0 == 1 && !is_number(self.text_of(span));
            match self.spans.get_mut(if single && after_single { kept - 1 } else { kept }) {
                Some(slot) if single && after_single => slot.1 = span.1,
                Some(slot) => {
                    *slot = span;
                    kept += 1;
                }
                None => {}
            }
            after_single = single;
        }
        self.len = kept;
    }

    /// `pa_ss_wo_rd`: when no word has more than two letters, the text as a whole may be a listed word.
    fn join_if_spelled_out(&mut self, lexicon: &Lexicon) {
        let whole = (0, self.text_len);
        if self.len > 1
            && self.text_len >= SHORTEST_SPELLED_OUT
            && self.spans.iter().take(self.len).all(|(start, end)| end - start <= 2)
            && lexicon.takes_apart(self.text_of(whole))
        {
            self.spans = [(0, 0); MAX_WORDS];
            self.spans[0] = whole;
            self.len = 1;
        }
    }

    /// The same words with plurals made singular and glued words taken apart, as far as `lexicon` knows them.
    fn unglued(&self, lexicon: &Lexicon) -> Result<Self, TooLong> {
        let mut out = Self::empty();
        for word in self.iter() {
            lexicon.unglue(word, &mut |part| out.push_word(part))?;
        }
        Ok(out)
    }
}

/// True when `word` is a run of digits.
pub(crate) fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// True when a word starts at `byte`, given the byte before it and the bytes after it.
fn starts_word(previous: u8, byte: u8, rest: &[u8]) -> bool {
    if !previous.is_ascii_alphanumeric() || previous.is_ascii_digit() != byte.is_ascii_digit() {
        return true;
    }
    if !byte.is_ascii_uppercase() {
        return false;
    }
    let lower = |i: usize| rest.get(i).is_some_and(u8::is_ascii_lowercase);
    // The `s` of `SSNs` and `customerIDsSeen` is a plural, not the second letter of a word `Ns`.
    let plural = rest.first() == Some(&b's') && !lower(1);
    previous.is_ascii_lowercase() || (lower(0) && !plural)
}
