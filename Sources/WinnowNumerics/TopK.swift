/// The `count` positions with the highest scores, best first; ties go to the lower position.
///
/// - Parameters:
///   - count: Positions wanted; fewer come back when there are fewer scores.
///   - scores: Finite numbers.
/// - Complexity: O(n log count), O(count) memory.
public func topPositions(_ count: Int, of scores: [Float]) -> [Int] {
    guard count > 0, !scores.isEmpty else { return [] }
    if count >= scores.count / 2 {
        return Array(scores.indices.sorted { isBetter($0, $1, scores) }.prefix(count))
    }
    // A heap whose root is the worst of the kept: most scores are refused by one comparison.
    var heap = Array(scores.indices.prefix(count))
    for index in stride(from: count / 2 - 1, through: 0, by: -1) { siftDown(&heap, from: index, scores) }
    for position in count..<scores.count where isBetter(position, heap[0], scores) {
        heap[0] = position
        siftDown(&heap, from: 0, scores)
    }
    return heap.sorted { isBetter($0, $1, scores) }
}

private func isBetter(_ left: Int, _ right: Int, _ scores: [Float]) -> Bool {
    scores[left] == scores[right] ? left < right : scores[left] > scores[right]
}

private func siftDown(_ heap: inout [Int], from start: Int, _ scores: [Float]) {
    var parent = start
    while 2 * parent + 1 < heap.count {
        let left = 2 * parent + 1
        let right = left + 1
        let worseChild = right < heap.count && isBetter(heap[left], heap[right], scores) ? right : left
        guard isBetter(heap[parent], heap[worseChild], scores) else { return }
        heap.swapAt(parent, worseChild)
        parent = worseChild
    }
}
