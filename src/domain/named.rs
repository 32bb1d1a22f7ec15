//! The words by which the values of an enum are written and read: one line a value.

/// Implements `ALL`, the values with their names, `name`, and `named`, the value of a name.
macro_rules! named {
    ($type:ident { $($variant:ident $name:literal,)+ }) => {
        impl $type {
            /// All values, each after its name.
            pub const ALL: &[(&str, Self)] = &[$(($name, Self::$variant)),+];

            /// The name of the value.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The value of a name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
            }
        }
    };
}
pub(crate) use named;
