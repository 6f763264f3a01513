//! DOT of Graphviz and its kin: nodes with label, place, kind, group and remark, edges with weight and label; clusters
//! are groups. It reads the whole grammar, with nested subgraphs as ends of edges; what only says how to draw is not read.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::FormatError;
use super::draft::{About, Draft, Edge};
use super::graphml::{Field, field_of, untagged};
use super::limits::{MAX_DEPTH, MAX_GROUP_BYTES, MAX_ROWS};
use super::lines::Lines;
use super::table::{name, number};
use super::text::cut;
use crate::geom::{self, Point};

/// Reads a graph.
pub(super) fn read(text: &str) -> Result<Draft, FormatError> {
    let mut parser = Parser::new(text)?;
    let strict = parser.take_word("strict")?;
    parser.is_directed = parser.take_word("digraph")?;
    if !parser.is_directed && !parser.take_word("graph")? {
        return Err(parser.error("This is no DOT: it begins with neither \"graph\" nor \"digraph\"."));
    }
    parser.pairs = strict.then(BTreeSet::new);
    if let Token::Id(_) = &parser.next {
        parser.step()?;
    }
    parser.expect('{')?;
    parser.statements(Scope::default(), 0)?;
    Ok(parser.draft)
}

/// Whether it begins as such a file does.
pub(super) fn is_dot(text: &str) -> bool {
    let is_word = |token: &Token, words: &[&str]| matches!(token, Token::Id(id) if words.iter().any(|word| id.eq_ignore_ascii_case(word)));
    let Ok(mut parser) = Parser::new(text) else { return false };
    if is_word(&parser.next, &["strict"]) && parser.step().is_err() {
        return false;
    }
    if !is_word(&parser.next, &["graph", "digraph"]) || parser.step().is_err() {
        return false;
    }
    parser.next == Token::Mark('{') || parser.step().is_ok() && parser.next == Token::Mark('{')
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// A word, a number, or what stands between quotes or angle brackets.
    Id(String),
    /// `{ } [ ] = ; , : +`
    Mark(char),
    /// `->` or `--`
    Edge,
    End,
}

/// What stands in brackets behind something.
type Attributes = Vec<(String, String)>;

/// What holds from here to the end of a subgraph.
#[derive(Clone, Default)]
struct Scope {
    of_nodes: Attributes,
    of_edges: Attributes,
    is_cluster: bool,
    label: String,
    /// Everybody named in it.
    members: Vec<usize>,
}

struct Parser<'a> {
    draft: Draft,
    text: &'a str,
    lines: Lines<'a>,
    /// Where the next token begins, and where what follows it does.
    start: usize,
    at: usize,
    next: Token,
    is_directed: bool,
    /// In a strict graph the pairs that are connected.
    pairs: Option<BTreeSet<(usize, usize)>>,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Result<Self, FormatError> {
        let mut parser = Self {
            draft: Draft::default(),
            text,
            lines: Lines::new(text),
            start: 0,
            at: 0,
            next: Token::End,
            is_directed: false,
            pairs: None,
        };
        parser.step()?;
        Ok(parser)
    }

    fn line(&self) -> usize {
        self.lines.at(self.start)
    }

    fn error(&self, message: &str) -> FormatError {
        FormatError { line: Some(self.line()), message: message.to_owned() }
    }

    /// Goes on to the next token; answers with the one before.
    fn step(&mut self) -> Result<Token, FormatError> {
        self.skip_blanks()?;
        self.start = self.at;
        let rest = &self.text[self.at..];
        let token = match rest.chars().next() {
            None => Token::End,
            Some('"') => Token::Id(self.quoted()?),
            Some('<') => Token::Id(self.tagged()?),
            Some(mark @ ('{' | '}' | '[' | ']' | '=' | ';' | ',' | ':' | '+')) => {
                self.at += 1;
                Token::Mark(mark)
            }
            Some(_) if rest.starts_with("->") || rest.starts_with("--") => {
                self.at += 2;
                Token::Edge
            }
            Some(first) => {
                let is_number = first.is_ascii_digit() || matches!(first, '-' | '.');
                let belongs = |c: char| c == '_' || c.is_alphanumeric() || is_number && matches!(c, '-' | '.');
                let word = &rest[..rest.find(|c| !belongs(c)).unwrap_or(rest.len())];
                // Behind a number an edge may follow at once.
                let end = word.find("--").or_else(|| word.strip_suffix('-').map(str::len)).unwrap_or(word.len());
                if end == 0 {
                    return Err(self.error(&format!("A sign that DOT does not know stands here: {first:?}.")));
                }
                self.at += end;
                Token::Id(rest[..end].to_owned())
            }
        };
        Ok(std::mem::replace(&mut self.next, token))
    }

    fn skip_blanks(&mut self) -> Result<(), FormatError> {
        loop {
            let rest = &self.text[self.at..];
            let blank = rest.len() - rest.trim_start().len();
            self.at += blank;
            let rest = &rest[blank..];
            let at_line = self.text[..self.at].ends_with('\n') || self.at == 0;
            if rest.starts_with("//") || at_line && rest.starts_with('#') {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                let end = rest.find("*/").ok_or_else(|| {
                    self.start = self.at;
                    self.error("A remark opens here (/*) and is never closed (*/). Close it or take it out.")
                })?;
                self.at += end + 2;
            } else {
                return Ok(());
            }
        }
    }

    /// Only the quote is escaped; a line may go on behind a backslash.
    fn quoted(&mut self) -> Result<String, FormatError> {
        let mut text = String::new();
        let mut chars = self.text[self.at + 1..].char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            match (c, chars.peek()) {
                ('"', _) => {
                    self.at += 1 + at + 1;
                    return Ok(text);
                }
                ('\\', Some((_, '"'))) => text.extend(chars.next().map(|(_, c)| c)),
                ('\\', Some((_, '\n'))) => drop(chars.next()),
                // So that the quote behind it closes.
                ('\\', Some((_, '\\'))) => {
                    text.push_str("\\\\");
                    chars.next();
                }
                _ => text.push(c),
            }
        }
        Err(self.error("A quote opens here and is never closed. Close it or take it out."))
    }

    /// What stands between angle brackets, without its tags.
    fn tagged(&mut self) -> Result<String, FormatError> {
        let mut depth = 0_usize;
        for (at, c) in self.text[self.at..].char_indices() {
            match c {
                '<' => depth += 1,
                '>' => depth -= 1,
                _ => continue,
            }
            if depth == 0 {
                let inner = &self.text[self.at + 1..self.at + at];
                self.at += at + 1;
                let text = untagged(inner);
                return Ok(quick_xml::escape::unescape(&text).map_or(text.clone(), Cow::into_owned));
            }
        }
        Err(self.error("An angle bracket opens here and is never closed. Close it or take it out."))
    }

    fn is_mark(&self, mark: char) -> bool {
        self.next == Token::Mark(mark)
    }

    fn take(&mut self, mark: char) -> Result<bool, FormatError> {
        let is = self.is_mark(mark);
        if is {
            self.step()?;
        }
        Ok(is)
    }

    fn expect(&mut self, mark: char) -> Result<(), FormatError> {
        if self.take(mark)? { Ok(()) } else { Err(self.missing(&format!("\"{mark}\""))) }
    }

    fn missing(&self, what: &str) -> FormatError {
        self.error(&match self.next {
            Token::End => "The file ends too early: it was not written or copied whole. Export it again.".to_owned(),
            _ => format!("The DOT is broken here: {what} is missing. Mend it, or export the graph again."),
        })
    }

    /// Words of the language are such without quotes, in whatever letters.
    fn is_word(&self, word: &str) -> bool {
        let is_bare = self.text.get(self.start..).is_some_and(|rest| !rest.starts_with(['"', '<']));
        is_bare && matches!(&self.next, Token::Id(id) if id.eq_ignore_ascii_case(word))
    }

    fn take_word(&mut self, word: &str) -> Result<bool, FormatError> {
        let is = self.is_word(word);
        if is {
            self.step()?;
        }
        Ok(is)
    }

    fn id(&mut self) -> Result<String, FormatError> {
        let Token::Id(_) = &self.next else {
            return Err(self.missing("a name"));
        };
        let Token::Id(mut id) = self.step()? else { return Ok(String::new()) };
        while self.take('+')? {
            if let Token::Id(more) = self.step()? {
                id.push_str(&more);
            }
        }
        Ok(id)
    }

    /// All up to the closing brace; answers with everybody named.
    fn statements(&mut self, mut scope: Scope, depth: usize) -> Result<Vec<usize>, FormatError> {
        if depth > MAX_DEPTH {
            return Err(self.error(&format!("Subgraphs lie more than {MAX_DEPTH} deep here; no graph needs that.")));
        }
        while !self.is_mark('}') {
            if self.take(';')? {
                continue;
            }
            if self.next == Token::End {
                self.expect('}')?;
            }
            self.statement(&mut scope, depth)?;
        }
        self.step()?;
        if scope.is_cluster && !scope.label.is_empty() {
            for member in &scope.members {
                let about = self.draft.nodes[*member].about.get_or_insert_default();
                if about.group.is_empty() {
                    cut(&scope.label, MAX_GROUP_BYTES).clone_into(&mut about.group);
                }
            }
        }
        scope.members.sort_unstable();
        scope.members.dedup();
        Ok(scope.members)
    }

    fn statement(&mut self, scope: &mut Scope, depth: usize) -> Result<(), FormatError> {
        for word in ["graph", "node", "edge"] {
            if self.is_word(word) {
                self.step()?;
                let attributes = self.attributes()?;
                match word {
                    "graph" => {
                        for (title, text) in attributes {
                            self.of_graph(scope, depth, &title, text);
                        }
                    }
                    "node" => set(&mut scope.of_nodes, attributes),
                    _ => set(&mut scope.of_edges, attributes),
                }
                return Ok(());
            }
        }
        let line = self.line();
        let is_subgraph = self.is_mark('{') || self.is_word("subgraph");
        let first = if is_subgraph { self.subgraph(scope, depth)? } else { vec![self.node_or_setting(scope, depth)?] };
        let Some(&one) = first.first().filter(|node| **node != SETTING) else { return Ok(()) };
        if self.next != Token::Edge {
            if !is_subgraph {
                let attributes = self.attributes()?;
                self.describe(one, &attributes, line);
            }
            return Ok(());
        }
        let mut ends = vec![first];
        while self.next == Token::Edge {
            self.step()?;
            let is_subgraph = self.is_mark('{') || self.is_word("subgraph");
            ends.push(if is_subgraph { self.subgraph(scope, depth)? } else { vec![self.node(scope)?] });
        }
        let mut attributes = scope.of_edges.clone();
        attributes.extend(self.attributes()?);
        self.connect(&ends, &attributes, line)
    }

    /// What a graph says of itself: its label names the map, that of a cluster its group.
    fn of_graph(&mut self, scope: &mut Scope, depth: usize, title: &str, text: String) {
        if title.eq_ignore_ascii_case("label") {
            let label = name(&unescaped(&text, ""));
            if depth == 0 { self.draft.title = label } else { scope.label = label }
        }
    }

    fn subgraph(&mut self, scope: &mut Scope, depth: usize) -> Result<Vec<usize>, FormatError> {
        let mut within = Scope { members: Vec::new(), label: String::new(), is_cluster: false, ..scope.clone() };
        if self.take_word("subgraph")? && !self.is_mark('{') {
            within.is_cluster = self.id()?.to_lowercase().starts_with("cluster");
        }
        self.expect('{')?;
        let members = self.statements(within, depth + 1)?;
        scope.members.extend(&members);
        Ok(members)
    }

    /// A node, or `SETTING` where it was `name = value`.
    fn node_or_setting(&mut self, scope: &mut Scope, depth: usize) -> Result<usize, FormatError> {
        let line = self.line();
        let id = self.id()?;
        if self.take('=')? {
            let text = self.id()?;
            self.of_graph(scope, depth, &id, text);
            return Ok(SETTING);
        }
        self.named(scope, &id, line)
    }

    fn node(&mut self, scope: &mut Scope) -> Result<usize, FormatError> {
        let line = self.line();
        let id = self.id()?;
        self.named(scope, &id, line)
    }

    /// The node of this id, with what holds for all that are new here. Ports are of no use.
    fn named(&mut self, scope: &mut Scope, id: &str, line: usize) -> Result<usize, FormatError> {
        while self.take(':')? {
            self.id()?;
        }
        let count = self.draft.nodes.len();
        let node = self.draft.node(id)?;
        scope.members.push(node);
        if node == count {
            self.draft.row(line)?;
            self.draft.rows.used += 1;
            self.describe(node, &scope.of_nodes, line);
        }
        Ok(node)
    }

    fn attributes(&mut self) -> Result<Attributes, FormatError> {
        let mut attributes = Attributes::new();
        while self.take('[')? {
            while !self.is_mark(']') {
                if self.take(';')? || self.take(',')? {
                    continue;
                }
                if self.next == Token::End {
                    self.expect(']')?;
                }
                let title = self.id()?;
                let text = if self.take('=')? { self.id()? } else { "true".to_owned() };
                attributes.push((title.to_lowercase(), text));
            }
            self.step()?;
        }
        Ok(attributes)
    }

    fn describe(&mut self, node: usize, attributes: &Attributes, line: usize) {
        let key = self.draft.nodes[node].key.clone();
        let mut about = self.draft.nodes[node].about.take().map(|about| *about).unwrap_or_default();
        for (title, text) in attributes {
            let plain = || unescaped(text, &key);
            match title.as_str() {
                "pos" => {
                    let at = place(text);
                    if at.is_none() {
                        let why = format!("the place of \"{}\" cannot be used; it is laid out anew", cut(&key, 80));
                        self.draft.remark(line, why);
                    }
                    self.draft.nodes[node].at = at;
                }
                "comment" | "tooltip" => about.note = plain(),
                _ => match field_of(title) {
                    Some(Field::Label) => self.draft.nodes[node].name = name(&plain()),
                    Some(Field::Kind) => about.kind = plain(),
                    Some(Field::Group) => about.group = cut(&plain(), MAX_GROUP_BYTES).to_owned(),
                    Some(Field::Note) => about.note = plain(),
                    Some(Field::X | Field::Y | Field::Weight) | None => {}
                },
            }
        }
        if about != About::default() {
            about.line = line;
            self.draft.nodes[node].about = Some(Box::new(about));
        }
    }

    /// Each of one end with each of the next.
    fn connect(&mut self, ends: &[Vec<usize>], attributes: &Attributes, line: usize) -> Result<(), FormatError> {
        let attribute = |name: &str| attributes.iter().rev().find(|(title, _)| title == name).map(|(_, text)| text);
        let dir = attribute("dir").map(String::as_str).unwrap_or_default();
        let written = attribute("weight").or_else(|| attribute("strength"));
        let weight = written.and_then(|text| number(text));
        let reported = written.is_some() && weight.is_none();
        if let Some(written) = written.filter(|_| reported) {
            self.draft.remark(line, format!("the weight \"{}\" is not a number; left unrated", cut(written, 60)));
        }
        let note =
            attribute("label").or_else(|| attribute("xlabel")).map(|text| unescaped(text, "")).unwrap_or_default();
        let is_one = ends.len() == 2 && ends.iter().all(|end| end.len() == 1);
        // Each of many gets its own.
        let note = if is_one { note.as_str() } else { cut(&note, MAX_GROUP_BYTES) };
        for pair in ends.windows(2) {
            for (a, b) in pair[0].iter().flat_map(|a| pair[1].iter().map(move |b| (*a, *b))) {
                let ends = if dir == "back" { (b, a) } else { (a, b) };
                if self.pairs.as_mut().is_some_and(|pairs| !pairs.insert((a.min(b), a.max(b)))) {
                    continue;
                }
                self.draft.row(line)?;
                if self.draft.edges.len() >= MAX_ROWS {
                    return Err(self.error(&format!("There are more than {MAX_ROWS} edges. Split the file.")));
                }
                let undirected = !self.is_directed || matches!(dir, "none" | "both");
                let note = note.to_owned();
                self.draft.edges.push(Edge { ends, weight, undirected, note, line, reported, rated: None });
            }
        }
        Ok(())
    }
}

/// Has them hold for all that is new from here on, as far as they say something; each of many gets its own.
fn set(those: &mut Attributes, attributes: Attributes) {
    for (title, text) in attributes {
        if matches!(title.as_str(), "dir" | "xlabel" | "comment" | "tooltip") || field_of(&title).is_some() {
            those.retain(|(other, _)| *other != title);
            those.push((title, cut(&text, MAX_GROUP_BYTES).to_owned()));
        }
    }
}

/// Stands for a node where a statement names none.
const SETTING: usize = usize::MAX;

/// Where a node stands, in points; its y points up.
fn place(text: &str) -> Option<Point> {
    let mut numbers = text.trim_end_matches('!').split([',', ' ']).filter(|part| !part.is_empty());
    let (x, y) = (number(numbers.next()?)?, number(numbers.next()?)?);
    geom::point(x, -y)
}

/// A label as it is shown: lines break at `\n`, `\l` and `\r`, and `\N` is the node's own id.
fn unescaped(label: &str, id: &str) -> String {
    let mut text = String::new();
    let mut chars = label.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('n' | 'l' | 'r')) => text.push('\n'),
            ('\\', Some('N')) => text.push_str(id),
            ('\\', Some(other)) => text.push(other),
            _ => text.push(c),
        }
    }
    text.trim().to_owned()
}
