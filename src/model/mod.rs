//! What a map *is*: actors, shared values, connections, placements, and the one door that changes them.
//!
//! No picture, no file, no formula, no clock. [`Document::apply`] is the only way in; it answers with a
//! [`Patch`], a plain difference that [`History`] can invert, squash and name.

mod actor;
mod apply;
mod attachment;
mod connection;
mod date;
mod document;
mod edit;
mod history;
mod ids;
mod index;
mod kind_words;
pub mod kinds;
mod patch;
mod rating;
mod swap;
pub mod words;

pub use actor::{Actor, Family, Kind, Value};
pub use attachment::{Action, Answer, Attachment, CustomKind, Effort, List, Note, Scenario};
pub use connection::{
    Authority, Confidence, Connection, Flow, Gives, Kpi, Party, PerspectiveRating, Quote, Sketch, Source, Stance,
    Tally, Trend,
};
pub use date::Date;
pub use document::{Arrangement, Document, Extra, Meta, Perspective, Placement};
pub use edit::{ActorChange, ConnectionChange, Edit, EditError, MetaChange, Selection, ValueChange};
pub use history::{Drift, History, Mark, Record};
pub use ids::{ActorId, AttachmentId, ConnectionId, NodeId, ValueId, key_from_bits, uuid_from_bits};
pub use patch::{Change, Patch, Touches};
pub use rating::{Level, Strand, Strands};
