private import Synchronization
package import WinnowNumerics

/// The mean of the vectors of a text's tokens, from a table.
///
/// - Source: Model2Vec (Tulkens and van Dongen 2024), `model2vec/model.py`: tokens without special ones, unknown ones
///   left out; rows times weights; mean; length 1. A text without tokens is 0. Deviation: a long text is cut by tokens
///   alone, where the package first cuts its characters by the median length of a token.
package struct StaticTextEncoder: VectorMaking {
    private let tokenizer: Tokenizer
    private let table: StaticTable
    private let reading: TextReading
    private let isNormalized: Bool
    /// Tokens of a text that are read.
    package let tokenLimit: Int
    private let cut = Counter()

    /// Tokens that are read where neither the caller nor the folder says otherwise, as in the package.
    package static let usualTokenLimit = 512

    /// - Parameter folder: Path of a folder with `tokenizer.json`, `model.safetensors` and `config.json`.
    /// - Throws: `EncoderError` with the file and the place that is not as expected.
    package init(folder: String, reading: TextReading = TextReading()) throws(EncoderError) {
        let place = try StaticTextEncoder.place(ModelFolder(path: folder))
        tokenizer = try Tokenizer(folder: place)
        table = try StaticTable(Safetensors(folder: place, name: "model.safetensors"))
        let settings = try place.values(of: "config.json")
        isNormalized = try settings?.bool("normalize", default: true) ?? true
        let stored = try settings?.integer("max_length", in: 1...Int(Int32.max), default: Self.usualTokenLimit)
        tokenLimit = min(reading.limit ?? stored ?? Self.usualTokenLimit, 1 << 20)
        self.reading = reading
        guard tokenizer.highestID < table.tokenCount else {
            throw .damaged(
                file: place.path + "/tokenizer.json",
                place: "vocabulary",
                reason: "it has a token \(tokenizer.highestID), and the table \(table.tokenCount) rows"
            )
        }
    }

    /// The folder of the table: in the layout of sentence-transformers a module's.
    static func place(_ folder: ModelFolder) throws(EncoderError) -> ModelFolder {
        guard let modules = try folder.values(of: "modules.json"), case .array(let entries) = modules.value else {
            return folder
        }
        for (number, entry) in entries.enumerated() {
            let fields = JSONFields(file: modules.file, value: entry, place: "[\(number)]")
            guard try fields.string("type")?.hasSuffix("StaticEmbedding") == true else { continue }
            return try folder.folder(try fields.string("path") ?? "", from: modules.file)
        }
        return folder
    }

    package var dimension: Int { table.dimension }

    package var cutCount: Int { cut.value }

    /// - Throws: `EncoderError.notFinite` with the first text whose tokens have such numbers in the table.
    /// - Complexity: O(bytes + tokens · d) on several threads; the same bits for any number of them and any grouping.
    package func vectors(of texts: [String]) throws(EncoderError) -> DenseMatrix {
        let width = dimension
        let odd = Atomic(Int.max)
        let values = [Float](unsafeUninitializedCapacity: texts.count * width) { buffer, count in
            buffer.initialize(repeating: 0)
            count = texts.count * width
            guard let start = buffer.baseAddress else { return }
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = start
            ParallelFor.chunks(of: texts.count, size: 64) { _, rows in
                for row in rows where !fill(.init(start: out + row * width, count: width), with: texts[row]) {
                    odd.min(row, ordering: .relaxed)
                }
            }
        }
        let first = odd.load(ordering: .relaxed)
        guard first == Int.max else { throw .notFinite(sequence: first) }
        return DenseMatrix(rowCount: texts.count, columnCount: width, values: values)
    }

    /// - Returns: Whether all numbers are finite.
    private func fill(_ row: UnsafeMutableBufferPointer<Float>, with text: String) -> Bool {
        var tokens = tokenizer.rawTokens(of: reading.prompt.isEmpty ? text : reading.prompt + text)
        if tokens.count > tokenLimit {
            tokens.removeSubrange(tokenLimit...)
            cut.add()
        }
        if let unknown = tokenizer.unknownID { tokens.removeAll { $0 == unknown } }
        guard !tokens.isEmpty else { return true }
        var scale = 1 / Float(tokens.count)
        table.sum(&tokens, into: row)
        let square = row.squareSum
        // The mean's length is the sum's over the count, so the count does not matter.
        if isNormalized { scale = square > 0 ? 1 / square.squareRoot() : 0 }
        for column in row.indices { row[column] *= scale }
        return square.isFinite
    }
}

extension UnsafeMutableBufferPointer<Float> {
    /// The sum of squares: sixteen side by side, added at the end in a fixed order.
    fileprivate var squareSum: Float {
        guard let start = baseAddress.map({ UnsafeRawPointer($0) }) else { return 0 }
        var sums = SIMD16<Float>()
        let whole = count & ~15
        for index in stride(from: 0, to: whole, by: 16) {
            let values = start.loadUnaligned(fromByteOffset: 4 * index, as: SIMD16<Float>.self)
            sums += values * values
        }
        var sum = sums.sum()
        for index in whole..<count { sum += self[index] * self[index] }
        return sum
    }
}

/// Counts across threads.
private final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { count.load(ordering: .relaxed) }

    func add() { count.wrappingAdd(1, ordering: .relaxed) }
}
