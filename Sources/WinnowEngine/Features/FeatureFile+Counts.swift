internal import Foundation
internal import WinnowNumerics

extension FeatureFile {
    /// Sparse rows of counts.
    static func write(_ matrix: CountMatrix, to url: URL) throws -> String {
        var body = Data()
        body.append(contentsOf: UnsafeRawBufferPointer(matrix.rowOffsets))
        body.append(contentsOf: UnsafeRawBufferPointer(matrix.scales))
        body.append(contentsOf: UnsafeRawBufferPointer(matrix.entries))
        let header = Header(
            elements: .counts,
            rowCount: matrix.rowCount,
            columnCount: matrix.columnCount,
            entryCount: matrix.entries.count
        )
        return try write(header, body: body, to: url)
    }

    /// - Throws: `Damage`.
    static func counts(_ url: URL) throws -> (matrix: CountMatrix, checksum: String) {
        let opened = try open(url, .counts) { ($0.rowCount + 1) * 8 + $0.rowCount * 4 + $0.entryCount * 4 }
        let header = opened.header
        let scales = (header.rowCount + 1) * 8
        let matrix = CountMatrix(
            columnCount: header.columnCount,
            rowOffsets: opened.view(0, header.rowCount + 1, UInt64.self),
            scales: opened.view(scales, header.rowCount, Float.self),
            entries: opened.view(scales + header.rowCount * 4, header.entryCount, UInt32.self),
            owner: opened.file
        )
        return (matrix, opened.checksum)
    }
}
