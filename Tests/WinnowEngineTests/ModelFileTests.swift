import Foundation
import Testing
import WinnowEngine
import WinnowLearning
import WinnowNumerics

@Suite struct ModelFileTests {
    static func fitted() throws -> FittedClassifier {
        let rows = DenseMatrix(rowCount: 6, columnCount: 2, values: [1, 0, 0.9, 0.1, 0, 1, 0.2, 0.8, -1, 0, -0.9, 0.1])
        let training = try TrainingSet(
            features: FeatureRows(dense: rows),
            targets: [0, 0, 1, 1, 2, 2].map { .label($0) },
            labelCount: 3
        )
        return FittedClassifier(model: try LogisticRegression().fit(training).model, calibration: .temperature(1.5))
    }

    /// The bytes that the first version of the file had: columns and weights behind a description with the bias.
    static func firstVersion(_ classifier: FittedClassifier) throws -> Data {
        struct Description: Encodable {
            let head: OutputHead
            let labelCount: Int
            let seenLabels: [Int]
            let featureCount: Int
            let bias: [Float]
            let calibration: Calibration
            let columnCount: Int
            let weightCount: Int
        }
        let record = classifier.model.record
        let description = try JSONEncoder().encode(
            Description(
                head: record.head,
                labelCount: record.labelCount,
                seenLabels: record.seenLabels,
                featureCount: record.featureCount,
                bias: record.numbers[1],
                calibration: classifier.calibration,
                columnCount: record.integers[0].count,
                weightCount: record.numbers[0].count
            )
        )
        var data = Data()
        for number in [0x4d57_4e57, 1, UInt32(description.count)] {
            withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) }
        }
        data.append(description)
        record.integers[0].withUnsafeBytes { data.append(contentsOf: $0) }
        record.numbers[0].withUnsafeBytes { data.append(contentsOf: $0) }
        return data
    }

    @Test("a model file of the first version is read as what it was")
    func firstVersion() throws {
        let classifier = try Self.fitted()
        let read = try ModelFile.classifier(from: Self.firstVersion(classifier))
        #expect(read.model.record == classifier.model.record && read.calibration == classifier.calibration)
    }

    @Test("a file that was cut, of either version, is damaged and no trap")
    func cut() throws {
        let classifier = try Self.fitted()
        for whole in [try Self.firstVersion(classifier), try ModelFile.bytes(of: classifier)] {
            #expect(throws: Never.self) { try ModelFile.classifier(from: whole) }
            for count in 0..<whole.count {
                #expect(throws: (any Error).self) { try ModelFile.classifier(from: whole.prefix(count)) }
            }
        }
    }
}
