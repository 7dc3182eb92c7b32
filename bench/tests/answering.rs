//! The benchmark of people who answer, for a moment, so that it goes on working.

use std::{path::Path, process::Command};

#[test]
fn two_clients_answer_for_a_second_and_the_database_holds_what_they_sent() {
    let bench = Path::new(env!("CARGO_BIN_EXE_bench"));
    let program = bench.with_file_name("folkmoot");
    assert!(program.is_file(), "{} is missing: cargo build -p server", program.display());
    let folder = tempfile::tempdir().unwrap();

    let mut command = Command::new(bench);
    command.args(["answering", "--clients", "2", "--seconds", "1", "--program"]).arg(&program);
    let output = command.arg("--folder").arg(folder.path()).output().unwrap();

    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("18 questions on 6 pages, 2 clients"), "{said}");
    assert!(said.contains("errors: 0") && said.contains(" 0 lost, 0 more, 0 different"), "{said}");
}
