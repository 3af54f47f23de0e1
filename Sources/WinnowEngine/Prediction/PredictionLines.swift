internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

extension QueueModel {
    /// Texts that a thread takes from the first letter to the last byte of the line.
    private static let chunkCount = 256

    /// Predictions as JSON Lines, a line a text: its id, the predicted label (a list in multi-label), its probability and
    /// those of all labels.
    ///
    /// Takes a moment, on several threads: call it on a `TrainingExecutor`.
    ///
    /// - Throws: `LearningError`.
    package func predictionLines(of texts: [(id: String, text: String)]) throws -> [UInt8] {
        if texts.isEmpty { return [] }
        let line = PredictionLine(self)
        // Features that are counted alone are made by each thread for itself; others want many texts at a time.
        let probabilities = scorer == nil ? try probabilities(of: texts.map(\.text)) : nil
        let size = Self.chunkCount
        let parts = ParallelFor.map((texts.count + size - 1) / size) { chunk in
            let rows = chunk * size..<min(texts.count, (chunk + 1) * size)
            var lines: [UInt8] = []
            if let probabilities {
                for row in rows { line.append(texts[row].id, probabilities.row(row), to: &lines) }
            } else if let found = scorer?.probabilities(of: texts[rows].map(\.text)[...]) {
                for row in rows { line.append(texts[row].id, found.row(row - rows.lowerBound), to: &lines) }
            }
            return lines
        }
        return parts.concatenated
    }
}

extension [[UInt8]] {
    /// All of them one behind the other.
    fileprivate var concatenated: [UInt8] {
        if count == 1 { return self[0] }
        var all: [UInt8] = []
        all.reserveCapacity(reduce(0) { $0 + $1.count })
        for part in self { all += part }
        return all
    }
}

/// A line of predictions, with what does not change from text to text written once.
private struct PredictionLine {
    /// `{"id":` before the id.
    private let start = Array(#"{"id":"#.utf8)
    private let prediction = Array(#","prediction":"#.utf8)
    private let probability = Array(#","probability":"#.utf8)
    private let probabilities = Array(#","probabilities":{"#.utf8)
    /// Each label's name, quoted.
    private let names: [[UInt8]]
    private let end: [UInt8]
    private let model: QueueModel

    init(_ model: QueueModel) {
        self.model = model
        names = model.labels.map { JSON.string($0.name).bytes }
        end = Array("},\"model\":\(model.version.number)}\n".utf8)
    }

    /// - Parameter values: A label each.
    func append(_ id: String, _ values: ArraySlice<Float>, to out: inout [UInt8]) {
        let predicted = model.predicted(values)
        out += start
        JSON.appendQuoted(id, to: &out)
        out += prediction
        if model.isMultilabel { appendList(predicted, to: &out) } else { appendName(predicted.first, to: &out) }
        out += probability
        appendNumber(model.isMultilabel ? nil : predicted.map { values[values.startIndex + $0] }.max(), to: &out)
        out += probabilities
        for (position, value) in values.enumerated() {
            if position > 0 { out.append(UInt8(ascii: ",")) }
            out += names[position]
            out.append(UInt8(ascii: ":"))
            appendNumber(value, to: &out)
        }
        out += end
    }

    private func appendList(_ outputs: [Int], to out: inout [UInt8]) {
        out.append(UInt8(ascii: "["))
        for (place, output) in outputs.enumerated() {
            if place > 0 { out.append(UInt8(ascii: ",")) }
            out += names[output]
        }
        out.append(UInt8(ascii: "]"))
    }

    private func appendName(_ output: Int?, to out: inout [UInt8]) {
        if let output { out += names[output] } else { out.append(contentsOf: "null".utf8) }
    }

    /// As `JSON.real` has it.
    private func appendNumber(_ value: Float?, to out: inout [UInt8]) {
        guard let value, value.isFinite else { return out.append(contentsOf: "null".utf8) }
        var text = value.description
        text.withUTF8 { out.append(contentsOf: $0) }
    }
}
