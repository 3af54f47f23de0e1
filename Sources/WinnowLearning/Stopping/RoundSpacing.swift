/// Which trainings of a series are compared.
///
/// A queue trains after every label, and one label changes next to nothing: thresholds mean something only for a number
/// of labels between two trainings. In the simulations that they come from it is 25, up to 775 labels. Beyond 625
/// labels 25 are less than 4 %, and learning curves flatten by the ratio of label counts (power laws), so from there on
/// it is 4 %.
public enum RoundSpacing {
    /// Labels between two trainings that are compared.
    public static func labels(at labelCount: Int) -> Int { max(25, labelCount / 25) }

    /// The trainings to compare: the newest, the newest of those before it with enough fewer labels, and so on.
    ///
    /// A series of few trainings with many labels between them is taken as it is; they change more, so that a criterion
    /// is met later than with more trainings, not earlier.
    ///
    /// - Parameters:
    ///   - labelCounts: Of trainings, oldest first. Counts may fall, when annotations are taken back.
    ///   - limit: How many trainings are wanted at most.
    /// - Returns: Positions, ascending.
    public static func chosen(from labelCounts: [Int], limit: Int = .max) -> [Int] {
        var chosen: [Int] = []
        for position in labelCounts.indices.reversed() where chosen.count < limit {
            guard let next = chosen.last else {
                chosen.append(position)
                continue
            }
            let least = labelCounts[next]
            if labelCounts[position] <= least - labels(at: least) { chosen.append(position) }
        }
        return chosen.reversed()
    }

    /// How many more labels a series needs, trained after each, until there are so many trainings to compare; 0 when
    /// there are.
    public static func missingLabels(_ labelCounts: [Int], for wanted: Int) -> Int {
        guard chosen(from: labelCounts, limit: wanted).count < wanted else { return 0 }
        // What lies before annotations were taken back cannot be reached from the newest training.
        var ascending: [Int] = []
        for count in labelCounts.reversed() where ascending.last.map({ count < $0 }) ?? true { ascending.append(count) }
        ascending.reverse()
        guard let first = ascending.first, let last = ascending.last else { return (wanted - 1) * labels(at: 0) }
        var count = first
        for _ in 1..<wanted {
            // The least count whose spacing reaches back to this one.
            let least = max(count + 25, 25 * (count - 1) / 24 + 1)
            count = ascending.first { $0 >= least } ?? max(least, last + 1)
        }
        return max(1, count - last)
    }
}
