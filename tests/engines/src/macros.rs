//! One test body, two tests.

/// Makes a test of each function for each engine: `a_name::sqlite` and `a_name::postgres`.
///
/// The first parameter is opened from the address of a fresh database with `Type::open(&str)`; a second one, if there
/// is any, is the [`Database`](crate::Database) itself, for tests that look at it from outside.
#[macro_export]
macro_rules! on_both_engines {
    ($(async fn $name:ident($store:ident: $type:ty $(, $database:ident: &Database)?) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports, clippy::allow_attributes, reason = "a body may need nothing from around it")]
            use super::*;

            #[tokio::test]
            async fn sqlite() {
                check($crate::sqlite()).await;
            }

            #[tokio::test]
            async fn postgres() {
                check($crate::postgres().await).await;
            }

            async fn check(fresh: $crate::Database) {
                let $store = <$type>::open(&fresh.url).await.unwrap();
                $(let $database = &fresh;)?
                $body
            }
        }
    )+};
}
