use std::io::Read as _;

use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;

use super::*;
use crate::credits::badges;

/// Checks a signature with another implementation than the one that signs; answers header and claims.
fn verified(token: &[u8], keys: &Value) -> (Value, Value) {
    let token = std::str::from_utf8(token).unwrap();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let (header, claims) = signed.split_once('.').unwrap();
    let read = |part: &str| serde_json::from_slice::<Value>(&BASE64URL_NOPAD.decode(part.as_bytes()).unwrap()).unwrap();
    let (header, claims) = (read(header), read(claims));
    let key = keys["keys"].as_array().unwrap().iter().find(|key| key["kid"] == header["kid"]).expect("the key is published");
    let x = BASE64URL_NOPAD.decode(key["x"].as_str().unwrap().as_bytes()).unwrap();
    let public = ring::signature::UnparsedPublicKey::new(&ring::signature::ED25519, x);
    public.verify(signed.as_bytes(), &BASE64URL_NOPAD.decode(signature.as_bytes()).unwrap()).expect("it was signed by that key");
    (header, claims)
}

fn bit(list: &Value, index: usize) -> bool {
    let packed = list["credentialSubject"]["encodedList"].as_str().unwrap().strip_prefix('u').unwrap();
    let mut bits = Vec::new();
    flate2::read::GzDecoder::new(&BASE64URL_NOPAD.decode(packed.as_bytes()).unwrap()[..]).read_to_end(&mut bits).unwrap();
    assert_eq!(bits.len(), 16 * 1024, "as many as the format asks for");
    bits[index / 8] & (0x80 >> (index % 8)) != 0
}

async fn revoked(cx: &crate::Cx, claims: &Value) -> bool {
    let status = &claims["credentialStatus"];
    assert_eq!(status["statusListCredential"], "http://localhost:3000/badges/status/0");
    let (_, list) = verified(badges::list(cx, 0).await.unwrap().as_bytes(), &badges::set(cx).unwrap());
    assert_eq!(list["type"], serde_json::json!(["VerifiableCredential", "BitstringStatusListCredential"]));
    bit(&list, status["statusListIndex"].as_str().unwrap().parse().unwrap())
}

both! {
    async fn a_badge_says_what_its_paper_says_and_is_verified_by_the_published_key(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.issue().await;
        let (cx, amara) = (&bench.cx, stage.who("amara").await);
        let paper = stage.of("amara").await[0].clone();
        let badge = badges::badge(cx, &amara, &paper.serial).await.unwrap();
        let (header, claims) = verified(&badge.bytes, &badges::set(cx).unwrap());
        assert_eq!((header["typ"].as_str(), header["alg"].as_str()), (Some("JWT"), Some("EdDSA")));
        let thumbprint = header["kid"].as_str().unwrap().rsplit('/').next().unwrap();
        assert_eq!(badges::key(cx, thumbprint).unwrap()["kid"], header["kid"], "the name of the key leads to the key");
        let issuer = badges::issuer(cx, stage.world.hub).await.unwrap();
        assert_eq!((&claims["iss"], &claims["issuer"]["id"]), (&issuer["id"], &issuer["id"]));
        assert_eq!(claims["jti"], claims["id"]);
        assert_eq!(claims["type"], serde_json::json!(["VerifiableCredential", "OpenBadgeCredential"]));
        let subject = &claims["credentialSubject"];
        assert_eq!(subject["identifier"][0]["identityHash"], "Amara Okafor");
        let email = stage.world.email("amara").await.unwrap();
        let hashed = data_encoding::HEXLOWER.encode(&<sha2::Sha256 as sha2::Digest>::digest(format!("{email}{}", paper.serial)));
        assert_eq!(subject["identifier"][1]["identityHash"], format!("sha256${hashed}"));
        assert_eq!(subject["creditsEarned"].as_f64().unwrap() * 100.0, f64::from(paper.credits.0));
        assert!(subject["achievement"]["description"].as_str().unwrap().contains(&paper.printed.statement), "the exact words");
        assert_eq!(badges::badge(cx, &amara, &paper.serial).await.unwrap().bytes, badge.bytes, "the same paper, the same badge");
    }

    async fn what_was_revoked_shows_in_the_list_and_only_that(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.issue().await;
        let (cx, amara, corinne) = (&bench.cx, stage.who("amara").await, &stage.corinne);
        let papers = stage.of("amara").await;
        let keys = badges::set(cx).unwrap();
        let mut all = Vec::new();
        for paper in &papers {
            all.push(verified(&badges::badge(cx, &amara, &paper.serial).await.unwrap().bytes, &keys).1);
        }
        for claims in &all {
            assert!(!revoked(cx, claims).await);
        }
        papers::revoke(cx, corinne, &papers[0].serial, "Wrong hours").await.unwrap();
        for (n, claims) in all.iter().enumerate() {
            assert_eq!(revoked(cx, claims).await, n == 0);
        }
        assert!(matches!(badges::badge(cx, &amara, &papers[0].serial).await, Err(Fault::Gone(_))));
        assert!(matches!(badges::list(cx, 1).await, Err(Fault::Missing)));
        assert!(matches!(badges::list(cx, i32::MAX).await, Err(Fault::Missing)));
        assert!(matches!(badges::badge(cx, &stage.who("benoit").await, &papers[1].serial).await, Err(Fault::Missing)), "another's is not there");
    }

    async fn papers_that_are_fetched_at_once_get_places_of_their_own(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.issue().await;
        let (cx, corinne) = (&bench.cx, &stage.corinne);
        let serials: Vec<String> = stage.rows().await.into_iter().take(6).map(|row| row.serial).collect();
        let get = |n: usize| badges::badge(cx, corinne, &serials[n % 6]);
        let all = tokio::join!(get(0), get(1), get(2), get(3), get(4), get(5), get(6), get(7));
        let keys = badges::set(cx).unwrap();
        let place = |file: crate::Result<papers::File>| verified(&file.unwrap().bytes, &keys).1["credentialStatus"]["statusListIndex"].to_string();
        let places = [place(all.0), place(all.1), place(all.2), place(all.3), place(all.4), place(all.5)];
        let once: std::collections::HashSet<&String> = places.iter().collect();
        assert_eq!(once.len(), 6, "{places:?}");
        assert_eq!((place(all.6), place(all.7)), (places[0].clone(), places[1].clone()));
    }

    async fn a_new_key_signs_and_the_old_one_is_still_believed(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.issue().await;
        let (cx, corinne, serial) = (&bench.cx, &stage.corinne, stage.of("amara").await[0].serial.clone());
        let old = badges::badge(cx, corinne, &serial).await.unwrap();
        assert_eq!(badges::rotate(cx).unwrap(), "badge-0002.key");
        let new = badges::badge(cx, corinne, &serial).await.unwrap();
        let keys = badges::set(cx).unwrap();
        assert_eq!(keys["keys"].as_array().unwrap().len(), 2);
        assert_ne!(verified(&old.bytes, &keys).0["kid"], verified(&new.bytes, &keys).0["kid"]);
        let shown = keys.to_string();
        assert!(!shown.contains("\"d\""), "the private half is nobody's");
    }

    async fn a_pharmacist_gets_no_certificate_by_badge_either(bench) {
        let stage = Stage::accredited(&bench).await;
        stage.turns("dara", "Pharmacist").await;
        stage.issue().await;
        let serial = stage.of("dara").await[0].serial.clone();
        let badge = badges::badge(&bench.cx, &stage.who("dara").await, &serial).await.unwrap();
        let claims = verified(&badge.bytes, &badges::set(&bench.cx).unwrap()).1;
        let said = claims["credentialSubject"]["achievement"].to_string().to_lowercase();
        assert!(!said.replace("certification criteria", "").replace("been certified", "").contains("certif"), "{said}");
        assert!(claims["name"].as_str().unwrap().starts_with("Statement of attendance"));
    }
}
