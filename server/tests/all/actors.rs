//! The real router on a real port, and people who use it: `app.actor("amara").await.get("/")`.

use std::sync::Arc;

use backend::Cx;
use backend::accounts::devices;
use backend::testing::{Bench, Engine, bench};
use backend::world::World;
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use scraper::{Html, Selector};
use server::assets::Shelf;
use server::bus::LocalBus;
use server::host::Host;
use server::keys::Keys;

/// A running server on a fresh database with the named world in it.
pub struct App {
    pub world: World,
    pub bench: Bench,
    pub address: String,
    pub host: Host,
    keys: Keys,
}

/// Somebody with a browser (cookies kept, redirects shown), or nobody.
pub struct Actor {
    pub client: Client,
    pub address: String,
    /// The cookie header that this browser sends; empty for nobody.
    pub cookie: String,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub location: String,
    pub headers: reqwest::header::HeaderMap,
    pub body: String,
}

impl App {
    pub async fn start(engine: Engine) -> Self {
        let mut bench = bench(engine).await;
        let bus = LocalBus::default();
        bench.cx.ports.bus = Arc::new(bus.clone());
        bench.cx.ports.press = Arc::new(server::press::Printer);
        bench.cx.ports.outside = Arc::new(server::outside::Https::default());
        let world = World::found(&bench.cx).await.expect("the world");
        let keys = Keys::of(&[7; 32]);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        bench.cx.ports.origin = address.as_str().into();
        let shelf = Shelf::load(None);
        let house = app::visit::House { cx: bench.cx.clone(), assets: Arc::new(shelf.addresses()) };
        let host = Host::new(house, keys.clone(), bus, false, &[std::net::Ipv4Addr::LOCALHOST.into()]);
        let service = server::router::build(&host, shelf).into_make_service_with_connect_info::<std::net::SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self { world, bench, address, host, keys }
    }

    pub fn cx(&self) -> &Cx {
        &self.bench.cx
    }

    /// A visitor.
    pub fn nobody(&self) -> Actor {
        Actor { client: client(reqwest::header::HeaderMap::new()), address: self.address.clone(), cookie: String::new() }
    }

    /// A person of the world, signed in.
    pub async fn actor(&self, short: &str) -> Actor {
        self.signed_in(self.world.id(short)).await
    }

    /// Anybody by id, signed in on a new device.
    pub async fn signed_in(&self, person: domain::id::PersonId) -> Actor {
        let tx = self.cx().begin().await.expect("tx");
        let opened = devices::open(&tx, person, "test").await.expect("device");
        tx.commit().await.expect("commit");
        let token = self.keys.mint(person, opened.sign_in, self.cx().now()).expect("token");
        let mut headers = reqwest::header::HeaderMap::new();
        let cookie = format!("kith_at={token}");
        headers.insert("cookie", cookie.parse().expect("cookie"));
        Actor { client: client(headers), address: self.address.clone(), cookie }
    }
}

fn client(headers: reqwest::header::HeaderMap) -> Client {
    Client::builder().redirect(Policy::none()).cookie_store(true).default_headers(headers).build().expect("client")
}

impl Actor {
    pub async fn get(&self, path: &str) -> Reply {
        reply(self.client.get(format!("{}{path}", self.address)).send().await.expect("a reply")).await
    }

    /// Goes where an act leads, with what its answer left in the browser.
    pub async fn follow(&self, sent: &Reply) -> Reply {
        let left = sent.headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok()?.split(';').next());
        let cookies = std::iter::once(self.cookie.as_str()).chain(left).collect::<Vec<_>>().join("; ");
        let page = sent.location.split('#').next().unwrap_or_default();
        reply(self.client.get(format!("{}{page}", self.address)).header("cookie", cookies).send().await.expect("a reply")).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Reply {
        let request = self.client.post(format!("{}{path}", self.address)).header("origin", &self.address).form(form);
        reply(request.send().await.expect("a reply")).await
    }

    /// Posts a form with files: (field, file name, bytes).
    pub async fn upload(&self, path: &str, form: &[(&str, &str)], file: (&str, &str, &[u8])) -> Reply {
        let mut parts = reqwest::multipart::Form::new();
        for (name, value) in form {
            parts = parts.text((*name).to_owned(), (*value).to_owned());
        }
        let part = reqwest::multipart::Part::bytes(file.2.to_vec()).file_name(file.1.to_owned());
        let request = self.client.post(format!("{}{path}", self.address)).header("origin", &self.address);
        reply(request.multipart(parts.part(file.0.to_owned(), part)).send().await.expect("a reply")).await
    }
}

/// Reads a response to its end.
pub async fn reply(response: reqwest::Response) -> Reply {
    let (status, headers) = (response.status(), response.headers().clone());
    let location = headers.get("location").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    Reply { status, location, headers, body: response.text().await.unwrap_or_default() }
}

impl Reply {
    /// The text of the first element that the selector finds.
    pub fn text(&self, selector: &str) -> String {
        let page = Html::parse_document(&self.body);
        let chosen = page.select(&Selector::parse(selector).expect("a selector")).next();
        chosen.map(|e| e.text().collect::<String>().trim().to_owned()).unwrap_or_default()
    }

    /// How many elements the selector finds.
    pub fn count(&self, selector: &str) -> usize {
        Html::parse_document(&self.body).select(&Selector::parse(selector).expect("a selector")).count()
    }

    /// An attribute of the first element that the selector finds.
    pub fn attr(&self, selector: &str, name: &str) -> String {
        let page = Html::parse_document(&self.body);
        let chosen = page.select(&Selector::parse(selector).expect("a selector")).next();
        chosen.and_then(|e| e.value().attr(name)).unwrap_or_default().to_owned()
    }

    /// What a browser would send of the first form that the selector finds, its buttons left out.
    pub fn fields(&self, form: &str) -> Vec<(String, String)> {
        let page = Html::parse_document(&self.body);
        let find = |selector: &str| Selector::parse(selector).expect("a selector");
        let Some(form) = page.select(&find(form)).next() else { return Vec::new() };
        let value = |e: scraper::ElementRef<'_>| match e.value().name() {
            "textarea" => e.text().collect(),
            "select" => {
                let chosen = e.select(&find("option[selected]")).next().or_else(|| e.select(&find("option")).next());
                chosen.and_then(|o| o.value().attr("value")).unwrap_or_default().to_owned()
            }
            _ => e.value().attr("value").unwrap_or_default().to_owned(),
        };
        let sent =
            "input[name]:not([type=checkbox]):not([type=radio]):not([type=file]), input[name][checked], textarea[name], select[name]";
        form.select(&find(sent)).map(|e| (e.value().attr("name").unwrap_or_default().to_owned(), value(e))).collect()
    }

    /// Fails with the page's text when the status is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "location {:?}, page {}", self.location, self.text("main"));
        self
    }
}
