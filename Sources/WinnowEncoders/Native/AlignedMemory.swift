internal import Foundation

/// Zeroed memory at an address that does not move, aligned to 64 bytes, in large pages if it is large.
///
/// SAFETY: `@unchecked Sendable` because it is only an address; who writes to it says why that is safe.
final class AlignedMemory: @unchecked Sendable {
    let start: UnsafeMutableRawPointer
    private let mapping: UnsafeMutableRawPointer
    private let byteCount: Int
    private static let largePage = 2 << 20

    init(byteCount wanted: Int) {
        let slack = wanted >= Self.largePage ? Self.largePage : 0
        byteCount = wanted + slack + 64
        let mapping = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        // As an array would: shapes were checked against the file by then, so it is the machine that has too little.
        guard let mapping, mapping != MAP_FAILED else { fatalError("no memory for \(wanted) bytes") }
        self.mapping = mapping
        guard slack > 0 else {
            start = mapping
            return
        }
        start = mapping.alignedUp(toMultipleOf: Self.largePage)
        #if os(Linux)
        madvise(start, wanted, MADV_HUGEPAGE)
        #endif
    }

    deinit {
        munmap(mapping, byteCount)
    }
}

/// Places in memory that is taken later, all at once.
struct MemoryPlan {
    private(set) var byteCount = 0

    /// - Returns: Where the place begins, a multiple of 64.
    mutating func take(_ count: Int) -> Int {
        defer { byteCount += (count + 63) / 64 * 64 }
        return byteCount
    }

    mutating func takeFloats(_ count: Int) -> Int {
        take(count * MemoryLayout<Float>.stride)
    }
}
