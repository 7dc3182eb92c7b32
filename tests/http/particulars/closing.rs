//! When a consultation opens and closes, and of which kind it is: what can still be changed, and what the public is told.

use chrono::TimeDelta;
use domain::{consultation::ConsultationKind, permission::Role, time::Clock};
use engines::on_both_engines;
use support::TestApp;

use super::{ABOUT, PUBLIC, begun, fill, refused_fields, save, words};
use crate::answering::answer_to_check;

const TIMES: &str = "/staff/consultations/early-survey/about/times";

/// The fields of a closing in July 2026, at one in the afternoon.
fn july(day: &str) -> [(&'static str, &str); 4] {
    [("closes.day", day), ("closes.month", "7"), ("closes.year", "2026"), ("closes-at", "13:00")]
}

on_both_engines! {
    async fn a_closing_is_moved_later_and_the_public_is_told(app: TestApp) {
        let (_, mut officer, mut visitor) = begun(app).await;

        save(&mut officer, "/times", &july("20")).await;
        save(&mut officer, "/times", &[&july("27")[..], &[("closing-reason", "Floods closed the libraries.")]].concat()).await;

        let shown = words(&mut visitor, PUBLIC).await;
        for expected in [
            "The closing date was moved from 6 July 2026 at 1:00pm to 20 July 2026 at 1:00pm on 15 June 2026.",
            "from 20 July 2026 at 1:00pm to 27 July 2026 at 1:00pm on 15 June 2026. Floods closed the libraries.",
            "27 July 2026 at 1:00pm, UK time",
        ] {
            assert!(shown.contains(expected), "{expected}: {shown}");
        }
        assert!(words(&mut officer, ABOUT).await.contains("The closing date was moved from 6 July 2026"));
    }

    async fn a_closing_comes_earlier_only_with_a_reason_and_never_in_the_past(app: TestApp) {
        let (app, mut officer, mut visitor) = begun(app).await;

        let refused = fill(&mut officer, TIMES, &july("1")).await;
        assert_eq!(refused_fields(&refused), ["#closing-reason"]);
        assert_eq!(refused.attribute("#closes-day", "value").as_deref(), Some("1"));
        let june = [("closes.month", "6"), ("closes.day", "15"), ("closing-reason", "An election")];
        assert_eq!(refused_fields(&fill(&mut officer, TIMES, &june).await), ["#closes-day"]);
        assert_eq!(refused_fields(&fill(&mut officer, TIMES, &[("closes-at", "noon")]).await), ["#closes-at"]);
        let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
        assert_eq!(consultation.closes_at, app.clock.now() + TimeDelta::weeks(3));

        let moved = [&july("1")[..], &[("closing-reason", "An election was called.")]].concat();
        save(&mut officer, "/times", &moved).await;
        let shown = words(&mut visitor, PUBLIC).await;
        assert!(shown.contains("to 1 July 2026 at 1:00pm on 15 June 2026. An election was called."), "{shown}");
    }

    async fn the_opening_stays_once_it_has_come_and_the_closing_once_it_has_passed(app: TestApp) {
        let (app, mut officer, _) = begun(app).await;
        let form = officer.get(TIMES).await;
        assert_eq!((form.count("#opens-day"), form.count("#closes-day")), (0, 1));
        assert!(form.text("main").unwrap().contains("It opened on 8 June 2026 at 1:00pm, which stays."));
        let opening = [("opens.day", "20"), ("opens.month", "6"), ("opens.year", "2026"), ("opens-at", "9:00")];
        assert_eq!(refused_fields(&officer.submit(&form, &opening).await), ["#opens-day"]);

        app.clock.advance(TimeDelta::weeks(4));
        let mut officer = app.staff(Role::Administrator).await;
        let closed = officer.get(TIMES).await;
        assert_eq!((closed.count("#closes-day"), closed.count("main button")), (0, 0), "{}", closed.body);
        let again = [&july("30")[..], &[("state", "0")]].concat();
        let refused = officer.post(TIMES, &again).await;
        assert_eq!(refused_fields(&refused), ["#closes-day"]);
    }

    async fn before_it_opens_the_opening_is_moved_but_not_into_the_past(app: TestApp) {
        let (app, _, _) = begun(app).await;
        app.clock.advance(-TimeDelta::weeks(2));
        let mut officer = app.staff(Role::Administrator).await;

        let early = [("opens.day", "1"), ("opens.month", "6"), ("opens.year", "2026"), ("opens-at", "9:00")];
        assert_eq!(refused_fields(&fill(&mut officer, TIMES, &early).await), ["#opens-day"]);
        let late = [("opens.day", "7"), ("opens.month", "7"), ("opens.year", "2026")];
        assert_eq!(refused_fields(&fill(&mut officer, TIMES, &late).await), ["#closes-day"]);
        save(&mut officer, "/times", &[("opens.day", "10"), ("opens-at", "0:30")]).await;

        let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
        assert_eq!(consultation.opens_at.to_rfc3339(), "2026-06-09T23:30:00+00:00");
        assert_eq!(app.state.store.list_closing_moves(consultation.id).await.unwrap(), []);
    }

    async fn the_kind_stays_once_somebody_has_answered(app: TestApp) {
        let (app, mut officer, mut visitor) = begun(app).await;
        let address = format!("{ABOUT}/title");
        let form = officer.get(&address).await;
        save(&mut officer, "/title", &[("kind", "land-managers-survey")]).await;
        let check = answer_to_check(&mut visitor).await;
        assert!(visitor.submit(&check, &[]).await.status.is_redirection());

        let asked = officer.get(&address).await;
        assert_eq!(asked.count("input[name=kind]"), 0, "{}", asked.body);
        let refused = officer.submit(&form, &[("kind", "formal-consultation")]).await;
        assert_eq!(refused_fields(&refused).len(), 1);
        assert!(refused.text("main").unwrap().contains("its kind cannot be changed any more"), "{}", refused.body);
        save(&mut officer, "/title", &[("title", "Another title")]).await;

        let word = app.state.store.find_consultation("early-survey").await.unwrap().unwrap().kind;
        assert_eq!(word, ConsultationKind::LandManagersSurvey);
    }
}
