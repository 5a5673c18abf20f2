//! What is half typed, kept in the hub until it is saved or cleared: it survives a crash and a closed lid.

use crate::calendar::time;
use crate::episode::Moment;
use crate::tui::app::Context;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Instant;

/// Keeps the text of one form.
pub struct Keeper {
    key: String,
    kept: Option<Moment>,
    unsaved: Option<Instant>,
}

impl Keeper {
    /// The keeper of a form, and what was kept earlier, if anything.
    pub fn open<T: DeserializeOwned>(key: String, cx: &mut Context) -> (Keeper, Option<T>) {
        let draft = cx.desk.draft(&key);
        let draft = cx.told(draft).flatten();
        let earlier = draft.as_ref().and_then(|d| serde_json::from_str(&d.text).ok());
        let kept = draft.filter(|_| earlier.is_some()).map(|d| d.saved_at);
        (Keeper { key, kept, unsaved: None }, earlier)
    }

    /// The form changed.
    pub fn changed(&mut self) {
        self.unsaved.get_or_insert_with(Instant::now);
    }

    /// Since when there is something not kept.
    pub fn unsaved(&self) -> Option<Instant> {
        self.unsaved
    }

    /// When it was last kept.
    pub fn kept(&self) -> Option<Moment> {
        self.kept
    }

    /// Keeps the form as it is now.
    pub fn keep(&mut self, form: &impl Serialize, cx: &mut Context) {
        // Texts, codes and lists of them always serialise; an empty text would only forget the draft.
        let text = serde_json::to_string(form).unwrap_or_default();
        let kept = cx.desk.save_draft(&self.key, &text, cx.now);
        if cx.told(kept).is_some() {
            self.unsaved = None;
            self.kept = Some(cx.now);
        }
    }

    /// It was saved for good: the draft is no longer needed.
    pub fn forget(&mut self, cx: &mut Context) {
        let forgotten = cx.desk.save_draft(&self.key, "", cx.now);
        cx.told(forgotten);
        self.unsaved = None;
        self.kept = None;
    }

    /// "draft saved 08:41", as it stands where it was typed.
    pub fn words(&self) -> String {
        match (self.unsaved, self.kept) {
            (Some(_), _) => "saving…".into(),
            (None, Some(at)) => format!("draft saved {}", time(at)),
            (None, None) => String::new(),
        }
    }
}
