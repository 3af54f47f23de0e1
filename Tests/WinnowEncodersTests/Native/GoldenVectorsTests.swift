import Foundation
import Testing
import WinnowEncoders
import WinnowNumerics

/// The real all-MiniLM-L6-v2, where its folder is: `WINNOW_ENCODER` names it.
@Suite struct GoldenVectorsTests {
    static let folder = ProcessInfo.processInfo.environment["WINNOW_ENCODER"] ?? ""

    struct Golden: Decodable {
        struct Text: Decodable {
            let text: String
            let ids: [Int]
            let vector: [Double]
        }
        let limit: Int
        let texts: [Text]
    }

    @Test(
        "vectors of all-MiniLM-L6-v2 are those of sentence-transformers",
        .enabled(if: !folder.isEmpty),
        arguments: EncoderKernelsTests.kernels
    )
    func vectors(kernels: EncoderKernels) throws {
        let file = URL(filePath: "\(ModelFiles.fixtures)/all-minilm-l6-v2.json")
        let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
        let encoder = try NativeEncoder(folder: Self.folder, kernels: kernels)
        #expect(encoder.tokenLimit.count == golden.limit)
        #expect(encoder.tokenLimit.origin == .file("sentence_bert_config.json"))
        let found = try encoder.vectors(of: TokenBatch(golden.texts.map(\.ids)))
        for (row, text) in golden.texts.enumerated() {
            let least: Double =
                switch kernels.precision {
                case .single: 0.999_999_999
                case .brain: 0.9999
                case .byte: 0.99
                }
            #expect(NativeEncoderTests.cosine(found.row(row), text.vector) > least, "\(text.text.prefix(40))")
        }
    }
}
