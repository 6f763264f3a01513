//! Actors and shared values: who is on the map, and what they may have in common.

use super::{Extra, ValueId};

/// Somebody (or something that carries connections) on the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// The immutable id in files.
    pub key: String,
    /// The name as people say it.
    pub name: String,
    /// What it usually is.
    pub kind: Kind,
    /// The group it belongs to, by name; empty for none.
    pub group: String,
    /// Part of the company; unset follows the kind.
    pub inside: Option<bool>,
    /// One end of the pairs that Cohesion counts; unset follows the kind.
    pub counts: Option<bool>,
    /// Shared values it holds, in the order they were given.
    pub values: Vec<ValueId>,
    /// What it wants (a customer's goal).
    pub goal: String,
    /// Free words such as `leadership`.
    pub tags: Vec<String>,
    /// A remark.
    pub note: String,
    /// Fields of the file that this version does not know.
    pub extra: Extra,
}

impl Actor {
    /// Part of the company: as set, else as the kind usually is.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        self.inside.unwrap_or_else(|| self.kind.usually_inside())
    }

    /// Counts as one end of a pair: as set, else as the kind usually does.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.counts.unwrap_or_else(|| self.kind.usually_counts())
    }

    /// The shape it is drawn with.
    #[must_use]
    pub fn family(&self) -> Family {
        match &self.kind {
            Kind::Product | Kind::Touchpoint => Family::Carrier,
            Kind::Customer => Family::Customer,
            _ if self.is_inside() => Family::Inside,
            Kind::Community | Kind::Society => Family::Society,
            _ => Family::Organisation,
        }
    }
}

/// Something that actors may hold in common. Not an actor: as a hub it would join everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// The immutable id in files.
    pub key: String,
    /// The name as people say it.
    pub name: String,
    /// A remark.
    pub note: String,
    /// Fields of the file that this version does not know.
    pub extra: Extra,
}

/// What an actor usually is. An open list: files may bring their own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A company or a unit that acts as one.
    Company,
    /// Several people who work together.
    #[default]
    Team,
    /// A person or a job.
    Role,
    /// A segment or persona.
    Customer,
    /// Works with us.
    Partner,
    /// Delivers to us.
    Supplier,
    /// Sells or serves for us.
    Channel,
    /// Owns or funds us.
    Investor,
    /// Writes or speaks about us.
    Media,
    /// People with something in common.
    Community,
    /// Regulator, town, environment.
    Society,
    /// Something that is made.
    Product,
    /// Something people meet us through.
    Touchpoint,
    /// A word of the file's own.
    Other(String),
}

impl Kind {
    /// All kinds of our own, in the order of menus (Alt with 1 to 9 and 0 sets the first ten).
    pub const ALL: [Self; 13] = [
        Self::Team,
        Self::Role,
        Self::Customer,
        Self::Partner,
        Self::Supplier,
        Self::Channel,
        Self::Community,
        Self::Society,
        Self::Touchpoint,
        Self::Company,
        Self::Investor,
        Self::Media,
        Self::Product,
    ];

    /// The word in files.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Company => "company",
            Self::Team => "team",
            Self::Role => "role",
            Self::Customer => "customer",
            Self::Partner => "partner",
            Self::Supplier => "supplier",
            Self::Channel => "channel",
            Self::Investor => "investor",
            Self::Media => "media",
            Self::Community => "community",
            Self::Society => "society",
            Self::Product => "product",
            Self::Touchpoint => "touchpoint",
            Self::Other(word) => word,
        }
    }

    /// The kind for a word of a file; an unknown word is kept.
    #[must_use]
    pub fn from_key(word: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.key() == word).unwrap_or_else(|| Self::Other(word.to_owned()))
    }

    /// Whether actors of this kind usually belong to the company.
    #[must_use]
    pub const fn usually_inside(&self) -> bool {
        matches!(self, Self::Company | Self::Team | Self::Role)
    }

    /// Whether actors of this kind usually are somebody, not only carry connections.
    #[must_use]
    pub const fn usually_counts(&self) -> bool {
        !matches!(self, Self::Product | Self::Touchpoint)
    }
}

/// The shape of an actor: told by who it is to the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// A filled disc.
    Inside,
    /// A double ring.
    Customer,
    /// A rounded square.
    Organisation,
    /// A hexagon.
    Society,
    /// A bar with round ends.
    Carrier,
}
