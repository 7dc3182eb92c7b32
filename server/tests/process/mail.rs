//! Mail from the outbox to a mail server that speaks SMTP on loopback.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use app::replies::reminding::remind;
use chrono::TimeDelta;
use domain::permission::Role;
use engines::Database;
use mailin::{Action, Handler, Response, SessionBuilder, response};
use server::{
    config::MailSettings,
    jobs::send_mail::{Mailer, send_due},
    stop,
};
use store::{Mail, StoreError};
use support::TestApp;
use uuid::Uuid;

/// A mail server that keeps what it gets, unless it refuses.
#[derive(Clone, Default)]
pub struct Inbox {
    /// Whether it takes nothing for now.
    pub is_refusing: Arc<AtomicBool>,
    /// What it got.
    pub taken: Arc<Mutex<Vec<Taken>>>,
    current: Taken,
}

/// What arrived of one mail.
#[derive(Clone, Default)]
pub struct Taken {
    /// To whom it goes.
    pub recipients: Vec<String>,
    /// Head and body, as they came.
    pub text: Vec<u8>,
}

impl Handler for Inbox {
    fn rcpt(&mut self, to: &str) -> Response {
        if self.is_refusing.load(Ordering::SeqCst) {
            return response::OUT_OF_SPACE;
        }
        if to.starts_with("nobody@") {
            return response::NO_MAILBOX;
        }
        self.current.recipients.push(to.to_owned());
        response::OK
    }

    fn data(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.current.text.extend_from_slice(bytes);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        self.taken.lock().unwrap().push(std::mem::take(&mut self.current));
        response::OK
    }
}

impl Inbox {
    /// Listens at an address of its own.
    pub fn listen(&self) -> SocketAddr {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let inbox = self.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let inbox = inbox.clone();
                thread::spawn(move || converse(stream.unwrap(), inbox));
            }
        });
        address
    }
}

fn converse(mut stream: TcpStream, inbox: Inbox) {
    let mut session = SessionBuilder::new("mail.example.org").build(Ipv4Addr::LOCALHOST.into(), inbox);
    session.greeting().write_to(&mut stream).unwrap();
    let mut lines = BufReader::new(stream.try_clone().unwrap());
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).unwrap_or(0) > 0 {
        let response = session.process(&line);
        line.clear();
        if response.action != Action::NoReply {
            response.write_to(&mut stream).and_then(|()| stream.flush()).unwrap();
        }
        if response.action == Action::Close {
            return;
        }
    }
}

/// The application with one mail in its outbox.
struct Sending {
    app: TestApp,
    mailer: Mailer,
    _database: Database,
}

impl Sending {
    async fn new(server: SocketAddr) -> Self {
        Self::to("respondent@example.net", server).await
    }

    async fn to(recipient: &str, server: SocketAddr) -> Self {
        let database = engines::sqlite();
        let app = TestApp::open(&database.url).await.unwrap();
        let mail = Mail {
            id: Uuid::from_u128(7),
            recipient: recipient.into(),
            subject: "Your response to ‘Nature near you’".into(),
            body: "Your reference is 7K3-M9Q-XF2\n.\nThank you, Siân.\n".into(),
            attempts: 0,
            due_at: app.state.clock.now(),
        };
        let work = app.state.store.write(move |mut write| Box::pin(async move { write.add_mail(&mail).await }));
        let added: Result<(), StoreError> = work.await;
        added.unwrap();
        let settings = MailSettings {
            smtp_url: Some(format!("smtp://{server}").parse().unwrap()),
            mail_from: Some("Nature team <nature@example.org>".parse().unwrap()),
        };
        Self { app, mailer: Mailer::new(&settings).unwrap().unwrap(), _database: database }
    }

    async fn send(&self) {
        let (_stopper, stop) = stop::pair();
        send_due(&self.app.state, &self.mailer, &stop).await.unwrap();
    }

    /// Gives what waits in the outbox, due or not.
    async fn waiting(&self) -> Vec<Mail> {
        let ages_away = self.app.state.clock.now() + TimeDelta::days(200 * 365);
        self.app.state.store.list_due_mail(ages_away, 10).await.unwrap()
    }
}

#[tokio::test]
async fn a_mail_arrives_as_it_was_written_and_leaves_no_address_behind() {
    let inbox = Inbox::default();
    let sending = Sending::new(inbox.listen()).await;

    sending.send().await;

    let taken = inbox.taken.lock().unwrap().clone();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].recipients, ["respondent@example.net"]);
    let text = String::from_utf8(taken[0].text.clone()).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    for line in [
        "From: \"Nature team\" <nature@example.org>",
        "To: respondent@example.net",
        "Message-ID: <00000000-0000-0000-0000-000000000007@example.org>",
        "Auto-Submitted: auto-generated",
        "Content-Type: text/plain; charset=utf-8",
    ] {
        assert!(head.contains(line), "{line} is not in {head}");
    }
    assert!(head.contains("Subject: Your response to =?utf-8?b?"), "{head}");
    assert!(body.contains("Your reference is 7K3-M9Q-XF2") && body.contains("Thank you, Si=C3=A2n."), "{body}");
    assert!(sending.waiting().await.is_empty());
}

#[tokio::test]
async fn a_mail_that_is_refused_waits_and_is_sent_at_a_later_try() {
    let inbox = Inbox::default();
    inbox.is_refusing.store(true, Ordering::SeqCst);
    let sending = Sending::new(inbox.listen()).await;

    sending.send().await;

    let waiting = sending.waiting().await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].attempts, 1);
    assert_eq!(waiting[0].due_at - sending.app.state.clock.now(), TimeDelta::minutes(1));

    inbox.is_refusing.store(false, Ordering::SeqCst);
    sending.send().await;
    assert!(inbox.taken.lock().unwrap().is_empty());
    sending.app.clock.advance(TimeDelta::minutes(1));
    sending.send().await;
    assert_eq!(inbox.taken.lock().unwrap().len(), 1);
    assert!(sending.waiting().await.is_empty());
}

#[tokio::test]
async fn a_mail_that_cannot_be_sent_is_given_up_after_twenty_tries_and_leaves_no_address_behind() {
    let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
    let sending = Sending::new(nobody).await;

    for _ in 0..19 {
        sending.send().await;
        sending.app.clock.advance(TimeDelta::hours(6));
    }
    let waiting = sending.waiting().await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].attempts, 19);

    sending.send().await;
    assert!(sending.waiting().await.is_empty());
}

#[tokio::test]
async fn of_two_servers_one_sends_a_mail() {
    let inbox = Inbox::default();
    let sending = Sending::new(inbox.listen()).await;

    tokio::join!(sending.send(), sending.send(), sending.send());

    assert_eq!(inbox.taken.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_mail_to_a_mailbox_that_is_not_there_is_given_up_at_once_and_leaves_no_address_behind() {
    let inbox = Inbox::default();
    for recipient in ["nobody@example.net", "a..b@example.net"] {
        let sending = Sending::to(recipient, inbox.listen()).await;

        sending.send().await;

        assert!(sending.waiting().await.is_empty(), "{recipient}");
    }
    assert!(inbox.taken.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_reminder_of_replies_that_are_due_arrives_once_from_two_servers() {
    let inbox = Inbox::default();
    let mut sending = Sending::new(inbox.listen()).await;
    sending.app = sending.app.with_early_survey().await;
    sending.send().await;
    inbox.taken.lock().unwrap().clear();
    sending.app.staff(Role::Strategist).await;
    let consultation = sending.app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
    sending.app.clock.set(consultation.closes_at + TimeDelta::weeks(12) + TimeDelta::days(1));

    let (one, other) = tokio::join!(remind(&sending.app.state), remind(&sending.app.state));
    assert_eq!(one.unwrap() + other.unwrap(), 1);
    tokio::join!(sending.send(), sending.send());

    let taken = inbox.taken.lock().unwrap().clone();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].recipients, ["strategist@example.org"]);
    let text = String::from_utf8(taken[0].text.clone()).unwrap().replace("=\r\n", "");
    assert!(text.contains("The replies are due by 28 September 2026"), "{text}");
    assert!(text.contains("/staff/consultations/early-survey/replies"), "{text}");
}

#[test]
fn an_address_that_a_form_takes_is_one_that_mail_can_be_addressed_to() {
    for typed in [
        "a@example.org",
        "first.last+nature@example.co.uk",
        "o'brien@example.org",
        "siân@example.org",
        "a@bücher.example",
        "a..b@example.org",
        ".a@example.org",
        "a.@example.org",
        "a\\b@example.org",
        "a[b]@example.org",
        &format!("{}@example.org", "a".repeat(65)),
        &format!("a@{}.org", "b".repeat(64)),
        "a@example.123-",
        "a@münchen..example",
    ] {
        let is_address = typed.parse::<lettre::Address>().is_ok();
        assert!(is_address || !domain::email::is_email(typed), "{typed}");
    }
}
