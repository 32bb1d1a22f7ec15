//! What strings, comments and keywords look like in a language of programs.
//!
//! Enough to tell the kinds of words apart; no language is parsed.

/// The manners of a language.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Grammar {
    /// The names a page may call it by.
    pub names: &'static [&'static str],
    /// What begins a comment that ends with its line.
    pub to_line_end: &'static [&'static str],
    /// What begins and ends a comment of several lines.
    pub between: &'static [(&'static str, &'static str)],
    /// What begins and ends a string; the longest first.
    pub quotes: &'static [&'static str],
    /// Whether `'` holds one character, as in C, and is otherwise a mark as in Rust.
    pub has_characters: bool,
    /// Whether keywords may be written in capitals.
    pub ignores_case: bool,
    /// Whether the name of a tag is a keyword.
    pub has_tags: bool,
    /// Its keywords, parted by spaces.
    pub keywords: &'static str,
}

/// What most languages have in common.
const COMMON: Grammar = Grammar {
    names: &[],
    to_line_end: &[],
    between: &[],
    quotes: &["\""],
    has_characters: false,
    ignores_case: false,
    has_tags: false,
    keywords: "",
};

const BRACED: Grammar =
    Grammar { to_line_end: &["//"], between: &[("/*", "*/")], has_characters: true, ..COMMON };

const HASHED: Grammar = Grammar { to_line_end: &["#"], quotes: &["\"", "'"], ..COMMON };

/// The languages that are told apart.
const GRAMMARS: &[Grammar] = &[
    Grammar {
        names: &["rust", "rs"],
        keywords: "as async await box break const continue crate dyn else enum extern false fn for if impl in \
                   let loop macro match mod move mut pub ref return self Self static struct super trait true \
                   type unsafe use where while yield",
        ..BRACED
    },
    Grammar {
        names: &["c", "h", "cpp", "c++", "cc", "hpp", "objc", "objective-c", "arduino", "cuda", "glsl"],
        keywords: "alignas auto bool break case catch char class concept const constexpr continue default \
                   delete do double else enum explicit export extern false float for friend goto if inline \
                   int long mutable namespace new noexcept nullptr operator override private protected public \
                   register return short signed sizeof static struct switch template this throw true try \
                   typedef typename union unsigned using virtual void volatile while",
        ..BRACED
    },
    Grammar {
        names: &["java", "csharp", "cs", "c#", "kotlin", "kt", "scala", "groovy", "dart"],
        keywords: "abstract as async await base bool boolean break byte case catch char class companion const \
                   continue data def default do double else enum extends false final finally float for fun \
                   get if implements import in instanceof int interface internal is lateinit let long match \
                   namespace native new null object of open override package private protected public \
                   readonly record return sealed set short static string struct super switch synchronized \
                   this throw throws trait true try type using val var virtual void volatile when where \
                   while with yield",
        ..BRACED
    },
    Grammar {
        names: &["javascript", "js", "jsx", "mjs", "typescript", "ts", "tsx", "node"],
        quotes: &["\"", "'", "`"],
        has_characters: false,
        keywords: "abstract any as async await boolean break case catch class const continue debugger declare \
                   default delete do else enum export extends false finally for from function get if \
                   implements import in instanceof interface keyof let namespace never new null number of \
                   private protected public readonly return set static string super switch this throw true \
                   try type typeof undefined unknown var void while with yield",
        ..BRACED
    },
    Grammar {
        names: &["go", "golang"],
        quotes: &["\"", "`"],
        keywords: "any bool break byte case chan const continue default defer else error fallthrough false \
                   float64 for func go goto if import int int64 interface map nil package range return rune \
                   select string struct switch true type uint uint64 var",
        ..BRACED
    },
    Grammar {
        names: &["swift", "zig"],
        quotes: &["\"\"\"", "\""],
        keywords: "actor as async await break case catch class comptime const continue defer do else enum \
                   errdefer export extension false fn for func guard if import in init inout internal is let \
                   nil null open orelse override private protocol pub public return self static struct super \
                   switch test throw throws true try undefined union unreachable usingnamespace var where \
                   while",
        ..BRACED
    },
    Grammar {
        names: &["php"],
        to_line_end: &["//", "#"],
        quotes: &["\"", "'"],
        has_characters: false,
        keywords: "abstract and array as break case catch class clone const continue declare default do echo \
                   else elseif enum extends false final finally fn for foreach function global if implements \
                   include instanceof interface match namespace new null or print private protected public \
                   readonly require return static switch this throw trait true try use var while yield",
        ..BRACED
    },
    Grammar {
        names: &["css", "scss", "sass", "less"],
        quotes: &["\"", "'"],
        has_characters: false,
        ..BRACED
    },
    Grammar {
        names: &["json", "jsonc", "json5"],
        has_characters: false,
        keywords: "false null true",
        ..BRACED
    },
    Grammar {
        names: &["python", "py", "python3", "ipython", "starlark"],
        quotes: &["\"\"\"", "'''", "\"", "'"],
        keywords: "and as assert async await break case class continue def del elif else except False finally \
                   for from global if import in is lambda match None nonlocal not or pass raise return self \
                   True try while with yield",
        ..HASHED
    },
    Grammar {
        names: &["ruby", "rb", "elixir", "ex", "crystal", "julia", "jl", "r"],
        keywords: "alias and begin break case class cond def defmodule do else elsif end ensure false fn for \
                   function if import in include module next nil not or raise redo rescue retry return self \
                   struct super then true undef unless until use using when while yield",
        ..HASHED
    },
    Grammar {
        names: &[
            "bash",
            "sh",
            "shell",
            "zsh",
            "fish",
            "console",
            "shellsession",
            "dockerfile",
            "make",
            "makefile",
        ],
        keywords: "break case continue do done elif else end esac eval exec exit export fi for function if in \
                   local return set shift source then trap unset until while",
        ..HASHED
    },
    Grammar {
        names: &["perl", "pl", "awk"],
        keywords: "BEGIN END else elsif for foreach function if last local my next our package print return \
                   sub unless until use while",
        ..HASHED
    },
    Grammar {
        names: &["yaml", "yml", "toml", "ini", "conf", "nix"],
        keywords: "false no null true yes",
        ..HASHED
    },
    Grammar {
        names: &["sql", "mysql", "postgresql", "postgres", "sqlite", "plsql"],
        to_line_end: &["--"],
        between: &[("/*", "*/")],
        quotes: &["'", "\""],
        ignores_case: true,
        keywords: "add all alter and as asc begin between by case check column commit constraint create cross \
                   database default delete desc distinct drop else end except exists foreign from full group \
                   having if in index inner insert integer intersect into is join key left like limit not \
                   null offset on or order outer pragma primary references returning right rollback select \
                   set table text then transaction trigger union unique update using values view when where \
                   with",
        ..COMMON
    },
    Grammar {
        names: &["haskell", "hs", "lua", "elm", "ada", "vhdl"],
        to_line_end: &["--"],
        between: &[("{-", "-}"), ("--[[", "]]")],
        has_characters: true,
        keywords: "and case class data deriving do else elseif end false for function if import in infix \
                   instance let local module newtype nil not of or repeat return then true type until where \
                   while",
        ..COMMON
    },
    Grammar {
        names: &["lisp", "clojure", "clj", "scheme", "elisp", "emacs-lisp", "racket", "fennel"],
        to_line_end: &[";"],
        keywords: "and cond def define defmacro defn defun do else false fn if lambda let loop nil not ns or \
                   quote recur require setq true unless when",
        ..COMMON
    },
    Grammar {
        names: &["html", "xml", "svg", "xhtml", "vue", "svelte", "markup", "rss", "atom"],
        between: &[("<!--", "-->")],
        quotes: &["\"", "'"],
        has_tags: true,
        ..COMMON
    },
];

impl Grammar {
    /// The language that a page calls by this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        let name = name.trim().to_ascii_lowercase();
        GRAMMARS.iter().find(|grammar| grammar.names.contains(&name.as_str()))
    }

    /// Whether a word is a keyword.
    pub fn holds(&self, word: &str) -> bool {
        let mut keywords = self.keywords.split(' ').filter(|keyword| !keyword.is_empty());
        keywords.any(|keyword| keyword == word || self.ignores_case && keyword.eq_ignore_ascii_case(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_languages_share_a_name() {
        let mut names: Vec<_> = GRAMMARS.iter().flat_map(|grammar| grammar.names).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();

        assert_eq!(names.len(), count);
        assert_eq!(Grammar::named("Rust").map(|grammar| grammar.names[0]), Some("rust"));
        assert_eq!(Grammar::named("poetry"), None);
    }
}
