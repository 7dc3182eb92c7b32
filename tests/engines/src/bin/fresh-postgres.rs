//! A fresh PostgreSQL database for tests that are not Rust: says its address, and keeps it until standard input ends.
//!
//! Whoever starts this holds the other end of its input. However they die, the end closes and the database goes.

use std::io;

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let database = engines::postgres().await;
    println!("{}", database.url);
    io::copy(&mut io::stdin(), &mut io::sink())?;
    drop(database);
    Ok(())
}
