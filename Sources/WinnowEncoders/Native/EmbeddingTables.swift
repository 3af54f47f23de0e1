internal import Foundation

/// What is added to words and to scores for the places of tokens.
struct EmbeddingTables {
    let configuration: EncoderConfiguration
    /// Tokens of the longest sequence.
    let limit: Int
    /// Numbers between two rows of positions.
    let stride: Int

    /// Distances from -(limit - 1) to limit - 1.
    var distanceStride: Int { 2 * limit - 1 }

    init(_ configuration: EncoderConfiguration, limit: Int) {
        self.configuration = configuration
        self.limit = limit
        stride = EncoderKernels.stride(configuration.width, elementByteCount: 4)
    }

    /// Positions and the first token type, `(limit, stride)`.
    func positions(_ plan: WeightPlan) throws(EncoderError) -> [Float] {
        let width = configuration.width
        let tensor = try plan.tensor(WeightNames.positions, [configuration.positionCount, width])
        let first = configuration.firstPosition * width
        let values = plan.file.floats(of: tensor, in: first..<first + limit * width)
        var type = [Float](repeating: 0, count: width)
        if configuration.typeCount > 0 {
            let types = try plan.tensor(WeightNames.types, [configuration.typeCount, width])
            type = plan.file.floats(of: types, in: 0..<width)
        }
        var rows = [Float](repeating: 0, count: limit * stride)
        for row in 0..<limit {
            for column in 0..<width { rows[row * stride + column] = values[row * width + column] + type[column] }
        }
        guard rows.allSatisfy(\.isFinite) else {
            let reason = "positions or types hold something that is no finite number"
            throw .damaged(file: plan.file.file, place: tensor.name, reason: reason)
        }
        return rows
    }

    /// By head, what is added to the scores for each distance from the query to the key, times log2(e).
    func distances(_ plan: WeightPlan) throws(EncoderError) -> [Float] {
        let heads = configuration.headCount
        let tensor = try plan.tensor(WeightNames.distances, [configuration.distanceCount, heads])
        let values = plan.file.floats(of: tensor)
        guard values.allSatisfy(\.isFinite) else {
            let reason = "it holds something that is no finite number"
            throw .damaged(file: plan.file.file, place: tensor.name, reason: reason)
        }
        var table = [Float](repeating: 0, count: heads * distanceStride)
        for distance in 1 - limit..<limit {
            let kind = Self.kind(of: distance, count: configuration.distanceCount)
            for head in 0..<heads {
                let place = head * distanceStride + distance + limit - 1
                table[place] = values[kind * heads + head] * 1.4426950408889634
            }
        }
        return table
    }

    /// The kind of a distance, from the query to the key: keys before the query have the lower half of the kinds. Near
    /// ones have their own, those beyond share them by the logarithm, up to 128.
    ///
    /// - Source: Raffel et al. 2020, relative positions of T5, as MPNet uses them.
    static func kind(of distance: Int, count: Int) -> Int {
        let half = count / 2
        let near = half / 2
        let behind = distance > 0 ? half : 0
        let length = abs(distance)
        if length < near { return behind + length }
        let share = log(Double(length) / Double(near)) / log(128 / Double(near))
        // So that powers of 2 do not fall below their integer.
        return behind + min(half - 1, near + Int(max(0, share) * Double(half - near) + 1e-6))
    }
}
