/// Puts a text in the place of each match of a pattern, from left to right.
struct Replacement: Sendable {
    let pattern: TextPattern
    let content: [UInt8]

    func apply(to bytes: inout [UInt8]) {
        let source = bytes
        let text = source.span
        guard var match = pattern.firstMatch(in: text, from: 0, to: text.count) else { return }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var offset = 0
        while true {
            result.append(text, from: offset, to: match.lowerBound)
            result.append(contentsOf: content)
            offset = match.upperBound
            guard let next = pattern.firstMatch(in: text, from: offset, to: text.count) else { break }
            match = next
        }
        result.append(text, from: offset, to: text.count)
        bytes = result
    }
}
