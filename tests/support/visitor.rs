//! Somebody who opens pages and posts forms, with cookies, as a browser without JavaScript does.

use std::collections::BTreeMap;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, StatusCode, header},
};
use scraper::{ElementRef, Html, Selector};
use tower::ServiceExt;

use crate::app::ORIGIN;

/// The most bytes of a page that a test reads.
const LARGEST_PAGE: usize = 64 * 1024 * 1024;

/// Somebody with a browser.
#[derive(Clone)]
pub struct Visitor {
    router: Router,
    cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Page {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: axum::http::HeaderMap,
    /// The body as text.
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Visitor {
    /// Opens a browser without cookies.
    pub fn new(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new() }
    }

    /// Gives the browser a cookie.
    #[must_use]
    pub fn with_cookie(mut self, name: &str, value: &str) -> Self {
        self.cookies.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Sends further requests through another router, with the same cookies.
    #[must_use]
    pub fn through(self, router: Router) -> Self {
        Self { router, ..self }
    }

    /// Opens a page and gives the words of its main part.
    pub async fn main_of(&mut self, address: &str) -> String {
        let page = self.get(address).await;
        page.text("main").unwrap_or_else(|| panic!("{address}: {}", page.status))
    }

    /// Opens an address.
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, Body::empty()).await
    }

    /// Opens an address and follows where it leads.
    pub async fn open(&mut self, path: &str) -> Page {
        let mut page = self.get(path).await;
        for _ in 0..5 {
            let Some(next) = page.location() else { return page };
            page = self.get(&next).await;
        }
        panic!("{path} leads in a circle");
    }

    /// Posts fields to an address.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = form_urlencoded(fields.iter().copied());
        self.send(Method::POST, path, Body::from(body)).await
    }

    /// Posts a body as it stands, with escapes that no browser would write.
    pub async fn post_body(&mut self, path: &str, body: String) -> Page {
        self.send(Method::POST, path, Body::from(body)).await
    }

    /// Posts the form of a page with some fields set, as a browser would: hidden and filled fields go along.
    pub async fn submit(&mut self, page: &Page, changes: &[(&str, &str)]) -> Page {
        let (action, mut fields) = page.form();
        fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        fields.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let body = form_urlencoded(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        self.send(Method::POST, &action, Body::from(body)).await
    }

    /// Posts the form of a page with some fields set and with files, each with its field, its name and what is in it.
    pub async fn submit_files(&mut self, page: &Page, changes: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
        let (action, mut fields) = page.form();
        fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        fields.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        for (name, value) in
            fields.into_iter().filter(|(name, _)| page.count(&format!("input[type=file][name='{name}']")) == 0)
        {
            parts.push((format!("name=\"{name}\""), value.into_bytes()));
        }
        for (field, name, bytes) in files {
            parts.push((format!("name=\"{field}\"; filename=\"{name}\""), bytes.to_vec()));
        }
        self.post_parts(&action, &parts).await
    }

    /// Posts a file in a field of a form.
    pub async fn upload(&mut self, path: &str, field: &str, bytes: &[u8]) -> Page {
        self.post_parts(path, &[(format!("name=\"{field}\"; filename=\"questionnaire\""), bytes.to_vec())]).await
    }

    async fn post_parts(&mut self, path: &str, parts: &[(String, Vec<u8>)]) -> Page {
        const BOUNDARY: &str = "----a-boundary-that-no-file-has";
        let mut body = Vec::new();
        for (said, bytes) in parts {
            let begin = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {said}\r\n\r\n");
            body.extend([begin.as_bytes(), bytes, b"\r\n"].concat());
        }
        body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.send_as(Method::POST, path, Body::from(body), &kind).await
    }

    async fn send(&mut self, method: Method, path: &str, body: Body) -> Page {
        self.send_as(method, path, body, "application/x-www-form-urlencoded").await
    }

    async fn send_as(&mut self, method: Method, path: &str, body: Body, kind: &str) -> Page {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, ORIGIN.trim_start_matches("http://"))
            .header(header::ORIGIN, ORIGIN)
            .header(header::CONTENT_TYPE, kind)
            .header(header::COOKIE, cookies.join("; "))
            .body(body)
            .expect("a test sends well-formed requests");
        let response = self.router.clone().oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, LARGEST_PAGE).await.expect("a page can be read");
        keep_cookies(&mut self.cookies, &parts.headers);
        Page {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.into(),
        }
    }
}

impl Page {
    /// Gives the address that a redirect leads to.
    pub fn location(&self) -> Option<String> {
        let location = self.headers.get(header::LOCATION).filter(|_| self.status.is_redirection())?;
        location.to_str().ok().map(str::to_owned)
    }

    /// Gives the words of the first element that a selector finds, without spaces around them.
    pub fn text(&self, selector: &str) -> Option<String> {
        let document = Html::parse_document(&self.body);
        let found = document.select(&css(selector)).next()?;
        Some(found.text().collect::<String>().trim().to_owned())
    }

    /// Gives the words of every element that a selector finds, without spaces around them.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let document = Html::parse_document(&self.body);
        document.select(&css(selector)).map(|found| found.text().collect::<String>().trim().to_owned()).collect()
    }

    /// Gives the value of an attribute of the first element that a selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let document = Html::parse_document(&self.body);
        document.select(&css(selector)).next()?.value().attr(name).map(str::to_owned)
    }

    /// Gives the values of an attribute of every element that a selector finds and that has it.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let document = Html::parse_document(&self.body);
        let selector = css(selector);
        let found = document.select(&selector).filter_map(|element| element.value().attr(name));
        found.map(str::to_owned).collect()
    }

    /// Says whether a form was refused, with a way to one field.
    pub fn refuses(&self, field: &str) -> bool {
        self.status == StatusCode::UNPROCESSABLE_ENTITY
            && self.count(&format!(".govuk-error-summary a[href='#{field}']")) == 1
    }

    /// Counts the elements that a selector finds.
    pub fn count(&self, selector: &str) -> usize {
        Html::parse_document(&self.body).select(&css(selector)).count()
    }

    /// Gives the address of the first form that is posted, and its fields as they stand.
    pub(crate) fn form(&self) -> (String, Vec<(String, String)>) {
        let document = Html::parse_document(&self.body);
        let form = document.select(&css("main form[method=post]")).next().expect("the page has a form");
        let action = form.value().attr("action").expect("a form says where it goes").to_owned();
        (action, form.select(&css("input, textarea, select")).filter_map(field).collect())
    }
}

fn field(element: ElementRef<'_>) -> Option<(String, String)> {
    let name = element.value().attr("name")?.to_owned();
    let value = element.value().attr("value").unwrap_or_default().to_owned();
    match (element.value().name(), element.value().attr("type")) {
        ("textarea", _) => Some((name, element.text().collect())),
        ("select", _) => {
            let chosen = element.select(&css("option[selected]")).next();
            let chosen = chosen.and_then(|option| option.value().attr("value")).unwrap_or_default();
            Some((name, chosen.to_owned()))
        }
        (_, Some("radio" | "checkbox")) => element.value().attr("checked").map(|_| (name, value)),
        _ => Some((name, value)),
    }
}

pub(crate) fn css(selector: &str) -> Selector {
    Selector::parse(selector).expect("a test uses selectors that can be read")
}

/// Keeps the cookies that an answer sets, and drops those that it takes back.
pub(crate) fn keep_cookies(cookies: &mut BTreeMap<String, String>, headers: &axum::http::HeaderMap) {
    for cookie in headers.get_all(header::SET_COOKIE) {
        let text = cookie.to_str().expect("cookies are plain text");
        let (pair, rest) = text.split_once(';').unwrap_or((text, ""));
        let (name, value) = pair.split_once('=').expect("a cookie has a value");
        if rest.contains("Max-Age=0") {
            cookies.remove(name);
        } else {
            cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

pub(crate) fn form_urlencoded<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
