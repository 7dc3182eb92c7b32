//! Reading a page of questions, which comes with files where one of its questions asks for them.

use axum::{
    extract::{FromRequest, Multipart, Request},
    http::StatusCode,
};
use domain::fields::Fields;

use super::{FIELD_LIMIT, STORED_LIMIT, brings_files, limited};
use crate::{
    attachments::{Chosen, Inspected, inspect},
    error::PageError,
    posted::{BODY_LIMIT, fields},
};

/// The most files of a page; more than any form lets people choose.
const MOST_CHOSEN: usize = 50;

/// The fields of a page of questions, and the files that came with them.
#[derive(Debug)]
pub struct PostedPage {
    /// What was typed.
    pub fields: Fields,
    /// The files, inspected; none, unless the page was posted as one with files.
    pub files: Option<Vec<Inspected>>,
}

impl<S: Send + Sync> FromRequest<S> for PostedPage {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        if !brings_files(request.headers()) {
            let fields = fields(request, BODY_LIMIT, STORED_LIMIT).await?;
            return Ok(Self { fields, files: None });
        }
        let (fields, chosen) = parts(request, state).await?;
        Ok(Self { fields, files: Some(inspect(chosen).await?) })
    }
}

async fn parts<S: Send + Sync>(request: Request, state: &S) -> Result<(Fields, Vec<Chosen>), PageError> {
    let too_large = || PageError::Status(StatusCode::PAYLOAD_TOO_LARGE);
    let unreadable = |_| PageError::Status(StatusCode::BAD_REQUEST);
    let mut parts =
        Multipart::from_request(request, state).await.map_err(|_| PageError::Status(StatusCode::BAD_REQUEST))?;
    let (mut pairs, mut chosen) = (Vec::new(), Vec::new());
    while let Some(part) = parts.next_field().await.map_err(unreadable)? {
        let field = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(unreadable)?;
        match file {
            Some(name) if name.is_empty() && bytes.is_empty() => {}
            Some(name) => chosen.push(Chosen { field, name, bytes }),
            None => {
                let words = String::from_utf8(bytes.into()).map_err(|_| PageError::Status(StatusCode::BAD_REQUEST))?;
                pairs.push((field, words));
            }
        }
        if chosen.len() > MOST_CHOSEN || pairs.len() > FIELD_LIMIT {
            return Err(too_large());
        }
    }
    Ok((limited(pairs, STORED_LIMIT)?, chosen))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use axum::body::Body;
    use domain::question::FileFault;

    use super::*;
    use crate::posted::{CONTENT_TYPE, WITH_FILES};

    /// Makes a page of parts: what is said of each, and what is in it.
    async fn read(parts: &[(&str, &str)]) -> Result<PostedPage, PageError> {
        let mut body = String::new();
        for (said, words) in parts {
            let _ = write!(body, "--edge\r\nContent-Disposition: form-data; {said}\r\n\r\n{words}\r\n");
        }
        body.push_str("--edge--\r\n");
        let request = Request::post("/").header(CONTENT_TYPE, format!("{WITH_FILES}; boundary=edge"));
        PostedPage::from_request(request.body(Body::from(body)).unwrap(), &()).await
    }

    #[tokio::test]
    async fn words_and_files_are_read_from_one_body() {
        let file = "name=\"maps\"; filename=\"map.pdf\"";
        let parts = [("name=\"why\"", "a pond\r\nand newts"), (file, "%PDF-1.7"), ("name=\"maps\"; filename=\"\"", "")];
        let page = read(&parts).await.unwrap();

        assert_eq!(page.fields.pairs().collect::<Vec<_>>(), [("why", "a pond\nand newts")]);
        let files = page.files.unwrap();
        assert_eq!((files.len(), files[0].field.as_str(), files[0].name.as_str()), (1, "maps", "map.pdf"));
        assert_eq!(files[0].content.as_ref().map(|content| content.bytes.as_slice()), Ok(b"%PDF-1.7".as_slice()));
    }

    #[tokio::test]
    async fn a_file_that_is_chosen_and_empty_is_told_from_none() {
        let page = read(&[("name=\"maps\"; filename=\"map.pdf\"", "")]).await.unwrap();
        assert_eq!(page.files.unwrap()[0].content, Err(FileFault::Empty));
    }

    #[tokio::test]
    async fn more_than_a_page_can_hold_is_refused() {
        let status = |read: Result<PostedPage, PageError>| match read {
            Err(PageError::Status(status)) => Some(status.as_u16()),
            _ => None,
        };
        assert_eq!(status(read(&vec![("name=\"maps\"; filename=\"a.pdf\"", "x"); MOST_CHOSEN + 1]).await), Some(413));
        assert_eq!(status(read(&[("name=\"why\"", &"x".repeat(STORED_LIMIT))]).await), Some(413));
        assert_eq!(status(read(&vec![("name=\"why\"", ""); FIELD_LIMIT + 1]).await), Some(413));
    }

    #[tokio::test]
    async fn a_body_that_breaks_off_is_refused() {
        let request = Request::post("/").header(CONTENT_TYPE, format!("{WITH_FILES}; boundary=edge"));
        let request =
            request.body(Body::from("--edge\r\nContent-Disposition: form-data; name=\"why\"\r\n\r\na po")).unwrap();
        assert!(matches!(
            PostedPage::from_request(request, &()).await,
            Err(PageError::Status(StatusCode::BAD_REQUEST))
        ));
    }
}
