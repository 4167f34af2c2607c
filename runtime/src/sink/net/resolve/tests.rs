//! Resolvers that change their mind, hang, fail and panic.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::sync::atomic::{AtomicU16, Ordering};
use core::time::Duration;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};

use super::{Resolve, Resolver};
use crate::sink::net::address::Address;
use crate::sink::net::link::tests::support::{run, within_a_minute};
use crate::sink::net::session::{Broken, Trouble};

/// A closure in the place of name servers.
pub(in crate::sink::net) struct By<F>(pub(in crate::sink::net) F);

impl<F: Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static> Resolve for By<F> {
    fn resolve(&self, host: &str, _port: u16) -> io::Result<Vec<SocketAddr>> {
        (self.0)(host)
    }
}

fn resolver(by: impl Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static) -> Resolver {
    Resolver::new(Arc::new(By(by)))
}

fn ask(resolver: &Resolver, text: &str) -> Result<Vec<SocketAddr>, Broken> {
    let address = Address::parse(text).unwrap();
    run(within_a_minute(resolver.resolve(&address)))
}

fn at(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}

#[test]
fn the_system_knows_this_machine() {
    let found = ask(&Resolver::default(), "localhost:5000").unwrap();
    assert!(found.iter().all(|address| address.ip().is_loopback() && address.port() == 5_000), "{found:?}");
}

#[test]
fn numbers_are_nobodys_question() {
    let resolver = resolver(|_| panic!("asked"));
    assert_eq!(ask(&resolver, "127.0.0.1:7").unwrap(), [at(7)]);
    assert_eq!(ask(&resolver, "[::1]:7").unwrap(), ["[::1]:7".parse().unwrap()]);
}

#[test]
fn a_name_is_resolved_again_each_time() {
    let port = AtomicU16::new(1);
    let resolver = resolver(move |_| Ok(vec![at(port.fetch_add(1, Ordering::Relaxed))]));
    let found: Vec<_> = (0..3).map(|_| ask(&resolver, "logs:5000").unwrap()).collect();
    assert_eq!(found, [[at(1)], [at(2)], [at(3)]]);
}

#[test]
fn the_thread_of_a_question_never_waits_for_the_logger() {
    let resolver = resolver(|_| {
        assert!(crate::frontend::is_own_thread());
        Ok(vec![at(1)])
    });
    assert_eq!(ask(&resolver, "logs:5000").unwrap(), [at(1)]);
}

#[test]
fn no_address_is_an_error_that_names_the_host_and_the_reason() {
    let none = ask(&resolver(|_| Ok(Vec::new())), "logs:5000").unwrap_err();
    assert_eq!(none, Broken::new(Trouble::Dns, "no address for `logs`: the name has none"));
    let fails = resolver(|_| Err(io::Error::other("the cable is out")));
    let error = ask(&fails, "logs:5000").unwrap_err();
    assert_eq!(error, Broken::new(Trouble::Dns, "no address for `logs`: the cable is out"));
}

#[test]
fn a_resolver_that_panics_is_an_error_and_is_asked_again() {
    let resolver = resolver(|host| if host == "logs" { panic!("boom") } else { Ok(vec![at(1)]) });
    for _ in 0..2 {
        let error = ask(&resolver, "logs:5000").unwrap_err();
        assert_eq!(error, Broken::new(Trouble::Dns, "no address for `logs`: the resolver panicked"));
    }
    assert_eq!(ask(&resolver, "other:5000").unwrap(), [at(1)]);
}

/// A resolver that answers for `slow` when it is told to, and how often it was asked for it.
fn hanging() -> (Resolver, Arc<AtomicU16>, impl FnOnce()) {
    let (go_on, until): (_, Receiver<()>) = channel();
    let (asked, until) = (Arc::new(AtomicU16::new(0)), Mutex::new(until));
    let counted = Arc::clone(&asked);
    let resolver = resolver(move |host| {
        if host == "slow" {
            counted.fetch_add(1, Ordering::SeqCst);
            let _told_or_gone = until.lock().unwrap().recv();
        }
        Ok(vec![at(1)])
    });
    (resolver, asked, move || go_on.send(()).unwrap())
}

#[test]
fn a_resolver_that_hangs_holds_up_no_other_host_and_is_asked_once() {
    let (resolver, asked, go_on) = hanging();
    let slow = Address::parse("slow:1").unwrap();
    run(within_a_minute(async {
        for _ in 0..5 {
            let impatient = tokio::time::timeout(Duration::from_millis(1), resolver.resolve(&slow)).await;
            assert!(impatient.is_err());
        }
        let other = Address::parse("other:1").unwrap();
        assert_eq!(resolver.resolve(&other).await.unwrap(), [at(1)]);
    }));
    go_on();
    assert_eq!(ask(&resolver, "slow:1").unwrap(), [at(1)]);
    assert!(asked.load(Ordering::SeqCst) <= 2, "once, and once more when the first answer was there");
}

#[test]
fn a_resolver_that_hangs_does_not_hold_up_the_end() {
    let (resolver, _asked, go_on) = hanging();
    let slow = Address::parse("slow:1").unwrap();
    // The runtime ends here; it would wait for a thread of its own.
    run(async {
        let impatient = tokio::time::timeout(Duration::from_millis(1), resolver.resolve(&slow)).await;
        assert!(impatient.is_err());
    });
    drop(resolver);
    go_on();
}
