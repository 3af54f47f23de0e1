/// `mlp.v1`: a multilayer perceptron with one or two hidden layers of rectified linear units, fitted by stochastic gradients.
///
/// Minimises the weighted mean of the losses that `LogisticRegression` has: binomial for two labels, softmax for more, one
/// binomial a label for multi-label; partial labels count by the probability of what they allow, unknown labels not at all.
///
/// Rows are taken as a weighted set: equal rows of equal targets are one row of their added weight, and batches, dropout
/// and held-out rows are drawn by what rows contain, never by where they stand. So weight 2 is the row twice, weight 0 is
/// the row left out, and the order does not matter: up to the rounding of added weights the same bits come out.
///
/// - Source: Rosenblatt 1962; Rumelhart, Hinton and Williams 1986 (gradients); Glorot, Bordes and Bengio 2011 (rectified
///   linear units); He et al. 2015 (initial weights); Srivastava et al. 2014 (dropout); Pascanu, Mikolov and Bengio 2013
///   (clipping); Prechelt 1998 (early stopping). Deviations: features are divided by the root of the mean square of a
///   row's length, so that rates mean the same whatever the features' unit; weights of sparse columns move only in steps
///   whose rows have the column, as in PyTorch's `SparseAdam`.
public struct Perceptron: Sendable, Hashable {
    /// Units of each hidden layer, from the features on.
    public var hidden: [Int]
    /// The share of hidden units that are left out at random for each row and epoch.
    public var dropout: Double
    /// How weights follow the gradient.
    public var optimizer: Optimizer
    /// At the first epoch.
    public var learningRate: Double
    /// How the learning rate changes from epoch to epoch.
    public var schedule: RateSchedule
    /// λ of `OptimizerStep`; of weights, not of biases.
    public var weightDecay: Double
    /// Rows a step, at most; batches of an epoch are of about equal size.
    public var batchSize: Int
    /// Epochs at most, above 0.
    public var epochLimit: Int
    /// The length that a gradient is cut to; nil leaves it as it is.
    public var gradientLimit: Double?
    /// Epochs without a lower loss after which the fit ends.
    public var patience: Int
    /// The share of rows that decides when to stop; with 0, and with fewer rows than `heldOutLeast`, the training loss does.
    public var heldOutShare: Double
    /// As `LogisticRegression.balancesLabels`; multi-label, between the rows that have a label and those that do not.
    public var balancesLabels: Bool
    /// The same seed fits the same way.
    public var seed: UInt64

    /// Units of a hidden layer.
    public static let hiddenRange = 1...1024
    /// Hidden layers.
    public static let layerRange = 1...2
    /// Of `dropout`.
    public static let dropoutRange = 0.0...0.9
    /// Rows, by weight, from which on some are held out.
    public static let heldOutLeast = 2000.0
    /// What a loss must fall by to count as lower, in nats a row, as scikit-learn's `tol`.
    static let tolerance = 1e-4
    /// What a loss falls by an epoch, in nats a row, where more epochs would be worth it.
    static let fall = 1e-3

    /// The defaults suit 25 to 5,000 rows of some hundred dense columns. Momentum keeps what `Tempering` says of the columns,
    /// as a penalty does; Adam moves all columns alike and is behind with few rows (`docs/science.md`).
    public init(
        hidden: [Int] = [128],
        dropout: Double = 0.5,
        optimizer: Optimizer = .sgd(),
        learningRate: Double = 0.1,
        schedule: RateSchedule = .cosine,
        weightDecay: Double = 0.3,
        batchSize: Int = 32,
        epochLimit: Int = 60,
        gradientLimit: Double? = 1,
        patience: Int = 10,
        heldOutShare: Double = 0.1,
        balancesLabels: Bool = false,
        seed: UInt64 = 0
    ) {
        self.hidden = hidden
        self.dropout = dropout
        self.optimizer = optimizer
        self.learningRate = learningRate
        self.schedule = schedule
        self.weightDecay = weightDecay
        self.batchSize = batchSize
        self.epochLimit = epochLimit
        self.gradientLimit = gradientLimit
        self.patience = patience
        self.heldOutShare = heldOutShare
        self.balancesLabels = balancesLabels
        self.seed = seed
        precondition(isUsable, "hyperparameters out of range: \(self)")
    }

    /// Whether every hyperparameter is in its range; ask it of a decoded one.
    public var isUsable: Bool {
        Perceptron.layerRange.contains(hidden.count) && hidden.allSatisfy(Perceptron.hiddenRange.contains)
            && Perceptron.dropoutRange.contains(dropout) && optimizer.isUsable && schedule.isUsable
            && learningRate > 0 && learningRate.isFinite && weightDecay >= 0 && weightDecay.isFinite
            && batchSize > 0 && epochLimit > 0 && patience > 0 && (0...0.5).contains(heldOutShare)
            && gradientLimit.map { $0 > 0 && $0.isFinite } ?? true
    }
}
