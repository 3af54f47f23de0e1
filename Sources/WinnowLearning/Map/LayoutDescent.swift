internal import WinnowNumerics

/// Moves the places of rows so that neighbours come together and others apart, epoch by epoch.
///
/// An epoch reads the places that the last one left and writes new ones: each row moves towards the neighbours whose
/// turn it is, one after the other, and away from rows that are drawn by lot. So the result does not depend on which
/// thread comes first. The reference implementation moves both ends of an edge in place instead, and so meets each
/// pair twice an epoch; here a row goes towards a neighbour once. Less attraction keeps more of the small
/// neighbourhoods (Böhm, Berens and Kobak 2022), and on texts' features this kept more of them, and as much of the
/// large picture, as twice did.
///
/// - Source: McInnes, Healy and Melville 2018, algorithm 5; negative sampling by Mikolov et al. 2013, and Tang et al.
///   2016.
struct LayoutDescent {
    let graph: FuzzyGraph
    let forces: LayoutForces
    /// Rows that a row is driven from for each it is drawn to.
    let negativeCount: Int
    let seed: UInt64
    /// By entry, how often its turn comes an epoch, 0…1, and where between two turns it begins.
    private let rates: [Float]
    private let phases: [Float]

    /// Rows that a thread takes at once.
    private static let chunkSize = 512
    /// No force moves a row farther along an axis.
    private static let limit: Float = 4

    init(graph: FuzzyGraph, forces: LayoutForces, negativeCount: Int, seed: UInt64) {
        self.graph = graph
        self.forces = forces
        self.negativeCount = negativeCount
        self.seed = seed
        let most = graph.weights.max() ?? 1
        rates = graph.weights.map { $0 / most }
        var phases = [Float](repeating: 0, count: graph.others.count)
        for row in 0..<graph.rowCount {
            for entry in graph.offsets[row]..<graph.offsets[row + 1] {
                // Of a pair, whichever end is asked.
                let other = Int(graph.others[entry])
                var mixer = SplitMix(state: seed &+ UInt64(min(row, other)) << 32 &+ UInt64(max(row, other)))
                phases[entry] = Float(mixer.next() >> 40) * 0x1p-24
            }
        }
        self.phases = phases
    }

    /// One epoch.
    ///
    /// - Parameters:
    ///   - rate: What moves are multiplied by.
    ///   - old: The places of n rows.
    /// - Returns: Where they are then.
    /// - Complexity: O(edges · negative rows); the same bits for any number of threads.
    func epoch(_ epoch: Int, rate: Float, from old: [SIMD2<Float>]) -> [SIMD2<Float>] {
        [SIMD2<Float>](unsafeUninitializedCapacity: old.count) { buffer, count in
            // SAFETY: each chunk writes its own rows, and the memory outlives the loop.
            nonisolated(unsafe) let out = buffer
            forces.withTables { tables in
                // SAFETY: what the tables point to outlives the loop, and nobody writes to it.
                nonisolated(unsafe) let tables = tables
                ParallelFor.chunks(of: old.count, size: Self.chunkSize) { _, rows in
                    old.withUnsafeBufferPointer { old in
                        for row in rows { out[row] = moved(row, epoch, rate, old, tables) }
                    }
                }
            }
            count = old.count
        }
    }

    @inline(__always)
    private func moved(
        _ row: Int,
        _ epoch: Int,
        _ rate: Float,
        _ old: UnsafeBufferPointer<SIMD2<Float>>,
        _ tables: LayoutForces.Tables
    ) -> SIMD2<Float> {
        var place = old[row]
        let n = UInt64(old.count)
        var lot = SplitMix(state: seed ^ (UInt64(epoch) << 40 &+ UInt64(row)) &* 0xd1b5_4a32_d192_ed03)
        for entry in graph.offsets[row]..<graph.offsets[row + 1] {
            let turn = rates[entry] * Float(epoch) + phases[entry]
            guard (turn + rates[entry]).rounded(.down) > turn.rounded(.down) else { continue }
            let other = old[Int(graph.others[entry])]
            let towards = other - place
            place += rate * Self.limited(tables.pull((towards * towards).sum()) * towards)
            for _ in 0..<negativeCount {
                let chosen = Int(((lot.next() >> 32) &* n) >> 32)
                guard chosen != row else { continue }
                let away = place - old[chosen]
                place += rate * Self.limited(tables.push((away * away).sum()) * away)
            }
        }
        return place
    }

    @inline(__always)
    private static func limited(_ move: SIMD2<Float>) -> SIMD2<Float> {
        move.clamped(lowerBound: SIMD2(repeating: -limit), upperBound: SIMD2(repeating: limit))
    }
}
