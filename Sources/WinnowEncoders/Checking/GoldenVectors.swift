internal import Foundation
internal import WinnowNumerics

/// Texts with the vectors that a model's own library makes of them, to tell whether this machine makes the same.
package struct GoldenVectors: Sendable {
    /// SHA-256 of `model.safetensors`, in hexadecimal.
    package let weights: String
    package let texts: [String]
    /// `(texts, d)`, in half precision, little-endian and in base 64 over several lines.
    private let halves: String

    init(weights: String, texts: [String], halves: String) {
        self.weights = weights
        self.texts = texts
        self.halves = halves
    }

    /// Those of a model; nil where none are known.
    package static func known(weights: String) -> GoldenVectors? {
        [allMiniLM].first { $0.weights == weights }
    }

    /// Row-major `(texts, d)`.
    package var vectors: [Float] {
        let data = Data(base64Encoded: halves, options: .ignoreUnknownCharacters) ?? Data()
        let bits = stride(from: 0, to: data.count - 1, by: 2).map { UInt16(data[$0]) | UInt16(data[$0 + 1]) << 8 }
        return HalfPrecision.widen(bits)
    }

    /// The cosine of each text's vector with its golden one.
    ///
    /// - Throws: `EncoderError`.
    package func cosines(of encoder: some VectorMaking) throws(EncoderError) -> [Double] {
        let (golden, made) = (vectors, try encoder.vectors(of: texts))
        let width = encoder.dimension
        guard golden.count == texts.count * width else { return texts.map { _ in 0 } }
        return texts.indices.map { text in
            cosine(golden[text * width..<(text + 1) * width], made.row(text))
        }
    }
}

/// Of two vectors; 0 where one has no length.
package func cosine(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Double {
    var (product, left, right) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
        product += Double(x) * Double(y)
        left += Double(x) * Double(x)
        right += Double(y) * Double(y)
    }
    return left > 0 && right > 0 ? product / (left * right).squareRoot() : 0
}
