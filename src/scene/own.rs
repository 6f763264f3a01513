//! The kinds of the room's own as the legend shows them.

use super::icons::Face;
use crate::model::{CustomKind, Document, Family, Kind};

/// A kind of the room's own, for the legend.
#[derive(Clone, Debug)]
pub(super) struct Own {
    pub(super) name: String,
    pub(super) family: Family,
    pub(super) face: Face,
}

/// All of them, in their order.
pub(super) fn kinds(document: &Document) -> Vec<Own> {
    let own = |kind: &CustomKind| {
        let usual = if kind.inside == Some(true) { Family::Inside } else { Family::Organisation };
        let face = Face::of(&Kind::Other(kind.key.clone()), Some(kind));
        Own { name: kind.name.clone(), family: kind.family.unwrap_or(usual), face }
    };
    document.custom_kinds().map(|(_, kind)| own(kind)).collect()
}
