//! Who sent a request: the other end of the connection, or whom the reverse proxy names.

use std::net::IpAddr;

use app::network::Network;
use axum::http::{HeaderMap, HeaderName};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// How the sender of a request is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Senders {
    /// The reverse proxy, whose word is taken.
    pub proxy: Option<IpAddr>,
}

impl Senders {
    /// Gives the network of the sender, or nothing when it is not known.
    ///
    /// A connection from this machine or a private network that no setting explains may be a proxy's, and then counting
    /// it as one visitor would shut all of them out.
    pub(super) fn network(self, peer: IpAddr, headers: &HeaderMap) -> Option<Network> {
        let peer = peer.to_canonical();
        if self.proxy.is_some_and(|proxy| proxy.to_canonical() == peer) {
            return last_named(headers).map(Network::of);
        }
        (!is_private(peer)).then(|| Network::of(peer))
    }
}

/// Reads the address that the proxy itself has added; what stands before it may be anybody's invention.
fn last_named(headers: &HeaderMap) -> Option<IpAddr> {
    let named = headers.get_all(FORWARDED_FOR).iter().next_back()?.to_str().ok()?;
    named.rsplit(',').next()?.trim().parse().ok()
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(proxy: Option<&str>, peer: &str, named: &[&str]) -> Option<Network> {
        let mut headers = HeaderMap::new();
        for value in named {
            headers.append(FORWARDED_FOR, value.parse().unwrap());
        }
        Senders { proxy: proxy.map(|proxy| proxy.parse().unwrap()) }.network(peer.parse().unwrap(), &headers)
    }

    fn of(address: &str) -> Network {
        Network::of(address.parse().unwrap())
    }

    #[test]
    fn nobody_but_the_proxy_is_believed_about_who_they_are() {
        assert_eq!(network(None, "192.0.2.1", &["198.51.100.7"]), Some(of("192.0.2.1")));
        assert_eq!(network(Some("10.0.0.1"), "192.0.2.1", &["198.51.100.7"]), Some(of("192.0.2.1")));
        assert_eq!(network(Some("10.0.0.1"), "10.0.0.1", &["203.0.113.9, 198.51.100.7"]), Some(of("198.51.100.7")));
        assert_eq!(
            network(Some("10.0.0.1"), "::ffff:10.0.0.1", &["203.0.113.9", "198.51.100.7"]),
            Some(of("198.51.100.7"))
        );
    }

    #[test]
    fn a_proxy_that_names_nobody_and_one_that_no_setting_explains_leave_the_sender_unknown() {
        assert_eq!(network(Some("10.0.0.1"), "10.0.0.1", &[]), None);
        assert_eq!(network(Some("10.0.0.1"), "10.0.0.1", &["unknown"]), None);
        for peer in ["127.0.0.1", "::1", "10.1.2.3", "192.168.0.1", "fd00::1", "fe80::1"] {
            assert_eq!(network(None, peer, &["198.51.100.7"]), None, "{peer}");
        }
    }
}
