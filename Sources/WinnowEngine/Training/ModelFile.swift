package import Foundation
internal import WinnowDomain
package import WinnowLearning

/// The bytes of a fitted classifier: a description in JSON, then its numbers as they lie in memory.
///
/// Magic `WNWM`, version 2, the description's length (32 bits each, little endian), the description, then each list of
/// integers in 32 bits, then each list of numbers in single precision. Version 1 is read too.
package enum ModelFile {
    private static let magic: UInt32 = 0x4d57_4e57
    private static let version: UInt32 = 2

    private struct Description: Codable {
        var kind: ModelRecord.Kind
        var head: OutputHead
        var labelCount: Int
        var seenLabels: [Int]
        var featureCount: Int
        var integerCounts: [Int]
        var numberCounts: [Int]
        var calibration: Calibration

        /// Whether the lists fill so many bytes; counts come from outside, and their sum may have no end.
        func fits(_ byteCount: Int) -> Bool { fill(integerCounts + numberCounts, byteCount) }
    }

    /// What stood in front of a linear model's columns and weights in version 1.
    private struct FirstDescription: Decodable {
        var head: OutputHead
        var labelCount: Int
        var seenLabels: [Int]
        var featureCount: Int
        var bias: [Float]
        var calibration: Calibration
        var columnCount: Int
        var weightCount: Int

        func fits(_ byteCount: Int) -> Bool { fill([columnCount, weightCount], byteCount) }
    }

    private static func fill(_ counts: [Int], _ byteCount: Int) -> Bool {
        var left = byteCount
        for count in counts {
            guard count >= 0, count <= left / 4 else { return false }
            left -= 4 * count
        }
        return left == 0
    }

    package static func bytes(of classifier: FittedClassifier) throws -> Data {
        let record = classifier.model.record
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let description = try encoder.encode(
            Description(
                kind: record.kind,
                head: record.head,
                labelCount: record.labelCount,
                seenLabels: record.seenLabels,
                featureCount: record.featureCount,
                integerCounts: record.integers.map(\.count),
                numberCounts: record.numbers.map(\.count),
                calibration: classifier.calibration
            )
        )
        var data = Data()
        for number in [magic, version, UInt32(description.count)] {
            withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) }
        }
        data.append(description)
        for list in record.integers { list.withUnsafeBytes { data.append(contentsOf: $0) } }
        for list in record.numbers { list.withUnsafeBytes { data.append(contentsOf: $0) } }
        return data
    }

    /// Why bytes are no model; it is derived, so the cure is to build it again.
    struct Damage: Error, CustomStringConvertible {
        let reason: String
        var description: String { "the model is damaged: \(reason)" }
    }

    package static func classifier(from data: Data) throws -> FittedClassifier {
        func number(_ index: Int) -> UInt32 {
            data.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)) }
        }
        guard data.count >= 12, number(0) == magic, (1...version).contains(number(1)) else {
            throw Damage(reason: "it is no model file of this version")
        }
        let start = 12 + Int(number(2))
        guard data.count >= start,
            let (record, calibration) = number(1) == 1 ? first(data, start) : present(data, start)
        else { throw Damage(reason: "its length does not fit its description") }
        guard let classifier = FittedClassifier(record, calibration: calibration) else {
            throw Damage(reason: "its numbers do not fit each other")
        }
        return classifier
    }

    private static func present(_ data: Data, _ start: Int) -> (ModelRecord, Calibration)? {
        guard let description: Description = described(data, start), description.fits(data.count - start) else {
            return nil
        }
        var reader = Reader(data: data, offset: start)
        let record = ModelRecord(
            kind: description.kind,
            head: description.head,
            labelCount: description.labelCount,
            seenLabels: description.seenLabels,
            featureCount: description.featureCount,
            integers: description.integerCounts.map { reader.list($0) },
            numbers: description.numberCounts.map { reader.list($0) }
        )
        return (record, description.calibration)
    }

    private static func first(_ data: Data, _ start: Int) -> (ModelRecord, Calibration)? {
        guard let description: FirstDescription = described(data, start), description.fits(data.count - start) else {
            return nil
        }
        var reader = Reader(data: data, offset: start)
        let record = ModelRecord(
            kind: .linear,
            head: description.head,
            labelCount: description.labelCount,
            seenLabels: description.seenLabels,
            featureCount: description.featureCount,
            integers: [reader.list(description.columnCount)],
            numbers: [reader.list(description.weightCount), description.bias]
        )
        return (record, description.calibration)
    }

    private static func described<Value: Decodable>(_ data: Data, _ start: Int) -> Value? {
        try? JSONDecoder().decode(Value.self, from: data.dropFirst(12).prefix(start - 12))
    }

    /// Takes lists of four-byte elements, one behind the other.
    private struct Reader {
        let data: Data
        var offset: Int

        mutating func list<Element: BitwiseCopyable>(_ count: Int) -> [Element] {
            defer { offset += 4 * count }
            return data.withUnsafeBytes { bytes in
                (0..<count).map { bytes.loadUnaligned(fromByteOffset: offset + 4 * $0, as: Element.self) }
            }
        }
    }
}
