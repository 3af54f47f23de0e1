import Foundation
import Testing
import WinnowEncoders
import WinnowNumerics

/// A network of a folder that the environment variable `WINNOW_ENCODER` names, as all-MiniLM-L6-v2.
private let realNetwork = ProcessInfo.processInfo.environment["WINNOW_ENCODER"]

@Suite("A real network", .enabled(if: realNetwork != nil))
struct RealNetworkTests {
    @Test("is distilled into vectors that know which of three sentences belong together")
    func likenesses() throws {
        let folder = try #require(realNetwork)
        let place = FileManager.default.temporaryDirectory.appending(path: "winnow-distilled-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: place) }
        let made = try StaticDistillation(folder: folder).model()
        #expect(made.table.columnCount == 256)
        try made.write(to: place.path)
        let texts = [
            "a cat sleeps on the sofa", "the kitten naps on a couch", "interest rates rose again this quarter",
        ]
        let vectors = try StaticTextEncoder(folder: place.path).vectors(of: texts)
        func cosine(_ first: Int, _ second: Int) -> Float {
            zip(vectors.row(first), vectors.row(second)).reduce(0) { $0 + $1.0 * $1.1 }
        }
        #expect(cosine(0, 1) > 0.5)
        #expect(cosine(0, 2) < 0.2 && cosine(1, 2) < 0.2)
    }

    @Test("gives a text that the pool has many of a vector near to its own")
    func pool() throws {
        let folder = try #require(realNetwork)
        let place = FileManager.default.temporaryDirectory.appending(path: "winnow-distilled-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: place) }
        let pool = (0..<6).flatMap { number in
            [
                "is order \(number) late", "my parcel \(number) is lost", "cancel plan \(number) for me",
                "plan \(number) is late",
            ]
        }
        let made = try StaticDistillation(folder: folder).model(of: pool)
        try made.write(to: place.path)
        let vectors = try StaticTextEncoder(folder: place.path).vectors(of: pool)
        let truth = try NativeTextEncoder(folder: folder, precision: .single).vectors(of: pool)
        // Of the same kind, the nearest text is the same kind's for both.
        for matrix in [vectors, truth] {
            for row in pool.indices {
                let likenesses = pool.indices.map { other -> Float in
                    other == row ? -2 : zip(matrix.row(row), matrix.row(other)).reduce(0) { $0 + $1.0 * $1.1 }
                }
                let nearest = pool.indices.max { likenesses[$0] < likenesses[$1] } ?? 0
                #expect(nearest % 4 == row % 4)
            }
        }
    }
}
