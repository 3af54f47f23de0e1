/// Attention within one sequence, head by head, with the derivatives by queries and values. Keys have no adapter.
struct HeadAttention {
    let headCount: Int
    let headWidth: Int
    let kernels: TuningKernels
    /// By head and by distance, added to the scores; empty without.
    let distances: [Float]
    let distanceStride: Int

    private typealias Table = TuningKernels.Table

    /// Copies of one head's rows, and room for probabilities.
    final class Scratch {
        let limit: Int
        let query: FloatRows
        let key: FloatRows
        let value: FloatRows
        let out: FloatRows
        /// `(headWidth, t)`.
        let turned: FloatRows
        /// `(t, t)`.
        let scores: FloatRows
        let rows: FloatRows

        init(length: Int, headWidth: Int) {
            limit = length
            query = FloatRows(zeros: length, headWidth)
            key = FloatRows(zeros: length, headWidth)
            value = FloatRows(zeros: length, headWidth)
            out = FloatRows(zeros: length, headWidth)
            turned = FloatRows(zeros: headWidth, length)
            scores = FloatRows(zeros: length, length)
            rows = FloatRows(zeros: 3, length)
        }
    }

    /// Numbers between two rows of a sequence's probabilities.
    static func stride(length: Int) -> Int { (length + 15) / 16 * 16 }

    /// Numbers of all probabilities of a sequence.
    func scoreCount(length: Int) -> Int { headCount * length * Self.stride(length: length) }

    /// Where the rows of a sequence are.
    struct Rows {
        var length: Int
        /// Of a chunk.
        var first: Int
        var query: FloatRows
        var value: FloatRows
        /// Of all texts.
        var key: FloatRows
        var firstKey: Int
        /// `(heads, t, stride)`.
        var probabilities: UnsafeMutablePointer<Float>
    }

    /// Into rows of `out` that lie as the queries do.
    func forward(_ rows: Rows, into out: FloatRows, _ scratch: Scratch) {
        let (length, stride) = (rows.length, Self.stride(length: rows.length))
        let scale = 1 / Float(headWidth).squareRoot()
        for head in 0..<headCount {
            let scores = rows.probabilities + head * length * stride
            copy(rows.query, rows.first, head, length, to: scratch.query, scale: scale)
            copy(rows.value, rows.first, head, length, to: scratch.value)
            turn(rows.key, rows.firstKey, head, length, to: scratch.turned)
            kernels.multiply(
                Table(scratch.query.start, stride: scratch.query.stride),
                Table(scratch.turned.start, stride: scratch.turned.stride),
                shape: (length, headWidth, stride),
                into: scores,
                stride: stride,
                adds: false
            )
            addDistances(scores, head: head, length: length, stride: stride)
            kernels.softmax(
                scores,
                rowCount: length,
                width: length,
                stride: stride,
                scratch: scratch.rows.start
            )
            kernels.multiply(
                Table(scores, stride: stride),
                Table(scratch.value.start, stride: scratch.value.stride),
                shape: (length, length, scratch.value.paddedWidth),
                into: scratch.out.start,
                stride: scratch.out.stride,
                adds: false
            )
            write(scratch.out, length, to: out, rows.first, head)
        }
    }

    /// - Parameters:
    ///   - g: By the output, rows as of the queries.
    ///   - query: Where the derivatives by queries go, over those of `rows`.
    ///   - value: The same of values.
    func backward(_ rows: Rows, g: FloatRows, query: FloatRows, value: FloatRows, _ scratch: Scratch) {
        let (length, stride) = (rows.length, Self.stride(length: rows.length))
        let scale = 1 / Float(headWidth).squareRoot()
        let width = scratch.out.paddedWidth
        for head in 0..<headCount {
            let probabilities = rows.probabilities + head * length * stride
            copy(g, rows.first, head, length, to: scratch.out)
            copy(rows.key, rows.firstKey, head, length, to: scratch.key)
            turn(rows.value, rows.first, head, length, to: scratch.turned)
            kernels.multiply(
                Table(scratch.out.start, stride: scratch.out.stride),
                Table(scratch.turned.start, stride: scratch.turned.stride),
                shape: (length, headWidth, stride),
                into: scratch.scores.start,
                stride: scratch.scores.stride,
                adds: false
            )
            softmaxBack(probabilities, scratch.scores, length: length, stride: stride, scale: scale)
            kernels.multiply(
                Table(probabilities, stride: stride, isTurned: true),
                Table(scratch.out.start, stride: scratch.out.stride),
                shape: (length, length, width),
                into: scratch.value.start,
                stride: scratch.value.stride,
                adds: false
            )
            kernels.multiply(
                Table(scratch.scores.start, stride: scratch.scores.stride),
                Table(scratch.key.start, stride: scratch.key.stride),
                shape: (length, length, width),
                into: scratch.query.start,
                stride: scratch.query.stride,
                adds: false
            )
            write(scratch.query, length, to: query, rows.first, head)
            write(scratch.value, length, to: value, rows.first, head)
        }
    }
}
