internal import Foundation
internal import WinnowNumerics

extension FeatureFile {
    /// Dense rows, as precise as they are.
    static func write(_ rows: DenseRows, to url: URL) throws -> String {
        let count = rows.rowCount * rows.columnCount
        let header = { (elements: Elements) in
            Header(elements: elements, rowCount: rows.rowCount, columnCount: rows.columnCount, entryCount: count)
        }
        switch rows.elements {
        case .single(let start):
            let body = Data(buffer: UnsafeBufferPointer(start: start, count: count))
            return try write(header(.single), body: body, to: url)
        case .half(let start):
            let body = Data(buffer: UnsafeBufferPointer(start: start, count: count))
            return try write(header(.half), body: body, to: url)
        }
    }

    /// Dense rows in half precision.
    ///
    /// - Throws: `Damage`.
    static func halfRows(_ url: URL) throws -> (rows: DenseRows, checksum: String) {
        let opened = try open(url, .half) { byteCount(of: $0, elementSize: 2) }
        guard let start = opened.view(0, opened.header.entryCount, UInt16.self).baseAddress else {
            throw Damage(path: url.path, reason: "it has no rows")
        }
        let rows = DenseRows(
            rowCount: opened.header.rowCount,
            columnCount: opened.header.columnCount,
            elements: .half(start),
            owner: opened.file
        )
        return (rows, opened.checksum)
    }

    /// Directions of a pool: a basis, and below it a row with the variances, in single precision.
    static func write(_ basis: WideMatrix, variances: [Float], to url: URL) throws -> String {
        var values: [Float] = []
        values.reserveCapacity((basis.rowCount + 1) * basis.columnCount)
        for row in 0..<basis.rowCount {
            values += basis.values[row * basis.stride..<row * basis.stride + basis.columnCount]
        }
        values += variances
        let header = Header(
            elements: .single,
            rowCount: basis.rowCount + 1,
            columnCount: basis.columnCount,
            entryCount: values.count
        )
        return try write(header, body: values.withUnsafeBytes { Data($0) }, to: url)
    }

    /// What `write(_:variances:to:)` wrote.
    struct Directions: Sendable {
        let basis: WideMatrix
        let variances: [Float]
        let checksum: String
    }

    /// - Throws: `Damage`.
    static func directions(_ url: URL) throws -> Directions {
        let opened = try singleRows(url)
        let (count, width) = (opened.header.rowCount - 1, opened.header.columnCount)
        guard count >= 0 else { throw Damage(path: url.path, reason: "it has no variances") }
        let values = opened.view(0, opened.header.entryCount, Float.self)
        guard values.allSatisfy(\.isFinite), values[(count * width)...].allSatisfy({ $0 >= 0 }) else {
            throw Damage(path: url.path, reason: "it has numbers that are none")
        }
        var basis = WideMatrix(zeros: count, width)
        for row in 0..<count {
            for column in 0..<width { basis[row, column] = values[row * width + column] }
        }
        return Directions(
            basis: basis,
            variances: Array(values[(count * width)...]),
            checksum: opened.checksum
        )
    }

    /// Rows in single precision, of whatever they are.
    ///
    /// - Throws: `Damage`.
    static func singleRows(_ url: URL) throws -> Opened {
        try open(url, .single) { byteCount(of: $0, elementSize: 4) }
    }

    /// nil when the entries are not those of all rows.
    private static func byteCount(of header: Header, elementSize: Int) -> Int? {
        let (count, isOverflow) = header.rowCount.multipliedReportingOverflow(by: header.columnCount)
        return isOverflow || count != header.entryCount ? nil : count * elementSize
    }
}
