internal import WinnowDomain

/// A queue's model versions from the first to the newest, thinned where there are many.
struct ModelCurve: Sendable {
    private static let pointCount = 120

    private var known: [Int: ModelVersion] = [:]

    /// - Parameter newest: The number of the newest version.
    mutating func versions(of queue: QueueID, newest: Int, from store: any TrainingStore) async throws -> [ModelVersion]
    {
        let step = max(1, (newest + Self.pointCount - 1) / Self.pointCount)
        var numbers = Array(stride(from: step, through: newest, by: step))
        if numbers.first != 1 { numbers.insert(1, at: 0) }
        if numbers.last != newest { numbers.append(newest) }
        // Of a version only its state ever changes.
        var found: [Int: ModelVersion] = [:]
        for number in numbers {
            if let version = known[number] {
                found[number] = version
            } else if let version = try await store.model(number, of: queue) {
                found[number] = version
            }
        }
        known = found
        return numbers.compactMap { found[$0] }
    }
}
