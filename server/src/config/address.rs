//! The address at which people reach the site.

use std::{fmt, str::FromStr};

use url::{Host, Url};

/// An HTTP or HTTPS origin as browsers write it: scheme, host, and the port unless it is the usual one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Gives the origin at which a person at this machine reaches a port.
    pub fn local(port: u16) -> Self {
        let port = if port == 80 { String::new() } else { format!(":{port}") };
        Self(format!("http://localhost{port}"))
    }
}

impl Origin {
    /// Says whether only people at this machine can reach the site.
    pub fn is_local(&self) -> bool {
        let host = Url::parse(&self.0).ok().and_then(|url| url.host().map(|host| host.to_owned()));
        match host {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let url = Url::parse(text).map_err(|error| format!("FOLKMOOT_ORIGIN is not an address: {error}"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err("FOLKMOOT_ORIGIN begins with http:// or https://".into());
        }
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let is_anonymous = url.username().is_empty() && url.password().is_none();
        if !is_bare || !is_anonymous {
            return Err("FOLKMOOT_ORIGIN is only scheme, host and port: no path, no query, no user".into());
        }
        if matches!(url.host(), Some(Host::Domain(host)) if host.ends_with('.')) {
            return Err("FOLKMOOT_ORIGIN has a host that ends with a dot".into());
        }
        Ok(Self(url.origin().ascii_serialization()))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        for (given, written) in [
            ("https://Nature.Example.org/", "https://nature.example.org"),
            ("https://nature.example.org:443", "https://nature.example.org"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://[::1]:80", "http://[::1]"),
        ] {
            assert_eq!(given.parse::<Origin>().map(|origin| origin.to_string()), Ok(written.into()));
        }
    }

    #[test]
    fn what_is_no_origin_is_refused() {
        for given in [
            "nature.example.org",
            "ftp://nature.example.org",
            "https://nature.example.org/folkmoot",
            "https://nature.example.org?a",
            "https://me@nature.example.org",
            "https://nature.example.org.",
            "https://",
            "",
        ] {
            assert!(given.parse::<Origin>().is_err(), "{given}");
        }
    }

    #[test]
    fn the_usual_port_of_this_machine_is_left_out() {
        assert_eq!(Origin::local(80).to_string(), "http://localhost");
        assert_eq!(Origin::local(3000).to_string(), "http://localhost:3000");
    }
}
