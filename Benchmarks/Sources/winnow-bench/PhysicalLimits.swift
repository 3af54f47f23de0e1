import Foundation
import WinnowEngine
import WinnowLearning
import WinnowNumerics

/// What the machine itself needs: a flush to disk, and one pass over the features in memory.
struct PhysicalLimits {
    private let file: FileHandle
    private let features: FeatureSet

    init(folder: URL, features: FeatureSet) throws {
        let url = folder.appending(path: "flush")
        try Data().write(to: url)
        file = try FileHandle(forWritingTo: url)
        self.features = features
    }

    /// The median of 20: appends a page and waits until it is on the disk.
    func flushSeconds() throws -> Double {
        let page = Data(repeating: 1, count: 4096)
        let times = try (0..<20).map { _ in
            try seconds {
                try file.write(contentsOf: page)
                guard fdatasync(file.fileDescriptor) == 0 else { throw CocoaError(.fileWriteUnknown) }
            }.0
        }
        return median(times)
    }

    /// The median of 5: copies all that a model reads of the rows once, on one core.
    func readSeconds() -> Double {
        var parts = (features.rows.counts?.blocks ?? []).map { UnsafeRawBufferPointer($0.entries) }
        for block in features.rows.dense.flatMap(\.blocks) {
            let count = block.rowCount * block.columnCount
            switch block.elements {
            case .single(let start): parts.append(UnsafeRawBufferPointer(start: start, count: 4 * count))
            case .half(let start): parts.append(UnsafeRawBufferPointer(start: start, count: 2 * count))
            }
        }
        let longest = parts.map(\.count).max() ?? 0
        let target = UnsafeMutableRawPointer.allocate(byteCount: longest, alignment: 64)
        defer { target.deallocate() }
        let times = (0..<5).map { _ in
            seconds {
                for part in parts { if let source = part.baseAddress { memcpy(target, source, part.count) } }
            }.0
        }
        return median(times)
    }
}
