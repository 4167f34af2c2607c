//! "Did you mean …?" for misspelt words.

/// Longest word that is compared, in characters: longer ones are no attribute, and the cost grows with the square.
const MAX_CHARS: usize = 32;

/// The entry of `known` that `unknown` is most likely a misspelling of.
///
/// The measure is the number of letters inserted, removed, replaced or swapped with their neighbour (Damerau and
/// Levenshtein, each letter edited once), without regard to case. One edit is allowed for every three letters of the
/// longer word, at least one; a word of one or two letters is never guessed. Of equally near entries the first wins.
///
/// ```
/// use blackbar_rules::suggest;
///
/// let known = ["skip", "redact", "mask", "hash"];
/// assert_eq!(suggest("redcat", &known), Some("redact"));
/// assert_eq!(suggest("Hash", &known), Some("hash"));
/// assert_eq!(suggest("serialize", &known), None);
/// ```
#[must_use]
pub fn suggest<'a>(unknown: &str, known: &[&'a str]) -> Option<&'a str> {
    let unknown = Letters::of(unknown)?;
    let candidates = known.iter().filter_map(|&word| {
        let letters = Letters::of(word)?;
        let longer = unknown.len.max(letters.len);
        let edits = distance(&unknown, &letters);
        (longer > 2 && edits <= (longer / 3).max(1)).then_some((edits, word))
    });
    candidates.min_by_key(|&(edits, _)| edits).map(|(_, word)| word)
}

/// A short word as lower-case letters in fixed space.
struct Letters {
    chars: [char; MAX_CHARS],
    len: usize,
}

impl Letters {
    /// `None` when the word is too long to be compared.
    fn of(word: &str) -> Option<Self> {
        let mut letters = Self { chars: ['\0'; MAX_CHARS], len: 0 };
        for ch in word.chars() {
            *letters.chars.get_mut(letters.len)? = ch.to_ascii_lowercase();
            letters.len += 1;
        }
        Some(letters)
    }

    fn at(&self, i: usize) -> Option<char> {
        self.chars.get(..self.len)?.get(i).copied()
    }
}

/// The usual dynamic programme over prefixes, keeping three rows: swaps look two rows back.
fn distance(a: &Letters, b: &Letters) -> usize {
    type Row = [usize; MAX_CHARS + 1];
    let cell = |row: &Row, j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
    let mut two_back: Row = [0; MAX_CHARS + 1];
    let mut one_back: Row = std::array::from_fn(|j| j);
    for i in 0..a.len {
        let mut row: Row = [0; MAX_CHARS + 1];
        row[0] = i + 1;
        for j in 0..b.len {
            let replaced = cell(&one_back, j) + usize::from(a.at(i) != b.at(j));
            let mut edits = replaced.min(cell(&one_back, j + 1) + 1).min(cell(&row, j) + 1);
            if i > 0 && j > 0 && a.at(i) == b.at(j - 1) && a.at(i - 1) == b.at(j) {
                edits = edits.min(cell(&two_back, j - 1) + 1);
            }
            if let Some(slot) = row.get_mut(j + 1) {
                *slot = edits;
            }
        }
        two_back = one_back;
        one_back = row;
    }
    cell(&one_back, b.len)
}
