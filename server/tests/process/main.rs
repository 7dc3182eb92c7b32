//! The process from outside: guards of requests, connections on a loopback socket, mail, and the program itself.

#[cfg(test)]
mod addresses;
#[cfg(test)]
mod alerts;
#[cfg(test)]
mod connections;
#[cfg(test)]
mod demonstration;
#[cfg(test)]
mod doors;
#[cfg(test)]
mod guards;
#[cfg(test)]
mod headers;
#[cfg(test)]
mod heads;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod page_cache;
#[cfg(test)]
mod program;
#[cfg(test)]
mod purge;
#[cfg(test)]
mod search;
#[cfg(test)]
mod served;
