private import Synchronization
package import WinnowNumerics

/// The mean of the vectors of a text's tokens, from a table.
///
/// - Source: Model2Vec (Tulkens and van Dongen 2024), `model2vec/model.py`: tokens without special ones, unknown ones left
///   out; rows times weights; mean; length 1. A text without tokens is 0. Deviation: a long text is cut by tokens alone,
///   where the package first cuts its characters by the median length of a token.
package struct StaticTextEncoder: VectorMaking {
    private let tokenizer: Tokenizer
    private let table: StaticTable
    private let reading: TextReading
    private let isNormalized: Bool
    private let cut = Counter()

    /// Tokens that are read where nobody says otherwise, as in the package.
    package static let tokenLimit = 512

    /// - Parameter folder: Path of a folder with `tokenizer.json`, `model.safetensors` and `config.json`.
    /// - Throws: `EncoderError` with the file and the place that is not as expected.
    package init(folder: String, reading: TextReading = TextReading()) throws(EncoderError) {
        let place = try StaticTextEncoder.place(ModelFolder(path: folder))
        tokenizer = try Tokenizer(folder: place)
        table = try StaticTable(Safetensors(folder: place, name: "model.safetensors"))
        isNormalized = try place.values(of: "config.json")?.bool("normalize", default: true) ?? true
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

    package func vectors(of texts: [String]) throws(EncoderError) -> DenseMatrix {
        let width = dimension
        let values = [Float](unsafeUninitializedCapacity: texts.count * width) { buffer, count in
            buffer.initialize(repeating: 0)
            count = texts.count * width
            guard let start = buffer.baseAddress else { return }
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = start
            ParallelFor.chunks(of: texts.count, size: 64) { _, rows in
                for row in rows { fill(out + row * width, with: texts[row]) }
            }
        }
        return DenseMatrix(rowCount: texts.count, columnCount: width, values: values)
    }

    private func fill(_ row: UnsafeMutablePointer<Float>, with text: String) {
        var tokens = tokenizer.rawTokens(of: reading.prompt + text)
        let limit = reading.limit ?? Self.tokenLimit
        if tokens.count > limit {
            tokens.removeSubrange(limit...)
            cut.add()
        }
        let unknown = tokenizer.unknownID
        var count: Float = 0
        for token in tokens where token != unknown {
            table.add(Int(token), to: row)
            count += 1
        }
        guard count > 0 else { return }
        var scale = 1 / count
        if isNormalized {
            var square: Float = 0
            for column in 0..<dimension { square += row[column] * row[column] }
            // The mean's length is the sum's over the count, so the count does not matter.
            scale = square > 0 ? 1 / square.squareRoot() : 0
        }
        for column in 0..<dimension { row[column] *= scale }
    }
}

/// Counts across threads.
private final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { count.load(ordering: .relaxed) }

    func add() { count.wrappingAdd(1, ordering: .relaxed) }
}
