use chrono::NaiveDate;
use domain::{
    consultation::{ClosingMove, Consultation, ConsultationKind},
    ids::AccountId,
    particulars::{Format, LinkedDocument, Particulars},
    readiness::Lack,
};
use engines::on_both_engines;
use store::{Clearance, Rewritten, Store, StoreError, StoredParticulars};
use uuid::Uuid;

use crate::fixtures::{Submitting, add_account, add_consultation, change, consultation, in_write, moment, number};

const ACCOUNT: AccountId = AccountId(Uuid::from_u128(5));
const EMAIL: &str = "staff@example.org";

/// The first consultation as somebody rewrites it, with a purpose.
fn rewritten(from: i64, purpose: &str) -> Rewritten {
    Rewritten {
        from,
        consultation: Consultation { title: purpose.into(), ..consultation(1) },
        particulars: Particulars { purpose: Some(purpose.into()), ..Particulars::default() },
        closing_move: None,
        account: Some(ACCOUNT),
        set_at: moment(from),
    }
}

async fn set(store: &Store, rewritten: Rewritten) -> Result<(), StoreError> {
    in_write!(store, write => write.set_consultation(&rewritten).await)
}

async fn found(store: &Store) -> StoredParticulars {
    store.find_particulars(consultation(1).id).await.unwrap()
}

fn assert_changed(result: &Result<(), StoreError>) {
    assert!(matches!(result, Err(StoreError::Changed)), "{result:?}");
}

on_both_engines! {
    async fn a_consultation_says_nothing_of_itself_until_somebody_writes_it(store: Store) {
        add_consultation(&store, 1).await;

        assert_eq!(found(&store).await, StoredParticulars::default());
        assert_eq!(store.list_closing_moves(consultation(1).id).await.unwrap(), []);
        assert_eq!(store.list_clearances(consultation(1).id).await.unwrap(), []);
    }

    async fn what_a_consultation_says_comes_back_as_it_was_stored(store: Store) {
        add_consultation(&store, 1).await;
        add_account(&store, ACCOUNT, EMAIL).await;
        let document = |title: &str| LinkedDocument { title: title.into(), address: "/a?b='c'".into() };
        let words = |words: &str| Some(words.to_owned());
        let particulars = Particulars {
            purpose: words("“Why”\nand <b>how</b>"),
            open_to_change: words("Much"),
            decided: words("Little"),
            decision_maker: words("The board"),
            decision_on: NaiveDate::from_ymd_opt(2028, 2, 29),
            documents: vec![document("L'étang"), document("")],
            equality_document: Some(document("Assessment")),
            equality_reason: words("None"),
            formats_email: words("a@example.org"),
            formats_telephone: words("0151 496 0000"),
            formats: vec![Format::Braille, Format::Paper],
            notice: NaiveDate::from_ymd_opt(2026, 11, 21),
            plan: words("All of them"),
            plan_address: words("https://example.org/"),
        };
        let next = Consultation {
            id: consultation(1).id,
            slug: consultation(1).slug,
            title: "Other".into(),
            summary: "More".into(),
            kind: ConsultationKind::FormalConsultation,
            opens_at: moment(7),
            closes_at: moment(70_000),
            admission: consultation(1).admission,
        };
        let writing = Rewritten { consultation: next.clone(), particulars: particulars.clone(), ..rewritten(0, "") };

        set(&store, writing).await.unwrap();

        let expected =
            StoredParticulars { particulars, revision: 1, set_at: Some(moment(0)), set_by: Some(EMAIL.into()) };
        assert_eq!(found(&store).await, expected);
        assert_eq!(store.find_consultation(&next.slug).await.unwrap(), Some(next));
    }

    async fn of_two_who_write_the_second_is_told_and_nothing_is_overwritten(store: Store) {
        add_consultation(&store, 1).await;
        add_account(&store, ACCOUNT, EMAIL).await;
        set(&store, rewritten(0, "First")).await.unwrap();

        assert_changed(&set(&store, rewritten(0, "Second")).await);
        set(&store, rewritten(1, "Third")).await.unwrap();
        assert_changed(&set(&store, rewritten(1, "Fourth")).await);

        let found = found(&store).await;
        assert_eq!((found.particulars.purpose.as_deref(), found.revision), (Some("Third"), 2));
        let title = store.find_consultation("consultation-1").await.unwrap().unwrap().title;
        assert_eq!(title, "Third");
    }

    async fn of_several_who_write_at_once_one_is_stored(store: Store) {
        add_consultation(&store, 1).await;
        add_account(&store, ACCOUNT, EMAIL).await;

        let writers = (0..8).map(|number: i64| {
            let store = store.clone();
            tokio::spawn(async move { set(&store, rewritten(0, &number.to_string())).await.is_ok() })
        });
        let mut stored = 0;
        for writer in writers.collect::<Vec<_>>() {
            stored += u32::from(writer.await.unwrap());
        }

        assert_eq!((stored, found(&store).await.revision), (1, 1));
    }

    async fn the_kind_of_a_consultation_stays_once_somebody_has_sent_a_response(store: Store) {
        let version = add_consultation(&store, 1).await;
        add_account(&store, ACCOUNT, EMAIL).await;
        let of_kind = |from, kind| {
            let writing = rewritten(from, "Why");
            Rewritten { consultation: Consultation { kind, ..writing.consultation.clone() }, ..writing }
        };
        set(&store, of_kind(0, ConsultationKind::LandManagersSurvey)).await.unwrap();
        Submitting::new(1).add(&store, &version).await;

        assert_changed(&set(&store, of_kind(1, ConsultationKind::FormalConsultation)).await);
        set(&store, of_kind(1, ConsultationKind::LandManagersSurvey)).await.unwrap();

        assert_eq!(found(&store).await.revision, 2);
    }

    async fn the_moves_of_a_closing_are_listed_in_their_order(store: Store) {
        add_consultation(&store, 1).await;
        add_account(&store, ACCOUNT, EMAIL).await;
        let moved = |to: i64, reason: Option<&str>| ClosingMove {
            from: moment(to - 1),
            to: moment(to),
            moved_at: moment(to - 2),
            reason: reason.map(str::to_owned),
        };
        let moves = [moved(90_000, None), moved(80_000, Some("An election"))];
        for (from, closing_move) in (0..).zip(&moves) {
            let writing = Rewritten { closing_move: Some(closing_move.clone()), ..rewritten(from, "Why") };
            set(&store, writing).await.unwrap();
        }
        let late = Rewritten { closing_move: Some(moved(1, None)), ..rewritten(0, "Why") };
        assert_changed(&set(&store, late).await);

        assert_eq!(store.list_closing_moves(consultation(1).id).await.unwrap(), moves);
    }

    async fn what_was_lacking_at_a_publishing_is_kept_with_who_went_on_and_why(store: Store) {
        let version = add_consultation(&store, 1).await;
        add_account(&store, ACCOUNT, EMAIL).await;
        let clearance = Clearance {
            version: version.id,
            lacks: vec![Lack::Purpose, Lack::Time],
            reason: Some("The \"board\" asked for it".into()),
            account: Some(ACCOUNT),
        };
        let (added, again) = (clearance.clone(), clearance.clone());
        in_write!(store, write => write.add_clearance(&added).await).unwrap();

        let refused = in_write!(store, write => write.add_clearance(&again).await);

        assert!(matches!(refused, Err(StoreError::Taken)), "{refused:?}");
        let listed = store.list_clearances(version.consultation).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!((&listed[0].clearance, listed[0].number), (&clearance, 1));
        assert_eq!((listed[0].published_at, listed[0].published_by.as_deref()), (version.published_at, Some(EMAIL)));
    }

    async fn records_stay_when_the_account_that_made_them_is_removed(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        add_account(&store, ACCOUNT, EMAIL).await;
        let moved = ClosingMove { from: moment(1), to: moment(2), moved_at: moment(0), reason: None };
        set(&store, Rewritten { closing_move: Some(moved), ..rewritten(0, "Why") }).await.unwrap();
        let clearance = Clearance { version: version.id, lacks: vec![], reason: None, account: Some(ACCOUNT) };
        in_write!(store, write => write.add_clearance(&clearance).await).unwrap();

        in_write!(store, write => write.remove_account(EMAIL).await).unwrap();

        assert_eq!((found(&store).await.revision, found(&store).await.set_by), (1, None));
        let listed = store.list_clearances(version.consultation).await.unwrap();
        assert_eq!((listed[0].clearance.account, listed[0].published_by.as_deref()), (None, None));
        assert_eq!(number(database, "SELECT COUNT(*) FROM closing_moves").await, 1);
    }

    async fn damaged_particulars_are_told_without_their_words(store: Store, database: &Database) {
        add_consultation(&store, 1).await;
        add_account(&store, ACCOUNT, EMAIL).await;
        set(&store, rewritten(0, "Why")).await.unwrap();
        change(database, "UPDATE particulars SET document = '\"canary\"'").await;

        let Err(error) = store.find_particulars(consultation(1).id).await else { panic!("they cannot be read") };

        let told = format!("{error} {error:?}");
        assert!(told.contains("particulars") && !told.contains("canary"), "{told}");
    }
}
