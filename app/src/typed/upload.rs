//! A form that brings a file (multipart). Its text fields are kept as typed, like any other form's.

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use backend::Fault;

use super::Typed;
use crate::answer::Oops;
use crate::parts::kept::Kept;

/// The largest upload that is read, text and file together (security §3.2).
pub const LARGEST: usize = 11 * 1024 * 1024;

/// A form with a file.
#[derive(Debug, Default)]
pub struct Upload {
    /// The text fields.
    pub typed: Typed,
    /// Name and bytes of the file; none when no file was chosen.
    pub file: Option<(String, Vec<u8>)>,
    /// The type that the sender's browser gave the file; may be empty.
    pub declared: String,
}

impl Upload {
    /// The id of what this form makes, as `Typed::once`: another file is another thing.
    pub fn once(&self, cx: &backend::Cx) -> uuid::Uuid {
        self.typed.once_with(cx, &self.file)
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Oops;

    async fn from_request(request: Request, state: &S) -> Result<Self, Oops> {
        let kept = request.extensions().get::<Kept>().cloned();
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| Oops::status(StatusCode::UNSUPPORTED_MEDIA_TYPE))?;
        let mut upload = Self::default();
        while let Some(part) = parts.next_field().await.map_err(refused)? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(ToOwned::to_owned);
            let declared = part.content_type().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(refused)?;
            match file {
                Some(file) if !file.is_empty() => (upload.file, upload.declared) = (Some((file, bytes.to_vec())), declared),
                Some(_) => {}
                None => {
                    let text = std::str::from_utf8(&bytes).ok().filter(|text| !text.contains('\0'));
                    upload.typed.push(&name, text.ok_or_else(|| Oops::status(StatusCode::BAD_REQUEST))?);
                }
            }
        }
        if let Some(kept) = kept {
            kept.put(&upload.typed);
        }
        Ok(upload)
    }
}

fn refused(error: axum::extract::multipart::MultipartError) -> Oops {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Oops::from(Fault::TooLarge) } else { Oops::status(StatusCode::BAD_REQUEST) }
}
