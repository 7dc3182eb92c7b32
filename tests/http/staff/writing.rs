//! Boxes in which staff write Markdown: how it will look, without a script and with one, and what was pasted. Nothing of it is stored.

use axum::http::StatusCode;
use domain::permission::Role;
use engines::on_both_engines;
use support::{TestApp, Visitor};

const SHOWN: &str = "/staff/writing/shown";
const PASTED: &str = "/staff/writing/pasted";
const NEW: &str = "/staff/groups/new";

/// What was typed, which would act if anything of it could.
const HOSTILE: &str = "# Ponds\n\n**Dig** <svg><set attributeName=href to=javascript:x></svg><math><annotation-xml></math>\
     <style>p{}</style><iframe srcdoc=x></iframe><a onclick=x()>a</a><xmp>b</xmp> [c](javascript:x)";

fn assert_harmless(html: &str) {
    for part in ["<svg", "<set", "<math", "<style", "<iframe", "<a onclick", "<xmp", "href=\"javascript"] {
        assert!(!html.contains(part), "{part}: {html}");
    }
}

async fn preview(staff: &mut Visitor, words: &str) -> support::Page {
    let form = staff.get(NEW).await;
    staff.submit(&form, &[("name", "River Group"), ("terms", words), ("preview", "yes")]).await
}

on_both_engines! {
    async fn the_preview_button_shows_how_it_will_look_and_stores_nothing(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;

        let page = preview(&mut editor, HOSTILE).await;

        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let shown = page.text("#terms-shown .fm-prose").unwrap();
        assert!(shown.starts_with("Ponds") && page.count("#terms-shown .fm-prose strong") == 1, "{shown}");
        assert_eq!(page.count("main :is(set, math, style, iframe, xmp, [onclick], [href^=javascript])"), 0, "{}", page.body);
        assert_eq!(page.count("#terms-shown svg"), 0, "{}", page.body);
        assert!(page.text("textarea[name=terms]").unwrap().contains("# Ponds"), "{}", page.body);
        assert_eq!(page.count("input[name=name][value='River Group']"), 1);
        assert_eq!(app.visitor().get("/groups").await.count(".fm-empty"), 1);
    }

    async fn the_script_is_told_how_it_will_look_and_what_was_pasted_as_markdown(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;

        let shown = editor.post(SHOWN, &[("words", HOSTILE)]).await;
        let pasted = editor.post(PASTED, &[("words", "<h2>Ponds</h2><p><b>Dig</b> <svg><script>x</script></svg>them</p>")]).await;

        assert!(shown.body.contains("<h3>Ponds</h3>") && shown.body.contains("<strong>Dig</strong>"), "{}", shown.body);
        assert_harmless(&shown.body);
        assert_eq!(pasted.body, "## Ponds\n\n**Dig** them");
    }

    async fn whoever_writes_no_minutes_is_told_nothing(app: TestApp) {
        for address in [SHOWN, PASTED] {
            assert_eq!(app.visitor().post(address, &[("words", "a")]).await.status, StatusCode::FORBIDDEN, "{address}");
            let mut auditor = app.staff(Role::Auditor).await;
            assert_eq!(auditor.post(address, &[("words", "a")]).await.status, StatusCode::FORBIDDEN, "{address}");
        }
    }

    async fn what_is_too_large_or_too_deep_is_refused(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;

        let large = "a".repeat(600 * 1024);
        for address in [SHOWN, PASTED] {
            assert_eq!(editor.post(address, &[("words", &large)]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        }
        let deep = "<div>".repeat(50_000);
        assert_eq!(editor.post(PASTED, &[("words", &deep)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
