internal import Foundation
internal import WinnowDomain
internal import WinnowLearning

/// The bytes of a fitted classifier: a description in JSON, then its columns and weights as they lie in memory.
///
/// Magic `WNWM`, version 1, the description's length (32 bits each, little endian), the description, then for each column
/// 32 bits, then the weights in single precision.
enum ModelFile {
    private static let magic: UInt32 = 0x4d57_4e57
    private static let version: UInt32 = 1

    private struct Description: Codable {
        var head: LinearModel.Head
        var labelCount: Int
        var seenLabels: [Int]
        var featureCount: Int
        var bias: [Float]
        var calibration: Calibration
        var columnCount: Int
        var weightCount: Int
    }

    static func bytes(of classifier: FittedClassifier) throws -> Data {
        let model = classifier.model
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let description = try encoder.encode(
            Description(
                head: model.head,
                labelCount: model.labelCount,
                seenLabels: model.seenLabels,
                featureCount: model.featureCount,
                bias: model.bias,
                calibration: classifier.calibration,
                columnCount: model.columns.count,
                weightCount: model.weights.count
            )
        )
        var data = Data()
        for number in [magic, version, UInt32(description.count)] {
            withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) }
        }
        data.append(description)
        model.columns.withUnsafeBytes { data.append(contentsOf: $0) }
        model.weights.withUnsafeBytes { data.append(contentsOf: $0) }
        return data
    }

    /// Why bytes are no model; it is derived, so the cure is to build it again.
    struct Damage: Error, CustomStringConvertible {
        let reason: String
        var description: String { "the model is damaged: \(reason)" }
    }

    static func classifier(from data: Data) throws -> FittedClassifier {
        func number(_ index: Int) -> UInt32 {
            data.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)) }
        }
        guard data.count >= 12, number(0) == magic, number(1) == version else {
            throw Damage(reason: "it is no model file of this version")
        }
        let length = Int(number(2))
        guard data.count >= 12 + length,
            let description = try? JSONDecoder().decode(Description.self, from: data.dropFirst(12).prefix(length)),
            description.columnCount >= 0, description.weightCount >= 0,
            data.count - 12 - length == 4 * (description.columnCount + description.weightCount)
        else { throw Damage(reason: "its length does not fit its description") }
        let (columns, weights) = data.withUnsafeBytes { bytes in
            let start = 12 + length
            return (
                (0..<description.columnCount).map {
                    bytes.loadUnaligned(fromByteOffset: start + 4 * $0, as: UInt32.self)
                },
                (0..<description.weightCount).map {
                    bytes.loadUnaligned(fromByteOffset: start + 4 * (description.columnCount + $0), as: Float.self)
                }
            )
        }
        let model = LinearModel(
            head: description.head,
            labelCount: description.labelCount,
            seenLabels: description.seenLabels,
            featureCount: description.featureCount,
            columns: columns,
            weights: weights,
            bias: description.bias
        )
        let classifier = FittedClassifier(model: model, calibration: description.calibration)
        guard classifier.isConsistent else { throw Damage(reason: "its numbers do not fit each other") }
        return classifier
    }
}
