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
        let index = usize::try_from(id.0).ok().filter(|index| *index < LIMIT).ok_or(Malformed)?;
        if index >= self.made.len() {
            self.made.resize_with(index + 1, || None);
        }
        let place = self.made.get_mut(index).ok_or(Malformed)?;
        Ok(place.get_or_insert_with(|| Box::new(make())))
    }
}
