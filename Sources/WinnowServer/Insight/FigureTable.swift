internal import Foundation

/// The numbers of a figure: what stands behind the picture, on the page and as CSV.
struct FigureTable: Sendable {
    struct Cell: Sendable {
        /// What people read.
        let text: String
        /// What programs read.
        let value: String
        let isNumber: Bool
        var address: String?
        /// How dark the cell is, 0…9.
        var shade: Int?

        static func text(_ text: String) -> Cell { Cell(text: text, value: text, isNumber: false) }
        static func count(_ count: Int) -> Cell { Cell(text: count.grouped, value: "\(count)", isNumber: true) }
        static let nothing = Cell(text: "–", value: "", isNumber: true)

        /// A share, 0…1.
        static func share(_ share: Double?) -> Cell {
            guard let share, share.isFinite else { return nothing }
            return Cell(text: "\((100 * share).fixed(1)) %", value: share.fixed(4), isNumber: true)
        }

        static func number(_ number: Double?, digits: Int) -> Cell {
            guard let number, number.isFinite else { return nothing }
            return Cell(text: number.fixed(digits), value: number.fixed(digits), isNumber: true)
        }
    }

    var columns: [String]
    var rows: [[Cell]] = []

    init(_ columns: String...) {
        self.columns = columns
    }

    init(columns: [String]) {
        self.columns = columns
    }

    mutating func add(_ cells: Cell...) {
        rows.append(cells)
    }

    /// What a template shows: the first cell of a row names it.
    var values: [String: Any] {
        [
            "columns": columns,
            "rows": rows.map { cells -> [String: Any] in
                [
                    "head": cells.first?.text ?? "",
                    "cells": zip(cells, columns).dropFirst().map { Self.values($0, of: $1) },
                ]
            },
        ]
    }

    private static func values(_ cell: Cell, of column: String) -> [String: Any] {
        let values: [String: Any?] = [
            "text": cell.text, "address": cell.address, "isText": !cell.isNumber, "shade": cell.shade.map { "\($0)" },
            "column": column,
        ]
        return values.compactMapValues(\.self)
    }

    /// RFC 4180.
    var csv: String {
        ([columns] + rows.map { $0.map { $0.isNumber ? $0.value : Self.harmless($0.value) } })
            .map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    /// Spreadsheets take a cell that begins so for a formula, and run it.
    private static func harmless(_ text: String) -> String {
        guard let first = text.unicodeScalars.first,
            "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
        else { return text }
        return "'" + text
    }

    private static func quoted(_ text: String) -> String {
        let isPlain = !text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
        if isPlain { return text }
        // By scalars: with an accent on it, a quotation mark is another character.
        var quoted = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { quoted.append(contentsOf: scalar == "\"" ? [scalar, scalar] : [scalar]) }
        return "\"\(String(quoted))\""
    }
}
