/// Where a plot stands.
package enum PlotSetting: Hashable, Sendable {
    /// In a file of its own, with its title and colours.
    case alone
    /// In a page, whose style sheet has the colours and which allows no style inside; the name makes its ids its own.
    case page(name: String)

    var name: String {
        switch self {
        case .alone: "chart"
        // An id in a document: letters, digits and hyphens.
        case .page(let name): "plot-" + name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        }
    }

    static let style = """
        <style>
        svg { --ink: #1f2933; --faint: #d9dee3; --paper: #ffffff; --c0: #6b7280; --c1: #0b6bcb; --c2: #b45309; \
        --c3: #0f766e; --c4: #9d174d; --c5: #4d7c0f; --c6: #6d28d9; --c7: #b91c1c; }
        @media (prefers-color-scheme: dark) {
        svg { --ink: #e5e9ee; --faint: #3a434d; --paper: #14181d; --c0: #a6adb8; --c1: #63b0ff; --c2: #f2b45c; \
        --c3: #4fd1c0; --c4: #f28cc0; --c5: #a6d65a; --c6: #b79cff; --c7: #ff8f8f; }
        }
        text { font: 13px system-ui, sans-serif; fill: var(--ink); font-variant-numeric: tabular-nums; }
        .title { font-size: 17px; font-weight: 600; }
        .paper { fill: var(--paper); }
        .grid { stroke: var(--faint); stroke-width: 1; }
        .line { fill: none; stroke-width: 2.2; stroke-linejoin: round; }
        .band { stroke: none; opacity: 0.14; }
        .s0 { stroke: var(--c0); } .s1 { stroke: var(--c1); } .s2 { stroke: var(--c2); } .s3 { stroke: var(--c3); }
        .s4 { stroke: var(--c4); } .s5 { stroke: var(--c5); } .s6 { stroke: var(--c6); } .s7 { stroke: var(--c7); }
        .f0 { fill: var(--c0); } .f1 { fill: var(--c1); } .f2 { fill: var(--c2); } .f3 { fill: var(--c3); }
        .f4 { fill: var(--c4); } .f5 { fill: var(--c5); } .f6 { fill: var(--c6); } .f7 { fill: var(--c7); }
        </style>
        """
}
