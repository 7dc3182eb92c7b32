//! The evidence of a run: written with it, kept when somebody is deleted, and checked by whoever has the file.

use app::bundle::verify;
use domain::bundle::Grain;
use engines::on_both_engines;
use support::TestApp;

use super::runs::{at, ready, withdraw_one, work};

on_both_engines! {
    async fn the_evidence_of_a_run_holds_and_stands_when_somebody_is_deleted_later(app: TestApp) {
        let (app, mut strategist) = ready(app).await;
        let address = strategist.post(&at("runs/new"), &[]).await.location().unwrap();
        assert_eq!(strategist.get(&format!("{address}/bundle")).await.status, 404, "there are no results yet");
        work(&app).await;
        let page = strategist.get(&address).await;
        assert!(page.body.contains("Download the whole bundle"), "{}", page.body);
        let public = strategist.get(&format!("{address}/bundle/public")).await.bytes;
        let verified = verify(&public, None).unwrap();
        assert!(verified.differences.is_empty() && page.body.contains(&verified.fingerprint), "{:?}", verified.differences);
        assert_eq!(verified.manifest.grain, Grain::Hashes, "9 land managers could be told");
        let whole = strategist.get(&format!("{address}/bundle")).await.bytes;
        let verified = verify(&whole, None).unwrap();
        assert!(verified.differences.is_empty() && verified.figures.is_some(), "{:?}", verified.differences);

        withdraw_one(&app).await;
        assert_eq!(strategist.get(&format!("{address}/bundle/public")).await.bytes, public);
        let whole = verify(&strategist.get(&format!("{address}/bundle")).await.bytes, None).unwrap();
        let said: Vec<String> = whole.differences.iter().map(ToString::to_string).collect();
        assert_eq!(whole.manifest.missing, 1);
        assert!(said.contains(&"respondents.missing: 0 in the file, 1 recomputed".to_owned()), "{said:?}");
    }
}
