internal import WinnowLearning

/// The steps of several outputs as pieces of lines, as many each: what is missing is filled up with pieces that do not rise.
struct IsotonicTable {
    let outputCount: Int
    /// At least 1.
    let pieceCount: Int
    /// Row-major `(outputCount, pieceCount)`: where each piece begins.
    private(set) var starts: [Double] = []
    /// As `starts`, above 0: how far it goes.
    private(set) var widths: [Double] = []
    /// As `starts`: how much higher it ends.
    private(set) var rises: [Double] = []
    /// By output: its value before the first piece.
    private(set) var firsts: [Double] = []

    init(_ steps: [IsotonicSteps]) {
        outputCount = steps.count
        pieceCount = max(1, steps.map { $0.inputs.count - 1 }.max() ?? 1)
        for step in steps {
            // Without steps the input stays: one piece from 0 to 1.
            let isEmpty = step.inputs.isEmpty
            let (inputs, outputs) = isEmpty ? ([0.0, 1.0], [0.0, 1.0]) : (step.inputs, step.outputs)
            firsts.append(outputs[0])
            for piece in 0..<pieceCount {
                let isThere = piece + 1 < inputs.count
                starts.append(isThere ? inputs[piece] : 0)
                widths.append(isThere ? inputs[piece + 1] - inputs[piece] : 1)
                rises.append(isThere ? outputs[piece + 1] - outputs[piece] : 0)
            }
        }
    }
}
