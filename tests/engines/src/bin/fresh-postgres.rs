//! A fresh PostgreSQL database for tests that are not Rust: says its address, and keeps it until standard input ends.
//!
//! Whoever starts this holds the other end of its input. However they die, the end closes and the database goes.

use std::{env, io};

const HELP: &str =
    "Makes a fresh PostgreSQL database for tests that are not Rust, prints its address, and removes it when the
standard input ends. The server is the one at TEST_POSTGRES_URL, or one that is started for it and stopped with it.

Use: fresh-postgres";

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    if env::args().len() > 1 {
        println!("{HELP}");
        return Ok(());
    }
    let database = engines::postgres().await;
    println!("{}", database.url);
    io::copy(&mut io::stdin(), &mut io::sink())?;
    drop(database);
    Ok(())
}
