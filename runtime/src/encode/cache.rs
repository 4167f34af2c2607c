//! What an encoder made of each schema, kept by the schema's number.

use crate::event::SchemaId;
use crate::record::Malformed;

/// No program has this many call sites; a larger number is not one that the registry gave out.
const LIMIT: usize = 1 << 22;

/// One `P` for each schema that was seen.
pub(super) struct PerSchema<P> {
    made: Vec<Option<Box<P>>>,
}

impl<P> PerSchema<P> {
    pub(super) const fn new() -> Self {
        Self { made: Vec::new() }
    }

    /// What was made for `id`, or is made now.
    #[inline]
    pub(super) fn get(&mut self, id: SchemaId, make: impl FnOnce() -> P) -> Result<&P, Malformed> {
        self.get_or_try(id, || Ok(make()))
    }

    /// The same where it may be that nothing can be made. Then nothing is kept, so that a number that nobody gave out takes no
    /// memory.
    #[inline]
    pub(super) fn get_or_try(
        &mut self,
        id: SchemaId,
        make: impl FnOnce() -> Result<P, Malformed>,
    ) -> Result<&P, Malformed> {
        let index = usize::try_from(id.0).ok().filter(|index| *index < LIMIT).ok_or(Malformed)?;
        if self.made.get(index).is_none_or(Option::is_none) {
            let made = Box::new(make()?);
            if index >= self.made.len() {
                self.made.resize_with(index + 1, || None);
            }
            if let Some(place) = self.made.get_mut(index) {
                *place = Some(made);
            }
        }
        self.made.get(index).and_then(Option::as_deref).ok_or(Malformed)
    }
}
