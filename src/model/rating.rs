//! Ratings as a room gives them: 0 to 5 fingers for each of three strands. Unrated is not 0.

/// A show of hands, 0 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// Nothing there.
    pub const ZERO: Self = Self(0);
    /// The most that a strand can hold.
    pub const MAX: Self = Self(5);

    /// A level, or `None` above 5.
    #[must_use]
    pub const fn new(level: u8) -> Option<Self> {
        if level <= 5 { Some(Self(level)) } else { None }
    }

    /// The nearest level: anything above 5 becomes 5.
    #[must_use]
    pub const fn clamped(level: u8) -> Self {
        if level <= 5 { Self(level) } else { Self::MAX }
    }

    /// The number of fingers.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// One of the three strands of every cord, in their fixed order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strand {
    /// Give and take.
    Exchange,
    /// Trust.
    Relationship,
    /// Shared values.
    Values,
}

impl Strand {
    /// All three, upper to lower in the cord.
    pub const ALL: [Self; 3] = [Self::Exchange, Self::Relationship, Self::Values];

    /// 0, 1 or 2: the place in the cord.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The name in files and in JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Exchange => "exchange",
            Self::Relationship => "relationship",
            Self::Values => "values",
        }
    }
}

/// The three ratings of a connection; each may still be unrated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Strands(pub [Option<Level>; 3]);

impl Strands {
    /// Nothing rated yet.
    pub const UNRATED: Self = Self([None; 3]);

    /// All three rated; `None` if one is above 5.
    #[must_use]
    pub fn rated(exchange: u8, relationship: u8, values: u8) -> Option<Self> {
        Some(Self([Some(Level::new(exchange)?), Some(Level::new(relationship)?), Some(Level::new(values)?)]))
    }

    /// One rating.
    #[must_use]
    pub const fn get(self, strand: Strand) -> Option<Level> {
        self.0[strand.index()]
    }

    /// The same with one rating replaced.
    #[must_use]
    pub const fn with(mut self, strand: Strand, level: Option<Level>) -> Self {
        self.0[strand.index()] = level;
        self
    }

    /// The three numbers that count: unrated counts as 0.
    #[must_use]
    pub fn counts(self) -> [u8; 3] {
        self.0.map(|level| level.map_or(0, Level::get))
    }

    /// Points P, 0 to 15.
    #[must_use]
    pub fn points(self) -> u8 {
        self.counts().iter().sum()
    }

    /// Number of strands rated above 0.
    #[must_use]
    pub fn threads(self) -> usize {
        self.counts().iter().filter(|level| **level > 0).count()
    }

    /// No strand is rated.
    #[must_use]
    pub fn is_unrated(self) -> bool {
        self == Self::UNRATED
    }

    /// All three strands are rated.
    #[must_use]
    pub fn is_complete(self) -> bool {
        self.0.iter().all(Option::is_some)
    }
}
