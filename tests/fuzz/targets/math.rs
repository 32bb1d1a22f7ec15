//! Formulas: as `MathML` of any shape, as TeX, and as TeX between its marks in a text.
#![no_main]

mod claims;

use libfuzzer_sys::fuzz_target;

/// Elements of `MathML`, one of which each byte below their number opens.
const ELEMENTS: &[&str] = &[
    "mrow", "mi", "mn", "mo", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot", "munder", "mover",
    "munderover", "mtable", "mtr", "mtd", "mfenced", "menclose", "mmultiscripts", "mprescripts", "mtext",
    "mspace", "semantics", "annotation", "mphantom", "none",
];

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    claims::read(format!("<!doctype html><p>So <math>{text}</math> grows.</p>").as_bytes(), "x.html");
    claims::read(format!("<!doctype html><p>So {} grows.</p>", formula_of(bytes)).as_bytes(), "x.html");
    claims::read(format!("So ${text}$ grows.\n\n$$\n{text}\n$$\n").as_bytes(), "x.md");
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let marked = format!("<p>So \\({escaped}\\) and <img class=latex alt=\"{escaped}\"> grow.</p>");
    for article in claims::read(marked.as_bytes(), "x.html") {
        claims::set(&article, 40);
    }
});

/// A formula of elements within each other: a byte opens one, closes the last, or is a letter.
fn formula_of(bytes: &[u8]) -> String {
    let mut formula = "<math>".to_owned();
    let mut open: Vec<&str> = Vec::new();
    for byte in bytes {
        match ELEMENTS.get(usize::from(*byte)) {
            Some(name) => {
                formula.extend(["<", name, ">"]);
                open.push(name);
            }
            None if *byte < 64 => {
                if let Some(name) = open.pop() {
                    formula.extend(["</", name, ">"]);
                }
            }
            None => formula.push(char::from(*byte)),
        }
    }
    formula.push_str("</math>");
    formula
}
