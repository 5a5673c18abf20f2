//! One macro for the closed lists of the work: each entry has a code (journal, JSON, settings) and a label (screen, paper).

/// Defines an enum over a closed list. `code()` is a contract (journal and JSON); `label()` is what people read.
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// Every entry, in the order of the list.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The code used in the journal, in JSON and in settings; never changes.
            pub fn code(self) -> &'static str { match self { $($name::$variant => $code),+ } }

            /// The words shown on screens and in documents.
            pub fn label(self) -> &'static str { match self { $($name::$variant => $label),+ } }

            /// The entry with this code, if there is one.
            pub fn from_code(code: &str) -> Option<$name> { Self::ALL.iter().copied().find(|c| c.code() == code) }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(self.label()) }
        }
    };
}

/// Defines the identifier of a kind of record: a number of its own, shown and typed with a letter before it.
macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident $letter:literal;)+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(&format!(concat!($letter, "{}"), self.0)) }
        }

        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<$name, ()> {
                let digits = text.strip_prefix($letter).or_else(|| text.strip_prefix($letter.to_ascii_lowercase())).ok_or(())?;
                match digits.parse::<i64>() { Ok(n) if n > 0 && digits.bytes().all(|b| b.is_ascii_digit()) => Ok($name(n)), _ => Err(()) }
            }
        }
    )+ };
}

pub(crate) use {codes, ids};
