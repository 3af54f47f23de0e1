/// A normalization form of Unicode 9: UAX #15.
enum UnicodeForm: String, Sendable, CaseIterable {
    case nfc = "NFC"
    case nfd = "NFD"
    case nfkc = "NFKC"
    case nfkd = "NFKD"

    private var composes: Bool { self == .nfc || self == .nfkc }

    private var table: DecompositionTable {
        self == .nfc || self == .nfd ? .canonical : .compatible
    }

    /// Normalizes a text of well-formed UTF-8.
    ///
    /// Only runs of other scalars than ASCII are looked at. All of ASCII are starters, and none is the second half of
    /// a composite; the one before a run may be the first half.
    func apply(to bytes: inout [UInt8]) {
        let source = bytes
        let text = source.span
        var end = text.endOfASCII(from: 0, to: text.count)
        guard end < text.count else { return }
        var result: [UInt8] = []
        result.reserveCapacity(text.count + text.count / 4)
        result.append(text, from: 0, to: end)
        while end < text.count {
            let runEnd = text.endOfNonASCII(from: end, to: text.count)
            let takesOneMore = composes && end > 0
            if takesOneMore { result.removeLast() }
            for scalar in normalized(text.scalars(from: takesOneMore ? end - 1 : end, to: runEnd)) {
                result.append(scalar: scalar)
            }
            end = text.endOfASCII(from: runEnd, to: text.count)
            result.append(text, from: runEnd, to: end)
        }
        bytes = result
    }

    /// Normalizes scalars.
    func normalized(_ scalars: [UInt32]) -> [UInt32] {
        let table = table
        var result: [UInt32] = []
        result.reserveCapacity(scalars.count * 2)
        for scalar in scalars { table.append(scalar, to: &result) }
        UnicodeForm.order(&result)
        return composes ? UnicodeForm.composed(result) : result
    }

    /// Sorts each run of marks by its combining class; marks of one class keep their order.
    private static func order(_ scalars: inout [UInt32]) {
        var start = 0
        while start < scalars.count {
            guard ScalarTraits.of(scalars[start]).combiningClass > 0 else {
                start += 1
                continue
            }
            var end = start
            var isOrdered = true
            var last: UInt8 = 0
            while end < scalars.count, ScalarTraits.of(scalars[end]).combiningClass > 0 {
                let combiningClass = ScalarTraits.of(scalars[end]).combiningClass
                if combiningClass < last { isOrdered = false }
                last = combiningClass
                end += 1
            }
            if !isOrdered { sort(&scalars[start..<end]) }
            start = end
        }
    }

    /// Not by insertion: a text may have a million marks in a row.
    private static func sort(_ marks: inout ArraySlice<UInt32>) {
        let places = marks.indices.sorted { left, right in
            let classes = (ScalarTraits.of(marks[left]).combiningClass, ScalarTraits.of(marks[right]).combiningClass)
            return classes.0 == classes.1 ? left < right : classes.0 < classes.1
        }
        let ordered = places.map { marks[$0] }
        marks.replaceSubrange(marks.indices, with: ordered)
    }

    private static func composed(_ scalars: [UInt32]) -> [UInt32] {
        let table = CompositionTable.shared
        var result: [UInt32] = []
        var starter: Int?
        var lastClass: UInt8 = 0
        for scalar in scalars {
            let combiningClass = ScalarTraits.of(scalar).combiningClass
            if let starter, starter == result.count - 1 || lastClass < combiningClass,
                let composite = table.composition(result[starter], scalar)
            {
                result[starter] = composite
                continue
            }
            if combiningClass == 0 { starter = result.count }
            lastClass = combiningClass
            result.append(scalar)
        }
        return result
    }
}
