//! CSV files for people's spreadsheets. Every cell is kept from being run as a formula.

use crate::sessions::attendance::cell;
use crate::{Fault, Result};

/// A file of rows under their header.
pub(crate) fn csv<const N: usize>(header: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> Result<Vec<u8>> {
    let broken = |e: &dyn std::fmt::Display| Fault::Broken(e.to_string());
    let mut out = ::csv::Writer::from_writer(Vec::new());
    out.write_record(header).map_err(|e| broken(&e))?;
    for row in rows {
        out.write_record(row.map(|text| cell(&text))).map_err(|e| broken(&e))?;
    }
    out.into_inner().map_err(|e| broken(&e))
}
