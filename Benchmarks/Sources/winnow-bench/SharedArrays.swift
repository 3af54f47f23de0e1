import Foundation
import WinnowNumerics

/// Writes arrays as they lie in memory, for numpy to map.
struct SharedArrays {
    let folder: URL

    func write<Element>(_ values: [Element], _ name: String) throws {
        try values.withUnsafeBytes { try Data($0).write(to: folder.appending(path: name)) }
    }

    /// `NAME.offsets` (64 bits), `NAME.columns` (32 bits), `NAME.values` (single precision).
    func write(_ matrix: SparseMatrix, _ name: String) throws {
        try Data(buffer: matrix.rowOffsets).write(to: folder.appending(path: "\(name).offsets"))
        try Data(buffer: matrix.columns).write(to: folder.appending(path: "\(name).columns"))
        try Data(buffer: matrix.values).write(to: folder.appending(path: "\(name).values"))
    }
}
