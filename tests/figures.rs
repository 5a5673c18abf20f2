//! Figures for a period: what they promise in words, what Warwickshire published, and every figure counted a second way.

mod figures {
    mod defended;
    pub mod made;
    mod recomputed;
    mod rules;
    mod topten;
    pub mod warwickshire;
    mod warwickshire_hub;
}
