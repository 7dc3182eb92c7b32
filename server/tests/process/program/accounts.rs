//! The commands for accounts of staff.

use super::*;

#[test]
fn an_account_is_added_once_with_a_password_that_is_shown_once() {
    let folder = folder();
    let add = ["account", "add", "Staff@Example.org", "--role", "editor"];

    let added = run(&folder, &add);
    let again = run(&folder, &add);

    assert_eq!(added.status.code(), Some(0), "{}", text(&added.stderr));
    let said = text(&added.stdout);
    assert!(said.starts_with("The account staff@example.org was added."), "{said}");
    assert_eq!(said.lines().last().unwrap().len(), 23, "{said}");
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(text(&again.stderr), "error: there is an account staff@example.org already\n");
}

fn add_with_password(folder: &TempDir, typed: &str) -> Output {
    let mut command = folkmoot(folder.path(), &["account", "add", "staff@example.org", "--role", "auditor"]);
    let command = command.arg("--password-stdin").stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_password_from_the_standard_input_signs_in_however_its_letters_are_composed() {
    let folder = folder();
    let (one_mark, two_marks) = ("a caf%C3%A9 by the pond", "a cafe\u{301} by the pond\n");
    assert_eq!(add_with_password(&folder, two_marks).status.code(), Some(0));

    let server = Running::start(folkmoot(folder.path(), &["serve", "--listen", "127.0.0.1:0"]));
    let body = format!("email=staff@example.org&password={}", one_mark.replace(' ', "+"));
    let answer = server.post("/staff/sign-in", &body);
    server.end();

    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    assert!(answer.contains("location: /staff"), "{answer}");
}

#[test]
fn a_lost_password_is_replaced_and_whoever_was_signed_in_is_signed_out() {
    let folder = folder();
    assert_eq!(add_with_password(&folder, "a pond by the school\n").status.code(), Some(0));
    let server = Running::start(folkmoot(folder.path(), &["serve", "--listen", "127.0.0.1:0"]));
    let sign_in =
        |password: &str| server.post("/staff/sign-in", &format!("email=staff@example.org&password={password}"));
    assert!(sign_in("a+pond+by+the+school").starts_with("HTTP/1.1 303"));

    let set = run(&folder, &["account", "set-password", "Staff@example.org"]);
    let (old, new) = (sign_in("a+pond+by+the+school"), sign_in(text(&set.stdout).lines().last().unwrap()));
    let listed = run(&folder, &["account", "list"]);
    let removed = run(&folder, &["account", "remove", "staff@example.org"]);
    let none = run(&folder, &["account", "list"]);
    server.end();

    assert_eq!(set.status.code(), Some(0), "{}", text(&set.stderr));
    assert!(old.starts_with("HTTP/1.1 422"), "{old}");
    assert!(new.starts_with("HTTP/1.1 303"), "{new}");
    assert!(text(&listed.stdout).starts_with("staff@example.org\tauditor\t2"), "{}", text(&listed.stdout));
    assert_eq!(text(&removed.stdout), "The account staff@example.org was removed.\n");
    assert_eq!(text(&none.stdout), "There are no accounts. Add one with `folkmoot account add`.\n");
}

#[test]
fn nobody_changes_or_removes_an_account_that_is_not_there() {
    let folder = folder();
    for command in ["set-password", "remove"] {
        let refused = run(&folder, &["account", command, "nobody@example.org"]);
        assert_eq!(refused.status.code(), Some(1));
        let message =
            "error: there is no account nobody@example.org; `folkmoot account list` shows those that there are\n";
        assert_eq!(text(&refused.stderr), message);
    }
}

#[test]
fn a_password_from_the_standard_input_is_judged_and_not_shown() {
    let folder = folder();
    for (typed, code) in [("too short\n", 1), ("staff@example.org\n", 1), ("a pond by the school\n", 0)] {
        let done = add_with_password(&folder, typed);
        assert_eq!(done.status.code(), Some(code), "{typed}");
        assert!(!text(&done.stdout).contains(typed.trim()), "{typed}");
    }
}
