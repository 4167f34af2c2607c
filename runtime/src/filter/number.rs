//! Numbers as they are written, compared exactly: no integer is rounded to compare it with a float.

use core::cmp::Ordering;
use core::fmt;

/// A number of a directive or of a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Number {
    /// From -(2^128 - 1) to 2^128 - 1. Zero is not negative.
    Integer { negative: bool, magnitude: u128 },
    /// Never infinite, and always a number.
    Float(f64),
}

/// No float is NaN.
impl Eq for Number {}

/// Why a text is no [`Number`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoNumber {
    Malformed,
    TooLarge,
}

impl Number {
    /// Reads digits with or without a sign, a point and an exponent.
    pub(crate) fn parse(text: &str) -> Result<Self, NoNumber> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        if is_digits(digits) {
            let magnitude = digits.parse().map_err(|_| NoNumber::TooLarge)?;
            return Ok(Self::Integer { negative: negative && magnitude != 0, magnitude });
        }
        if !is_decimal(digits) {
            return Err(NoNumber::Malformed);
        }
        let float: f64 = text.parse().map_err(|_| NoNumber::Malformed)?;
        if float.is_finite() { Ok(Self::Float(float)) } else { Err(NoNumber::TooLarge) }
    }

    /// Which of the two is greater.
    pub(crate) fn order(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Integer { .. }, Self::Integer { .. }) => self.sign().cmp(&other.sign()).then_with(|| {
                let by_magnitude = self.whole().cmp(&other.whole());
                if self.sign() < 0 { by_magnitude.reverse() } else { by_magnitude }
            }),
            (Self::Integer { .. }, Self::Float(float)) => self.order_to_float(float),
            (Self::Float(float), Self::Integer { .. }) => other.order_to_float(float).reverse(),
            // Both are numbers, so there is an answer.
            (Self::Float(one), Self::Float(other)) => one.partial_cmp(&other).unwrap_or(Ordering::Equal),
        }
    }

    /// How this integer stands to a float.
    fn order_to_float(self, float: f64) -> Ordering {
        let other = Self::Float(float);
        self.sign().cmp(&other.sign()).then_with(|| {
            let beyond = float.abs() >= TWO_TO_128;
            let by_whole = if beyond { Ordering::Less } else { self.whole().cmp(&other.whole()) };
            // What a float has behind the point makes it greater than the same whole number.
            let by_magnitude =
                by_whole.then(if float.fract() == 0.0 { Ordering::Equal } else { Ordering::Less });
            if self.sign() < 0 { by_magnitude.reverse() } else { by_magnitude }
        })
    }

    /// -1, 0 or 1.
    fn sign(self) -> i8 {
        match self {
            Self::Integer { magnitude: 0, .. } => 0,
            Self::Integer { negative, .. } => 1 - 2 * i8::from(negative),
            Self::Float(0.0) => 0,
            Self::Float(float) => 1 - 2 * i8::from(float < 0.0),
        }
    }

    /// What stands before the point, without the sign; the greatest there is for floats beyond it.
    fn whole(self) -> u128 {
        match self {
            Self::Integer { magnitude, .. } => magnitude,
            // Below 2^128 this cuts off what stands behind the point and changes nothing else.
            Self::Float(float) => float.abs() as u128,
        }
    }
}

const TWO_TO_128: f64 = 340_282_366_920_938_463_463_374_607_431_768_211_456.0;

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `12.5`, `1e9`, `1.5e-3`: digits on both sides of a point, and in an exponent.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    is_digits(whole) && fraction.is_none_or(is_digits) && exponent.is_none_or(is_digits)
}

/// The shortest digits that read back as the same number.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer { negative: true, magnitude } => write!(f, "-{magnitude}"),
            Self::Integer { negative: false, magnitude } => write!(f, "{magnitude}"),
            Self::Float(float) => write!(f, "{float:?}"),
        }
    }
}
