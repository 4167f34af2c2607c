//! The loop of the backend thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Instant;

use super::collect::{Next, Sources};
use super::heart::{Heart, Occasion};
use super::herald::Herald;
use super::idle::Idle;
use super::monitor::Monitor;
#[cfg(feature = "metrics")]
use super::publish::Publisher;
use super::renderer::Renderer;
use super::report::Reporter;
use super::silence::Silence;
use super::{Answer, Command, Engine, Rest, Watch};
use crate::clock::RawClock;
use crate::error::{Error, Result};
use crate::frontend::{self, Arrival, Port};

/// Everything the backend thread owns.
pub(super) struct Worker {
    port: Arc<Port>,
    commands: Receiver<Command>,
    clock: RawClock,
    sources: Sources,
    renderer: Renderer,
    reporter: Reporter,
    silence: Silence,
    herald: Herald,
    heart: Option<Heart>,
    #[cfg(feature = "metrics")]
    publisher: Option<Publisher>,
    idle: Idle,
}

impl Worker {
    pub(super) fn new(engine: Engine, commands: Receiver<Command>, monitor: Arc<Monitor>) -> Self {
        let Engine { port, clock, filters, identity, sinks, watch, deduplicate } = engine;
        let Watch { heartbeat, .. } = watch;
        Self {
            reporter: Reporter::new(clock.clone(), Arc::clone(&port), Arc::clone(&monitor)),
            silence: Silence::new(clock.clone(), Arc::clone(&port)),
            herald: Herald::new(clock.clone(), Arc::clone(&monitor)),
            renderer: Renderer::new(clock.clone(), monitor, sinks, filters, identity, deduplicate),
            heart: heartbeat.map(|interval| Heart::new(clock.clone(), interval)),
            #[cfg(feature = "metrics")]
            publisher: watch.metrics.map(|interval| Publisher::new(clock.clone(), interval)),
            port,
            commands,
            clock,
            sources: Sources::default(),
            idle: Idle::default(),
        }
    }

    /// Runs until it is told to stop.
    pub(super) fn run(mut self, attached: &Answer) {
        frontend::mark_own_thread();
        self.port.doorbell.attach();
        attached.give(Ok(Vec::new()));
        #[cfg(feature = "metrics")]
        self.publish(true);
        loop {
            // Commands first: the pass after them sees whatever was committed before they were sent.
            let commands: Vec<Command> = self.commands.try_iter().collect();
            let events = self.pass();
            let mut stop = None;
            for command in commands {
                match command {
                    Command::Flush { deadline, answer } => answer.give(self.flush(deadline)),
                    Command::Farewell { deadline, answer } => answer.give(self.last_flush(deadline)),
                    Command::Stop { deadline, answer } => stop = Some((deadline, answer)),
                }
            }
            if let Some((deadline, answer)) = stop {
                let flushed = self.last_flush(deadline);
                // The sinks are closed before the answer: who waits for it may look at what they wrote.
                let flushed =
                    flushed.and_then(|rest| rest.into_iter().try_for_each(|rest| rest.wait(deadline)));
                self.renderer.close(deadline);
                let closed = catch_unwind(AssertUnwindSafe(|| drop(self)));
                let answered = if closed.is_ok() { flushed } else { Err(Error::BackendGone) };
                return answer.give(answered.map(|()| Vec::new()));
            }
            self.renderer.tick();
            #[cfg(feature = "metrics")]
            self.publish(false);
            if let Some(nap) = self.idle.after(events) {
                self.port.doorbell.wait(nap);
            }
        }
    }

    /// Drains what was committed until now; returns the number of events.
    fn pass(&mut self) -> usize {
        let cutoff = self.clock.now();
        let arrivals = self.port.take_arrivals();
        self.renderer.begin(cutoff);
        for arrival in &arrivals {
            if let Arrival::Handover { number, .. } = arrival {
                self.renderer.end_streak(*number);
            }
        }
        self.sources.take_in(arrivals);
        self.renderer.monitor.progress.begin_pass(cutoff, self.sources.look());
        let mut events = 0;
        loop {
            let renderer = &mut self.renderer;
            let mut paused = false;
            self.sources.drain(cutoff, |taken| {
                events += 1;
                renderer.take(taken);
                paused = renderer.is_full();
                if paused { Next::Pause } else { Next::Continue }
            });
            self.renderer.deliver();
            self.sources.release();
            if !paused {
                break;
            }
        }
        self.sources.retire();
        self.renderer.look_at_repeats(cutoff, &self.sources);
        self.renderer.monitor.progress.set_rings(self.sources.len());
        self.report(false);
        self.break_silence(Occasion::Interval);
        self.tell_of_destinations();
        self.beat(Occasion::Interval);
        events
    }

    /// Brings everything to where it belongs, or on its way there.
    fn flush(&mut self, deadline: Option<Instant>) -> Result<Rest> {
        self.renderer.end_streaks(self.clock.now());
        self.report(true);
        self.renderer.flush(deadline)
    }

    /// The same before the logger or its program ends.
    fn last_flush(&mut self, deadline: Option<Instant>) -> Result<Rest> {
        self.renderer.end_streaks(self.clock.now());
        self.report(true);
        self.break_silence(Occasion::End);
        self.beat(Occasion::End);
        let flushed = self.renderer.flush(deadline);
        #[cfg(feature = "metrics")]
        self.publish(true);
        flushed
    }

    /// Tells what rates kept back and no event told, if it is time.
    fn break_silence(&mut self, occasion: Occasion) {
        let renderer = &mut self.renderer;
        let reports = self.silence.write(occasion, |bytes| renderer.own_event(bytes));
        if reports > 0 {
            self.renderer.deliver();
            (0..reports).for_each(|_| self.reporter.add_own_event());
        }
    }

    /// Tells which destinations went away or came back.
    fn tell_of_destinations(&mut self) {
        let renderer = &mut self.renderer;
        let events = self.herald.write(|bytes| renderer.own_event(bytes));
        if events > 0 {
            self.renderer.deliver();
            (0..events).for_each(|_| self.reporter.add_own_event());
        }
    }

    /// Writes a heartbeat into the log, if it is time for one.
    fn beat(&mut self, occasion: Occasion) {
        let Some(heart) = &mut self.heart else { return };
        let monitor = &self.renderer.monitor;
        if !heart.is_due(occasion, monitor.taken()) {
            return;
        }
        let stats = monitor.stats(&self.port);
        if let Some(record) = heart.record(occasion, &stats) {
            self.renderer.own_event(record);
            self.renderer.deliver();
            self.reporter.add_own_event();
        }
    }

    /// Shows the numbers to the recorder of `metrics`, if that is wanted and it is time, or `now`.
    #[cfg(feature = "metrics")]
    fn publish(&mut self, now: bool) {
        let monitor = &self.renderer.monitor;
        if let Some(publisher) = &mut self.publisher
            && (publisher.is_due() || now)
        {
            publisher.publish(&monitor.stats(&self.port), monitor);
        }
    }

    /// Writes reports of losses into the log, if there are any and it is time.
    fn report(&mut self, now: bool) {
        let renderer = &mut self.renderer;
        if self.reporter.write(now, |bytes| renderer.own_event(bytes)) {
            self.renderer.deliver();
        }
    }
}
