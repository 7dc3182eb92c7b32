//! From where a request comes, as coarsely as counting needs it: never stored, never logged.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An IPv6 visitor usually has a whole network of this many bits, so they count as one.
const NETWORK_BITS: u32 = 56;
/// What the addresses of an IPv4 network of /24 have in common.
const NEIGHBOURS: u32 = 0xffff_ff00;

/// An IPv4 address or an IPv6 network of /56; a note on a request whose sender is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl Network {
    /// Takes the network of an address.
    pub fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(address) => address.into(),
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << (128 - NETWORK_BITS))).into(),
        })
    }

    /// Takes an IPv4 network of /24 for each address in it: offices and providers have many that stand together. An IPv6 network
    /// stays as it is.
    #[must_use]
    pub fn with_neighbours(self) -> Self {
        match self.0 {
            IpAddr::V4(address) => Self(Ipv4Addr::from_bits(address.to_bits() & NEIGHBOURS).into()),
            IpAddr::V6(_) => self,
        }
    }

    /// Makes the key under which a throttle counts the network.
    pub fn key(self) -> String {
        self.0.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(address: &str) -> Network {
        Network::of(address.parse().unwrap())
    }

    #[test]
    fn one_network_of_ipv6_is_one_and_an_address_of_ipv4_is_the_same_however_it_is_written() {
        assert_eq!(of("2001:db8:1:2200::1"), of("2001:db8:1:22ff::1"));
        assert_ne!(of("2001:db8:1:2200::1"), of("2001:db8:1:2300::1"));
        assert_eq!(of("192.0.2.1"), of("::ffff:192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }

    #[test]
    fn the_neighbours_of_an_address_of_ipv4_are_one_network_and_those_of_ipv6_are_already() {
        let neighbours = |address: &str| of(address).with_neighbours();
        assert_eq!(neighbours("192.0.2.1"), neighbours("192.0.2.254"));
        assert_ne!(neighbours("192.0.2.1"), neighbours("192.0.3.1"));
        assert_eq!(neighbours("2001:db8:1:2200::1"), of("2001:db8:1:2200::1"));
    }
}
