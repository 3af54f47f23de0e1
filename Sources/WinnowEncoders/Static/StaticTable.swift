internal import WinnowNumerics

/// A table of vectors of tokens, mapped: `(V, d)`, with a weight for each token and, where tokens share rows, the row
/// of each.
struct StaticTable: Sendable {
    let dimension: Int
    /// Tokens that have a row.
    let tokenCount: Int
    private let file: Safetensors
    private let rows: Safetensors.Tensor
    private let format: DenseKernels.TableFormat
    /// Empty where all weights are 1.
    private let weights: [Float]
    /// Empty where each token has its own row.
    private let mapping: [Int32]

    /// Names that tables have in the files of model2vec and of sentence-transformers.
    private static let names = ["embeddings", "embedding.weight"]

    private static let formats: [TensorFormat: DenseKernels.TableFormat] = [
        .single: .single, .half: .half, .brain: .brain, .signedByte: .signedByte,
    ]

    /// - Throws: `EncoderError` with the tensor that is not as expected.
    init(_ file: Safetensors) throws(EncoderError) {
        guard let rows = Self.names.compactMap({ file.tensors[$0] }).first else {
            throw .damaged(file: file.file, place: "embeddings", reason: "there is no such tensor")
        }
        guard rows.shape.count == 2, (1...Int(Int32.max)).contains(rows.shape[0]),
            (1...1 << 16).contains(rows.shape[1])
        else {
            throw .damaged(
                file: file.file,
                place: rows.name,
                reason: "a table was expected, and the shape is \(rows.shape)"
            )
        }
        guard let format = Self.formats[rows.format] else {
            throw .unknown(
                kind: "format of \(rows.name)",
                name: rows.format.rawValue,
                file: file.file,
                known: ["F32", "F16", "BF16", "I8"]
            )
        }
        let mapping = try Self.mapping(file, rowCount: rows.shape[0])
        let tokenCount = mapping.isEmpty ? rows.shape[0] : mapping.count
        var weights: [Float] = []
        if let tensor = file.tensors["weights"] {
            weights = file.floats(of: tensor)
            guard tensor.shape == [tokenCount], weights.count == tokenCount, weights.allSatisfy(\.isFinite) else {
                throw .wrongShape(tensor: "weights", expected: [tokenCount], found: tensor.shape, file: file.file)
            }
        }
        self.file = file
        self.rows = rows
        self.format = format
        self.weights = weights
        self.mapping = mapping
        self.tokenCount = tokenCount
        dimension = rows.shape[1]
    }

    private static func mapping(_ file: Safetensors, rowCount: Int) throws(EncoderError) -> [Int32] {
        guard let tensor = file.tensors["mapping"] else { return [] }
        guard tensor.shape.count == 1 else {
            throw .wrongShape(tensor: "mapping", expected: [rowCount], found: tensor.shape, file: file.file)
        }
        guard let mapping = file.integers(of: tensor), mapping.allSatisfy({ (0..<rowCount).contains($0) }) else {
            throw .damaged(file: file.file, place: "mapping", reason: "rows from 0 to \(rowCount - 1) were expected")
        }
        return mapping.map { Int32($0) }
    }

    /// The sum of weighted rows of tokens.
    ///
    /// - Parameters:
    ///   - tokens: Each below `tokenCount`; rows of the file afterwards.
    ///   - sums: d numbers, overwritten.
    /// - Complexity: O(tokens · d); the same bits whatever texts come before.
    func sum(_ tokens: inout [Int32], into sums: UnsafeMutableBufferPointer<Float>) {
        let weights = self.weights.isEmpty ? [] : tokens.map { self.weights[Int($0)] }
        if !mapping.isEmpty { for place in tokens.indices { tokens[place] = mapping[Int(tokens[place])] } }
        tokens.withUnsafeBufferPointer { rows in
            weights.withUnsafeBufferPointer { weights in
                DenseKernels.best.sum(rows, weights: weights, of: file.start(of: self.rows), format, into: sums)
            }
        }
    }
}

extension Safetensors {
    /// The numbers of a tensor of integers; nil for other formats.
    fileprivate func integers(of tensor: Tensor) -> [Int]? {
        let start = start(of: tensor)
        let count = tensor.range.count / tensor.format.byteCount
        switch tensor.format {
        case .integer: return (0..<count).map { Int(start.loadUnaligned(fromByteOffset: 4 * $0, as: Int32.self)) }
        case .long:
            return (0..<count).map { Int(start.loadUnaligned(fromByteOffset: 8 * $0, as: Int64.self)) }
        default: return nil
        }
    }
}
