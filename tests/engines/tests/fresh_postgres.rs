//! The database that is there for as long as somebody holds the program's input.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use sqlx::{Connection, PgConnection};

const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn the_database_goes_when_nobody_holds_the_input_any_more() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_fresh-postgres"));
    let mut program = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut address = String::new();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut address).unwrap();
    let mut connection = PgConnection::connect(address.trim()).await.unwrap();
    let tables: i64 =
        sqlx::query_scalar("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
            .fetch_one(&mut connection)
            .await
            .unwrap();
    assert_eq!(tables, 0);

    drop(program.stdin.take());
    assert!(program.wait().unwrap().success());
    let ended = Instant::now();
    while PgConnection::connect(address.trim()).await.is_ok() {
        assert!(ended.elapsed() < PATIENCE, "the database outlives the program");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
