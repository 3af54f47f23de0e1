import Foundation
import Testing
import WinnowEncoders
import WinnowNumerics

@Suite("Distilling a static encoder")
struct StaticDistillationTests {
    private static let pool: [String] = (0..<40).flatMap { number in
        [
            "My bankcard is here", "is the new york card here", "the bankcard, \(number % 2 == 0 ? "my" : "the") card",
            "new york! abba", "cards is my",
        ]
    }
    private static var settings: DistillationSettings {
        var settings = DistillationSettings()
        settings.columnCount = 8
        return settings
    }

    private static func tokenizer(_ encoder: DistilledEncoder) throws -> Tokenizer {
        try Tokenizer(json: encoder.tokenizer, file: "tokenizer.json")
    }

    private func folder() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "winnow-distilled-\(UUID().uuidString)")
    }

    @Test("without texts there is a row for each token of the network, and no other")
    func empty() throws {
        let network = try DistillableNetwork()
        let made = try StaticDistillation(folder: network.path, settings: Self.settings).model()
        #expect(made.table.rowCount == DistillableNetwork.vocabulary.count)
        #expect(made.table.columnCount == 8)
        let tokenizer = try Self.tokenizer(made)
        #expect(tokenizer.vocabularyCount == DistillableNetwork.vocabulary.count)
        for (id, token) in DistillableNetwork.vocabulary.enumerated() {
            #expect(tokenizer.id(of: token) == Int32(id))
            #expect(tokenizer.token(of: Int32(id)).map { Array($0.utf8) } == Array(token.utf8))
        }
    }

    @Test("the same texts give the same bytes")
    func determinism() throws {
        let network = try DistillableNetwork()
        let first = try StaticDistillation(folder: network.path, settings: Self.settings).model(of: Self.pool)
        let second = try StaticDistillation(folder: network.path, settings: Self.settings).model(of: Self.pool)
        #expect(first.files.map(\.name) == ["config.json", "model.safetensors", "tokenizer.json"])
        #expect(first.files.map(\.bytes) == second.files.map(\.bytes))
    }

    @Test("the folder opens, and its vectors are means of the table's rows")
    func folderOpens() throws {
        let network = try DistillableNetwork()
        let made = try StaticDistillation(folder: network.path, settings: Self.settings).model(of: Self.pool)
        let folder = folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try made.write(to: folder.path)
        #expect(throws: EncoderError.self) { try made.write(to: folder.path) }
        let facts = try EncoderFacts(folder: folder.path)
        #expect(facts.kind == .table && facts.dimension == 8 && facts.tokenLimit == 512)
        let vectors = try StaticTextEncoder(folder: folder.path).vectors(of: Self.pool)
        let tokenizer = try Self.tokenizer(made)
        for row in 0..<5 {
            var sum = [Double](repeating: 0, count: 8)
            for token in tokenizer.rawTokens(of: Self.pool[row]) where token != tokenizer.unknownID {
                for (column, value) in made.table.row(Int(token)).enumerated() { sum[column] += Double(value) }
            }
            let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
            for column in 0..<8 { #expect(abs(Double(vectors[row, column]) - sum[column] / length) < 2e-3) }
        }
    }

    @Test("frequent words and phrases are tokens of their own, and are found in texts")
    func terms() throws {
        let network = try DistillableNetwork()
        let made = try StaticDistillation(folder: network.path, settings: Self.settings).model(of: Self.pool)
        let tokenizer = try Self.tokenizer(made)
        let size = Int32(DistillableNetwork.vocabulary.count)
        for term in ["bankcard", "abba", "cards", "new york", "is the new", "the bankcard"] {
            let id = try #require(tokenizer.id(of: term), "\(term)")
            #expect(id >= size && id < Int32(made.table.rowCount))
            #expect(tokenizer.rawTokens(of: term.uppercased()) == [id])
        }
        // Punctuation parts phrases, and words have to be whole.
        #expect(tokenizer.id(of: "york abba") == nil)
        let york = try #require(tokenizer.id(of: "new york"))
        #expect(!tokenizer.rawTokens(of: "new yorks").contains(york))
        #expect(tokenizer.rawTokens(of: "a new york!") == [22, york, 26])
    }

    @Test("there are no more words and phrases than asked for, and none that are rare")
    func bounds() throws {
        let network = try DistillableNetwork()
        var settings = Self.settings
        (settings.wordCount, settings.phraseCount) = (1, 2)
        let made = try StaticDistillation(folder: network.path, settings: settings).model(of: Self.pool)
        #expect(made.table.rowCount == DistillableNetwork.vocabulary.count + 3)
        #expect(try Self.tokenizer(made).id(of: "bankcard") != nil)
        settings = Self.settings
        settings.leastTextCount = Self.pool.count + 1
        let none = try StaticDistillation(folder: network.path, settings: settings).model(of: Self.pool)
        #expect(none.table.rowCount == DistillableNetwork.vocabulary.count)
    }

    @Test("what is learned from texts brings likenesses near to the network's")
    func fitting() throws {
        let network = try DistillableNetwork()
        let texts = Self.pool.prefix(5) + ["the bank is here", "my card!", "bank bank york"]
        let many = (0..<10).flatMap { _ in texts }
        let truth = try NativeTextEncoder(folder: network.path, precision: .single).vectors(of: Array(texts))
        let errors = try [false, true].map { isFitted -> Double in
            var settings = Self.settings
            (settings.isFitted, settings.columnCount) = (isFitted, 16)
            let folder = folder()
            defer { try? FileManager.default.removeItem(at: folder) }
            try StaticDistillation(folder: network.path, settings: settings).model(of: many).write(to: folder.path)
            let vectors = try StaticTextEncoder(folder: folder.path).vectors(of: Array(texts))
            return Self.difference(vectors, truth)
        }
        #expect(errors[1] < 0.5 * errors[0], "\(errors)")
    }

    /// The mean difference of cosines between texts, the network's around their mean.
    private static func difference(_ vectors: DenseMatrix, _ truth: DenseMatrix) -> Double {
        let count = truth.rowCount
        let means = (0..<truth.columnCount).map { column in
            (0..<count).reduce(0) { $0 + truth[$1, column] } / Float(count)
        }
        func cosine(_ first: [Float], _ second: [Float]) -> Double {
            let dots = [(first, second), (first, first), (second, second)].map { left, right in
                zip(left, right).reduce(0) { $0 + Double($1.0) * Double($1.1) }
            }
            return dots[0] / (dots[1] * dots[2]).squareRoot()
        }
        let centred = (0..<count).map { row in zip(truth.row(row), means).map { $0 - $1 } }
        var sum = 0.0
        for row in 0..<count {
            for other in 0..<row {
                sum += abs(
                    cosine(Array(vectors.row(row)), Array(vectors.row(other))) - cosine(centred[row], centred[other])
                )
            }
        }
        return sum / Double(count * (count - 1) / 2)
    }

    @Test("progress rises from 0 to 1, and a cancelled one throws")
    func progress() throws {
        let network = try DistillableNetwork()
        let distillation = try StaticDistillation(folder: network.path, settings: Self.settings)
        var seen: [Double] = []
        _ = try distillation.model(of: Self.pool) { seen.append($0) }
        #expect(seen.first == 0 && seen.last == 1 && seen == seen.sorted())
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(throws: EncoderError.cancelled) {
            try distillation.model(of: Self.pool, cancellation: cancellation)
        }
    }

    @Test("texts of any bytes can be a pool")
    func hostileTexts() throws {
        let network = try DistillableNetwork()
        let texts = [
            "", " ", "\u{0}\u{fffd}", "e\u{301} \u{e9}", String(repeating: "ab ", count: 500), "\"\\\u{1}",
            "_a_ _a_ a_b", "\u{1f44d}\u{1f3fd} \u{4e2d}\u{6587}",
        ]
        let pool = (0..<8).flatMap { _ in texts }
        let made = try StaticDistillation(folder: network.path, settings: Self.settings).model(of: pool)
        #expect(made.table.values.allSatisfy { $0.isFinite })
        let tokenizer = try Self.tokenizer(made)
        #expect(Int(tokenizer.highestID) < made.table.rowCount)
    }
}
