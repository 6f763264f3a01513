//! The report for a strategist, set out as plain text and as Markdown. What it says is in `topic`.

use super::grammar::{capitalized, escaped, number};
use super::section::{Finding, Section, sections};
use crate::analysis::FullAnalysis;
use crate::model::Document;

/// The report for a strategist, as plain text.
#[must_use]
pub fn text(document: &Document, analysis: &FullAnalysis) -> String {
    let mut text = format!("{}\n", title(document));
    for section in sections(document, &analysis.base, Some(analysis)) {
        text.push_str(&format!("\n{}\n", section.title));
        for finding in &section.lead {
            text.push_str(&format!("  {}\n", finding.line()));
        }
        for (mark, finding) in rows(&section) {
            text.push_str(&format!("  {mark} {}\n", finding.line()));
        }
        if let Some(rest) = rest(&section) {
            text.push_str(&format!("  {rest}\n"));
        }
    }
    text
}

/// The same as Markdown.
#[must_use]
pub fn markdown(document: &Document, analysis: &FullAnalysis) -> String {
    let mut text = format!("# {}\n", escaped(&title(document)));
    for section in sections(document, &analysis.base, Some(analysis)) {
        text.push_str(&format!("\n## {}\n\n", section.title));
        let mut blocks: Vec<String> = section.lead.iter().map(|finding| escaped(&finding.line()) + "\n").collect();
        let list: String =
            rows(&section).map(|(mark, finding)| format!("{mark} {}\n", escaped(&finding.line()))).collect();
        blocks.extend(Some(list).filter(|list| !list.is_empty()));
        blocks.extend(rest(&section).map(|rest| rest + "\n"));
        text.push_str(&blocks.join("\n"));
    }
    text
}

/// The findings that tell the story, each with its mark.
fn rows(section: &Section) -> impl Iterator<Item = (String, &Finding)> {
    let mark = |at: usize| if section.ranked { format!("{at}.") } else { "-".to_owned() };
    (1..).zip(section.findings.iter().take(section.first)).map(move |(at, finding)| (mark(at), finding))
}

/// How many are left out.
fn rest(section: &Section) -> Option<String> {
    let more = section.findings.len().saturating_sub(section.first);
    (more > 0).then(|| format!("{} more.", capitalized(&number(more))))
}

fn title(document: &Document) -> String {
    let title = document.meta().title.trim();
    if title.is_empty() { "Untitled map".to_owned() } else { title.to_owned() }
}
