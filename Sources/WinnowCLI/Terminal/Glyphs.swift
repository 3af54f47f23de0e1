/// The marks that the form is drawn with; ASCII where the terminal may not know more.
struct Glyphs: Hashable, Sendable {
    let rule: Character
    let full: Character
    let empty: Character
    let check: String
    let cross: String
    let dot: String
    let up: String
    let down: String
    let pointer: String
    let bar: String

    static let unicode = Glyphs(
        rule: "─",
        full: "█",
        empty: "░",
        check: "✓",
        cross: "✗",
        dot: " · ",
        up: "↑",
        down: "↓",
        pointer: "›",
        bar: "│"
    )

    static let ascii = Glyphs(
        rule: "-",
        full: "#",
        empty: ".",
        check: "*",
        cross: "x",
        dot: " | ",
        up: "^",
        down: "v",
        pointer: ">",
        bar: "|"
    )
}
