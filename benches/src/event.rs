//! The standard event: a number, a text of 32 characters, one of 13, a float, a truth value.

/// What every peer logs, with the message `user logged in`.
pub struct Event<'a> {
    pub user_id: u64,
    pub request: &'a str,
    pub ip: &'a str,
    pub latency_ms: f64,
    pub ok: bool,
}

/// Standard events, one after another. The texts take turns, sixty-four of each, so that they lie in different places.
pub struct Events {
    requests: Vec<String>,
    addresses: Vec<String>,
    next: u64,
}

impl Events {
    pub fn new() -> Self {
        Self {
            requests: (0..64_u64)
                .map(|n| format!("{:032x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
                .collect(),
            addresses: (0..64).map(|n| format!("173.234.31.{}", n + 10)).collect(),
            next: 0,
        }
    }

    #[inline]
    pub fn next(&mut self) -> Event<'_> {
        let n = self.next;
        self.next += 1;
        let place = (n & 63) as usize;
        Event {
            user_id: n,
            request: &self.requests[place],
            ip: &self.addresses[place],
            latency_ms: (n % 997) as f64 * 1.25,
            ok: n & 1 == 0,
        }
    }
}
