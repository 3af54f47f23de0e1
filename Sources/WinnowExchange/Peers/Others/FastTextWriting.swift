import Foundation
import WinnowDomain

/// Writes fastText's lines, of items that have labels. Line breaks of a text become spaces.
struct FastTextWriting: PeerWriting {
    private let template: TextTemplate

    init(_ definition: QueueDefinition) {
        template = definition.item.text
    }

    mutating func lines(of item: PeerItem, losses: inout LossReport) -> [String] {
        guard let labels = PeerMajority(item.annotations).labels, !labels.isEmpty,
            let text = try? template.text(of: .object(item.members))
        else {
            losses.add(.notSaid(part: "items without a label"))
            return []
        }
        losses.addAllButLabels(of: item.annotations)
        let inTemplate = template.fields
        for member in item.members where !inTemplate.contains(where: { $0.isExactly(member.key) }) {
            losses.add(.notSaid(part: member.key))
        }
        let names = labels.map { FastTextReading.mark + $0.escaped }
        let words = text.map { $0.isNewline ? " " : $0 }
        if words != Array(text) { losses.add(.notSaid(part: "line breaks")) }
        let body = String(words).split(separator: " ", omittingEmptySubsequences: false).map { word in
            word.drop { $0 == "\\" }.hasPrefix(FastTextReading.mark) ? "\\" + word : String(word)
        }
        return [(names + [body.joined(separator: " ")]).joined(separator: " ")]
    }
}

extension String {
    /// One word: `%` and what ends a word as `%XX`.
    fileprivate var escaped: String {
        unicodeScalars.map { scalar in
            scalar == "%" || scalar.properties.isWhitespace || scalar.value < 0x20
                ? String(scalar).utf8.map { String(format: "%%%02X", $0) }.joined() : String(scalar)
        }.joined()
    }
}
