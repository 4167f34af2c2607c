//! Which events a stream wants: one answer for each schema, or conditions on its fields.

use crate::encode::{FieldPlace, FieldReader};
use crate::event::Registered;
use crate::filter::{Condition, Decision, Filter};
use crate::record::Record;
use crate::secret::Class;

/// What a stream decided about the events of each schema, by schema id.
#[derive(Default)]
pub(super) struct Wanted {
    answers: Vec<Answer>,
}

#[derive(Default)]
enum Answer {
    #[default]
    Unknown,
    Yes,
    No,
    ByFields(Box<Judge>),
}

/// The filter of a stream and what its sinks may see. Without a filter everything is wanted.
#[derive(Clone, Copy)]
pub(super) struct Wish<'f> {
    pub(super) filter: Option<&'f Filter>,
    pub(super) clearance: Class,
}

impl Wanted {
    /// Whether an event is wanted.
    #[inline]
    pub(super) fn is(&mut self, record: &Record<'_>, registered: &Registered, wish: Wish<'_>) -> bool {
        match self.answers.get_mut(record.id.0 as usize) {
            Some(Answer::Yes) => true,
            Some(Answer::No) => false,
            Some(Answer::ByFields(judge)) => judge.passes(record),
            Some(Answer::Unknown) | None => self.decide(record, registered, wish),
        }
    }

    /// Forgets all answers: a filter changed.
    pub(super) fn clear(&mut self) {
        self.answers.clear();
    }

    #[cold]
    fn decide(&mut self, record: &Record<'_>, registered: &Registered, wish: Wish<'_>) -> bool {
        let id = record.id.0 as usize;
        if self.answers.len() <= id {
            self.answers.resize_with(id + 1, Answer::default);
        }
        let answer = Answer::of(registered, wish);
        if let Some(place) = self.answers.get_mut(id) {
            *place = answer;
        }
        match self.answers.get_mut(id) {
            Some(Answer::ByFields(judge)) => judge.passes(record),
            Some(Answer::Yes) => true,
            _ => false,
        }
    }
}

impl Answer {
    fn of(registered: &Registered, wish: Wish<'_>) -> Self {
        let decision = wish.filter.map_or(Decision::Pass, |filter| registered.decide(filter));
        let by_fields = match decision {
            Decision::Pass => return Self::Yes,
            Decision::Stop => return Self::No,
            Decision::ByFields(by_fields) => by_fields,
        };
        let fields = FieldReader::new(registered.schema, wish.clearance);
        let mut directives = Vec::new();
        for (conditions, passes) in by_fields.in_turn() {
            let placed =
                conditions.iter().map(|condition| Some((fields.place(condition.field())?, condition)));
            // A field that no event of the schema has: the directive never applies.
            if let Some(placed) = placed.collect::<Option<Vec<_>>>() {
                let conditions = placed.into_iter().map(|(place, condition)| (place, condition.clone()));
                directives.push((conditions.collect(), passes));
            }
        }
        let otherwise = by_fields.otherwise();
        match (directives.is_empty(), otherwise) {
            (true, true) => Self::Yes,
            (true, false) => Self::No,
            (false, _) => Self::ByFields(Box::new(Judge { fields, directives, otherwise })),
        }
    }
}

/// Asks the conditions for the events of one schema.
struct Judge {
    fields: FieldReader,
    /// In the order in which they are asked, and whether an event passes to which they apply.
    directives: Vec<(Vec<(FieldPlace, Condition)>, bool)>,
    otherwise: bool,
}

impl Judge {
    fn passes(&mut self, record: &Record<'_>) -> bool {
        let Self { fields, directives, otherwise } = self;
        let applies = directives.iter().find(|(conditions, _)| {
            conditions.iter().all(|(place, condition)| {
                fields.read(place, record, |written| condition.holds(written)).unwrap_or(false)
            })
        });
        applies.map_or(*otherwise, |(_, passes)| *passes)
    }
}
