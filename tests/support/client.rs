//! Somebody who reaches a running server over the network, and may hear nothing back.

use std::{collections::BTreeMap, net::Ipv4Addr, time::Duration};

use axum::http::{Method, Request, header};
use http_body_util::{BodyExt, Full};
use hyper::{
    body::Bytes,
    client::conn::http1::{SendRequest, handshake},
};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpSocket, TcpStream},
    time::timeout,
};

use crate::visitor::{Page, form_urlencoded, keep_cookies};

/// How long a request may take before the client takes it for lost.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often an answer may lead on before that is a defect.
const LONGEST_WAY: usize = 8;

/// Somebody with a browser and one connection.
#[derive(Debug)]
pub struct Client {
    origin: String,
    cookies: BTreeMap<String, String>,
    connection: Option<SendRequest<Full<Bytes>>>,
    led_to: Option<String>,
    /// The address of this machine from which it comes; any, if not said.
    from: Option<Ipv4Addr>,
}

/// No answer came; what was sent may have been done or not.
#[derive(Debug)]
pub struct Lost(#[expect(dead_code, reason = "the cause is for whoever reads the output of a failed test")] String);

impl Client {
    /// Opens a browser without cookies for the site at an origin such as `http://localhost:3000`.
    pub fn new(origin: &str) -> Self {
        Self { origin: origin.to_owned(), cookies: BTreeMap::new(), connection: None, led_to: None, from: None }
    }

    /// Lets it come from one of the addresses of this machine, `127.0.0.0/8`, to a server that listens on `127.0.0.1`.
    #[must_use]
    pub fn from_address(self, from: Ipv4Addr) -> Self {
        Self { from: Some(from), ..self }
    }

    /// Forgets the cookies and keeps the connection.
    pub fn forget(&mut self) {
        self.cookies.clear();
    }

    /// Turns to another server of the same site and keeps the cookies.
    pub fn turn_to(&mut self, origin: &str) {
        origin.clone_into(&mut self.origin);
        self.connection = None;
    }

    /// Gives the address that the server last led to; that much it has acknowledged.
    pub fn led_to(&self) -> Option<&str> {
        self.led_to.as_deref()
    }

    /// Asks for an address, wherever that leads.
    ///
    /// # Errors
    /// [`Lost`] when no answer came.
    pub async fn get(&mut self, path: &str) -> Result<Page, Lost> {
        self.send(Method::GET, path, String::new()).await
    }

    /// Posts fields to an address, wherever that leads.
    ///
    /// # Errors
    /// [`Lost`] when no answer came.
    pub async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Result<Page, Lost> {
        let pairs = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        self.send(Method::POST, path, form_urlencoded(pairs)).await
    }

    /// Opens an address and follows where it leads.
    ///
    /// # Errors
    /// [`Lost`] when no answer came.
    pub async fn open(&mut self, path: &str) -> Result<Page, Lost> {
        let page = self.send(Method::GET, path, String::new()).await?;
        self.follow(page).await
    }

    /// Posts the first form of a page with some fields set, and follows where the answer leads.
    ///
    /// # Errors
    /// [`Lost`] when no answer came.
    pub async fn submit(&mut self, page: &Page, changes: &[(String, String)]) -> Result<Page, Lost> {
        let (action, mut fields) = page.form();
        fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        let pairs = fields.iter().chain(changes).map(|(name, value)| (name.as_str(), value.as_str()));
        let page = self.send(Method::POST, &action, form_urlencoded(pairs)).await?;
        self.follow(page).await
    }

    async fn follow(&mut self, mut page: Page) -> Result<Page, Lost> {
        for _ in 0..LONGEST_WAY {
            let Some(next) = page.location() else { return Ok(page) };
            self.led_to = Some(next.clone());
            page = self.send(Method::GET, &next, String::new()).await?;
        }
        panic!("{:?} leads in a circle", self.led_to);
    }

    async fn send(&mut self, method: Method, path: &str, body: String) -> Result<Page, Lost> {
        let sent = timeout(PATIENCE, self.exchange(method, path, body)).await;
        let answer = sent.unwrap_or_else(|_| Err("there was no answer in time".into()));
        if answer.is_err() {
            self.connection = None;
        }
        answer.map_err(|cause| Lost(cause.to_string()))
    }

    async fn exchange(&mut self, method: Method, path: &str, body: String) -> Result<Page, Cause> {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, self.host())
            .header(header::ORIGIN, &self.origin)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookies.join("; "))
            .body(Full::from(body))?;
        let response = self.connected().await?.send_request(request).await?;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await?.to_bytes();
        keep_cookies(&mut self.cookies, &parts.headers);
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Page { status: parts.status, headers: parts.headers, body, bytes: bytes.into() })
    }

    async fn reach(&self) -> Result<TcpStream, Cause> {
        let Some(from) = self.from else { return Ok(TcpStream::connect(self.host()).await?) };
        let port = self.host().rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap_or(80);
        let socket = TcpSocket::new_v4()?;
        socket.bind((from, 0).into())?;
        Ok(socket.connect((Ipv4Addr::LOCALHOST, port).into()).await?)
    }

    fn host(&self) -> &str {
        self.origin.trim_start_matches("http://")
    }

    /// Gives the connection, or a new one if the server has closed it between two requests.
    async fn connected(&mut self) -> Result<&mut SendRequest<Full<Bytes>>, Cause> {
        if let Some(open) = &mut self.connection
            && open.ready().await.is_err()
        {
            self.connection = None;
        }
        if self.connection.is_none() {
            let stream = self.reach().await?;
            stream.set_nodelay(true)?;
            let (sender, connection) = handshake(TokioIo::new(stream)).await?;
            tokio::spawn(connection);
            self.connection = Some(sender);
        }
        self.connection.as_mut().ok_or_else(|| "there is no connection".into())
    }
}

type Cause = Box<dyn std::error::Error + Send + Sync>;
