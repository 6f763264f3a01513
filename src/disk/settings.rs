//! Settings and recent files: one small JSON file. A damaged one never stops the start.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json};

use super::{DiskError, Home, save};

/// Recent files kept: what a menu can show.
const RECENT: usize = 12;

/// What the program remembers from one start to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    values: BTreeMap<String, String>,
    recent: Vec<PathBuf>,
}

impl Settings {
    /// Reads the settings; where there are none, or they are damaged, the defaults.
    /// A damaged file is put aside as `settings.json.damaged`.
    #[must_use]
    pub fn load(home: &Home) -> Self {
        let Ok(file) = home.config().map(|folder| folder.join(FILE)) else { return Self::default() };
        let Ok(bytes) = fs::read(&file) else { return Self::default() };
        let Ok(Json::Object(fields)) = serde_json::from_slice(&bytes) else {
            let _ = fs::rename(&file, file.with_extension("json.damaged"));
            return Self::default();
        };
        let values = fields.get("values").and_then(Json::as_object).into_iter().flatten();
        let recent = fields.get("recent").and_then(Json::as_array).into_iter().flatten();
        Self {
            values: values.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect(),
            recent: recent.filter_map(|path| path.as_str().map(PathBuf::from)).take(RECENT).collect(),
        }
    }

    /// Writes the settings.
    ///
    /// # Errors
    /// If the disk refuses; the old ones stay then.
    pub fn save(&self, home: &Home) -> Result<(), DiskError> {
        let file = home.config()?.join(FILE);
        let values: Map<String, Json> =
            self.values.iter().map(|(name, value)| (name.clone(), Json::from(value.as_str()))).collect();
        let recent: Vec<_> = self.recent.iter().map(|path| path.to_string_lossy()).collect();
        let mut text = format!("{:#}", serde_json::json!({ "values": values, "recent": recent }));
        text.push('\n');
        save::write_own(&file, text.as_bytes())
    }

    /// One setting.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Changes one setting.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.insert(name.to_owned(), value.into());
    }

    /// Recent files, newest first; they may be gone by now.
    #[must_use]
    pub fn recent(&self) -> &[PathBuf] {
        &self.recent
    }

    /// Puts a file at the top of the recent ones.
    pub fn opened(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.recent.retain(|other| *other != path);
        self.recent.insert(0, path);
        self.recent.truncate(RECENT);
    }

    /// Takes a file off the recent ones.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|other| other != path);
    }
}

const FILE: &str = "settings.json";
