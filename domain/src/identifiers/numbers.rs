//! Numbers that are somebody's by their shape: health numbers, social insurance, telephones, cards, positions, computers.

use super::scan::{Scan, Sort};
use super::{Finding, Kind, Severity};

/// How many runs of digits one number may be written in.
const MOST_GROUPS: usize = 12;

/// Runs of digits from one place on, with what stands between them.
struct Chain {
    /// The places of the runs.
    at: Vec<usize>,
    /// How many digits each has.
    lens: Vec<usize>,
    /// What stands before each run after the first: marks, and a space where there is one.
    between: Vec<String>,
}

/// Looks for every kind.
pub(super) fn find(scan: &Scan, out: &mut Vec<Finding>) {
    for i in 0..scan.tokens.len() {
        if !scan.num(i).is_empty() {
            at_number(scan, i, out);
        } else if scan.mark(i, '+') {
            out.extend(international(scan, i));
        } else if scan.len(i) == 4 && !scan.word(i).is_empty() {
            out.extend(quebec_card(scan, i));
        }
    }
}

fn at_number(scan: &Scan, i: usize, out: &mut Vec<Finding>) {
    let chain = chain(scan, i);
    let before = scan.before(i, 8);
    let mut digits = String::new();
    for (n, (&place, &len)) in chain.at.iter().zip(&chain.lens).enumerate() {
        digits.push_str(scan.num(place));
        if digits.len() > 19 {
            break;
        }
        let lens = chain.lens.get(..=n).unwrap_or_default();
        let between = chain.between.get(..n).unwrap_or_default();
        if let Some((kind, severity)) = judge(&digits, lens, between, &before) {
            let last = if kind == Kind::Phone { extension(scan, place).unwrap_or(place) } else { place };
            // "(604) 555-0199": the bracket belongs to it, so that none is left over when it is taken out.
            let bracket = kind == Kind::Phone && between.first().is_some_and(|b| b.contains(')')) && scan.joined(i);
            let first = i.checked_sub(1).filter(|p| bracket && scan.mark(*p, '(')).unwrap_or(i);
            out.extend(scan.finding(kind, severity, first, last));
        }
        if kind_of_ontario(scan, place, &digits, lens) {
            let severity = if says_health(&before) || says_card(&before) { Severity::Block } else { Severity::Warn };
            out.extend(scan.finding(Kind::HealthNumber, severity, i, version_code(scan, place).unwrap_or(place)));
        }
        if len > 19 {
            break;
        }
    }
    if chain.lens.first().is_some_and(|l| *l >= 7) {
        out.extend(scan.finding(Kind::LongNumber, Severity::Warn, i, i));
    }
    out.extend(address_of_computer(scan, i));
    out.extend(position(scan, i));
}

fn chain(scan: &Scan, first: usize) -> Chain {
    let mut chain = Chain { at: vec![first], lens: vec![scan.len(first)], between: Vec::new() };
    let mut i = first + 1;
    while chain.at.len() < MOST_GROUPS {
        let mut marks = String::new();
        let mut fits = true;
        while marks.chars().filter(|c| *c != ' ').count() <= 2 && scan.marked(i, "-./()·") {
            fits &= scan.near(i);
            if !scan.joined(i) {
                marks.push(' ');
            }
            marks.push_str(scan.tokens.get(i).map_or("", |t| t.text.as_str()));
            i += 1;
        }
        if !fits || scan.num(i).is_empty() || !scan.near(i) || marks.len() > 5 {
            return chain;
        }
        if !scan.joined(i) {
            marks.push(' ');
        }
        chain.at.push(i);
        chain.lens.push(scan.len(i));
        chain.between.push(marks);
        i += 1;
    }
    chain
}

/// What a number of this shape is, with these words before it.
fn judge(digits: &str, lens: &[usize], between: &[String], before: &str) -> Option<(Kind, Severity)> {
    use Severity::{Block, Warn};
    let health = says_health(before);
    let called = || phone(digits, lens, between, before).map(|severity| (Kind::Phone, severity));
    match digits.len() {
        10 if is_bc_health_number(digits) && (health || is_one_number(lens, between)) => Some((Kind::HealthNumber, Block)),
        10 if health && digits.starts_with('9') && is_one_number(lens, between) => Some((Kind::HealthNumber, Warn)),
        8..=12 if health && lens.iter().all(|l| *l >= 2) => Some((Kind::HealthNumber, Block)),
        9 if says_insurance(before) => Some((Kind::SocialInsurance, if luhn(digits) { Block } else { Warn })),
        9 if matches!(lens, [9] | [3, 3, 3]) && luhn(digits) && !digits.starts_with(['0', '8']) => Some((Kind::SocialInsurance, Block)),
        9 if matches!(lens, [3, 3, 3]) && between.iter().all(|b| b == " " || b == "-") && between.first() == between.last() => {
            Some((Kind::LongNumber, Warn))
        }
        13..=19 if luhn(digits) && (lens.len() == 1 || lens.iter().all(|l| *l >= 3)) => Some((Kind::RecordNumber, Block)),
        7 if is_local_phone(digits, lens, between) => {
            let called = says_phone(before);
            (called || !digits.ends_with('0')).then_some((Kind::Phone, if called { Block } else { Warn }))
        }
        10 if lens == [4, 3, 3] => Some((Kind::LongNumber, Warn)),
        _ => called(),
    }
}

/// Written as one number: in few runs of which one is long, or digit by digit with the same mark between.
fn is_one_number(lens: &[usize], between: &[String]) -> bool {
    let few = lens.len() <= 4 && lens.iter().any(|l| *l >= 3);
    let singly = lens.len() >= 9 && lens.iter().all(|l| *l == 1) && between.windows(2).all(|w| w.first() == w.last());
    few || singly || (lens.len() == 5 && lens.iter().all(|l| *l == 2))
}

/// British Columbia: ten digits, the first a nine, the last a check of the eight between (modulus 11).
pub(super) fn is_bc_health_number(digits: &str) -> bool {
    const WEIGHTS: [u32; 8] = [2, 4, 8, 5, 10, 9, 7, 3];
    let d: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let [9, middle @ .., check] = d.as_slice() else { return false };
    let sum: u32 = middle.iter().zip(WEIGHTS).map(|(d, w)| d * w % 11).sum();
    middle.len() == 8 && (11 - sum % 11) % 11 % 10 == *check
}

/// The check of social insurance numbers and payment cards.
pub(super) fn luhn(digits: &str) -> bool {
    let doubled = |d: u32| if d > 4 { d * 2 - 9 } else { d * 2 };
    let sum: u32 =
        digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate().map(|(i, d)| if i % 2 == 1 { doubled(d) } else { d }).sum();
    sum.is_multiple_of(10) && digits.chars().any(|c| c != '0')
}

/// A North American number: an area and an exchange that begin with 2 to 9; written with marks, whatever they begin with.
fn phone(digits: &str, lens: &[usize], between: &[String], before: &str) -> Option<Severity> {
    let shape = matches!(lens, [10] | [3, 3, 4] | [3, 7] | [6, 4] | [11] | [1, 3, 3, 4] | [1, 10]);
    let national = if digits.len() == 11 { digits.strip_prefix('1') } else { Some(digits) };
    let n = national.filter(|n| n.len() == 10 && shape && !between.iter().any(|b| b.contains('/')))?;
    let begins = |at: usize| n.as_bytes().get(at).is_some_and(|b| (b'2'..=b'9').contains(b));
    let marked = between.iter().any(|b| b.contains(['-', '.', '(', ')']));
    if marked || says_phone(before) || (begins(0) && begins(3) && (between.is_empty() || !n.ends_with("00"))) {
        return Some(Severity::Block);
    }
    (!between.is_empty() && !n.ends_with("00")).then_some(Severity::Warn)
}

fn is_local_phone(digits: &str, lens: &[usize], between: &[String]) -> bool {
    lens == [3, 4] && between.first().is_some_and(|b| b == "-" || b == ".") && digits.starts_with(|c| ('2'..='9').contains(&c))
}

/// "ext. 12" after a telephone number.
fn extension(scan: &Scan, last: usize) -> Option<usize> {
    let at = (last + 1..last + 3).find(|i| matches!(scan.word(*i), "ext" | "extension" | "x" | "poste" | "local"))?;
    (at + 1..at + 3).find(|i| !scan.num(*i).is_empty())
}

/// "+44 20 7946 0958".
fn international(scan: &Scan, plus: usize) -> Option<Finding> {
    let first = plus + 1;
    if scan.num(first).is_empty() || !scan.joined(first) {
        return None;
    }
    let chain = chain(scan, first);
    let mut total = 0;
    let mut last = None;
    for (place, len) in chain.at.iter().zip(&chain.lens) {
        total += len;
        if (8..=15).contains(&total) {
            last = Some(*place);
        }
    }
    scan.finding(Kind::Phone, Severity::Block, plus, last?)
}

/// Ontario: ten digits and two letters of a version.
fn kind_of_ontario(scan: &Scan, last: usize, digits: &str, lens: &[usize]) -> bool {
    let shape = digits.len() == 10 && matches!(lens, [10] | [4, 3, 3]);
    shape && version_code(scan, last).is_some()
}

/// Two capitals after the number, perhaps behind a hyphen.
fn version_code(scan: &Scan, last: usize) -> Option<usize> {
    let at = if scan.mark(last + 1, '-') { last + 2 } else { last + 1 };
    (scan.upper(at) && scan.len(at) == 2 && scan.near(at)).then_some(at)
}

/// Québec: four letters, then year, month (plus fifty for women), day and two more digits.
fn quebec_card(scan: &Scan, i: usize) -> Option<Finding> {
    if !scan.upper(i) || !scan.near(i + 1) {
        return None;
    }
    let chain = chain(scan, i + 1);
    let mut digits = String::new();
    for place in &chain.at {
        digits.push_str(scan.num(*place));
        if digits.len() == 8 {
            let part = |from: usize| digits.get(from..from + 2).and_then(|d| d.parse::<u32>().ok()).unwrap_or(0);
            let dated = matches!(part(2), 1..=12 | 51..=62) && matches!(part(4), 1..=31);
            return dated.then(|| scan.finding(Kind::HealthNumber, Severity::Block, i, *place)).flatten();
        }
    }
    None
}

/// Four numbers up to 255 with full stops.
fn address_of_computer(scan: &Scan, i: usize) -> Option<Finding> {
    let last = i + 6;
    let byte = |at: usize| scan.value(at).is_some_and(|v| v <= 255) && scan.len(at) <= 3;
    let fits =
        byte(i) && (1..4).all(|n| scan.mark(i + 2 * n - 1, '.') && scan.joined(i + 2 * n - 1) && scan.joined(i + 2 * n) && byte(i + 2 * n));
    if fits { scan.finding(Kind::Ip, Severity::Warn, i, last) } else { None }
}

/// "49.2827, -123.1207": two numbers of three decimals or more.
fn position(scan: &Scan, i: usize) -> Option<Finding> {
    let decimal = |at: usize, most: u32| {
        scan.value(at).is_some_and(|v| v <= most)
            && scan.mark(at + 1, '.')
            && scan.joined(at + 1)
            && scan.joined(at + 2)
            && scan.len(at + 2) >= 3
            && scan.tokens.get(at + 2).is_some_and(|t| t.sort == Sort::Num)
    };
    if !decimal(i, 90) {
        return None;
    }
    let mut next = i + 3;
    while next < i + 8 && (scan.marked(next, ",;/-°") || matches!(scan.word(next), "n" | "s" | "nord" | "north")) {
        next += 1;
    }
    if next > i + 3 && decimal(next, 180) { scan.finding(Kind::Coordinates, Severity::Block, i, next + 2) } else { None }
}

fn says(before: &str, any: &[&str]) -> bool {
    any.iter().any(|phrase| before.contains(phrase))
}

fn says_health(before: &str) -> bool {
    says(
        before,
        &[
            " phn ",
            " phns ",
            " ohip ",
            " ahcip ",
            " ramq ",
            " nam ",
            " msp ",
            " carecard ",
            " care card ",
            " health card ",
            " health number ",
            " health care number ",
            " healthcare number ",
            " services card ",
            " assurance maladie ",
            " carte sante ",
            " carte soleil ",
            " numero de sante ",
            " nsp ",
            " uli ",
            " personal health ",
            " ahc ",
            " medicare ",
            " rams ",
            " carte d assurance ",
            " hcn ",
        ],
    )
}

/// Words that make a card of ten digits with a version code.
fn says_card(before: &str) -> bool {
    says(before, &[" ontario ", " ontarienne ", " ontarien ", " carte ", " card ", " health ", " sante ", " number ", " numero "])
}

fn says_insurance(before: &str) -> bool {
    says(before, &[" sin ", " nas ", " social insurance ", " assurance sociale "])
}

fn says_phone(before: &str) -> bool {
    says(
        before,
        &[
            " phone ",
            " telephone ",
            " tel ",
            " cell ",
            " cellphone ",
            " mobile ",
            " fax ",
            " pager ",
            " call ",
            " calls ",
            " called ",
            " text ",
            " number ",
            " appeler ",
            " appelez ",
            " telephoner ",
            " cellulaire ",
            " telec ",
            " telecopieur ",
            " joindre ",
            " reach ",
        ],
    )
}
