//! GraphML and GEXF, read as a stream: nodes with label, place, kind, group and remark, edges with weight and remark.
//! Elements are known by their local name; a document type, foreign entities and deep nesting are refused. Also finds
//! what yEd says in elements of its own.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::FormatError;
use super::draft::{About, Draft, Edge};
use super::limits::{MAX_DEPTH, MAX_GROUP_BYTES, MAX_ROWS, MAX_TEXT_BYTES};
use super::lines::Lines;
use super::table::{name, number};
use super::text::cut;
use crate::geom;

/// Reads a graph.
pub(super) fn read(text: &str) -> Result<Draft, FormatError> {
    let mut reader = Reader::from_str(text);
    let mut parser = Parser::new(text);
    loop {
        let offset = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|error| FormatError {
            line: Some(parser.lines.at(reader.error_position() as usize)),
            message: format!("The XML is broken here ({error}). Mend it, or export the graph again."),
        })?;
        parser.offset = offset;
        match event {
            Event::Start(element) => {
                parser.open(&element)?;
                parser.path.push(element.local_name().into_inner().to_owned());
                if parser.path.len() > MAX_DEPTH {
                    return Err(
                        parser.error(&format!("Elements lie more than {MAX_DEPTH} deep here; no graph needs that."))
                    );
                }
            }
            Event::Empty(element) => {
                parser.open(&element)?;
                parser.close(element.local_name().into_inner());
            }
            Event::End(element) => {
                parser.path.pop();
                parser.close(element.local_name().into_inner());
            }
            Event::Text(text) => parser.text(&text.xml10_content()),
            Event::CData(text) => parser.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let resolved = resolve(&reference).ok_or_else(|| parser.error(FOREIGN_ENTITY))?;
                parser.text(resolved.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => {
                return Err(parser.error("A document type (<!DOCTYPE …>) is not read, as it could reach outside the file. Take that line out."));
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    parser.finish()
}

const FOREIGN_ENTITY: &str =
    "This file uses an entity of its own; only &amp; &lt; &gt; &quot; &apos; are read. Replace it.";

/// One of the five, or a character by number.
fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok().flatten();
    }
    match reference.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// What a `<key>` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Label,
    X,
    Y,
    Weight,
    Kind,
    Group,
    Note,
}

/// Where we are and what is known so far.
struct Parser<'a> {
    draft: Draft,
    lines: Lines<'a>,
    offset: usize,
    path: Vec<String>,
    /// What the file's keys stand for, by key id.
    keys: BTreeMap<String, Field>,
    /// We are within the key of the weight: its default is told there.
    in_weight_key: bool,
    default_weight: Option<f64>,
    undirected: bool,
    /// Nested graphs have nodes within nodes.
    nodes: Vec<OpenNode>,
    edge: Option<Edge>,
    /// The data element or label being read, and its text.
    field: Option<Field>,
    content: String,
    declared: Vec<bool>,
    seen_graph: bool,
    /// It is GEXF, and these are attributes of nodes or of edges.
    is_gexf: bool,
    class: String,
    untold: [usize; 2],
}

#[derive(Default)]
struct OpenNode {
    index: usize,
    label: String,
    x: Option<f64>,
    y: Option<f64>,
    about: About,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            draft: Draft::default(),
            lines: Lines::new(text),
            offset: 0,
            path: Vec::new(),
            keys: BTreeMap::new(),
            in_weight_key: false,
            default_weight: None,
            undirected: false,
            nodes: Vec::new(),
            edge: None,
            field: None,
            content: String::new(),
            declared: Vec::new(),
            seen_graph: false,
            is_gexf: false,
            class: String::new(),
            untold: [0; 2],
        }
    }

    fn error(&self, message: &str) -> FormatError {
        FormatError { line: Some(self.lines.at(self.offset)), message: message.to_owned() }
    }

    fn attribute<'e>(&self, element: &'e BytesStart<'_>, name: &str) -> Result<Option<Cow<'e, str>>, FormatError> {
        for attribute in element.attributes().with_checks(false) {
            let attribute =
                attribute.map_err(|error| self.error(&format!("An attribute is broken here ({error}).")))?;
            if attribute.key.local_name().into_inner() == name {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                return value.map(Some).map_err(|_| self.error(FOREIGN_ENTITY));
            }
        }
        Ok(None)
    }

    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), FormatError> {
        match element.local_name().into_inner() {
            "key" => self.open_key(element),
            "gexf" => {
                self.is_gexf = true;
                Ok(())
            }
            "graph" => {
                self.seen_graph = true;
                if self.is_gexf {
                    self.undirected = self.attribute(element, "defaultedgetype")?.as_deref() != Some("directed");
                } else if self.nodes.is_empty() {
                    self.undirected = self.attribute(element, "edgedefault")?.as_deref() == Some("undirected");
                }
                Ok(())
            }
            "node" => {
                self.open_node(element)?;
                self.told_within(element, &[("label", Field::Label)])
            }
            "edge" => {
                self.open_edge(element)?;
                self.told_within(element, &[("weight", Field::Weight), ("label", Field::Note)])
            }
            "attributes" if self.is_gexf => {
                self.class = self.attribute(element, "class")?.unwrap_or_default().into_owned();
                Ok(())
            }
            "attribute" if self.is_gexf => {
                let id = self.attribute(element, "id")?.unwrap_or_default();
                let field = self.attribute(element, "title")?.and_then(|title| field_of(&title));
                let key = format!("{} {id}", self.class);
                self.keys.extend(field.map(|field| (key, field)));
                Ok(())
            }
            "attvalue" if self.is_gexf => self.open_attvalue(element),
            "position" if self.is_gexf => {
                let read = |name: &str| self.attribute(element, name).map(|text| text.and_then(|text| number(&text)));
                let (x, y) = (read("x")?, read("y")?);
                if let Some(node) = self.nodes.last_mut() {
                    // Its y points up.
                    (node.x, node.y) = (x, y.map(|y| -y));
                }
                Ok(())
            }
            "hyperedge" => {
                self.untold[0] += 1;
                Ok(())
            }
            "port" => {
                self.untold[1] += 1;
                Ok(())
            }
            "data" => {
                let key = self.attribute(element, "key")?.unwrap_or_default();
                self.start(self.keys.get(&*key).copied().or_else(|| field_of(&key)));
                Ok(())
            }
            "NodeLabel" if self.nodes.last().is_some_and(|node| node.label.is_empty()) => {
                self.start(Some(Field::Label));
                Ok(())
            }
            "EdgeLabel" if self.edge.is_some() => {
                self.start(Some(Field::Note));
                Ok(())
            }
            "Geometry" => self.geometry(element),
            // Text within other elements is none of ours.
            _ => Ok(()),
        }
    }

    /// GEXF tells the most in attributes.
    fn told_within(&mut self, element: &BytesStart<'_>, fields: &[(&str, Field)]) -> Result<(), FormatError> {
        for (name, field) in if self.is_gexf { fields } else { &[] } {
            if let Some(value) = self.attribute(element, name)? {
                self.set(*field, value.trim());
            }
        }
        Ok(())
    }

    fn open_attvalue(&mut self, element: &BytesStart<'_>) -> Result<(), FormatError> {
        let id = self.attribute(element, "for")?.unwrap_or_default();
        let class = if self.edge.is_some() { "edge" } else { "node" };
        if let Some(field) = self.keys.get(&format!("{class} {id}")).copied() {
            let value = self.attribute(element, "value")?.unwrap_or_default();
            self.set(field, value.trim());
        }
        Ok(())
    }

    fn start(&mut self, field: Option<Field>) {
        self.field = field;
        self.content.clear();
    }

    fn open_key(&mut self, element: &BytesStart<'_>) -> Result<(), FormatError> {
        let id = self.attribute(element, "id")?.unwrap_or_default().into_owned();
        let name = self.attribute(element, "attr.name")?.unwrap_or_default();
        let field = field_of(&name).or_else(|| field_of(&id));
        self.in_weight_key = field == Some(Field::Weight);
        self.keys.extend(field.map(|field| (id, field)));
        Ok(())
    }

    fn open_node(&mut self, element: &BytesStart<'_>) -> Result<(), FormatError> {
        let line = self.lines.at(self.offset);
        self.draft.row(line)?;
        let id = self.attribute(element, "id")?.unwrap_or_default();
        if id.is_empty() {
            self.draft.leave_out(line, "this node has no id; left out".to_owned());
            // Its data must not reach the node before it.
            self.nodes.push(OpenNode { index: usize::MAX, ..OpenNode::default() });
            return Ok(());
        }
        let index = self.draft.node(&id)?;
        self.declared.resize(self.draft.nodes.len(), false);
        if std::mem::replace(&mut self.declared[index], true) {
            let why = format!("the node \"{}\" is here a second time; both were made one", cut(&id, 80));
            self.draft.leave_out(line, why);
        } else {
            self.draft.rows.used += 1;
        }
        self.nodes.push(OpenNode { index, ..OpenNode::default() });
        Ok(())
    }

    fn open_edge(&mut self, element: &BytesStart<'_>) -> Result<(), FormatError> {
        let line = self.lines.at(self.offset);
        self.draft.row(line)?;
        if self.draft.edges.len() >= MAX_ROWS {
            return Err(self.error(&format!("There are more than {MAX_ROWS} edges. Split the file.")));
        }
        let source = self.attribute(element, "source")?.unwrap_or_default();
        let target = self.attribute(element, "target")?.unwrap_or_default();
        if source.is_empty() || target.is_empty() {
            let which = if source.is_empty() { "source" } else { "target" };
            self.draft.leave_out(line, format!("this edge has no {which}; left out"));
            self.edge = None;
            return Ok(());
        }
        let ends = (self.draft.node(&source)?, self.draft.node(&target)?);
        let way = if self.is_gexf { "type" } else { "directed" };
        let undirected = match self.attribute(element, way)?.as_deref() {
            Some("true" | "directed") => false,
            Some("false" | "undirected" | "mutual") => true,
            _ => self.undirected,
        };
        self.edge = Some(Edge { ends, undirected, line, ..Edge::default() });
        Ok(())
    }

    /// yEd's place: the top left corner of a box.
    fn geometry(&mut self, element: &BytesStart<'_>) -> Result<(), FormatError> {
        let read = |name: &str| self.attribute(element, name).map(|text| text.and_then(|text| number(&text)));
        let (x, y, width, height) = (read("x")?, read("y")?, read("width")?, read("height")?);
        if let Some(node) = self.nodes.last_mut() {
            node.x = x.map(|x| x + width.unwrap_or(0.0) / 2.0);
            node.y = y.map(|y| y + height.unwrap_or(0.0) / 2.0);
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let is_wanted = self
            .path
            .last()
            .is_some_and(|name| matches!(name.as_str(), "data" | "NodeLabel" | "EdgeLabel" | "default"));
        if is_wanted && (self.field.is_some() || self.in_weight_key) && self.content.len() < MAX_TEXT_BYTES {
            self.content.push_str(text);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "data" | "NodeLabel" | "EdgeLabel" => {
                if let Some(field) = self.field.take() {
                    let content = std::mem::take(&mut self.content);
                    self.set(field, content.trim());
                }
            }
            "default" => {
                let content = std::mem::take(&mut self.content);
                if self.in_weight_key {
                    self.default_weight = number(&content);
                }
            }
            "key" => {
                self.in_weight_key = false;
                self.content.clear();
            }
            "node" => self.close_node(),
            "edge" => {
                if let Some(mut edge) = self.edge.take() {
                    if edge.weight.is_none() && !edge.reported {
                        edge.weight = self.default_weight;
                    }
                    self.draft.edges.push(edge);
                }
            }
            _ => {}
        }
    }

    fn set(&mut self, field: Field, content: &str) {
        let line = self.lines.at(self.offset);
        if let Some(edge) = &mut self.edge {
            match field {
                Field::Weight => {
                    edge.weight = number(content);
                    if edge.weight.is_none() && !content.is_empty() && !edge.reported {
                        edge.reported = true;
                        let why = format!("the weight \"{}\" is not a number; left unrated", cut(content, 60));
                        self.draft.remark(line, why);
                    }
                }
                Field::Label | Field::Note if edge.note.is_empty() => edge.note = plain(content),
                Field::Label | Field::Note if !content.is_empty() && edge.note.len() < MAX_TEXT_BYTES => {
                    edge.note.push('\n');
                    edge.note.push_str(&plain(content));
                }
                _ => {}
            }
        } else if let Some(node) = self.nodes.last_mut() {
            match field {
                Field::Label => node.label = name(&plain(content)),
                Field::X => node.x = Some(number(content).unwrap_or(f64::NAN)),
                Field::Y => node.y = Some(number(content).unwrap_or(f64::NAN)),
                Field::Kind => content.clone_into(&mut node.about.kind),
                Field::Group => content.clone_into(&mut node.about.group),
                Field::Note => node.about.note = plain(content),
                Field::Weight => {}
            }
        }
    }

    fn close_node(&mut self) {
        let Some(open) = self.nodes.pop() else { return };
        let line = self.lines.at(self.offset);
        let mut about = About { line, ..open.about };
        // Whoever lies within a group of yEd's is in it.
        if let Some(around) = self.nodes.last().filter(|_| about.group.is_empty()) {
            // Each of many gets its own.
            cut(&around.label, MAX_GROUP_BYTES).clone_into(&mut about.group);
        }
        let Some(node) = self.draft.nodes.get_mut(open.index) else { return };
        if about != (About { line, ..About::default() }) {
            node.about = Some(Box::new(about));
        }
        if !open.label.is_empty() {
            node.name = open.label;
        }
        if let (Some(x), Some(y)) = (open.x, open.y) {
            node.at = geom::point(x, y);
            if node.at.is_none() {
                let why = format!("the place of \"{}\" cannot be used; it is laid out anew", cut(&node.key, 80));
                self.draft.remark(line, why);
            }
        }
    }

    fn finish(mut self) -> Result<Draft, FormatError> {
        if !self.path.is_empty() {
            self.offset = usize::MAX;
            return Err(self.error("The file ends too early: it was not written or copied whole. Export it again."));
        }
        if !self.seen_graph {
            return Err(FormatError::new("This XML file holds no <graph>. Export it as GraphML or GEXF."));
        }
        self.declared.resize(self.draft.nodes.len(), false);
        let declared = std::mem::take(&mut self.declared);
        self.draft.tell_unlisted((0..declared.len()).filter(|node| !declared[*node]));
        for (count, what) in self.untold.into_iter().zip(["edges with more than two ends", "ports"]) {
            if count > 0 {
                self.draft.about("graph", format!("{what} cannot be read and were left out: {count}"));
            }
        }
        Ok(self.draft)
    }
}

/// A text without the tags of a label that is a page.
fn plain(text: &str) -> String {
    if text.trim_start().starts_with("<html>") { untagged(text) } else { text.to_owned() }
}

/// What is left of a page without its tags.
pub(super) fn untagged(text: &str) -> String {
    let mut parts = text.split('<');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (tag, after) = part.split_once('>').unwrap_or(("", part));
        let tag = tag.get(..3).unwrap_or(tag).to_ascii_lowercase();
        if tag.starts_with("br") || tag.starts_with("p") || tag.starts_with("div") {
            plain.push(' ');
        }
        plain.push_str(after);
    }
    plain.trim().to_owned()
}

/// By its id or its name, whichever says something.
pub(super) fn field_of(name: &str) -> Option<Field> {
    match name.to_ascii_lowercase().as_str() {
        "label" | "name" => Some(Field::Label),
        "x" | "xpos" => Some(Field::X),
        "y" | "ypos" => Some(Field::Y),
        "weight" | "strength" => Some(Field::Weight),
        "edgelabel" | "edge label" | "description" | "note" => Some(Field::Note),
        "kind" | "type" | "category" => Some(Field::Kind),
        "group" | "cluster" | "modularity class" | "modularity_class" => Some(Field::Group),
        _ => None,
    }
}
