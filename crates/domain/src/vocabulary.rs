//! How a closed list of words is written once: variant, stable code, Indonesian and English text.

use serde::Serialize;

/// A text for people in both languages; Indonesian is the default of every surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Indonesian, with the law's word.
    pub id: &'static str,
    /// English.
    pub en: &'static str,
}

/// A closed list whose members have a stable code and a text.
pub trait Word: Sized + Copy + 'static {
    /// Every member, in the order of the table.
    const ALL: &'static [Self];
    /// The stable, language-free code.
    fn code(self) -> &'static str;
    /// The text for people.
    fn text(self) -> Text;
    /// The member with this code, if there is one.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|w| w.code() == code)
    }
}

/// Declares an enum of words. It holds names, never rules. A code after `|` is one that an older release wrote: it is
/// read, and never written.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $code:literal $(| $old:literal)?, $id:literal, $en:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(#[doc = $en] #[serde(rename = $code $(, alias = $old)?)] $variant,)+
        }
        impl $crate::vocabulary::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
            fn text(self) -> $crate::Text {
                match self { $(Self::$variant => $crate::Text { id: $id, en: $en }),+ }
            }
        }
        impl $name {
            /// Every member, in the order of the table.
            pub const ALL: &'static [Self] = <Self as $crate::vocabulary::Word>::ALL;
            /// The stable, language-free code.
            #[must_use]
            pub fn code(self) -> &'static str { $crate::vocabulary::Word::code(self) }
            /// The text for people.
            #[must_use]
            pub fn text(self) -> $crate::Text { $crate::vocabulary::Word::text(self) }
            /// The member with this code, if there is one.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> { <Self as $crate::vocabulary::Word>::from_code(code) }
        }
    };
}
