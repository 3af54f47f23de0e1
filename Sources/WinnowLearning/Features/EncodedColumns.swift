public import WinnowNumerics

/// What becomes of an encoder's columns before they are learned from.
public struct EncodedColumns: Sendable, Hashable {
    /// Columns of the encoder.
    public let encoderCount: Int
    /// Columns that are kept, at most the encoder's: with fewer, those along the pool's principal axes of most variance.
    public let columnCount: Int
    /// What columns are multiplied by when they are learned from, beside those of other extractors.
    public var scale: Float
    /// Of columns along the pool's principal axes.
    public var tempering: Tempering
    /// Whether each column's variance over the pool is made the same.
    public var isStandardized: Bool
    /// Whether columns are those along the pool's axes.
    public let isTurned: Bool

    /// Rows of a pool that are looked at for its axes and variances.
    static let rowLimit = 2048

    /// - Parameters: Counts above 0; a scale that is finite and at least 0.
    public init(
        encoderCount: Int,
        columnCount: Int? = nil,
        scale: Float = 1,
        tempering: Tempering = Tempering(power: 0),
        isStandardized: Bool = false
    ) {
        let kept = columnCount ?? encoderCount
        precondition(encoderCount > 0 && kept > 0 && kept <= encoderCount, "\(kept) of \(encoderCount) columns")
        precondition(scale.isFinite && scale >= 0, "scale \(scale)")
        self.encoderCount = encoderCount
        self.columnCount = kept
        self.scale = scale
        self.tempering = tempering
        self.isStandardized = isStandardized
        isTurned = kept < encoderCount || tempering.power != 0
    }

    /// Whether the pool is looked at.
    public var isFitted: Bool { isTurned || isStandardized }

    /// The rows of a pool that are looked at: all, or 2,048 of them.
    public static func sample(of rowCount: Int) -> [Int] {
        guard rowCount > rowLimit else { return Array(0..<rowCount) }
        var generator = SeededGenerator(seed: 0, purpose: "encoded rows")
        return generator.sample(rowLimit, from: rowCount).sorted()
    }

    /// Fits to rows of a pool, `(n, encoderCount)`.
    ///
    /// - Complexity: O(n·d² + d³).
    public func fit(_ rows: DenseMatrix) -> FittedColumns {
        guard isFitted else { return FittedColumns(configuration: self, basis: nil, variances: []) }
        guard isTurned else {
            return FittedColumns(configuration: self, basis: nil, variances: rows.columnVariances)
        }
        let wide = WideMatrix(rows)
        let axes = PrincipalAxes(of: wide)
        var basis = WideMatrix(zeros: encoderCount, columnCount)
        for row in 0..<encoderCount {
            for column in 0..<columnCount { basis[row, column] = Float(axes.rotation[row * encoderCount + column]) }
        }
        let variances = axes.variances.prefix(columnCount).map(Float.init)
        return FittedColumns(configuration: self, basis: basis, variances: variances)
    }
}

extension DenseMatrix {
    /// By column, over the rows.
    fileprivate var columnVariances: [Float] {
        var (sums, squares) = (
            [Double](repeating: 0, count: columnCount), [Double](repeating: 0, count: columnCount)
        )
        for row in 0..<rowCount {
            for (column, value) in self.row(row).enumerated() {
                sums[column] += Double(value)
                squares[column] += Double(value) * Double(value)
            }
        }
        let count = Double(max(rowCount, 1))
        return zip(sums, squares).map { Float(max(0, $1 / count - $0 / count * $0 / count)) }
    }
}
