import Foundation
import Testing
import WinnowEncoders
import WinnowNumerics

/// Whole networks.
@Suite struct NativeEncoderTests {
    static let kernels = EncoderKernelsTests.kernels

    static func sequences(_ lengths: [Int], vocabularySize: Int, seed: UInt64 = 3) -> [[Int]] {
        var generator = SeededGenerator(seed: seed, purpose: "sequences")
        return lengths.map { length in (0..<length).map { _ in Int.random(in: 2..<vocabularySize, using: &generator) } }
    }

    static func cosine(_ a: some Sequence<Float>, _ b: [Double]) -> Double {
        var (product, first, second) = (0.0, 0.0, 0.0)
        for (x, y) in zip(a, b) {
            product += Double(x) * y
            first += Double(x) * Double(x)
            second += y * y
        }
        return product / (first * second).squareRoot()
    }

    /// The cosine of vectors of small random networks with the exact ones.
    static func least(_ precision: EncoderPrecision) -> Double {
        switch precision {
        case .single: 0.999_999_9
        case .brain: 0.999
        case .byte: 0.98
        }
    }

    struct Expected: Decodable {
        struct Text: Decodable {
            let ids: [Int]
            let mean: [Double]
            let first: [Double]
            let max: [Double]
        }
        let texts: [Text]
    }

    @Test(
        "small networks give the vectors that transformers gives",
        arguments: [
            "bert", "bert-tanh", "bert-relu-half", "roberta", "xlm-roberta-bf16", "mpnet", "distilbert",
        ]
    )
    func references(name: String) throws {
        let files = try ModelFiles(copyOf: "tiny-\(name)")
        let data = try Data(contentsOf: URL(filePath: "\(ModelFiles.fixtures)/tiny-\(name)/expected.json"))
        let expected = try JSONDecoder().decode(Expected.self, from: data).texts
        let sequences = TokenBatch(expected.map(\.ids))
        for (mode, vectors) in [
            ("mean_tokens", expected.map(\.mean)), ("cls_token", expected.map(\.first)),
            ("max_tokens", expected.map(\.max)),
        ] {
            try files.writeModules(pooling: mode, isNormalized: false)
            for kernels in Self.kernels {
                let found = try NativeEncoder(folder: files.path, kernels: kernels).vectors(of: sequences)
                for (row, vector) in vectors.enumerated() {
                    let least = Self.least(kernels.precision)
                    #expect(Self.cosine(found.row(row), vector) > least, "\(kernels.name), text \(row)")
                    guard kernels.precision == .single else { continue }
                    let worst = zip(found.row(row), vector).map { abs(Double($0) - $1) }.max() ?? 0
                    #expect(worst < 1e-4, "\(kernels.name), text \(row)")
                }
            }
        }
    }

    static let networks: [TinyNetwork] = [
        TinyNetwork(kind: "bert"),
        TinyNetwork(kind: "bert") {
            $0.prefix = "bert."
            $0.isOld = true
            $0.width = 20
            $0.headCount = 2
            $0.innerWidth = 34
        },
        TinyNetwork(kind: "bert") {
            $0.width = 64
            $0.headCount = 1
            $0.activation = "gelu_new"
        },
        TinyNetwork(kind: "roberta") {
            $0.prefix = "roberta."
            $0.activation = "relu"
        },
        TinyNetwork(kind: "xlm-roberta") {
            $0.width = 48
            $0.headCount = 3
        },
        TinyNetwork(kind: "camembert") { $0.layerCount = 1 },
        TinyNetwork(kind: "mpnet") {
            $0.prefix = "mpnet."
            $0.positionCount = 180
        },
        TinyNetwork(kind: "distilbert") {
            $0.prefix = "distilbert."
            $0.width = 36
            $0.headCount = 3
        },
    ]

    @Test("small networks of every architecture give the vectors of the naive pass", arguments: networks.indices)
    func naive(number: Int) throws {
        let network = Self.networks[number]
        let files = try network.write()
        let lengths = [1, 2, 5, 13, 14, 15, 16, 33, network.longest]
        let sequences = Self.sequences(lengths, vocabularySize: network.vocabularySize)
        let expected = sequences.map { Naive.pooled(network.rows(of: $0), .mean) }
        for kernels in Self.kernels {
            let encoder = try NativeEncoder(folder: files.path, kernels: kernels)
            #expect(encoder.tokenLimit.count == network.longest)
            #expect(encoder.dimension == network.width)
            let found = try encoder.vectors(of: TokenBatch(sequences))
            for (row, vector) in expected.enumerated() {
                let least = Self.least(kernels.precision)
                #expect(Self.cosine(found.row(row), vector) > least, "\(kernels.name), text \(row)")
            }
        }
    }

    @Test("vectors have the same bits however texts are grouped, in whatever order, alone or many at once")
    func grouping() throws {
        for network in [Self.networks[1], Self.networks[6]] {
            let files = try network.write()
            var generator = SeededGenerator(seed: 4, purpose: "lengths")
            let lengths = (0..<300).map { _ in Int.random(in: 0...network.longest, using: &generator) }
            let sequences = Self.sequences(lengths, vocabularySize: network.vocabularySize)
            for kernels in Self.kernels {
                let encoder = try NativeEncoder(folder: files.path, kernels: kernels)
                let all = try encoder.vectors(of: TokenBatch(sequences))
                let backwards = try encoder.vectors(of: TokenBatch(sequences.reversed()))
                for row in stride(from: 0, to: 300, by: 7) {
                    let alone = try encoder.vectors(of: TokenBatch([sequences[row]]))
                    #expect(alone.row(0) == all.row(row), "\(kernels.name), text \(row) alone")
                    #expect(backwards.row(299 - row) == all.row(row), "\(kernels.name), text \(row) backwards")
                }
            }
        }
    }

    @Test("levels that add products with one rounding give the same bits")
    func levels() throws {
        let network = Self.networks[6]
        let files = try network.write()
        let sequences = TokenBatch(Self.sequences([3, 17, 40, 100], vocabularySize: network.vocabularySize))
        for precision in EncoderPrecision.allCases {
            let vectors = try EncoderKernels.all(precision).filter { $0.level > 0 }.map {
                try NativeEncoder(folder: files.path, kernels: $0).vectors(of: sequences)
            }
            #expect(vectors.allSatisfy { $0 == vectors[0] }, "\(precision)")
        }
    }

    @Test("calls at once on several threads do not disturb one another")
    func concurrency() async throws {
        let network = Self.networks[0]
        let files = try network.write()
        let encoder = try NativeEncoder(folder: files.path, precision: .brain)
        let sequences = TokenBatch(
            Self.sequences((0..<120).map { $0 % 60 + 1 }, vocabularySize: network.vocabularySize)
        )
        let expected = try encoder.vectors(of: sequences)
        let isSame = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 { group.addTask { (try? encoder.vectors(of: sequences)) == expected } }
            return await group.allSatisfy { $0 }
        }
        #expect(isSame)
    }

    @Test("a sequence without tokens has the vector 0, and no sequences have none")
    func nothing() throws {
        let files = try Self.networks[0].write()
        let encoder = try NativeEncoder(folder: files.path)
        let found = try encoder.vectors(of: TokenBatch([[], [5], []]))
        #expect(found.row(0).allSatisfy { $0 == 0 } && found.row(2).allSatisfy { $0 == 0 })
        #expect(found.row(1).contains { $0 != 0 })
        #expect(try encoder.vectors(of: TokenBatch()).rowCount == 0)
    }

    @Test("tokens that the vocabulary does not have, texts that are too long and cancelled work are said to be so")
    func refusals() throws {
        let network = Self.networks[0]
        let files = try network.write()
        let encoder = try NativeEncoder(folder: files.path, limit: 9)
        for id in [50, -1, Int.max, Int.min] {
            let shown = id == 50 ? 50 : -1
            #expect(throws: EncoderError.unknownToken(id: shown, sequence: 1, vocabularySize: 50)) {
                try encoder.vectors(of: TokenBatch([[1, 2], [3, id]]))
            }
        }
        #expect(throws: EncoderError.tooLong(sequence: 0, count: 10, limit: 9)) {
            try encoder.vectors(of: TokenBatch([[Int](repeating: 3, count: 10)]))
        }
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(throws: EncoderError.cancelled) {
            try encoder.vectors(of: TokenBatch([[1]]), cancellation: cancellation)
        }
    }
}
