/// Merges to be done, the lowest rank first, and of one rank the leftmost first: a binary heap.
struct MergeQueue {
    struct Candidate {
        /// Rank and position.
        let key: UInt64
        /// What the pair becomes.
        let id: Int32

        init(rank: UInt32, position: Int, id: Int32) {
            key = UInt64(rank) << 32 | UInt64(UInt32(truncatingIfNeeded: position))
            self.id = id
        }

        var position: Int { Int(key & 0xffff_ffff) }
    }

    private var heap: [Candidate] = []

    /// Adds a candidate at the end; `order()` has to be called before `pop()`.
    mutating func append(_ candidate: Candidate) {
        heap.append(candidate)
    }

    /// Makes a heap of all that was appended.
    mutating func order() {
        heap.withUnsafeMutableBufferPointer { heap in
            for index in (0..<heap.count / 2).reversed() { MergeQueue.sink(heap[index], from: index, in: heap) }
        }
    }

    mutating func push(_ candidate: Candidate) {
        heap.append(candidate)
        heap.withUnsafeMutableBufferPointer { MergeQueue.rise(candidate, from: $0.count - 1, in: $0) }
    }

    mutating func pop() -> Candidate? {
        guard let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return last }
        return heap.withUnsafeMutableBufferPointer { heap in
            let first = heap[0]
            MergeQueue.sink(last, from: 0, in: heap)
            return first
        }
    }

    /// Puts a candidate into a hole or above it.
    @inline(__always)
    private static func rise(_ candidate: Candidate, from hole: Int, in heap: UnsafeMutableBufferPointer<Candidate>) {
        var index = hole
        while index > 0 {
            let parent = (index - 1) / 2
            guard candidate.key < heap[parent].key else { break }
            heap[index] = heap[parent]
            index = parent
        }
        heap[index] = candidate
    }

    /// Moves a hole down to a leaf and puts a candidate there or above it: most candidates belong near the leaves.
    @inline(__always)
    private static func sink(_ candidate: Candidate, from hole: Int, in heap: UnsafeMutableBufferPointer<Candidate>) {
        var index = hole
        while 2 * index + 2 < heap.count {
            let left = 2 * index + 1
            let child = heap[left + 1].key < heap[left].key ? left + 1 : left
            heap[index] = heap[child]
            index = child
        }
        if 2 * index + 1 < heap.count {
            heap[index] = heap[2 * index + 1]
            index = 2 * index + 1
        }
        while index > hole {
            let parent = (index - 1) / 2
            guard candidate.key < heap[parent].key else { break }
            heap[index] = heap[parent]
            index = parent
        }
        heap[index] = candidate
    }
}
