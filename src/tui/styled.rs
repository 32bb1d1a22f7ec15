//! The face of each role of text, and the settings that decide how text is drawn.

use ratatui::symbols::border;

use crate::config::theme::Face;
use crate::config::{Borders, RightToLeft};
use crate::typeset::{LetterOrder, Role};

/// The face of a role of the article.
pub const fn face_of(role: Role) -> Face {
    match role {
        Role::Headline => Face::Headline,
        Role::Tag => Face::Tag,
        Role::Remark => Face::Note,
        Role::Standfirst => Face::Standfirst,
        Role::Byline => Face::Byline,
        Role::Body => Face::Text,
        Role::Strong | Role::StrongEmphasis => Face::Strong,
        Role::Emphasis => Face::Emphasis,
        Role::Deleted => Face::Deleted,
        Role::Heading(..=2) => Face::Heading,
        Role::Heading(3) => Face::Heading3,
        Role::Heading(4..) => Face::Heading4,
        Role::HeadingRule => Face::HeadingRule,
        Role::Quotation => Face::Quotation,
        Role::QuotationBar => Face::QuotationBar,
        Role::PullQuote => Face::PullQuote,
        Role::Attribution | Role::Credit => Face::Attribution,
        Role::CodeInline => Face::Code,
        Role::Code => Face::CodeBlock,
        Role::CodeComment => Face::CodeComment,
        Role::CodeString => Face::CodeString,
        Role::CodeNumber => Face::CodeNumber,
        Role::CodeKeyword => Face::CodeKeyword,
        Role::Caption | Role::Note => Face::Caption,
        Role::Link => Face::Link,
        Role::ListMarker => Face::ListMarker,
        Role::TableHeader => Face::TableHead,
        Role::TableRule | Role::Rule => Face::TableRule,
        Role::Meta | Role::Faint => Face::Faint,
    }
}

/// The order of letters that a setting of right-to-left text asks for.
pub const fn order_of(who: RightToLeft) -> LetterOrder {
    match who {
        RightToLeft::Newsprint => LetterOrder::Visual,
        RightToLeft::Terminal => LetterOrder::Logical,
    }
}

/// The characters of a border.
pub const fn border_set(borders: Borders) -> border::Set<'static> {
    match borders {
        Borders::Plain => border::PLAIN,
        Borders::Rounded => border::ROUNDED,
        Borders::Ascii => border::Set {
            top_left: "+",
            top_right: "+",
            bottom_left: "+",
            bottom_right: "+",
            vertical_left: "|",
            vertical_right: "|",
            horizontal_top: "-",
            horizontal_bottom: "-",
        },
    }
}
