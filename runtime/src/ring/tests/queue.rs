//! Any sequence of calls, against a plain queue.

use std::collections::VecDeque;

use proptest::prelude::*;

use super::super::cursor::Geometry;
use super::super::ring_from;
use crate::ring::STEP;

/// What a caller can do to a ring.
#[derive(Clone, Copy, Debug)]
enum Step {
    Write { steps: usize },
    Read { records: usize },
    ReadPart,
    Release,
    Ask,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (1usize..=9).prop_map(|steps| Step::Write { steps }),
        3 => (1usize..=4).prop_map(|records| Step::Read { records }),
        1 => Just(Step::ReadPart),
        2 => Just(Step::Release),
        1 => Just(Step::Ask),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(miri) { 5 } else { 512 },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// The model is a queue of bytes and a count of those that are read but not released.
    #[test]
    fn the_ring_behaves_like_a_queue(
        log_capacity in 3u32..=8,
        max_steps in 1usize..=9,
        start in any::<usize>(),
        steps in prop::collection::vec(any_step(), 1..400),
    ) {
        let capacity = 1 << log_capacity;
        let max_record = (max_steps * STEP).min(capacity);
        let geometry = Geometry::new(capacity, max_record).unwrap();
        let (mut producer, mut consumer) = ring_from(geometry, start / STEP * STEP).unwrap();

        let mut queue: VecDeque<u8> = VecDeque::new();
        let mut records: VecDeque<usize> = VecDeque::new();
        let mut unreleased = 0;
        let mut next = 0u8;

        for step in steps {
            let free = capacity - queue.len() - unreleased;
            match step {
                Step::Write { steps } => {
                    let len = steps * STEP;
                    let space = producer.space(len);
                    prop_assert!(space.len() <= free.min(max_record));
                    prop_assert!(space.len() >= len.min(free).min(max_record));
                    if space.len() >= len {
                        for b in &mut space[..len] {
                            *b = next;
                            queue.push_back(next);
                            next = next.wrapping_add(1);
                        }
                        producer.commit(len);
                        records.push_back(len);
                    }
                }
                Step::Read { records: count } => {
                    for _ in 0..count {
                        let Some(len) = records.pop_front() else { break };
                        let expected: Vec<u8> = queue.drain(..len).collect();
                        let run = consumer.peek();
                        prop_assert!(run.len() >= len, "a record is cut");
                        prop_assert_eq!(&run[..len], expected);
                        consumer.advance(len);
                        unreleased += len;
                    }
                }
                Step::ReadPart => {
                    if let Some(rest) = records.front_mut() {
                        let expected: Vec<u8> = queue.drain(..STEP).collect();
                        prop_assert_eq!(&consumer.peek()[..STEP], expected);
                        consumer.advance(STEP);
                        unreleased += STEP;
                        *rest -= STEP;
                        if *rest == 0 {
                            records.pop_front();
                        }
                    }
                }
                Step::Release => {
                    consumer.release();
                    unreleased = 0;
                }
                Step::Ask => prop_assert_eq!(producer.free(), free),
            }
            prop_assert_eq!(consumer.pending(), queue.len());
            prop_assert_eq!(consumer.peek().is_empty(), queue.is_empty());
            let (front, back) = queue.as_slices();
            let whole = [front, back].concat();
            prop_assert!(whole.starts_with(consumer.peek()), "what is shown is not what was written");
            prop_assert!(producer.used_hint() >= queue.len() + unreleased);
        }

        drop(producer);
        while !consumer.is_retired() {
            let run = consumer.peek().to_vec();
            let expected: Vec<u8> = queue.drain(..run.len()).collect();
            prop_assert_eq!(&run, &expected);
            consumer.advance(run.len());
        }
        prop_assert!(queue.is_empty());
    }
}
