//! What an importer found, before it is a map: nodes, edges, weights as written. The one place where
//! foreign graphs become our connections, and where every row is accounted for.

use std::collections::BTreeMap;

use super::limits::{MAX_ITEMS, MAX_KEY_BYTES, MAX_ROWS};
use super::text::{clean, cut};
use super::{FormatError, Graph, Issue, Opened, Rows, Sheet};
use crate::geom::{Point, SplitMix64};
use crate::model::{
    Actor, ActorId, Connection, Document, Edit, Flow, Level, MetaChange, Party, Placement, Strands, key_from_bits,
    kinds, uuid_from_bits,
};

/// The most points a connection can hold: three strands of five.
const MAX_POINTS: usize = 15;

/// Nodes and edges in file order; edges name their ends by index.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
    pub(super) issues: Vec<Issue>,
    /// Rows that hold something, and those of them that were left out while reading.
    pub(super) rows: Rows,
    /// Ratings that stood between two numbers.
    pub(super) rounded: usize,
    by_key: BTreeMap<String, usize>,
}

#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) key: String,
    /// Empty: the key is shown.
    pub(super) name: String,
    pub(super) at: Option<Point>,
    /// What a table of names says; large graphs have nothing to say.
    pub(super) about: Option<Box<About>>,
}

/// What a row says about somebody, in its own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What connections in another table call them; empty: their name.
    pub id: String,
    /// What they are, as it is written.
    pub kind: String,
    /// Their group.
    pub group: String,
    /// What they want.
    pub goal: String,
    /// A remark.
    pub note: String,
    /// Part of the company, if the table says so.
    pub inside: Option<bool>,
    /// The line of the row.
    pub line: usize,
}

/// What a row says about a connection that only our own tables have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rated {
    pub(super) need: Option<Level>,
    /// `None` where the table has no columns for them: a weight counts then.
    pub(super) strands: Option<Strands>,
    pub(super) owner: String,
    pub(super) later: bool,
}

#[derive(Debug, Default)]
pub(super) struct Edge {
    pub(super) ends: (usize, usize),
    pub(super) weight: Option<f64>,
    /// The file says that it has no direction: its reverse is the same edge.
    pub(super) undirected: bool,
    pub(super) note: String,
    pub(super) line: usize,
    /// A remark about this row is in the issues already.
    pub(super) reported: bool,
    pub(super) rated: Option<Box<Rated>>,
}

impl Edge {
    /// Its three ratings; beside them there is no weight.
    fn strands(&self) -> Option<Strands> {
        self.rated.as_ref().and_then(|rated| rated.strands)
    }
}

impl Node {
    /// What it is called.
    fn name(&self) -> &str {
        if self.name.is_empty() { &self.key } else { &self.name }
    }
}

impl Draft {
    /// The node with this key, made if there is none.
    pub(super) fn node(&mut self, key: &str) -> Result<usize, FormatError> {
        if let Some(index) = self.by_key.get(key) {
            return Ok(*index);
        }
        if self.nodes.len() >= MAX_ROWS {
            return Err(FormatError::new(&format!("There are more than {MAX_ROWS} nodes. Split the file.")));
        }
        self.nodes.push(Node { key: key.to_owned(), ..Node::default() });
        self.by_key.insert(key.to_owned(), self.nodes.len() - 1);
        Ok(self.nodes.len() - 1)
    }

    /// The node of this name, in whatever letters, made if there is none.
    pub(super) fn named(&mut self, name: &str) -> Result<usize, FormatError> {
        let count = self.nodes.len();
        let index = self.node(&name.to_lowercase())?;
        if let Some(node) = self.nodes.get_mut(count) {
            name.clone_into(&mut node.key);
        }
        Ok(index)
    }

    /// Somebody a row; an id that stands there twice is one, without ids a name.
    pub(super) fn person(&mut self, name: &str, about: About) -> Result<(), FormatError> {
        let (count, line) = (self.nodes.len(), about.line);
        let index = if about.id.is_empty() { self.named(name)? } else { self.node(&about.id)? };
        let is_new = self.nodes.len() > count;
        let node = &mut self.nodes[index];
        if is_new {
            if !about.id.is_empty() {
                name.clone_into(&mut node.name);
            }
            node.about = Some(Box::new(about));
            self.rows.used += 1;
            return Ok(());
        }
        let first = node.about.get_or_insert_default();
        let texts = [
            (&mut first.kind, about.kind),
            (&mut first.group, about.group),
            (&mut first.goal, about.goal),
            (&mut first.note, about.note),
        ];
        for (there, new) in texts {
            if there.is_empty() {
                *there = new;
            }
        }
        first.inside = first.inside.or(about.inside);
        let why = format!("\"{}\" stands in line {} already; joined", cut(name, 80), first.line);
        self.leave_out(line, why);
        Ok(())
    }

    /// Counts a row that holds something.
    pub(super) fn row(&mut self, line: usize) -> Result<(), FormatError> {
        self.rows.read += 1;
        if self.rows.read > 3 * MAX_ROWS {
            let message = format!("There are more than {MAX_ROWS} rows. Split the file.");
            return Err(FormatError { line: Some(line), message });
        }
        Ok(())
    }

    /// Says something about a row that is not used.
    pub(super) fn leave_out(&mut self, line: usize, message: String) {
        self.rows.reported += 1;
        self.remark(line, message);
    }

    pub(super) fn remark(&mut self, line: usize, message: String) {
        self.issues.push(Issue { line: Some(line), item: String::new(), message });
    }

    /// Says something about no row of its own.
    pub(super) fn about(&mut self, item: &str, message: String) {
        self.issues.push(Issue { line: None, item: item.to_owned(), message });
    }

    /// Says of these nodes that only edges know them.
    pub(super) fn tell_unlisted(&mut self, nodes: impl IntoIterator<Item = usize>) {
        for node in nodes {
            let item = format!("node \"{}\"", cut(&self.nodes[node].key, 80));
            self.about(&item, "edges name it, but it was not listed; it was added".to_owned());
        }
    }

    fn name(&self, node: usize) -> &str {
        cut(self.nodes[node].name(), 80)
    }

    /// One edge per pair of nodes, without loops; every edge that does not stand alone is reported.
    fn merge(&mut self) -> Vec<Cord> {
        let points = points_of_weights(&self.edges, &mut self.issues);
        let mut cords: Vec<Cord> = Vec::new();
        let mut pairs: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (edge, points) in std::mem::take(&mut self.edges).into_iter().zip(points) {
            let (a, b) = edge.ends;
            if a == b {
                let why = format!("\"{}\" is connected to itself; left out", self.name(a));
                self.told(&edge, why);
                continue;
            }
            let cord = match pairs.get(&(a.min(b), a.max(b))) {
                Some(index) => {
                    let line = cords[*index].line;
                    let same_way = edge.undirected || cords[*index].ends == edge.ends;
                    let how = match (edge.strands(), same_way) {
                        (Some(_), _) => "the higher ratings stand",
                        (None, true) => "added to it",
                        (None, false) => "added to it as the way back",
                    };
                    let why =
                        format!("\"{}\" and \"{}\" are connected by line {line}; {how}", self.name(a), self.name(b));
                    self.told(&edge, why);
                    &mut cords[*index]
                }
                None => {
                    self.rows.used += usize::from(!edge.reported);
                    self.rows.reported += usize::from(edge.reported);
                    pairs.insert((a.min(b), a.max(b)), cords.len());
                    cords.push(Cord { ends: edge.ends, line: edge.line, ..Cord::default() });
                    let last = cords.len() - 1;
                    &mut cords[last]
                }
            };
            cord.add(edge, points);
        }
        cords
    }

    /// Counts a row as reported and, if it is not in the issues yet, puts it there.
    fn told(&mut self, edge: &Edge, why: String) {
        self.rows.reported += 1;
        if !edge.reported {
            self.remark(edge.line, why);
        }
    }

    /// What a table says, for somebody who has a map already.
    pub(super) fn into_sheet(mut self) -> Sheet {
        let cords = self.merge();
        let people = self.nodes.into_iter().map(|mut node| {
            let about = node.about.take().map(|about| *about).unwrap_or_default();
            (node.name().to_owned(), about)
        });
        Sheet { people: people.collect(), cords, issues: self.issues }
    }

    /// The graph without a document: for the layout of any file.
    pub(super) fn into_graph(mut self) -> Graph {
        self.by_key.clear();
        // The same cords as for a map, without what only a map needs: large graphs come this way.
        let edges = &mut self.edges;
        let pair = |(a, b): (usize, usize)| (a.min(b), a.max(b));
        let mut order: Vec<usize> = (0..edges.len()).filter(|&i| edges[i].ends.0 != edges[i].ends.1).collect();
        order.sort_unstable_by_key(|&i| (pair(edges[i].ends), i));
        let mut firsts = Vec::with_capacity(order.len());
        for i in order {
            let first = firsts.last().copied().filter(|&first: &usize| pair(edges[first].ends) == pair(edges[i].ends));
            match (first, edges[i].weight) {
                (None, _) => firsts.push(i),
                (Some(first), Some(weight)) => edges[first].weight = Some(edges[first].weight.unwrap_or(0.0) + weight),
                (Some(_), None) => {}
            }
        }
        firsts.sort_unstable();
        let mut ids: Vec<String> = self.nodes.into_iter().map(|node| node.key).collect();
        ids.shrink_to_fit();
        Graph {
            edges: firsts.iter().map(|&i| edges[i].ends).collect(),
            weights: firsts.iter().map(|&i| edges[i].weight.unwrap_or(1.0)).collect(),
            ids,
        }
    }

    /// The map, made through the document's one door, and what became of every row.
    pub(super) fn resolve(mut self, entropy: u64) -> Result<Opened, FormatError> {
        let cords = self.merge();
        for (count, what) in [(self.nodes.len(), "actors"), (cords.len(), "connections")] {
            if count > MAX_ITEMS {
                let message = format!("{count} {what} are more than a map can hold ({MAX_ITEMS}). Split the file.");
                return Err(FormatError { line: None, message });
            }
        }
        let mut random = SplitMix64::new(entropy);
        let key = uuid_from_bits(u128::from(random.next_u64()) << 64 | u128::from(random.next_u64()));
        let mut document = Document::new(key);
        let first = document.peek_id();
        let id = |node: usize| ActorId(first + node as u32);
        let mut edits = vec![Edit::Meta(MetaChange::Title(clean(&self.title).into_owned()))];
        let mut keys = BTreeMap::new();
        let mut owners: BTreeMap<String, ActorId> = BTreeMap::new();
        if cords.iter().any(|cord| !cord.owner.is_empty()) {
            owners.extend(self.nodes.iter().enumerate().map(|(i, node)| (node.name().to_lowercase(), id(i))));
        }
        let mut of_no_kind = 0;
        for node in self.nodes {
            let mut key = cut(&clean(&node.key), MAX_KEY_BYTES).to_owned();
            while key.is_empty() || keys.insert(key.clone(), ()).is_some() {
                key = key_from_bits(random.next_u64());
            }
            let name = cut(&clean(node.name()), usize::MAX).to_owned();
            let mut actor = Actor { key, name, ..Actor::default() };
            let about = node.about.map(|about| *about).unwrap_or_default();
            let said = if about.kind.is_empty() { None } else { kinds::said(&about.kind) };
            actor.note = about.note;
            if said.is_none() && !about.kind.is_empty() {
                let word = cut(&about.kind, 60);
                let kept = if actor.note.is_empty() { "kept as a remark" } else { "left out" };
                let message = format!("\"{word}\" is no kind of actor; {kept}");
                self.issues.push(Issue { line: Some(about.line), item: String::new(), message });
                self.rows.used -= 1;
                self.rows.reported += 1;
                if actor.note.is_empty() {
                    actor.note.clone_from(&about.kind);
                }
            }
            let kind = said.or_else(|| kinds::of_name(&actor.name));
            of_no_kind += usize::from(kind.is_none());
            actor.kind = kind.unwrap_or_default();
            (actor.group, actor.goal, actor.inside) = (about.group, about.goal, about.inside);
            for text in [&mut actor.note, &mut actor.group, &mut actor.goal] {
                *text = cut(&clean(text), usize::MAX).to_owned();
            }
            edits.push(Edit::AddActor(Box::new(actor), node.at.map(|at| Placement { at, pinned: false })));
        }
        for cord in cords {
            let (a, b) = cord.ends;
            let mut connection = Connection::new(key_from_bits(random.next_u64()), id(a), id(b));
            connection.strands = cord.strands;
            connection.flow = cord.flow();
            connection.need = cord.need;
            connection.later = cord.later;
            let owner = cut(&clean(&cord.owner), usize::MAX).to_owned();
            let somebody = owners.get(&owner.to_lowercase()).map(|id| Party::Actor(*id));
            connection.owner = somebody.or_else(|| (!owner.is_empty()).then_some(Party::Name(owner)));
            connection.note = cut(&clean(&cord.note), usize::MAX).to_owned();
            edits.push(Edit::AddConnection(Box::new(connection)));
        }
        let applied = document.apply(Edit::All(edits)).map(|_| ());
        applied.map_err(|error| FormatError::new(&format!("The graph does not fit together: {error}.")))?;
        self.issues.sort_by_key(|issue| issue.line.unwrap_or(0));
        Ok(Opened { document, issues: self.issues, native: false, rows: Some(self.rows), of_no_kind })
    }
}

/// The edges between one pair, joined.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cord {
    /// Who is joined, by their places in the list of people.
    pub ends: (usize, usize),
    /// The rating, as far as there is one.
    pub strands: Strands,
    /// How much it matters, if the table says so.
    pub need: Option<Level>,
    /// Who looks after it; empty for nobody.
    pub owner: String,
    /// To be discussed later.
    pub later: bool,
    /// A remark.
    pub note: String,
    line: usize,
    weight: Option<f64>,
    /// Points that pass from the first end to the second, and back; `None` where no edge does.
    ways: [Option<usize>; 2],
}

impl Cord {
    fn add(&mut self, edge: Edge, points: Option<usize>) {
        if let Some(weight) = edge.weight {
            self.weight = Some(self.weight.unwrap_or(0.0) + weight);
        }
        if let Some(points) = points {
            for (i, level) in self.strands.0.iter_mut().enumerate() {
                let share = points / 3 + usize::from(i < points % 3);
                let sum = share + level.map_or(0, |level| usize::from(level.get()));
                *level = Some(Level::clamped(sum.min(MAX_POINTS) as u8));
            }
        }
        if let Some(strands) = edge.strands() {
            for (there, new) in self.strands.0.iter_mut().zip(strands.0) {
                *there = (*there).max(new);
            }
        } else if !edge.undirected {
            let way = &mut self.ways[usize::from(edge.ends != self.ends)];
            *way = Some(way.unwrap_or(0) + points.unwrap_or(0));
        }
        if let Some(rated) = edge.rated {
            let Rated { need, strands: _, owner, later } = *rated;
            self.need = self.need.max(need);
            self.later |= later;
            if self.owner.is_empty() {
                self.owner = owner;
            }
        }
        if !edge.note.is_empty() {
            if !self.note.is_empty() {
                self.note.push('\n');
            }
            self.note.push_str(&edge.note);
        }
    }

    /// How much passes each way, if the file has both: a level for every three points.
    #[must_use]
    pub fn flow(&self) -> Flow {
        let [Some(ab), Some(ba)] = self.ways else { return Flow::default() };
        let level = |points: usize| (points > 0).then(|| Level::clamped(points.div_ceil(3).min(MAX_POINTS) as u8));
        Flow { ab: level(ab), ba: level(ba) }
    }
}

/// Weights as points: whole numbers from 0 to 15 as they are, anything else by rank from 1 to 15.
fn points_of_weights(edges: &[Edge], issues: &mut Vec<Issue>) -> Vec<Option<usize>> {
    let fits = |weight: f64| weight.fract() == 0.0 && (0.0..=MAX_POINTS as f64).contains(&weight);
    if edges.iter().filter_map(|edge| edge.weight).all(fits) {
        let highest = edges.iter().filter_map(|edge| edge.weight).fold(0.0, f64::max);
        // A scale of five looks just so, and would make every cord thin without a word.
        if edges.len() > 1 && highest == 5.0 {
            let message = "they were read as points, of which a connection holds 15 at most; the highest here is 5";
            issues.push(Issue { line: None, item: "weights".to_owned(), message: message.to_owned() });
        }
        return edges.iter().map(|edge| edge.weight.map(|weight| weight as usize)).collect();
    }
    let mut ranks: Vec<f64> = edges.iter().filter_map(|edge| edge.weight).collect();
    ranks.sort_by(f64::total_cmp);
    ranks.dedup();
    let message = "the weights are not points from 0 to 15; their order became 1 to 15 points".to_owned();
    issues.push(Issue { line: None, item: "weights".to_owned(), message });
    let steps = ranks.len().saturating_sub(1);
    let points = |weight: f64| match ranks.partition_point(|other| *other < weight) {
        // One weight for all tells no order: the middle.
        _ if steps == 0 => MAX_POINTS.div_ceil(2),
        rank => 1 + (rank * (MAX_POINTS - 1) + steps / 2) / steps,
    };
    edges.iter().map(|edge| edge.weight.map(points)).collect()
}
