//! Identities in memory: small numbers, handed out in file order and never reused.
//! The immutable text that a file knows a record by is its `key`, a field of the record.

use std::fmt;

/// A key for a new record: 64 random bits in base32 (Crockford's letters, lower case), 13 letters.
#[must_use]
pub fn key_from_bits(bits: u64) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    (0..13).rev().map(|i| char::from(LETTERS[(bits >> (5 * i)) as usize & 31])).collect()
}

/// A document's UUID (version 4, RFC 9562) from 128 random bits.
#[must_use]
pub fn uuid_from_bits(bits: u128) -> String {
    let bits = bits & !(0xF << 76) & !(0x3 << 62) | 0x4 << 76 | 0x2 << 62;
    let hex = format!("{bits:032x}");
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

id!(
    /// An actor of one document.
    ActorId
);
id!(
    /// A shared value of one document.
    ValueId
);
id!(
    /// A connection of one document.
    ConnectionId
);

id!(
    /// A kind, note, action or scenario of one document.
    AttachmentId
);

/// Whatever has a place on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeId {
    /// An actor.
    Actor(ActorId),
    /// A shared value.
    Value(ValueId),
}

impl From<ActorId> for NodeId {
    fn from(id: ActorId) -> Self {
        Self::Actor(id)
    }
}

impl From<ValueId> for NodeId {
    fn from(id: ValueId) -> Self {
        Self::Value(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_uuids_have_their_shape() {
        assert_eq!(key_from_bits(0), "0000000000000");
        assert_eq!(key_from_bits(u64::MAX), "fzzzzzzzzzzzz");
        assert_eq!(uuid_from_bits(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
