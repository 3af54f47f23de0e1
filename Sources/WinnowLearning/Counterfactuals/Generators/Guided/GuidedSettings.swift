/// How `model-guided.v1` searches.
public struct GuidedSettings: Sendable, Hashable {
    /// Revisions that are followed at once, at least 1.
    public var beamWidth = 3
    /// Substitutions in one draft, at least 1.
    public var editLimit = 24
    /// Words edited over those of the original, 0…1; short texts may have six edited nevertheless.
    public var editedShare = 0.35
    /// How far the target label shall be ahead, in log-odds, at least 0: the search stops there. What falls short of it but
    /// turns the model is good enough before less trusted substitutions are resorted to. With 1, the model gives the label
    /// 73 % or more of two labels.
    public var margin = 1.0
    /// How far it has to come, in log-odds, at least 0. An original that the model misjudges is to be edited as well: that
    /// the model gives it the target label is no reason to leave it as it is.
    public var rise = 1.0

    /// The defaults.
    public init() {}

    /// What the search shall reach from the margin of the original.
    func goal(from margin: Double) -> Double { max(self.margin, margin + rise) }

    /// What it has to reach.
    func leastGoal(from margin: Double) -> Double { max(0, margin + rise) }

    /// Words that may be edited in a text of so many.
    func sizeLimit(tokenCount: Int) -> Int {
        max(6, Int(max(0, min(editedShare, 1)) * Double(tokenCount)))
    }
}
