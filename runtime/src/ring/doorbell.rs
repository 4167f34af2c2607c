//! How a producer wakes the one consumer thread.

use std::sync::OnceLock;
use std::time::Duration;

use super::sync::{AtomicBool, Ordering, Thread, current, park_timeout};

/// Waits longer than this are worth a wake-up.
const LONG: Duration = Duration::from_millis(1);

/// Wakes the one thread that waits at it, without a lock and without a queue of waiters.
///
/// It wakes and says nothing else: whoever wakes up looks at the rings. The sleeping thread does
///
/// ```text
/// attach();  loop { look at every ring;  if there was nothing { wait(..) } }
/// ```
///
/// and the others `commit` first and `ring` after that.
///
/// # Why no ring is lost
///
/// [`ring`](Self::ring) leaves a token with the thread, whether it sleeps or not, and the next
/// [`wait`](Self::wait) takes the token instead of going to sleep. So a ring that falls between the look at
/// the rings and the wait ends that wait at once. Taking the token also synchronises with the thread that
/// left it (documented at [`std::thread::park`]): the bytes committed before the ring are visible after the
/// wait. This is what a flush relies on.
///
/// Two things must hold. The token belongs to the thread, not to the doorbell, so **between the look and the
/// wait the thread does nothing else that may park it**, such as receiving from a channel, which could use up
/// the token. And a ring before [`attach`](Self::attach) finds nobody, so **whoever starts the thread waits
/// until it has attached**, or accepts that the first wait lasts its whole time.
///
/// # Why a lost flag costs little
///
/// [`is_in_long_sleep`](Self::is_in_long_sleep) is a hint that no other memory is ordered by. A producer may
/// read `false` while the thread is just falling asleep, and not ring. Its bytes are committed all the same
/// and are found when the wait ends, at the latest after its timeout. So the price is a delay of one timeout,
/// never an event. Whoever cannot pay it, such as a flush, rings without asking. In the other direction, a
/// `true` out of date costs one system call too many.
pub(crate) struct Doorbell {
    /// The one thread that waits here; set once.
    sleeper: OnceLock<Thread>,
    /// Set around long waits, by the sleeper alone. Relaxed throughout: a hint, see above.
    long_sleep: AtomicBool,
}

impl Doorbell {
    pub(crate) fn new() -> Self {
        Self { sleeper: OnceLock::new(), long_sleep: AtomicBool::new(false) }
    }

    /// Makes the calling thread the one that [`ring`](Self::ring) wakes, for good. Says whether it is: only
    /// the first thread to call this is taken.
    pub(crate) fn attach(&self) -> bool {
        self.sleeper.get_or_init(current).id() == current().id()
    }

    /// Wakes the attached thread, or, if it is awake, keeps it from falling asleep the next time.
    ///
    /// Any thread may call this at any time. It costs a system call when the thread sleeps, and two atomic
    /// operations when not.
    pub(crate) fn ring(&self) {
        if let Some(sleeper) = self.sleeper.get() {
            sleeper.unpark();
        }
    }

    /// Sleeps until somebody rings, at most `timeout`. May return for no reason.
    ///
    /// For the attached thread alone; for any other this is a sleep that nobody can end.
    pub(crate) fn wait(&self, timeout: Duration) {
        debug_assert_eq!(self.sleeper.get().map(Thread::id), Some(current().id()), "the wrong thread waits");
        let long = timeout > LONG;
        if long {
            self.long_sleep.store(true, Ordering::Relaxed);
        }
        park_timeout(timeout);
        if long {
            self.long_sleep.store(false, Ordering::Relaxed);
        }
    }

    /// Whether the attached thread is in a [`wait`](Self::wait) of more than a millisecond, so that ringing
    /// is worth its price.
    ///
    /// A hint that may be out of date in both directions. One relaxed load.
    #[inline]
    pub(crate) fn is_in_long_sleep(&self) -> bool {
        self.long_sleep.load(Ordering::Relaxed)
    }
}
