internal import WinnowNumerics

/// A table of vectors of tokens, mapped: `(V, d)`, with a weight for each token and, where tokens share rows, the row of each.
struct StaticTable: Sendable {
    let dimension: Int
    /// Tokens that have a row.
    let tokenCount: Int
    private let file: Safetensors
    private let rows: Safetensors.Tensor
    /// Empty where all weights are 1.
    private let weights: [Float]
    /// Empty where each token has its own row.
    private let mapping: [Int32]

    /// Names that tables have in the files of model2vec and of sentence-transformers.
    private static let names = ["embeddings", "embedding.weight"]

    /// - Throws: `EncoderError` with the tensor that is not as expected.
    init(_ file: Safetensors) throws(EncoderError) {
        guard let rows = Self.names.compactMap({ file.tensors[$0] }).first else {
            throw .damaged(file: file.file, place: "embeddings", reason: "there is no such tensor")
        }
        guard rows.shape.count == 2, rows.shape[0] > 0, (1...1 << 16).contains(rows.shape[1]) else {
            throw .damaged(
                file: file.file,
                place: rows.name,
                reason: "a table was expected, and the shape is \(rows.shape)"
            )
        }
        guard
            rows.format.byteCount == 1 && rows.format == .signedByte || [.single, .half, .brain].contains(rows.format)
        else {
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

    /// Adds the weighted row of a token.
    ///
    /// - Parameters:
    ///   - token: Below `tokenCount`.
    ///   - sums: d numbers.
    func add(_ token: Int, to sums: UnsafeMutablePointer<Float>) {
        let row = mapping.isEmpty ? token : Int(mapping[token])
        let weight = weights.isEmpty ? 1 : weights[token]
        let start = file.start(of: rows) + row * dimension * rows.format.byteCount
        switch rows.format {
        case .single:
            for column in 0..<dimension {
                sums[column] += weight * start.loadUnaligned(fromByteOffset: 4 * column, as: Float.self)
            }
        case .signedByte:
            for column in 0..<dimension {
                sums[column] += weight * Float(start.load(fromByteOffset: column, as: Int8.self))
            }
        default:
            let values = file.floats(of: rows, in: row * dimension..<(row + 1) * dimension)
            for column in 0..<dimension { sums[column] += weight * values[column] }
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
