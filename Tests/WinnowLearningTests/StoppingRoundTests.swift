import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct StoppingRoundTests {
    /// A round of single-choice predictions.
    static func round(
        _ labels: [Int],
        keys: [Int64]? = nil,
        labelCount: Int = 100,
        labels count: Int = 4
    ) throws -> StoppingRound {
        let values = labels.flatMap { label in (0..<count).map { $0 == label ? Float(0.7) : 0.3 / Float(count - 1) } }
        let matrix = DenseMatrix(rowCount: labels.count, columnCount: count, values: values)
        return try StoppingRound(
            labelCount: labelCount,
            keys: keys ?? labels.indices.map { Int64($0) },
            raw: matrix,
            calibrated: matrix,
            isLabelled: labels.map { _ in false }
        )
    }

    @Test("the sample depends on the seed and the keys only, and an item that comes in pushes out one other at most")
    func sample() {
        let keys = (0..<5000).map { Int64($0) * 3 + 1 }
        let rows = StoppingSample.rows(keys: keys, seed: 4, limit: 300)
        let chosen = Set(rows.map { keys[$0] })
        #expect(rows.count == 300 && rows == rows.sorted())
        let turned = Array(keys.reversed())
        #expect(Set(StoppingSample.rows(keys: turned, seed: 4, limit: 300).map { turned[$0] }) == chosen)
        #expect(Set(StoppingSample.rows(keys: keys, seed: 5, limit: 300).map { keys[$0] }) != chosen)
        var grown = keys
        for key in 0..<500 {
            grown.append(Int64(-key - 1))
            guard key % 100 == 99 else { continue }
            let later = Set(StoppingSample.rows(keys: grown, seed: 4, limit: 300).map { grown[$0] })
            #expect(later.count == 300)
            // Whoever is still in was in before, or came since.
            #expect(later.allSatisfy { $0 < 0 || chosen.contains($0) })
        }
        #expect(
            StoppingSample.rows(keys: [9, 7], seed: 1) == [0, 1] && StoppingSample.rows(keys: [], seed: 1).isEmpty
        )
    }

    @Test("the sample holds every part of the pool alike")
    func fairness() {
        let rows = StoppingSample.rows(keys: (0..<20_000).map { Int64($0) }, seed: 8)
        #expect(rows.count == 2000)
        for part in 0..<4 {
            let count = rows.count { $0 / 5000 == part }
            // 500 wanted, with a standard deviation of 18.
            #expect(abs(count - 500) < 80)
        }
    }

    @Test("uncertainty is of all rows before calibration, expected error of those without a label after it")
    func means() throws {
        let raw = DenseMatrix(rowCount: 2, columnCount: 2, values: [0.6, 0.4, 0.9, 0.1])
        let calibrated = DenseMatrix(rowCount: 2, columnCount: 2, values: [0.75, 0.25, 1, 0])
        func round(_ isLabelled: [Bool], isMultilabel: Bool = false) throws -> StoppingRound {
            try StoppingRound(
                labelCount: 3,
                keys: [7, 2],
                raw: raw,
                calibrated: calibrated,
                isLabelled: isLabelled,
                isMultilabel: isMultilabel
            )
        }
        let one = try round([false, true])
        #expect(abs(one.uncertainty - 0.25) < 1e-6 && abs((one.expectedError ?? 0) - 0.25) < 1e-6)
        #expect(one.keys == [2, 7] && one.predicted == [[0], [0]])
        #expect(try abs((round([false, false]).expectedError ?? 0) - 0.125) < 1e-6)
        #expect(try round([true, true]).expectedError == nil)
        let many = try round([false, false], isMultilabel: true)
        #expect(abs(many.uncertainty - 0.25) < 1e-6 && many.predicted == [[0], [0]])
    }

    @Test("a probability that is no number is refused with its row")
    func nonFinite() {
        let good = DenseMatrix(rowCount: 2, columnCount: 2, values: [0.5, 0.5, 0.5, 0.5])
        var bad = good
        bad[1, 0] = .nan
        for (raw, calibrated) in [(good, bad), (bad, good)] {
            #expect(throws: LearningError.nonFinite(row: 1)) {
                try StoppingRound(
                    labelCount: 1,
                    keys: [1, 2],
                    raw: raw,
                    calibrated: calibrated,
                    isLabelled: [false, false]
                )
            }
        }
    }

    @Test("a round of 2,000 items comes back from JSON as it was, and takes at most 9 kB")
    func coding() throws {
        var generator = SeededGenerator(seed: 2, purpose: "round")
        let keys = generator.sample(2000, from: 20_000).map { Int64($0) }
        let round = try Self.round(keys.map { Int($0 % 77) }, keys: keys, labels: 77)
        let data = try JSONEncoder().encode(round)
        #expect(try JSONDecoder().decode(StoppingRound.self, from: data) == round)
        #expect(data.count < 9000, "\(data.count) bytes")
        let matrix = DenseMatrix(rowCount: 3, columnCount: 2, values: [0.9, 0.8, 0.1, 0.2, 0.1, 0.9])
        let many = try StoppingRound(
            labelCount: 5,
            keys: [.min, 0, .max],
            raw: matrix,
            calibrated: matrix,
            isLabelled: [true, true, true],
            isMultilabel: true
        )
        #expect(many.predicted == [[0, 1], [], [1]])
        #expect(try JSONDecoder().decode(StoppingRound.self, from: JSONEncoder().encode(many)) == many)
    }

    @Test("what was not written by us is an error and not a trap")
    func damaged() throws {
        let round = try Self.round([0, 1, 300, 2], labels: 301)
        let text = try #require(String(data: JSONEncoder().encode(round), encoding: .utf8))
        func decode(_ change: (inout [String: Any]) -> Void) throws {
            var fields = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            change(&fields)
            _ = try JSONDecoder().decode(StoppingRound.self, from: JSONSerialization.data(withJSONObject: fields))
        }
        try decode { _ in }
        let bad: [(String, Any)] = [
            // Cut off within a number; too many bits; too many and too few; keys that do not ascend.
            ("predicted", Data([0, 1, 0xac]).base64EncodedString()),
            ("predicted", Data([0, 1, 2] + [UInt8](repeating: 0xff, count: 10) + [1]).base64EncodedString()),
            ("predicted", Data([0, 1, 2] + [UInt8](repeating: 0xff, count: 9) + [1]).base64EncodedString()),
            ("predicted", Data([0, 1, 2, 3, 4]).base64EncodedString()), ("predicted", ""), ("predicted", "!"),
            ("keys", Data([1, 0, 1, 1]).base64EncodedString()), ("keys", Data([1, 1]).base64EncodedString()),
            ("uncertainty", 2), ("uncertainty", -0.5), ("expectedError", 7), ("labelCount", -1),
            ("labelCount", Int.max), ("isMultilabel", true),
        ]
        for (field, value) in bad {
            #expect(throws: DecodingError.self, "\(field) \(value)") { try decode { $0[field] = value } }
        }
    }
}
