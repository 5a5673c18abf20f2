//! Stand-in until the business forms come from their own branch.
use super::Next;
use crate::meeting::business::BusinessKind;
pub fn raise_form(_kind: Option<BusinessKind>) -> Next {
    Next::Stay
}
