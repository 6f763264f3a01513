//! Calendar days as data. Nothing here reads a clock: `today` always comes in from outside.

use std::fmt;

/// A day of the proleptic Gregorian calendar, written `2026-11-23`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// A day that exists, from year 1 to 9999.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        ((1..=9999).contains(&year) && (1..=days).contains(&day)).then_some(Self { year, month, day })
    }

    /// Reads `YYYY-MM-DD`; a time after the day (`T…`) is ignored.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let day = text.trim().split(['T', ' ']).next()?;
        let mut parts = day.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms", 2013).
    #[must_use]
    pub fn days(self) -> i64 {
        let y = i64::from(self.year) - i64::from(self.month <= 2);
        let era = y.div_euclid(400);
        let yoe = y - era * 400;
        let doy = (153 * ((i64::from(self.month) + 9) % 12) + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
    }

    /// The day that lies this many days after 1970-01-01; `None` outside years 1 to 9999.
    #[must_use]
    pub fn from_days(days: i64) -> Option<Self> {
        let z = days.checked_add(719_468)?;
        let era = z.div_euclid(146_097);
        let doe = z - era * 146_097;
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        Self::new(i32::try_from(year).ok()?, month as u8, day as u8)
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// Reads a day as people type it: `2027-03-31`, `31.3.2027`, `31/3/2027` (the day first, unless it then were no
    /// month), `31 Mar 2027`, `March 31`; without a year the next such day from `today` on.
    #[must_use]
    pub fn typed(text: &str, today: Option<Self>) -> Option<Self> {
        if let Some(date) = Self::parse(text) {
            return Some(date);
        }
        let text = text.trim();
        let parts: Vec<&str> = text.split([' ', '.', '/', '-', ',']).filter(|part| !part.is_empty()).collect();
        let month = |part: &&str| month_named(part);
        let (day, month, year) = match (parts.as_slice(), parts.iter().find_map(month)) {
            // A number with what makes it an ordinal: "31st".
            ([a, b, rest @ ..], Some(month)) if rest.len() <= 1 => {
                let day = if month_named(a).is_some() { b } else { a };
                let named = [a, b].into_iter().filter(|part| month_named(part).is_some()).count();
                (day.trim_end_matches(char::is_alphabetic), month, rest.first().filter(|_| named == 1))
            }
            ([day, month, rest @ ..], None) if rest.len() <= 1 && text.contains(['.', '/']) => {
                let (day, month): (&str, &str) = (day, month);
                let turned = month.parse::<u8>().is_ok_and(|month| month > 12);
                let (day, month) = if turned { (month, day) } else { (day, month) };
                (day, month.parse().ok()?, rest.first())
            }
            _ => return None,
        };
        let day = day.parse().ok()?;
        match year {
            Some(year) if year.len() == 4 => Self::new(year.parse().ok()?, month, day),
            None if parts.len() == 2 => {
                let today = today?;
                // A leap day may be some years off.
                (today.year..=today.year + 8).filter_map(|year| Self::new(year, month, day)).find(|date| *date >= today)
            }
            _ => None,
        }
    }

    /// As people write it: "25 November 2026".
    #[must_use]
    pub fn spelled(self) -> String {
        let month = MONTHS[usize::from(self.month.clamp(1, 12)) - 1];
        format!("{} {month} {}", self.day, self.year)
    }
}

/// The number of a month by its name, or by three letters of it at least.
fn month_named(part: &str) -> Option<u8> {
    let part = part.to_lowercase();
    let starts = |name: &str| part.len() >= 3 && part.is_ascii() && name.to_lowercase().starts_with(&part);
    MONTHS.iter().position(|name| starts(name)).and_then(|at| u8::try_from(at + 1).ok())
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_agree_over_centuries() {
        for days in (-200_000..200_000).step_by(97) {
            assert_eq!(Date::from_days(days).unwrap().days(), days);
        }
        assert_eq!(Date::parse("1970-01-01").unwrap().days(), 0);
        assert_eq!(Date::parse("2026-11-23").unwrap().to_string(), "2026-11-23");
        assert_eq!(Date::parse("2026-11-03").unwrap().spelled(), "3 November 2026");
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        let today = Date::parse("2026-11-26");
        let check = |typed: &str, day: Option<&str>| {
            assert_eq!(Date::typed(typed, today).map(|date| date.to_string()).as_deref(), day, "{typed}");
        };
        for typed in
            ["2027-03-31", "31.3.2027", "31.03.2027", " 31/3/2027 ", "3/31/2027", "31 Mar 2027", "31. march 2027"]
        {
            check(typed, Some("2027-03-31"));
        }
        for typed in ["31 March", "March 31", "31.3.", "31/3", "31st of March", "March 31st, 2027"] {
            check(typed, if typed.contains("of") { None } else { Some("2027-03-31") });
        }
        check("4/5/2027", Some("2027-05-04"));
        check("26 nov", Some("2026-11-26"));
        check("25 Nov", Some("2027-11-25"));
        check("29 Feb", Some("2028-02-29"));
        for bad in [
            "end of March",
            "31.3.27",
            "31.3.202",
            "31",
            "31 3 2027",
            "30.2.2027",
            "13/13/2027",
            "March",
            "March May",
            "31 March 27",
            "2027",
            "3.4.5.2027",
            "tomorrow",
            "1 ma 2027",
            "",
        ] {
            check(bad, None);
        }
        assert_eq!(Date::typed("31 March", None), None, "without a day of today there is no next one");
        let date = Date::parse("2026-11-03").unwrap();
        assert_eq!(Date::typed(&date.spelled(), None), Some(date), "what is shown can be typed");
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for bad in ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "", "yesterday", "2026-01-00"] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }
}
