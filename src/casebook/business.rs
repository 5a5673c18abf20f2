//! What is brought to the meeting beside the list: entered, changed, looked at.

use super::error::{Error, Result};
use super::hub::Hub;
use super::meeting_view::BusinessSheet;
use crate::episode::Moment;
use crate::meeting::business::{Business, BusinessDetails, BusinessId};
use crate::store::Store;

impl Hub {
    /// Enters a referral, a request for a strategy meeting or a piece of intelligence.
    pub fn raise(&mut self, _details: BusinessDetails, _now: Moment) -> Result<Business> {
        Err(Error::Refused("not yet".into()))
    }

    /// Says the whole of it anew.
    pub fn change_business(&mut self, _id: BusinessId, _details: BusinessDetails, _seen: Option<i64>, _now: Moment) -> Result<()> {
        Err(Error::Refused("not yet".into()))
    }

    /// A piece of business with all that is shown of it.
    pub fn business_sheet(&self, id: BusinessId, now: Moment) -> Result<BusinessSheet> {
        self.store.read(|store| self.make_business_sheet(store, id, now))
    }

    pub(super) fn make_business_sheet(&self, _store: &Store, _id: BusinessId, _now: Moment) -> Result<BusinessSheet> {
        Err(Error::Refused("not yet".into()))
    }

    /// What waits for a decision, earliest received first.
    pub fn open_business(&self) -> Result<Vec<Business>> {
        self.store.open_business()
    }

    /// The piece of business that a text names ("B7").
    pub fn find_business(&self, _text: &str) -> Result<BusinessId> {
        Err(Error::Refused("not yet".into()))
    }
}
