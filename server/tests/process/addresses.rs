//! Addresses that nobody types, on either engine.

use engines::on_both_engines;
use support::TestApp;

on_both_engines! {
    async fn a_nul_in_any_address_is_not_found(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = support::Visitor::new(server::router::router(app.state.clone()));
        for path in [
            "/consultations/a%00b",
            "/consultations/a%00b/respond",
            "/consultations/a%00b/respond/check",
            "/resume/a%00b/secret",
            "/meetings/a%00b",
            "/minutes?group=a%00b",
            "/expressions-of-interest/resume/a%00b",
        ] {
            assert_eq!(visitor.get(path).await.status.as_u16(), 404, "{path}");
        }
    }
}
