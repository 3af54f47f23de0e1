import Foundation
import Testing
import WinnowEncoders
import WinnowNumerics

@Suite("A static encoder")
struct StaticTextEncoderTests {
    private static let texts = [
        "", "?", "a", "The card!", "abba abc", "card card the a b c !", "a ? b", "abab abba cab bab",
    ]
    /// Their tokens, without the unknown one.
    private static let tokens = [
        [], [], [1], [6, 7, 8], [1, 5, 5, 4], [7, 7, 6, 1, 2, 3, 8], [1, 2],
        [1, 5, 4, 5, 1, 5, 5, 4, 3, 4, 5, 2, 4, 5],
    ]

    /// The mean of weighted rows, and its length 1, in double precision.
    private static func naive(
        _ table: DenseMatrix,
        weights: [Float]?,
        mapping: [Int]? = nil,
        isNormalized: Bool = true
    ) -> [[Double]] {
        tokens.map { tokens in
            var mean = [Double](repeating: 0, count: table.columnCount)
            for token in tokens {
                for (column, value) in table.row(mapping?[token] ?? token).enumerated() {
                    mean[column] += Double(weights?[token] ?? 1) * Double(value) / Double(tokens.count)
                }
            }
            let length = isNormalized ? mean.reduce(0) { $0 + $1 * $1 }.squareRoot() : 1
            return mean.map { length > 0 ? $0 / length : 0 }
        }
    }

    private func expect(_ model: TinyStaticModel, gives expected: [[Double]]) throws {
        let vectors = try StaticTextEncoder(folder: model.path).vectors(of: Self.texts)
        for (row, values) in expected.enumerated() {
            for (column, value) in values.enumerated() {
                #expect(abs(Double(vectors[row, column]) - value) < 2e-6, "text \(row), column \(column)")
            }
        }
    }

    @Test("the mean of rows has length 1, whatever the number of columns", arguments: [1, 7, 16, 33, 64, 100, 256])
    func widths(columns: Int) throws {
        let table = TinyStaticModel.table(rows: 9, columns: columns)
        var tensors = TensorFile()
        tensors.append(singles: table.values, shape: [9, columns], as: "embeddings")
        try expect(TinyStaticModel(tensors), gives: Self.naive(table, weights: nil))
    }

    @Test("without normalize in the settings the mean stays as it is")
    func means() throws {
        let table = TinyStaticModel.table(rows: 9, columns: 20)
        var tensors = TensorFile()
        tensors.append(singles: table.values, shape: [9, 20], as: "embeddings")
        let model = try TinyStaticModel(tensors, settings: #"{"model_type": "model2vec", "normalize": false}"#)
        try expect(model, gives: Self.naive(table, weights: nil, isNormalized: false))
    }

    @Test("weights of tokens and shared rows count", arguments: [false, true])
    func weightsAndMapping(isMapped: Bool) throws {
        let mapping = isMapped ? [0, 3, 3, 1, 2, 0, 1, 2, 3] : nil
        let table = TinyStaticModel.table(rows: isMapped ? 4 : 9, columns: 40)
        let weights = TinyStaticModel.table(rows: 1, columns: 9, seed: 2).values.map { $0 + 1.5 }
        var tensors = TensorFile()
        tensors.append(singles: table.values, shape: [table.rowCount, 40], as: "embeddings")
        tensors.append(singles: weights, shape: [9], as: "weights")
        if let mapping {
            let bytes: [UInt8] = mapping.flatMap { (row: Int) -> [UInt8] in [UInt8(row), 0, 0, 0, 0, 0, 0, 0] }
            tensors.append("mapping", .long, shape: [9], bytes: bytes)
        }
        try expect(TinyStaticModel(tensors), gives: Self.naive(table, weights: weights, mapping: mapping))
    }

    @Test("tables of other formats are read exactly", arguments: [TensorFormat.half, .brain, .signedByte])
    func formats(format: TensorFormat) throws {
        var table = TinyStaticModel.table(rows: 9, columns: 37)
        var tensors = TensorFile()
        switch format {
        case .half:
            tensors.append(halves: table, as: "embeddings")
            table.values = HalfPrecision.widen(HalfPrecision.narrow(table.values))
        case .brain:
            let bits = table.values.map { UInt16($0.bitPattern >> 16) }
            let bytes = bits.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
            tensors.append("embeddings", .brain, shape: [9, 37], bytes: bytes)
            table.values = bits.map { Float(bitPattern: UInt32($0) << 16) }
        default:
            table.values = table.values.map { ($0 * 127).rounded() }
            let bytes = table.values.map { UInt8(bitPattern: Int8($0)) }
            tensors.append("embeddings", .signedByte, shape: [9, 37], bytes: bytes)
        }
        try expect(TinyStaticModel(tensors), gives: Self.naive(table, weights: nil))
    }

    @Test("a text has the same bits alone and among others")
    func grouping() throws {
        var tensors = TensorFile()
        tensors.append(halves: TinyStaticModel.table(rows: 9, columns: 50), as: "embeddings")
        let model = try TinyStaticModel(tensors)
        let encoder = try StaticTextEncoder(folder: model.path)
        let many = (0..<1000).map { Self.texts[$0 * 7 % Self.texts.count] }
        let vectors = try encoder.vectors(of: many)
        for text in Self.texts.indices {
            let alone = try encoder.vectors(of: [Self.texts[text]])
            for (row, other) in many.enumerated() where other == Self.texts[text] {
                #expect(Array(vectors.row(row)) == alone.values)
            }
        }
    }

    @Test("a text is cut where the folder or the caller says")
    func limits() throws {
        var tensors = TensorFile()
        tensors.append(halves: TinyStaticModel.table(rows: 9, columns: 8), as: "embeddings")
        let model = try TinyStaticModel(tensors, settings: #"{"normalize": true, "max_length": 2}"#)
        let encoder = try StaticTextEncoder(folder: model.path)
        #expect(try encoder.vectors(of: ["a b c"]) == encoder.vectors(of: ["a b"]))
        #expect(encoder.cutCount == 1)
        let longer = try StaticTextEncoder(folder: model.path, reading: TextReading(limit: 3))
        #expect(try longer.vectors(of: ["a b c"]) != longer.vectors(of: ["a b"]))
        #expect(longer.cutCount == 0)
    }

    @Test("every kind of processor gives the same sums where it multiplies and adds with one rounding")
    func levels() {
        let table = TinyStaticModel.table(rows: 30, columns: 83)
        let weights = TinyStaticModel.table(rows: 1, columns: 12, seed: 3).values
        let rows: [Int32] = [3, 29, 0, 3, 7, 8, 9, 10, 11, 12, 28, 1]
        var sums: [[Float]] = []
        for kernels in DenseKernels.all where kernels.isFused {
            var out = [Float](repeating: 9, count: 83)
            out.withUnsafeMutableBufferPointer { out in
                rows.withUnsafeBufferPointer { rows in
                    weights.withUnsafeBufferPointer { weights in
                        table.values.withUnsafeBytes { bytes in
                            guard let start = bytes.baseAddress else { return }
                            kernels.sum(rows, weights: weights, of: start, .single, into: out)
                        }
                    }
                }
            }
            sums.append(out)
        }
        #expect(sums.allSatisfy { $0 == sums[0] })
    }
}
