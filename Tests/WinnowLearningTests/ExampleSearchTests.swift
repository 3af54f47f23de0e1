import Foundation
import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct ExampleSearchTests {
    /// Unit vectors at angles of a full turn, as dense rows.
    static func pool(_ count: Int) -> PoolFeatures {
        let rows = DenseRows(DenseMatrix(rowCount: count, columnCount: 2, values: (0..<count).flatMap(point(count))))
        return PoolFeatures(dense: [PoolFeatures.DensePart(columnCount: 2, blocks: [rows])])
    }

    static func point(_ count: Int) -> (Int) -> [Float] {
        { row in [cos(Float(row) / Float(count)), sin(Float(row) / Float(count))] }
    }

    static func examples(_ rows: [Int], of count: Int) -> ExampleSearch {
        let values = rows.flatMap(point(count))
        return ExampleSearch(FeatureRows(dense: DenseMatrix(rowCount: rows.count, columnCount: 2, values: values)))
    }

    @Test("examples take turns, each with the row most like it that is left")
    func turns() throws {
        let search = Self.examples([10, 90], of: 100)
        let found = try search.select(6, from: Self.pool(100), open: (0..<100).filter { $0 != 10 })
        #expect(
            found.leading[1] == 90
                && Set(found.leading.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)) == [9, 11, 8]
        )
        #expect(Set(found.leading).count == 6 && found.scores.count == 100)
    }

    @Test("examples that are alike share what is there, and all that is open is found before it is less than wanted")
    func few() throws {
        let search = Self.examples([5, 5, 6], of: 20)
        #expect(Set(try search.select(50, from: Self.pool(20), open: [1, 2, 3]).leading) == [1, 2, 3])
        #expect(try search.select(3, from: Self.pool(20), open: []).leading.isEmpty)
    }

    @Test("rows of another width are refused")
    func width() throws {
        let rows = DenseRows(DenseMatrix(rowCount: 1, columnCount: 3, values: [1, 0, 0]))
        let pool = PoolFeatures(dense: [PoolFeatures.DensePart(columnCount: 3, blocks: [rows])])
        #expect(throws: LearningError.wrongFeatureCount(expected: 2, found: 3)) {
            try Self.examples([1], of: 4).select(1, from: pool, open: [0])
        }
    }
}
