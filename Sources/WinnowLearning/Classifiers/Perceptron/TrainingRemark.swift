/// What a fit has to say about itself, for whoever wants to improve it.
public enum TrainingRemark: Sendable, Hashable, Codable {
    /// The loss grew without bound in one epoch, and the weights of another one were kept; epoch 0 is before the first.
    case diverged(epoch: Int, kept: Int)
    /// Units that are 0 on every training row.
    case deadUnits(count: Int, of: Int)
    /// The loss of held-out rows was least in the epoch that was kept, and not less for `patience` epochs.
    case stoppedEarly(epoch: Int, kept: Int)
    /// The training loss was still falling at the last epoch.
    case notConverged(epochLimit: Int)
    /// There are too few rows to hold some out: the training loss decides when to stop.
    case tooFewToHoldOut(rowCount: Int, needed: Int)
}

extension TrainingRemark: CustomStringConvertible {
    /// For a person: what happened and, where something can be done, what.
    public var description: String {
        switch self {
        case .diverged(let epoch, let kept):
            "The fit diverged in epoch \(epoch): its loss grew without bound. "
                + (kept == 0
                    ? "The weights before the first epoch were kept, which have learned nothing"
                    : "The weights of epoch \(kept) were kept")
                + "; lower the learning rate or the limit of the gradient."
        case .deadUnits(let count, let all):
            "\(count) of \(all) hidden units are 0 on every training row and do nothing; lower the learning rate, or use "
                + "fewer units."
        case .stoppedEarly(let epoch, let kept):
            "The fit stopped in epoch \(epoch): held-out rows were predicted best in epoch \(kept), whose weights were kept."
        case .notConverged(let limit):
            "The training loss was still falling after \(limit) epochs; raise the limit of epochs or the learning rate."
        case .tooFewToHoldOut(let rowCount, let needed):
            "\(rowCount) rows are too few to hold some out (\(needed) would do): the training loss decided when to stop."
        }
    }
}
