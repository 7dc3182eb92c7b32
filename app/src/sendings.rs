//! Counting responses by the network from which they are sent, so that those of a crowd can be marked; nobody is refused for it.
//!
//! The counts live in this process alone: several servers over one database each let as many through without a mark.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{ids::ConsultationId, mark::Allowance, time::Moment};

use crate::network::Network;

/// After how many networks those from which nothing comes any more are forgotten.
const TIDY_ABOVE: usize = 1_000;

/// How many more responses may come from each network to each consultation without a mark.
#[derive(Debug, Default)]
pub struct Sendings {
    /// Hashes with keys that are drawn when the process starts and never leave it: no address is kept, and none can be tried.
    hasher: RandomState,
    allowances: Mutex<HashMap<u64, Allowance>>,
}

impl Sendings {
    /// Counts a response, and says whether its network still had one without a mark.
    pub fn count(&self, consultation: ConsultationId, network: Network, now: Moment) -> bool {
        let mut all = self.lock();
        if all.len() > TIDY_ABOVE {
            all.retain(|_, allowance| !allowance.is_full(now));
        }
        all.entry(self.key(consultation, network)).or_insert_with(|| Allowance::new(now)).take(now)
    }

    /// Takes back a response that had none and was not stored.
    pub fn take_back(&self, consultation: ConsultationId, network: Network) {
        if let Some(allowance) = self.lock().get_mut(&self.key(consultation, network)) {
            allowance.put_back();
        }
    }

    fn key(&self, consultation: ConsultationId, network: Network) -> u64 {
        self.hasher.hash_one((consultation, network.with_neighbours()))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Allowance>> {
        self.allowances.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    const START: Moment = Moment::UNIX_EPOCH;
    const ONE: ConsultationId = ConsultationId(Uuid::from_u128(1));
    const OTHER: ConsultationId = ConsultationId(Uuid::from_u128(2));

    fn network(address: &str) -> Network {
        Network::of(address.parse().unwrap())
    }

    fn counted(sendings: &Sendings, consultation: ConsultationId, address: &str) -> usize {
        (0..12).filter(|_| sendings.count(consultation, network(address), START)).count()
    }

    #[test]
    fn neighbours_are_counted_together_and_other_networks_and_consultations_apart() {
        let sendings = Sendings::default();
        assert_eq!(counted(&sendings, ONE, "192.0.2.1"), 10);
        assert_eq!(counted(&sendings, ONE, "192.0.2.77"), 0);
        assert_eq!(counted(&sendings, OTHER, "192.0.2.77"), 10);
        assert_eq!(counted(&sendings, ONE, "192.0.3.1"), 10);
        assert_eq!(counted(&sendings, ONE, "2001:db8:1:2200::1"), 10);
        assert_eq!(counted(&sendings, ONE, "2001:db8:1:22ff::1"), 0);
    }

    #[test]
    fn what_was_not_stored_is_not_counted() {
        let sendings = Sendings::default();
        for _ in 0..20 {
            assert!(sendings.count(ONE, network("192.0.2.1"), START));
            sendings.take_back(ONE, network("192.0.2.2"));
        }
    }

    #[test]
    fn networks_from_which_nothing_comes_any_more_are_forgotten() {
        let sendings = Sendings::default();
        for number in 0..=u32::try_from(TIDY_ABOVE).unwrap() {
            let address = std::net::Ipv4Addr::from_bits(0x0a00_0000 + (number << 8));
            sendings.count(ONE, Network::of(address.into()), START);
        }
        sendings.count(ONE, network("192.0.2.1"), START + TimeDelta::hours(1));
        assert_eq!(sendings.lock().len(), 1);
    }
}
