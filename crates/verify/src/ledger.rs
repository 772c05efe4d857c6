//! Promise 4: the sums come out as the ledger says, and the figures are those that are printed.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde_json::Value;

use crate::Breach;
use crate::printed::number;

/// Checks the figures and the relations of each table.
pub(crate) fn check(tables: &Value, breaches: &mut Vec<Breach>) {
    for (index, table) in tables.as_array().into_iter().flatten().enumerate() {
        let path = format!("tables[{index}]");
        let cells = cells(table, &path, breaches);
        let mut members = Members::default();
        for (index, relation) in array(&table["relations"]).enumerate() {
            let path = format!("{path}.relations[{index}]");
            match Sum::of(relation, &cells) {
                Some(sum) => sum.check(&path, breaches),
                None => breaches.push(Breach::new(path, "it is no relation")),
            }
            members.add(relation);
        }
        members.check(table, &path, breaches);
    }
}

/// Row and column.
type At = (u64, u64);

/// The numbers of a table.
fn cells(table: &Value, path: &str, breaches: &mut Vec<Breach>) -> BTreeMap<At, Decimal> {
    let mut numbers = BTreeMap::new();
    for (row, cells) in (0..).zip(array(&table["rows"]).map(|row| &row["cells"])) {
        for (index, cell) in array(cells).enumerate() {
            let path = format!("{path}.rows[{row}].cells[{index}]");
            printed(&cell["value"], cell["text"].as_str().unwrap_or_default(), &path, breaches);
            let column = cell["column"].as_u64();
            numbers.extend(column.map(|column| (row, column)).zip(decimal(&cell["value"])));
        }
    }
    numbers
}

/// Checks that a value is the number that is printed, with its sign and all its decimals.
pub(crate) fn printed(value: &Value, text: &str, path: &str, breaches: &mut Vec<Breach>) {
    let exact = |number: Decimal| (number, number.scale());
    if value.is_null() || decimal(value).map(exact) == number(text).map(exact) {
        return;
    }
    let path = if path.is_empty() { "value".to_owned() } else { format!("{path}.value") };
    breaches.push(Breach::new(path, format!("{value} is not what `{text}` says")));
}

/// A relation with the figures that its places hold now.
struct Sum<'j> {
    /// Target less terms. A place without a number adds nothing.
    residual: Decimal,
    given_residual: Decimal,
    tolerance: Decimal,
    outcome: &'j str,
    /// The decimals printed with each number in it.
    decimals: Vec<u32>,
    /// Target and terms.
    places: usize,
}

impl<'j> Sum<'j> {
    fn of(relation: &'j Value, cells: &BTreeMap<At, Decimal>) -> Option<Self> {
        let target = cells.get(&at(&relation["target"])?);
        let mut residual = target.copied().unwrap_or_default();
        let mut decimals: Vec<_> = target.map(Decimal::scale).into_iter().collect();
        let mut places = 1;
        for term in relation["terms"].as_array()? {
            let sign = Decimal::from(term["sign"].as_i64()?);
            let value = cells.get(&at(term)?);
            let term = sign.checked_mul(value.copied().unwrap_or_default())?;
            residual = residual.checked_sub(term)?;
            decimals.extend(value.map(Decimal::scale));
            places += 1;
        }
        Some(Self {
            residual,
            given_residual: decimal(&relation["residual"])?,
            tolerance: decimal(&relation["tolerance"])?,
            outcome: relation["outcome"].as_str()?,
            decimals,
            places,
        })
    }

    fn check(&self, path: &str, breaches: &mut Vec<Breach>) {
        // It says itself that it could not be made.
        if self.outcome == "untestable" {
            return;
        }
        let (residual, tolerance) = (self.residual, self.tolerance);
        if residual != self.given_residual {
            let what = format!("it says {}, the cells give {residual}", self.given_residual);
            breaches.push(Breach::new(format!("{path}.residual"), what));
        }
        let [least, most] = self.allowed();
        if tolerance < least || tolerance > most {
            let what = format!("{tolerance} is not half a last printed digit for each figure");
            breaches.push(Breach::new(format!("{path}.tolerance"), what));
        }
        let (off, near) = (residual.abs(), tolerance.saturating_add(self.digit()));
        let right = match self.outcome {
            "holds" => off <= tolerance,
            "near" => off > tolerance && off <= near,
            "fails" => off > tolerance,
            _ => false,
        };
        if !right {
            let what = format!("`{}` with {residual} within {tolerance}", self.outcome);
            breaches.push(Breach::new(format!("{path}.outcome"), what));
        }
    }

    /// The least and the most that rounding allows: half a last digit for each figure, a place
    /// without a number counted or not, the decimals being those of the finest or the coarsest figure.
    fn allowed(&self) -> [Decimal; 2] {
        let half = |decimals: u32, figures: usize| {
            let half = Decimal::new(5, decimals.saturating_add(1).min(Decimal::MAX_SCALE));
            Decimal::from(figures).saturating_mul(half)
        };
        let finest = self.decimals.iter().copied().max().unwrap_or(0);
        let coarsest = self.decimals.iter().copied().min().unwrap_or(0);
        [half(finest, self.decimals.len()), half(coarsest, self.places)]
    }

    /// The last printed digit of the coarsest figure.
    fn digit(&self) -> Decimal {
        Decimal::new(1, self.decimals.iter().copied().min().unwrap_or(0))
    }
}

/// The cells that stand in a relation that holds, and in one that does not.
#[derive(Default)]
struct Members {
    holding: BTreeSet<At>,
    failing: BTreeSet<At>,
}

impl Members {
    fn add(&mut self, relation: &Value) {
        let places = array(&relation["terms"]).chain([&relation["target"]]).filter_map(at);
        match relation["outcome"].as_str() {
            Some("holds") => self.holding.extend(places),
            Some("fails" | "near") => self.failing.extend(places),
            _ => {}
        }
    }

    /// Checks that no cell is called confirmed or contradicted without a relation that says so.
    fn check(&self, table: &Value, path: &str, breaches: &mut Vec<Breach>) {
        for (row, cells) in (0..).zip(array(&table["rows"]).map(|row| &row["cells"])) {
            for (index, cell) in array(cells).enumerate() {
                let Some(column) = cell["column"].as_u64() else { continue };
                let said = match cell["verdict"].as_str() {
                    Some("confirmed") => self.holding.contains(&(row, column)),
                    Some("contradicted") => self.failing.contains(&(row, column)),
                    _ => true,
                };
                if !said {
                    let what = format!("no relation of the table makes it {}", cell["verdict"]);
                    breaches.push(Breach::new(format!("{path}.rows[{row}].cells[{index}]"), what));
                }
            }
        }
    }
}

fn at(place: &Value) -> Option<At> {
    Some((place["row"].as_u64()?, place["column"].as_u64()?))
}

fn array(json: &Value) -> impl Iterator<Item = &Value> {
    json.as_array().into_iter().flatten()
}

/// A number with every digit that is written.
fn decimal(json: &Value) -> Option<Decimal> {
    json.as_number().and_then(|number| number.to_string().parse().ok())
}
