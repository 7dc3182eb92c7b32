//! How often links may be mailed, so that nobody can flood a mailbox in our name.

use chrono::TimeDelta;
use domain::time::Moment;

use crate::{network::Network, throttle::Throttle};

const WINDOW: TimeDelta = TimeDelta::hours(1);

/// Counts the links that are mailed: to each address, and from each network that is known.
#[derive(Debug)]
pub struct Links {
    recipients: Throttle,
    networks: Throttle,
}

impl Default for Links {
    fn default() -> Self {
        Self { recipients: Throttle::new(3, WINDOW), networks: Throttle::new(10, WINDOW) }
    }
}

impl Links {
    /// Counts one more link, unless there were too many.
    pub fn admit(&self, recipient: &str, network: Option<Network>, now: Moment) -> bool {
        network.is_none_or(|network| self.networks.admit(&network.key(), now))
            && self.recipients.admit(&mailbox(recipient), now)
    }
}

/// Gives the mailbox that an address leads to: what stands behind a plus only sorts what arrives there.
fn mailbox(address: &str) -> String {
    let address = address.to_lowercase();
    let Some((name, host)) = address.rsplit_once('@') else { return address };
    let name = name.split_once('+').map_or(name, |(name, _)| name);
    format!("{name}@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Moment = Moment::UNIX_EPOCH;

    #[test]
    fn an_address_gets_three_links_in_an_hour_from_wherever_they_are_asked_for() {
        let links = Links::default();
        let networks = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"];
        let admitted =
            networks.map(|from| links.admit("Someone@example.org", Some(Network::of(from.parse().unwrap())), START));
        assert_eq!(admitted, [true, true, true, false]);
        assert!(!links.admit("someone@example.org", None, START));
        assert!(links.admit("someone@example.org", None, START + WINDOW));
    }

    #[test]
    fn addresses_of_one_mailbox_count_together() {
        let links = Links::default();
        let of_one = ["ann@example.org", "ann+a@example.org", "Ann+B@example.org", "ann+c+d@example.org"];
        assert_eq!(of_one.map(|recipient| links.admit(recipient, None, START)), [true, true, true, false]);
        assert!(links.admit("ann@example.com", None, START) && links.admit("@+", None, START));
    }

    #[test]
    fn a_network_gets_ten_links_in_an_hour_whomever_they_are_for() {
        let links = Links::default();
        let network = Some(Network::of("192.0.2.1".parse().unwrap()));
        let admitted = (0..12).filter(|number| links.admit(&format!("{number}@example.org"), network, START));
        assert_eq!(admitted.count(), 10);
        assert!(links.admit("another@example.org", Some(Network::of("192.0.2.2".parse().unwrap())), START));
    }
}
