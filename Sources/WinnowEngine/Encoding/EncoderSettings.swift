internal import Foundation
internal import WinnowDomain
internal import WinnowEncoders
internal import WinnowLearning
internal import WinnowNumerics

/// How an encoder that was added is used by a queue.
struct EncoderSettings: Hashable, Sendable {
    private let entry: EncoderEntry
    private let reading: TextReading
    private let precision: EncoderPrecision

    /// Grows when equal files and settings would give other vectors.
    private static let codeVersion = 1

    init(_ definition: EncoderDefinition, _ entry: EncoderEntry) {
        self.entry = entry
        reading = TextReading(
            prompt: definition.prompt,
            limit: definition.limit ?? entry.tokenLimit,
            isChunked: definition.rest == .chunk
        )
        precision =
            switch definition.precision {
            case .auto: .best
            case .single: .single
            case .brain: .brain
            case .byte: .byte
            }
    }

    /// What vectors hang on.
    var version: String {
        let parts = [
            entry.kind.rawValue, entry.digest.description, reading.description,
            entry.kind == .native ? precision.rawValue : "",
            "code \(Self.codeVersion) tokens \(Tokenizer.revision)",
        ]
        return String(Digest(of: Data(parts.joined(separator: "\n").utf8)).description.prefix(24))
    }

    /// - Parameter folder: With the model's files.
    func open(_ folder: URL) throws -> any TextEncoder {
        switch entry.kind {
        case .native:
            return OpenEncoder(try NativeTextEncoder(folder: folder.path, reading: reading, precision: precision))
        case .table: return OpenEncoder(try StaticTextEncoder(folder: folder.path, reading: reading))
        case .remote: preconditionFailure("a remote encoder has no folder")
        }
    }
}

/// An encoder as features use it.
struct OpenEncoder<Encoder: VectorMaking>: TextEncoder, CountsCuts {
    private let encoder: Encoder

    init(_ encoder: Encoder) {
        self.encoder = encoder
    }

    var columnCount: Int { encoder.dimension }
    var cutCount: Int { encoder.cutCount }

    func rows(of texts: [String]) throws(LearningError) -> DenseMatrix {
        do {
            return try encoder.vectors(of: texts)
        } catch {
            throw .encoder("\(error)")
        }
    }
}
