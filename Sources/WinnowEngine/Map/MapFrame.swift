/// A part of a map that somebody chose: a rectangle, as text in an address `3fa94c01d2e7-1200-800-5000-4100`, with the
/// version of the map, the least x and y and the largest.
package struct MapFrame: Hashable, Sendable, LosslessStringConvertible {
    package let version: String
    package let xs: ClosedRange<UInt16>
    package let ys: ClosedRange<UInt16>

    package init(version: String, xs: ClosedRange<UInt16>, ys: ClosedRange<UInt16>) {
        (self.version, self.xs, self.ys) = (version, xs, ys)
    }

    package init?(_ description: String) {
        let parts = description.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 5, (1...64).contains(parts[0].utf8.count) else { return nil }
        let numbers = parts.dropFirst().compactMap { UInt16($0) }
        guard numbers.count == 4, numbers[0] <= numbers[2], numbers[1] <= numbers[3] else { return nil }
        self.init(version: String(parts[0]), xs: numbers[0]...numbers[2], ys: numbers[1]...numbers[3])
    }

    package var description: String {
        "\(version)-\(xs.lowerBound)-\(ys.lowerBound)-\(xs.upperBound)-\(ys.upperBound)"
    }
}
