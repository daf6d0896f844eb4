//! A real issuer of OpenID Connect on this machine: discovery and keys over HTTP, tokens under RSA and P-256.
//!
//! It signs with aws-lc itself and knows nothing of the server's own reading of tokens.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread::JoinHandle,
};

use actix_web::{App, HttpResponse, HttpServer, dev::ServerHandle, web};
use aws_lc_rs::{
    rand::SystemRandom,
    rsa::{KeyPair as RsaPair, KeySize},
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _,
        RSA_PKCS1_SHA256, RSA_PKCS1_SHA512,
    },
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

/// A key that an issuer signs with.
pub enum Pair {
    /// RSA of 2048 bits.
    Rsa(RsaPair),
    /// P-256.
    P256(EcdsaKeyPair),
    /// Ed25519, from its PKCS#8.
    Ed25519(Ed25519KeyPair),
}

impl Pair {
    /// A new RSA key.
    #[must_use]
    pub fn rsa() -> Self {
        Self::Rsa(RsaPair::generate(KeySize::Rsa2048).unwrap())
    }

    /// A new key on P-256.
    #[must_use]
    pub fn p256() -> Self {
        Self::P256(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    /// A stored Ed25519 key.
    #[must_use]
    pub fn ed25519(pkcs8: &[u8]) -> Self {
        Self::Ed25519(Ed25519KeyPair::from_pkcs8(pkcs8).unwrap())
    }

    /// The public key as its DER or bytes.
    #[must_use]
    pub fn public(&self) -> Vec<u8> {
        match self {
            Self::Rsa(pair) => pair.public_key().as_ref().to_vec(),
            Self::P256(pair) => pair.public_key().as_ref().to_vec(),
            Self::Ed25519(pair) => pair.public_key().as_ref().to_vec(),
        }
    }

    /// A signature over bytes; RSA with SHA-512 where the algorithm says so.
    #[must_use]
    pub fn sign(&self, algorithm: &str, message: &[u8]) -> Vec<u8> {
        let chance = SystemRandom::new();
        match self {
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                let encoding = match algorithm {
                    "RS512" => &RSA_PKCS1_SHA512,
                    _ => &RSA_PKCS1_SHA256,
                };
                pair.sign(encoding, &chance, message, &mut signature)
                    .unwrap();
                signature
            }
            Self::P256(pair) => pair.sign(&chance, message).unwrap().as_ref().to_vec(),
            Self::Ed25519(pair) => pair.sign(message).as_ref().to_vec(),
        }
    }

    /// A token with this head and these claims, whatever they are.
    #[must_use]
    pub fn token(&self, head: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(head), part(claims));
        let algorithm = head["alg"].as_str().unwrap_or_default();
        let signature = self.sign(algorithm, signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn jwk(&self, kid: &str) -> Value {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let public = self.public();
        match self {
            Self::Rsa(_) => {
                let (n, e) = modulus_and_exponent(&public);
                json!({ "kty": "RSA", "kid": kid, "use": "sig", "alg": "RS256", "n": text(&n), "e": text(&e) })
            }
            Self::P256(_) => json!({
                "kty": "EC", "crv": "P-256", "kid": kid, "use": "sig",
                "x": text(&public[1..33]), "y": text(&public[33..65]),
            }),
            Self::Ed25519(_) => {
                json!({ "kty": "OKP", "crv": "Ed25519", "kid": kid, "x": text(&public) })
            }
        }
    }
}

/// The two numbers of an RSA public key in DER (RFC 8017, appendix A.1.1).
fn modulus_and_exponent(der: &[u8]) -> (Vec<u8>, Vec<u8>) {
    fn value<'d>(der: &mut &'d [u8]) -> &'d [u8] {
        let first = usize::from(der[1]);
        let (length, head) = match first {
            short if short < 0x80 => (short, 2),
            long => {
                let bytes = &der[2..2 + (long & 0x7f)];
                let length = bytes.iter().fold(0, |sum, b| (sum << 8) | usize::from(*b));
                (length, 2 + bytes.len())
            }
        };
        let (found, rest) = der[head..].split_at(length);
        *der = rest;
        found
    }
    let mut whole = der;
    let mut inside = value(&mut whole);
    let plain = |number: &[u8]| number.strip_prefix(&[0]).unwrap_or(number).to_vec();
    let n = plain(value(&mut inside));
    (n, plain(value(&mut inside)))
}

#[derive(Default)]
struct Shown {
    /// What discovery names as the issuer, where it is not its address.
    named: Option<String>,
    keys: Vec<Value>,
}

/// The issuer.
pub struct Issuer {
    /// Its address, as its tokens name it.
    pub url: String,
    shown: Arc<Mutex<Shown>>,
    asked: Arc<AtomicUsize>,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl Issuer {
    /// Starts one on a free port of this machine.
    #[must_use]
    pub fn start() -> Self {
        let shown = Arc::<Mutex<Shown>>::default();
        let asked = Arc::<AtomicUsize>::default();
        let (tell, told) = mpsc::channel();
        let (state, count) = (shown.clone(), asked.clone());
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = HttpServer::new(move || {
                    let discovery = web::get().to(discover);
                    App::new()
                        .app_data(web::Data::from(state.clone()))
                        .app_data(web::Data::from(count.clone()))
                        .route("/.well-known/openid-configuration", discovery)
                        .route("/keys", web::get().to(keys))
                })
                .workers(1)
                .disable_signals()
                .bind(SocketAddr::from(([127, 0, 0, 1], 0)))
                .unwrap();
                let address = server.addrs()[0];
                let running = server.run();
                tell.send((address, running.handle())).unwrap();
                running.await.unwrap();
            });
        });
        let (address, handle) = told.recv().unwrap();
        Self {
            url: format!("http://{address}"),
            shown,
            asked,
            handle,
            thread: Some(thread),
        }
    }

    /// Shows a key under this id, beside those that it shows already.
    pub fn show(&self, kid: &str, pair: &Pair) {
        self.shown.lock().unwrap().keys.push(pair.jwk(kid));
    }

    /// Shows a key no more.
    pub fn hide(&self, kid: &str) {
        let mut shown = self.shown.lock().unwrap();
        shown.keys.retain(|key| key["kid"] != json!(kid));
    }

    /// Lets discovery name another issuer.
    pub fn name(&self, issuer: &str) {
        self.shown.lock().unwrap().named = Some(issuer.to_owned());
    }

    /// How often it was asked for its keys.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// Answers nobody any more.
    pub fn stop(&mut self) {
        let handle = self.handle.clone();
        if let Some(thread) = self.thread.take() {
            // On a thread of its own: the caller's may run a server of its own.
            let stop = std::thread::spawn(move || {
                actix_web::rt::System::new().block_on(handle.stop(false));
            });
            stop.join().unwrap();
            thread.join().unwrap();
        }
    }
}

impl Drop for Issuer {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn discover(request: actix_web::HttpRequest, shown: web::Data<Mutex<Shown>>) -> HttpResponse {
    let here = format!("http://{}", request.connection_info().host());
    let named = shown.lock().unwrap().named.clone();
    HttpResponse::Ok().json(json!({
        "issuer": named.unwrap_or_else(|| here.clone()),
        "jwks_uri": format!("{here}/keys"),
    }))
}

async fn keys(shown: web::Data<Mutex<Shown>>, asked: web::Data<AtomicUsize>) -> HttpResponse {
    asked.fetch_add(1, Ordering::SeqCst);
    let keys = shown.lock().unwrap().keys.clone();
    HttpResponse::Ok().json(json!({ "keys": keys }))
}
