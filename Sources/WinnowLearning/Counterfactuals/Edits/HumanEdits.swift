/// How much people edited when they were asked for minimal edits: the scale of an edit meter.
///
/// - Source: All 2,440 pairs of film reviews of Kaushik, Hovy and Lipton 2020, measured for this project in words and marks of
///   folded case. Segments are those of that measurement, which counts a little more than `EditMeasure.segmentCount` does.
public struct HumanEdits: Sendable {
    /// 5…100, ascending: 5, 25, 50, 75, 90, 95, 99, 100.
    public static let percents = [5, 25, 50, 75, 90, 95, 99, 100]
    /// Tokens of the original, by percentile.
    public static let originalTokenCounts = [71, 137, 174, 236, 304, 335, 373, 404]
    /// `EditMeasure.distance`, by percentile.
    public static let distances = [5, 12, 19, 30, 44, 55, 78, 256]
    /// `EditMeasure.ratio`, by percentile.
    public static let ratios = [0.028, 0.069, 0.114, 0.173, 0.249, 0.303, 0.470, 1.438]
    /// `EditMeasure.lengthRatio`, by percentile.
    public static let lengthRatios = [0.913, 0.978, 1.000, 1.015, 1.038, 1.060, 1.126, 1.562]
    /// Pieces that were edited, by percentile.
    public static let segmentCounts = [4, 9, 14, 20, 26, 30, 39, 64]

    /// The ratio that a share of people's edits stays below: that of the next percentile.
    ///
    /// - Parameter share: 0…1.
    public static func ratio(below share: Double) -> Double {
        zip(percents, ratios).first { Double($0.0) >= 100 * share }?.1 ?? ratios[ratios.count - 1]
    }

    /// The share of people's edits that changed less, 0…1, straight between the percentiles.
    ///
    /// - Parameter ratio: `EditMeasure.ratio`; one that is no number counts as 0.
    public static func share(below ratio: Double) -> Double {
        var (lowest, share) = (0.0, 0.0)
        for (percent, highest) in zip(percents, ratios) {
            let next = Double(percent) / 100
            guard ratio >= highest else {
                return ratio > lowest ? share + (next - share) * (ratio - lowest) / (highest - lowest) : share
            }
            (lowest, share) = (highest, next)
        }
        return 1
    }
}
